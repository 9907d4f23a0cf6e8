"""Artifacts, the Jinja2 environment, and the printer of pages."""
