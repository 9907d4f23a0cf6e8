"""The days that the pulse looks at: twelve full months, the month that is running, and quarters."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from generator.model import Cadence
from generator.model.periods import Period

MONTHS = 12
QUARTERS = 4


class Window(NamedTuple):
    """The days that the pulse looks at."""

    months: tuple[Period, ...]
    """The twelve full months before the one that is running, oldest first."""
    running: Period
    """The month of today, which is counted only "so far"."""
    quarters: tuple[Period, ...]
    """The four full quarters before the one that is running, and that one, oldest first."""

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.months[0].start if self.months else self.running.start

    @property
    def end(self) -> dt.date:
        """The last day of the full months."""
        return self.months[-1].end if self.months else self.running.start

    @property
    def columns(self) -> tuple[Period, ...]:
        """The full months and the running one."""
        return (*self.months, self.running)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and any(day in month for month in self.months)


def window_of(today: dt.date) -> Window:
    """The window of a day. It is shorter in the first year of the calendar."""
    running = Period.of(today, Cadence.MONTHLY)
    quarter = Period.of(today, Cadence.QUARTERLY)
    months = _before(running, Cadence.MONTHLY, MONTHS)
    return Window(months, running, (*_before(quarter, Cadence.QUARTERLY, QUARTERS), quarter))


def _before(period: Period, cadence: Cadence, count: int) -> tuple[Period, ...]:
    """The periods before one, oldest first."""
    found: list[Period] = []
    day = period.start
    while len(found) < count and day > dt.date.min:
        found.append(Period.of(day - dt.timedelta(days=1), cadence))
        day = found[-1].start
    return tuple(reversed(found))
