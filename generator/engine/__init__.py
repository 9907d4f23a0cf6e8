"""Runs MkDocs, and hands it our pages."""
