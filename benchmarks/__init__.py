"""Measures a complete build against other generators that print the same pages."""
