"""Diagnostics → text for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from generator.diagnostics import Diagnostic, Severity

Lines = Callable[[str], Sequence[str]]
"""The lines of a file of the repository, empty when it cannot be read."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}


def text(problems: Iterable[Diagnostic], lines: Lines, *, colour: bool = False) -> str:
    """Every problem with its place, the line it is on, the span underlined, and a remedy."""

    def paint(style: str, words: str) -> str:
        return f"\x1b[{style}m{words}\x1b[0m" if colour else words

    blocks = []
    for problem in problems:
        place = problem.location
        block = [
            f"{paint('1', safe(str(place)))}: "
            f"{paint(_COLOURS[problem.severity], f'{problem.severity} {problem.code}')}: {safe(problem.message)}"
        ]
        source = lines(place.path) if place.line else ()
        if 0 < place.line <= len(source) and source[place.line - 1].strip():
            line = source[place.line - 1]
            gutter = " " * (len(str(place.line)) + 2)
            before, marked = line[: place.column - 1], line[place.column - 1 : place.end_column - 1]
            under = "^" * max(1, width(safe(marked)))
            block.append(f"{paint('2', f'  {place.line} │')} {safe(line)}")
            block.append(
                f"{gutter}{paint('2', ' │')} {' ' * width(safe(before))}"
                f"{paint(_COLOURS[problem.severity], under)}"
            )
        if problem.hint:
            block.append(f"  = {safe(problem.hint)}")
        blocks.append("\n".join(block))
    return "\n".join(blocks)


def width(line: str) -> int:
    """How many columns a terminal gives to a text."""
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in line
    )


def safe(line: str) -> str:
    """A text that a terminal only shows: escape sequences and direction overrides made visible."""
    return "".join(
        " "
        if char == "\t"
        else f"\\u{ord(char):04x}"
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        else char
        for char in line
    )


def summary(problems: Sequence[Diagnostic], files: int) -> str:
    """The closing line: "3 errors, 1 warning in 2 of 16 files"."""
    if not problems:
        return f"No problems in {_count(files, 'file')}."
    parts = [
        _count(found, severity.value)
        if severity is not Severity.ADVICE
        else f"{found} {'piece' if found == 1 else 'pieces'} of advice"
        for severity in Severity
        if (found := sum(d.severity is severity for d in problems))
    ]
    touched = len({d.location.path for d in problems})
    return f"{', '.join(parts)} in {touched} of {_count(files, 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
