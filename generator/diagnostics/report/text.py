"""Diagnostics → text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.diagnostics.diagnostic import Diagnostic, Location, Severity
from generator.languages.message import Listed, Message, listed, ngettext
from generator.languages.messages import ENGLISH, Messages
from generator.text.terminal import COLUMNS, Lines, safe
from generator.text.width import cut_end, cut_start, width

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}
_NARROWEST = 40
_BEFORE = 30
"""Columns before the span to keep, if the line is cut."""


def text(
    problems: Iterable[Diagnostic],
    lines: Lines,
    words: Messages = ENGLISH,
    *,
    colour: bool = False,
    columns: int = COLUMNS,
) -> str:
    """Every problem with its place, its line with the span underlined, and its hint."""

    def paint(style: str, shown: str) -> str:
        return f"\x1b[{style}m{shown}\x1b[0m" if colour else shown

    read: dict[str, Sequence[str]] = {}  # problems come file by file
    blocks = []
    for problem in problems:
        place = problem.location
        label = f"{words.say(problem.severity.label)} {problem.code}"
        severity, message = (
            paint(_COLOURS[problem.severity], label),
            safe(words.say(problem.message)),
        )
        block = [f"{paint('1', safe(str(place)))}: {severity}: {message}"]
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
            block.append(f"  = {safe(words.say(problem.hint))}")
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


def summary(problems: Sequence[Diagnostic], files: int) -> Message:
    """The last line of a report, such as "3 errors, 1 warning in 2 of 16 files"."""
    if not problems:
        return ngettext("No problems in %(num)s file.", "No problems in %(num)s files.", files)
    touched = len({d.location.path for d in problems})
    return ngettext(
        "%(problems)s in %(touched)s of %(num)s file",
        "%(problems)s in %(touched)s of %(num)s files",
        max(files, touched),
        problems=counts(problems),
        touched=touched,
    )


def counts(problems: Sequence[Diagnostic]) -> Listed:
    """The number of problems of each severity, such as "3 errors, 1 warning"."""
    numbers = Counter(d.severity for d in problems)
    errors, warnings, advice = (numbers[severity] for severity in Severity)
    said = (
        ngettext("%(num)s error", "%(num)s errors", errors) if errors else "",
        ngettext("%(num)s warning", "%(num)s warnings", warnings) if warnings else "",
        ngettext("%(num)s piece of advice", "%(num)s pieces of advice", advice) if advice else "",
    )
    return listed(filter(None, said))
