"""The newsletter's issues: what each tells, why it was chosen, and what has run already."""
