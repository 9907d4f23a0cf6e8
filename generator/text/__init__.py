"""Text: Markdown, typography, names, dates and the conventions of languages."""
