"""Mentoring pairs: who could be together for a season, and the papers for it."""
