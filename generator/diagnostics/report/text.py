"""Diagnostics → text for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.diagnostics.diagnostic import Diagnostic, Location, Severity
from generator.text.terminal import COLUMNS, Lines, safe
from generator.text.width import cut_end, cut_start, width

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}
_NARROWEST = 40
_BEFORE = 30
"""Columns before the span to keep, if the line is cut."""


def text(
    problems: Iterable[Diagnostic], lines: Lines, *, colour: bool = False, columns: int = COLUMNS
) -> str:
    """Every problem with its place, its line with the span underlined, and its hint."""

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
            gutter = len(str(place.line)) + 2
            room = max(columns, _NARROWEST) - gutter - 3
            if shown := _excerpt(place, read[place.path], room):
                line, before, marked = shown
                under = paint(_COLOURS[problem.severity], "^" * max(1, marked))
                block.append(f"{paint('2', f'  {place.line} │')} {line}")
                block.append(f"{' ' * gutter}{paint('2', ' │')} {' ' * before}{under}")
        if problem.hint:
            block.append(f"  = {safe(problem.hint)}")
        blocks.append("\n".join(block))
    return "\n".join(blocks)


def _excerpt(place: Location, lines: Sequence[str], room: int) -> tuple[str, int, int] | None:
    """The line of a place, cut to `room` columns around the span, and the widths of the text before
    the span and of the span. None if the file has no such line, or it is blank.
    """
    if not (0 < place.line <= len(lines)) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1]
    start = place.column - 1
    end = max(start, min(place.end_column - 1, len(line)))
    before, marked, after = safe(line[:start]), safe(line[start:end]), safe(line[end:])
    before = cut_start(before, max(min(_BEFORE, room // 3), room - width(marked) - width(after)))
    marked = cut_end(marked, room - width(before))
    after = cut_end(after, room - width(before) - width(marked))
    return before + marked + after, width(before), width(marked)


def summary(problems: Sequence[Diagnostic], files: int) -> str:
    """The last line of a report, such as "3 errors, 1 warning in 2 of 16 files"."""
    if not problems:
        return f"No problems in {count(files, 'file')}."
    touched = len({d.location.path for d in problems})
    return f"{counts(problems)} in {touched} of {count(max(files, touched), 'file')}"


def counts(problems: Sequence[Diagnostic]) -> str:
    """The number of problems of each severity, such as "3 errors, 1 warning"."""
    return ", ".join(
        count(number, "piece of advice", "pieces of advice")
        if severity is Severity.ADVICE
        else count(number, severity.value)
        for severity in Severity
        if (number := sum(d.severity is severity for d in problems))
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, such as "2 files"."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
