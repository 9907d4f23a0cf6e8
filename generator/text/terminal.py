"""What a terminal shows of texts that anybody may have written, and how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

Lines = Callable[[str], Sequence[str]]
"""The lines of a file of the repository, empty when it cannot be read."""

COLUMNS = 100
"""How wide a report is where nobody says how wide the terminal is."""
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"


def cut_end(text: str, room: int) -> str:
    """The beginning of a text, as much as fits into so many columns."""
    if width(text) <= room:
        return text
    return f"{_fitting(text, room - 1)}…" if room > 0 else ""


def cut_start(text: str, room: int) -> str:
    """The end of a text, as much as fits into so many columns."""
    if width(text) <= room:
        return text
    kept = _fitting(reversed(text), room - 1)[::-1]
    while kept and width(kept[0]) == 0:  # what belonged to a letter that is gone
        kept = kept[1:]
    return f"…{kept}"


def _fitting(text: Iterable[str], room: int) -> str:
    kept: list[str] = []
    for char in text:
        room -= width(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept)


def width(line: str) -> int:
    """How many columns a terminal gives to a text."""
    if line.isascii():
        return len(line)
    return sum(
        0
        if unicodedata.category(char) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in line
    )


def safe(line: str) -> str:
    """A text that a terminal only shows: escape sequences, direction overrides and letters that
    nobody sees are made visible.
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


def safe_text(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(safe, text.split("\n")))
