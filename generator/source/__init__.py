"""From files to text, to nodes, to typed entries, with the place of everything."""
