"""A practice has dates to come, each on a clock that shows it, and once.

G144 (warning): a practice without a date to come

    A practice has no date to come.

    Why: Who wants to join would not know when to be there.

    Remedy: Add the next dates, or the day it came to its end as "ended".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-10-01 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

G147 (warning): calendars need icalendar

    Practices have dates, and the library that writes calendars is not installed.

    Why: The site is built without calendars to subscribe to.

    Remedy: Install the extra: pip install "reciprocity[calendar]".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: []
        ended: 2026-10-01

G149 (warning): a date that stands twice

    A practice has the same date and time twice.

    Why: It would stand twice in the calendar. Most often one of the two was meant to be another
    day.

    Remedy: Correct one of the two, or delete it.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15, 2026-12-03 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15, 2026-12-10 10:15]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.media import calendar
from generator.model import Practice, Settings
from generator.record import Library
from generator.source.field_codes import GUIDES
from generator.source.parser import locate

CODES = codes(__doc__)
NO_DATE_TO_COME = CODES["G144"]
NO_CALENDAR = CODES["G147"]
DUPLICATE_DATE = CODES["G149"]


def check(library: Library) -> Iterator[Diagnostic]:
    practices = library.settings.practices
    for practice in practices:
        yield from _dates(practice, library.settings, library.today)
    dated = [practice for practice in practices if practice.dates]
    if dated and not calendar.available():
        yield NO_CALENDAR(
            Location(dated[0].origin.path),
            "calendars to subscribe to are not made, since icalendar is not installed",
            "install reciprocity[calendar]",
        )


def _dates(practice: Practice, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    name = practice.time_zone or settings.site.time_zone
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # an unknown zone is reported where it is defined
        return
    seen: set[dt.datetime] = set()
    for index, meeting in enumerate(practice.dates):
        if meeting.start in seen:
            yield DUPLICATE_DATE(
                locate(practice, "dates", index),
                f"{meeting.start:%Y-%m-%d %H:%M} stands twice",
                "correct one of the two, or delete it",
            )
        seen.add(meeting.start)
        moment = meeting.start.replace(tzinfo=zone)
        if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != meeting.start:
            yield GUIDES.impossible_date(
                locate(practice, "dates", index),
                f"there is no {meeting.start:%H:%M} on {meeting.start:%Y-%m-%d} in {name}: "
                "the clocks go forward",
                "write an hour later",
            )
    if practice.ended and practice.ended <= today:
        return
    if not any(meeting.start.date() >= today for meeting in practice.dates):
        last = max((meeting.start.date() for meeting in practice.dates), default=None)
        yield NO_DATE_TO_COME(
            locate(practice, "dates") if practice.dates else Location(practice.origin.path),
            f"the last date was {last}, and there is none to come"
            if last
            else "the practice has no dates",
            'add the next ones to "dates", or the day it came to its end as "ended"',
        )
