"""The practices: a hub, a page each, a calendar page, and calendars to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from generator.edition import ShownPractice
from generator.media import calendar
from generator.media.calendar import Event
from generator.outputs.context import OutputContext
from generator.outputs.site.story import edit_url
from generator.rendering.artifacts import File, Page

KINDS = {
    "mentoring-circle": "Mentoring circle",
    "coaching-circle": "Coaching circle",
    "feedback-clinic": "Feedback clinic",
    "share-and-solve": "Share and solve",
    "mentoring-pairs": "Mentoring pairs",
}
MARKS = {
    "mentoring-circle": "rosette",
    "coaching-circle": "echo",
    "feedback-clinic": "plumb",
    "share-and-solve": "bridge",
    "mentoring-pairs": "arches",
}
CALENDAR = "practices/calendar"


def make(context: OutputContext) -> Iterator[Page | File]:
    """Pages `practices/index.md`, `practices/calendar.md` and `practices/<slug>.md`, and with
    icalendar the files `practices/calendar.ics` and `practices/<slug>.ics`.
    """
    practices = context.edition.practices
    if not practices:
        return
    feeds = {practice.id for practice in practices if practice.meetings and calendar.available()}
    coming = context.edition.coming(context.edition.today)
    yield Page(
        "practices/index.md",
        "Practices",
        "insertpractices",
        {
            "insertpractices": context.render(
                "site/practices.html",
                root="../",
                practices=_by_state(practices, context.edition.today),
                kinds=KINDS,
                marks=MARKS,
                helpers=context.edition.helpers,
                dated=bool(coming),
            )
        },
        "What we do together again and again, and how to come along.",
        hide=("toc",),
    )
    months = [
        (month, list(found))
        for month, found in groupby(coming, key=lambda each: each[0].start.date().replace(day=1))
    ]
    yield Page(
        f"{CALENDAR}.md",
        "Calendar",
        "insertcalendar",
        {
            "insertcalendar": context.render(
                "site/calendar.html",
                root="../../",
                months=months,
                feed=f"{context.base}{CALENDAR}.ics" if feeds else None,
            )
        },
        "When everything meets.",
        hide=("toc",),
    )
    for practice in practices:
        yield _page(context, practice, practice.id in feeds)
    host = urlsplit(context.base).hostname or "localhost"
    if feeds:
        every = [event for each in practices for event in events(each, context.base, host)]
        yield _file(context, CALENDAR, context.edition.site.name, every)
    for practice in practices:
        if practice.id in feeds:
            own = events(practice, context.base, host)
            yield _file(context, f"practices/{practice.id}", practice.title, own)


def events(practice: ShownPractice, base: str, host: str) -> Iterator[Event]:
    """The meetings of a practice as a calendar's entries. A day keeps its id when its hour moves."""
    on_day: dict[dt.date, int] = {}
    for meeting in practice.meetings:
        day = meeting.start.date()
        number = on_day[day] = on_day.get(day, 0) + 1
        again = f"-{number}" if number > 1 else ""
        yield Event(
            f"{day:%Y%m%d}{again}-{practice.id}@{host}",
            practice.title,
            meeting.start,
            meeting.end,
            f"{practice.what}\n\n{practice.join}",
            meeting.where,
            f"{base}practices/{practice.id}/",
        )


def _page(context: OutputContext, practice: ShownPractice, has_feed: bool) -> Page:
    by_id = context.groups.by_id
    season = None
    if practice.kind == "mentoring-pairs":
        now = [s for s in context.edition.seasons if s.ends >= context.edition.today]
        season = next(iter(now), None)
    return Page(
        f"practices/{practice.id}.md",
        practice.title,
        "insertpractice",
        {
            "insertpractice": context.render(
                "site/practice.html",
                root="../../",
                practice=practice,
                kind=KINDS[practice.kind],
                drawing=MARKS[practice.kind],
                coming=practice.coming(context.edition.today),
                season=season,
                told={
                    s: by_id[s] for each in practice.sessions for s in each.stories if s in by_id
                },
                feed=f"{context.base}practices/{practice.id}.ics" if has_feed else None,
            )
        },
        f"{KINDS[practice.kind]}, {practice.cadence}.",
        source=edit_url(context, practice.source),
        hide=("toc",),
    )


def _by_state(practices: Iterable[ShownPractice], today: dt.date) -> list[ShownPractice]:
    """Those that go on before those that ended."""
    return sorted(practices, key=lambda each: bool(each.ended and each.ended <= today))


def _file(context: OutputContext, path: str, title: str, found: Iterable[Event]) -> File:
    return File(f"{path}.ics", calendar.calendar(title, found, context.edition.today))
