"""The formats of a report, one module each."""

from generator.diagnostics.report.text import summary, text
from generator.text.terminal import COLUMNS, safe, safe_text
from generator.text.width import width

__all__ = ["COLUMNS", "safe", "safe_text", "summary", "text", "width"]
