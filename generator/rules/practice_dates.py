"""A practice has dates to come, each on a clock that shows it, and once.

G144 (warning): a practice without upcoming dates

    A practice has no upcoming dates.

    Why: People who want to join would not know when to come.

    Remedy: Add the next dates, or the day it ended as "ended".

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

    Practices have dates, but the library for calendars is not installed.

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

G149 (warning): a date listed twice

    A practice has the same date and time twice.

    Why: It would be in the calendar twice. Most often, one of the two should be another day.

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

G152 (warning): an hour that comes twice

    A meeting starts in the hour that comes twice when the clocks go back.

    Why: Half of the people might come an hour late. Calendars get the first of the two hours.

    Remedy: Choose another time on this day. If the first hour is right, say so under "where".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        time_zone: Europe/London
        dates: [2027-10-31 01:30]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        time_zone: Europe/London
        dates: [2027-10-31 10:30]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.media import calendar
from generator.model import Practice, Settings
from generator.record import Library
from generator.source.field_codes import GUIDES
from generator.source.parser import locate

CODES = codes(__doc__)
NO_DATE_TO_COME = CODES["G144"]
NO_CALENDAR = CODES["G147"]
DUPLICATE_DATE = CODES["G149"]
HOUR_TWICE = CODES["G152"]


def check(library: Library) -> Iterator[Diagnostic]:
    practices = library.settings.practices
    for practice in practices:
        yield from _dates(practice, library.settings, library.today)
    dated = [practice for practice in practices if practice.dates]
    if dated and not calendar.available():
        yield NO_CALENDAR(
            Location(dated[0].origin.path),
            _("there are no calendars to subscribe to, because icalendar is not installed"),
            _("install %(package)s", package="reciprocity[calendar]"),
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
                _("%(time)s is listed twice", time=f"{meeting.start:%Y-%m-%d %H:%M}"),
                _("correct one of the two, or delete it"),
            )
        seen.add(meeting.start)
        moment = meeting.start.replace(tzinfo=zone)
        if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != meeting.start:
            yield GUIDES.impossible_date(
                locate(practice, "dates", index),
                _(
                    "there is no %(hour)s on %(day)s in %(zone)s, because the clocks go forward",
                    hour=f"{meeting.start:%H:%M}",
                    day=f"{meeting.start:%Y-%m-%d}",
                    zone=name,
                ),
                _("write one hour later"),
            )
        elif (
            meeting.start.date() >= today
            and moment.utcoffset() != moment.replace(fold=1).utcoffset()
        ):
            yield HOUR_TWICE(
                locate(practice, "dates", index),
                _(
                    "it is %(hour)s twice on %(day)s in %(zone)s, because the clocks go back; "
                    "calendars get the first",
                    hour=f"{meeting.start:%H:%M}",
                    day=f"{meeting.start:%Y-%m-%d}",
                    zone=name,
                ),
                _("choose another time on this day"),
            )
    if practice.ended and practice.ended <= today:
        return
    if not any(meeting.start.date() >= today for meeting in practice.dates):
        last = max((meeting.start.date() for meeting in practice.dates), default=None)
        yield NO_DATE_TO_COME(
            locate(practice, "dates") if practice.dates else Location(practice.origin.path),
            _("the last date was %(day)s, and no more are planned", day=last)
            if last
            else _("the practice has no dates"),
            _('add the next dates to "dates", or the day it ended as "ended"'),
        )
