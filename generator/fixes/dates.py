"""Write dates as year-month-day: 14 October 2026, 2026/10/14, but never 03/04/2026."""

from __future__ import annotations

from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate, simple_values
from generator.source.editor import Change
from generator.source.nodes import entries
from generator.text.dates import parse_day


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """S103: a date in another form that can mean only one day."""
    said = [
        (name, number, "on")
        for name in ("consent", "declined")
        if candidate.is_parsed
        for number in range(len(entries(candidate.editor.node(name))))
    ]
    for keys in (("date",), ("withdrawn",), *said):
        for value in simple_values(candidate, *keys):
            day = parse_day(value.text)
            if day is not None and day.isoformat() != value.text:
                yield candidate.editor.replace(value, day.isoformat(), "S103")
