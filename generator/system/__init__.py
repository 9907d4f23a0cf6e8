"""Processes, files and the clock."""
