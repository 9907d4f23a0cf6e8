"""The practices: an overview, a page each, a calendar page, and calendars to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.edition import ShownPractice
from generator.media import calendar
from generator.media.calendar import Event
from generator.outputs.context import OutputContext
from generator.outputs.site.story import edit_url
from generator.rendering.artifacts import File, Page


class PracticeKind(NamedTuple):
    """How pages show a kind of practice; `mark` is a drawing in `templates/site/marks`."""

    title: str
    mark: str


PRACTICE_KINDS = {
    "mentoring-circle": PracticeKind("Mentoring circle", "rosette"),
    "coaching-circle": PracticeKind("Coaching circle", "echo"),
    "feedback-clinic": PracticeKind("Feedback clinic", "plumb"),
    "share-and-solve": PracticeKind("Share and solve", "bridge"),
    "mentoring-pairs": PracticeKind("Mentoring pairs", "arches"),
}
CALENDAR = "practices/calendar"


def make(context: OutputContext) -> Iterator[Page | File]:
    """Pages `practices/index.md`, `practices/calendar.md` and `practices/<slug>.md`, and with
    icalendar the files `practices/calendar.ics` and `practices/<slug>.ics`.
    """
    edition = context.edition
    if not edition.practices:
        return
    with_feed = [p for p in edition.practices if p.meetings and calendar.available()]
    coming = edition.coming(edition.today)
    html = context.render(
        "site/practices.html",
        root="../",
        practices=sorted(edition.practices, key=lambda p: _has_ended(p, edition.today)),
        kinds=PRACTICE_KINDS,
        helpers=edition.helpers,
        dated=bool(coming),
    )
    yield Page.from_html(
        "practices/index.md",
        "Practices",
        html,
        "What we do together again and again, and how to come along.",
    )
    months = [
        (month, list(meetings))
        for month, meetings in groupby(coming, key=lambda each: each[0].start.date().replace(day=1))
    ]
    feed = f"{context.base}{CALENDAR}.ics" if with_feed else None
    yield Page.from_html(
        f"{CALENDAR}.md",
        "Calendar",
        context.render("site/calendar.html", root="../../", months=months, feed=feed),
        "When everything meets.",
    )
    for practice in edition.practices:
        yield _page(context, practice, has_feed=practice in with_feed)
    if with_feed:
        yield _calendar(context, CALENDAR, edition.site.name, with_feed)
    for practice in with_feed:
        yield _calendar(context, f"practices/{practice.id}", practice.title, [practice])


def _events(practice: ShownPractice, base: str) -> Iterator[Event]:
    """The meetings of a practice as calendar entries. An entry keeps its id when its hour changes."""
    host = urlsplit(base).hostname or "localhost"
    on_day: dict[dt.date, int] = {}
    for meeting in practice.meetings:
        day = meeting.start.date()
        number = on_day[day] = on_day.get(day, 0) + 1
        suffix = f"-{number}" if number > 1 else ""
        yield Event(
            f"{day:%Y%m%d}{suffix}-{practice.id}@{host}",
            practice.title,
            meeting.start,
            meeting.end,
            f"{practice.what}\n\n{practice.join}",
            meeting.where,
            f"{base}practices/{practice.id}/",
        )


def _page(context: OutputContext, practice: ShownPractice, *, has_feed: bool) -> Page:
    edition, by_id = context.edition, context.groups.by_id
    kind = PRACTICE_KINDS[practice.kind]
    seasons = edition.seasons if practice.kind == "mentoring-pairs" else ()
    html = context.render(
        "site/practice.html",
        root="../../",
        practice=practice,
        kind=kind,
        coming=practice.coming(edition.today),
        season=next((season for season in seasons if season.ends >= edition.today), None),
        stories={s: by_id[s] for each in practice.sessions for s in each.stories if s in by_id},
        feed=f"{context.base}practices/{practice.id}.ics" if has_feed else None,
    )
    return Page.from_html(
        f"practices/{practice.id}.md",
        practice.title,
        html,
        f"{kind.title}, {practice.cadence}.",
        source=edit_url(context, practice.source),
    )


def _has_ended(practice: ShownPractice, today: dt.date) -> bool:
    return practice.ended is not None and practice.ended <= today


def _calendar(
    context: OutputContext, path: str, title: str, practices: Iterable[ShownPractice]
) -> File:
    events = [event for practice in practices for event in _events(practice, context.base)]
    return File(f"{path}.ics", calendar.calendar(title, events, context.edition.today))
