"""The pulse: what the stories that everybody can read say about how help moves. It counts no people."""
