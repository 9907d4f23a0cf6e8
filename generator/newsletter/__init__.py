"""The newsletter's issues: their stories, the reasons for these, and what has run before."""
