"""What drives MkDocs, and what it is told of our pages."""
