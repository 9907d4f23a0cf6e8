"""What a build survives, and where it works."""
