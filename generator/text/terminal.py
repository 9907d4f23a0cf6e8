"""What a terminal shows of texts that anybody may have written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

Lines = Callable[[str], Sequence[str]]
"""The lines of a file of the repository, empty when it cannot be read."""

COLUMNS = 100
"""The width of a report where the terminal's is not known."""
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"


def safe(line: str) -> str:
    """Make escape sequences, direction overrides and invisible characters visible, so that a
    terminal shows the text and obeys nothing in it.
    """
    if line.isprintable():
        return line
    return "".join(
        " "
        if char == "\t"
        else f"\\u{ord(char):04x}"
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or char in _DIRECTIONS
        or char in _UNSEEN
        else char
        for char in line
    )


def code_point(char: str) -> str:
    """A character as U+00A0, which can be looked up."""
    return f"U+{ord(char):04X}"


def safe_text(text: str) -> str:
    """`safe` for each line of a text."""
    return "\n".join(map(safe, text.split("\n")))
