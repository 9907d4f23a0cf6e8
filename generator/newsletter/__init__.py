"""The newsletter's issues: their stories, why they were chosen, and what has run already."""
