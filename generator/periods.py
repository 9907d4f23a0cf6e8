"""Months, quarters and weeks: the periods of a digest."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.model import Cadence

_FORM = re.compile(r"([0-9]{4})-(?:(Q)([1-4])|(W)([0-9]{2})|([0-9]{2}))")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days with a name: `2026-10`, `2026-Q4` or `2026-W42` (ISO 8601)."""

    start: dt.date
    end: dt.date
    """The last day, included."""
    name: str
    cadence: Cadence

    @classmethod
    def parse(cls, name: str) -> Period | None:
        """The period of a name, or None when no period is called so."""
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
    def of(cls, day: dt.date, cadence: Cadence) -> Period:
        """The period of a cadence that holds a day."""
        if cadence is Cadence.WEEKLY:
            year, week, weekday = day.isocalendar()
            start = day - dt.timedelta(days=weekday - 1)
            return cls(start, start + dt.timedelta(days=6), f"{year}-W{week:02}", cadence)
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

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
