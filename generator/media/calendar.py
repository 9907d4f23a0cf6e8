"""Calendar files (RFC 5545). The only user of icalendar.

Times are written in UTC, so that every program shows them right, whatever it knows of time zones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

from generator.languages import main_code


class Event(NamedTuple):
    """A calendar entry. With dates instead of times it takes whole days, including the last.

    `uid` stays the same when the event changes.
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
    """Whether icalendar is installed."""
    return find_spec("icalendar") is not None


def calendar(title: str, events: Iterable[Event], stamp: dt.date, language: str) -> bytes:
    """A calendar file in a language. `stamp` is the day of the build; no clock is read.

    Programs that follow it ask again each day. Entries of whole days leave people free.
    """
    import icalendar  # noqa: PLC0415  # an extra, and not quick to import

    class Words(icalendar.vText):
        """Text escaped as in RFC 5545. icalendar's own turns a typed backslash and N into a new line."""

        def to_ical(self) -> bytes:
            escaped = re.sub(r"[\\;,]", r"\\\g<0>", self.replace("\r\n", "\n"))
            return escaped.replace("\n", r"\n").encode()

    result = icalendar.Calendar()
    result.add("prodid", f"-//reciprocity//calendar//{main_code(language).upper()}")
    result.add("version", "2.0")
    result.add("x-wr-calname", Words(title))
    result.add(
        "refresh-interval", dt.timedelta(days=1), parameters={"value": "DURATION"}
    )  # RFC 7986
    result.add("x-published-ttl", "P1D")  # the same for Outlook
    for event in sorted(events, key=lambda each: (_utc(each.start).isoformat(), each.uid)):
        entry = icalendar.Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
        entry.add("summary", Words(event.title))
        entry.add("dtstart", _utc(event.start))
        whole = not isinstance(event.end, dt.datetime)
        entry.add("dtend", event.end + dt.timedelta(days=1) if whole else _utc(event.end))
        if whole:
            entry.add("transp", "TRANSPARENT")
        for name, value in (
            ("description", event.text),
            ("location", event.where),
            ("url", event.url),
        ):
            if value:
                entry.add(name, value if name == "url" else Words(value))
        result.add_component(entry)
    return bytes(result.to_ical())


def _utc(moment: dt.date) -> dt.date:
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment
