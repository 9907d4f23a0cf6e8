"""How long texts are: in columns as wide as a terminal shows them, or as other programs count.

The only user of wcwidth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

WIDTH = 72
_CLOSING = "、。，．！？：；）］｝」』】〉》〕〗’”…ー・々"
"""Characters that must not begin a line in Chinese and Japanese."""
_OPENING = "（［｛「『【〈《〔〖‘“"
"""Characters that must not end a line."""
_ONE_COLUMN_EACH = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*"
)
"""Texts of Latin, Greek and Cyrillic letters, with their spaces, punctuation and arrows."""


@cache
def _wcwidth() -> Any:
    import wcwidth  # noqa: PLC0415  # its tables take a tenth of the program's start, and most texts need none

    return wcwidth


def width(text: str) -> int:
    """The number of columns that a text takes in a terminal."""
    if text.isascii() or _ONE_COLUMN_EACH.fullmatch(text):
        return len(text)
    return int(_wcwidth().width(text, control_codes="ignore"))


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 code units, as JavaScript and Windows count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_end(text: str, columns: int) -> str:
    """The text, cut at its end to `columns` columns with an ellipsis."""
    if width(text) <= columns:
        return text
    return (
        f"{''.join(_fitting(_wcwidth().iter_graphemes(text), columns - 1))}…" if columns > 0 else ""
    )


def cut_start(text: str, columns: int) -> str:
    """The text, cut at its start to `columns` columns with an ellipsis."""
    if width(text) <= columns:
        return text
    return f"…{''.join(reversed(_fitting(_wcwidth().iter_graphemes_reverse(text), columns - 1)))}"


def _fitting(graphemes: Iterable[str], columns: int) -> list[str]:
    kept = []
    for grapheme in graphemes:
        columns -= width(grapheme)
        if columns < 0:
            break
        kept.append(grapheme)
    return kept


def wrap(text: str, columns: int = WIDTH, indent: str = "", first: str | None = None) -> str:
    """Break a text into lines of at most `columns` columns, paragraph by paragraph.

    A word that is longer than a line, such as an address, stays whole; scripts without spaces
    break between their characters. `first` is the indent of the first line, if it differs.
    """
    paragraphs = [words for block in re.split(r"\n\s*\n", text) if (words := block.split())]
    indents = [indent if first is None else first, *[indent] * len(paragraphs)]
    return "\n\n".join(
        "\n".join(_lines(words, columns, indent, lead))
        for words, lead in zip(paragraphs, indents, strict=False)
    )


def _lines(words: list[str], columns: int, indent: str, first: str) -> Iterator[str]:
    line, used = first, width(first)
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
    yield line


def _pieces(word: str) -> list[str]:
    """Cut a word where a line may break within it: beside wide characters."""
    if width(word) == len(word):
        return [word]
    pieces: list[str] = []
    was_wide = True
    for char in _wcwidth().iter_graphemes(word):
        is_wide = _wcwidth().wcwidth(char[0]) > 1
        if pieces and (char in _CLOSING or pieces[-1][-1] in _OPENING or not (is_wide or was_wide)):
            pieces[-1] += char
        else:
            pieces.append(char)
        was_wide = is_wide
    return pieces


def underline(text: str, sign: str = "-") -> str:
    """A line of signs as wide as the text, at most `WIDTH`."""
    return sign * min(width(text), WIDTH)
