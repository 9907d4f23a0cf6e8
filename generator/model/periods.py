"""Months, quarters, weeks and ranges of days: the periods of a digest."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from generator.model import Cadence

_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})--([0-9]{4}-[0-9]{2}-[0-9]{2})")
_FORM = re.compile(r"([0-9]{4})-(?:(Q)([1-4])|(W)([0-9]{2})|([0-9]{2}))")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days with a name: `2026-10`, `2026-Q4`, `2026-W42` (ISO 8601), or a range of
    days such as `2026-09-01--2026-10-15`, which is of no cadence.
    """

    start: dt.date
    end: dt.date
    """The last day, included."""
    name: str
    cadence: Cadence | None

    @classmethod
    def parse(cls, name: str) -> Period | None:
        """The period of a name, or None when no period is called so."""
        if days := _RANGE.fullmatch(name):
            try:
                return cls.range(dt.date.fromisoformat(days[1]), dt.date.fromisoformat(days[2]))
            except ValueError:
                return None
        match = _FORM.fullmatch(name)
        if match is None:
            return None
        year = int(match[1])
        try:
            if match[2]:
                return cls.of(dt.date(year, int(match[3]) * 3, 1), Cadence.QUARTERLY)
            if match[4]:
                return cls.of(dt.date.fromisocalendar(year, int(match[5]), 1), Cadence.WEEKLY)
            return cls.of(dt.date(year, int(match[6]), 1), Cadence.MONTHLY)
        except (ValueError, OverflowError):
            return None

    @classmethod
    def range(cls, since: dt.date, until: dt.date) -> Period:
        """From one day to another, both included. Raises ValueError when they are in no order."""
        if until < since:
            raise ValueError(f"{until} is before {since}")
        return cls(since, until, f"{since}--{until}", None)

    @classmethod
    def of(cls, day: dt.date, cadence: Cadence) -> Period:
        """The period of a cadence that holds a day."""
        if cadence is Cadence.WEEKLY:
            year, week, weekday = day.isocalendar()
            start = day - dt.timedelta(days=weekday - 1)
            left = min(6, (dt.date.max - start).days)  # the last week there is has no Sunday
            return cls(start, start + dt.timedelta(days=left), f"{year}-W{week:02}", cadence)
        if cadence is Cadence.QUARTERLY:
            quarter = (day.month - 1) // 3
            start = dt.date(day.year, quarter * 3 + 1, 1)
            return cls(
                start,
                _month_end(start.replace(month=quarter * 3 + 3)),
                f"{day.year}-Q{quarter + 1}",
                cadence,
            )
        start = day.replace(day=1)
        return cls(start, _month_end(start), f"{day.year}-{day.month:02}", cadence)

    def reach(self, months: int) -> dt.date:
        """The first day of the months before the period."""
        count = max(12, self.start.year * 12 + self.start.month - 1 - months)
        day = self.start if not months else self.start.replace(day=1)
        return day.replace(year=count // 12, month=count % 12 + 1)

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])
