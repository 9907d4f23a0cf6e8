"""Calendar files (RFC 5545), and the only user of icalendar.

Moments are written in UTC: a meeting at four on the wall is at four before and after the clocks
change, in every program, whatever it knows of time zones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple


class Event(NamedTuple):
    """An entry of a calendar. With days instead of moments it takes whole days, the last included.

    `uid` stays the same as long as the event is the same.
    """

    uid: str
    title: str
    start: dt.date
    end: dt.date
    text: str = ""
    where: str | None = None
    url: str | None = None


@cache
def available() -> bool:
    """Whether calendars can be made."""
    return find_spec("icalendar") is not None


def calendar(title: str, events: Iterable[Event], stamp: dt.date) -> bytes:
    """A calendar file. `stamp` is the day it was made: no clock has a part in it."""
    import icalendar  # noqa: PLC0415  # an extra, and not quick to import

    class Words(icalendar.vText):
        """Text as RFC 5545 writes it. icalendar's own takes a backslash and an N for a new line."""

        def to_ical(self) -> bytes:
            marked = re.sub(r"[\\;,]", r"\\\g<0>", self.replace("\r\n", "\n"))
            return marked.replace("\n", r"\n").encode()

    made = icalendar.Calendar()
    made.add("prodid", "-//reciprocity//calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", Words(title))
    for event in sorted(events, key=lambda each: (_utc(each.start).isoformat(), each.uid)):
        entry = icalendar.Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
        entry.add("summary", Words(event.title))
        entry.add("dtstart", _utc(event.start))
        whole = not isinstance(event.end, dt.datetime)
        entry.add("dtend", event.end + dt.timedelta(days=1) if whole else _utc(event.end))
        for name, value in (
            ("description", event.text),
            ("location", event.where),
            ("url", event.url),
        ):
            if value:
                entry.add(name, value if name == "url" else Words(value))
        made.add_component(entry)
    return bytes(made.to_ical())


def _utc(moment: dt.date) -> dt.date:
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment
