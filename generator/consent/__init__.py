"""Everything about people in stories: who is meant, who may be named, and how they are shown.

`gate` is the one way from a Library to an Edition.
"""
