"""Files → text → nodes → typed entries, with the place of everything."""
