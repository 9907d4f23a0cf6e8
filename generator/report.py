"""Diagnostics → text for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from generator.diagnostics import Diagnostic, Location, Severity

Lines = Callable[[str], Sequence[str]]
"""The lines of a file of the repository, empty when it cannot be read."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}
_WIDEST = 100
_BEFORE = 30
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def text(problems: Iterable[Diagnostic], lines: Lines, *, colour: bool = False) -> str:
    """Every problem with its place, the line it is on, the span underlined, and a remedy."""

    def paint(style: str, words: str) -> str:
        return f"\x1b[{style}m{words}\x1b[0m" if colour else words

    read: dict[str, Sequence[str]] = {}  # problems come file by file
    blocks = []
    for problem in problems:
        place = problem.location
        severity = paint(_COLOURS[problem.severity], f"{problem.severity} {problem.code}")
        block = [f"{paint('1', safe(str(place)))}: {severity}: {safe(problem.message)}"]
        if place.line:
            if place.path not in read:
                read = {place.path: lines(place.path)}
            if shown := excerpt(place, read[place.path]):
                line, before, marked = shown
                gutter = " " * (len(str(place.line)) + 2)
                under = paint(_COLOURS[problem.severity], "^" * max(1, marked))
                block.append(f"{paint('2', f'  {place.line} │')} {line}")
                block.append(f"{gutter}{paint('2', ' │')} {' ' * before}{under}")
        if problem.hint:
            block.append(f"  = {safe(problem.hint)}")
        blocks.append("\n".join(block))
    return "\n".join(blocks)


def excerpt(place: Location, lines: Sequence[str]) -> tuple[str, int, int] | None:
    """The line of a place, cut to what a terminal holds; the columns before the span, and of it."""
    if not (0 < place.line <= len(lines)) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1]
    start = place.column - 1
    end = max(start, min(place.end_column - 1, len(line)))
    first = max(0, start - _BEFORE) if len(line) > _WIDEST else 0
    last = min(len(line), first + _WIDEST)
    before = "…" * (first > 0) + safe(line[first:start])
    after = safe(line[min(end, last) : last]) + "…" * (last < len(line))
    marked = safe(line[start : min(end, last)])
    return before + marked + after, width(before), width(marked)


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
    """A text that a terminal only shows: escape sequences and direction overrides made visible."""
    if line.isprintable():
        return line
    return "".join(
        " "
        if char == "\t"
        else f"\\u{ord(char):04x}"
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _DIRECTIONS
        else char
        for char in line
    )


def safe_text(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(safe, text.split("\n")))


def summary(problems: Sequence[Diagnostic], files: int) -> str:
    """The closing line: "3 errors, 1 warning in 2 of 16 files"."""
    if not problems:
        return f"No problems in {_count(files, 'file')}."
    parts = [
        _count(found, "piece of advice", "pieces of advice")
        if severity is Severity.ADVICE
        else _count(found, severity.value)
        for severity in Severity
        if (found := sum(d.severity is severity for d in problems))
    ]
    touched = len({d.location.path for d in problems})
    return f"{', '.join(parts)} in {touched} of {_count(max(files, touched), 'file')}"


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun if number == 1 else many or f'{noun}s'}"
