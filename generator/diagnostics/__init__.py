"""Diagnostics: problems with content as values, their codes, and the reports made of them."""
