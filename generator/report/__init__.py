"""Diagnostics → what people and programs read; one module each."""

from generator.report.terminal import summary, text
from generator.report.visible import COLUMNS, safe, safe_text, width

__all__ = ["COLUMNS", "safe", "safe_text", "summary", "text", "width"]
