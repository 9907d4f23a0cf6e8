"""Plain text in columns, as wide as it looks: for mail that is read in a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 72
_CLOSING = "、。，．！？：；）］｝」』】〉》〕〗’”…ー・々"
"""Signs that do not begin a line in Chinese and Japanese."""
_OPENING = "（［｛「『【〈《〔〖‘“"
"""Signs that do not end one."""


def width(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int = WIDTH, indent: str = "", first: str | None = None) -> str:
    """A text in lines of at most so many columns, paragraph by paragraph.

    A word that is longer than a line, such as an address, stays whole; scripts without spaces
    break between their characters. `first` is the indent of the first line, if it has its own.
    """
    blocks = [block.split() for block in re.split(r"\n\s*\n", text.strip())]
    lead = indent if first is None else first
    made = []
    for words in blocks:
        if words:
            made.append("\n".join(_lines(words, columns, indent, lead)))
            lead = indent
    return "\n\n".join(made)


def _lines(words: list[str], columns: int, indent: str, lead: str) -> Iterator[str]:
    line, used = lead, width(lead)
    empty = True
    for word in words:
        gap = "" if empty else " "
        for piece in _pieces(word):
            size = width(piece)
            if not empty and used + len(gap) + size > columns:
                yield line
                line, used, gap = indent, width(indent), ""
            line += gap + piece
            used += len(gap) + size
            gap, empty = "", False
    if not empty:
        yield line


def _pieces(word: str) -> list[str]:
    """A word, cut where a line may break within it: beside wide characters."""
    if width(word) == len(word):
        return [word]
    pieces: list[str] = []
    for char in word:
        joins = pieces and (
            char in _CLOSING
            or pieces[-1][-1] in _OPENING
            or not _cell(char)
            or (_cell(char) < 2 and _cell(pieces[-1][-1]) < 2)
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def underline(text: str, sign: str = "-") -> str:
    """A line of signs as wide as a text, and no wider than a line."""
    return sign * min(width(text), WIDTH)
