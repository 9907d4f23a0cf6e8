"""The practices: an overview, a page each, a calendar page, and calendars to subscribe to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.edition import ShownMeeting, ShownPractice
from generator.languages.messages import Messages, noted
from generator.media import calendar
from generator.media.calendar import Event
from generator.mentoring.milestones import Milestone, milestone_days, milestones
from generator.outputs.context import OutputContext
from generator.outputs.grouping import by_id
from generator.outputs.site.share import mail_of
from generator.outputs.site.story import edit_url
from generator.outputs.site.story_letters import Letter, letter
from generator.rendering.artifacts import File, Page, SearchEntry
from generator.text import locales


class PracticeKind(NamedTuple):
    """How pages show a kind of practice; `mark` is a drawing in `templates/site/marks`."""

    title: str
    mark: str


_KINDS = {
    "mentoring-circle": PracticeKind(noted("Mentoring circle"), "rosette"),
    "coaching-circle": PracticeKind(noted("Coaching circle"), "echo"),
    "feedback-clinic": PracticeKind(noted("Feedback clinic"), "plumb"),
    "share-and-solve": PracticeKind(noted("Share and solve"), "bridge"),
    "mentoring-pairs": PracticeKind(noted("Mentoring pairs"), "arches"),
}
CALENDAR = "practices/calendar"


class CalendarDay(NamedTuple):
    """A meeting of a practice, or a milestone of its mentoring pairs, which takes a whole day."""

    file: str
    """The address of its calendar file from the folder of all practices, if there are calendars."""
    practice: ShownPractice
    event: Event
    meeting: ShownMeeting | None = None
    milestone: Milestone | None = None
    """What the day is in a season; a meeting has it only in lists of days."""

    @property
    def day(self) -> dt.date:
        """The day on the clock of its place."""
        return self.meeting.start.date() if self.meeting else self.event.start

    def is_coming(self, today: dt.date) -> bool:
        """Whether it is still to come, and its practice goes on until then."""
        return today <= self.day <= (self.practice.ended or dt.date.max)


class Subscription(NamedTuple):
    """How a calendar is followed and downloaded."""

    address: str
    """Its address on the web."""
    webcal: str
    """The same, for the program that handles calendars."""


def practice_kinds(words: Messages) -> Mapping[str, PracticeKind]:
    """How pages show the kinds of practice."""
    return {name: kind._replace(title=words.gettext(kind.title)) for name, kind in _KINDS.items()}


def make(context: OutputContext) -> Iterator[Page | File]:
    """Pages `practices/index.md`, `practices/calendar.md` and `practices/<slug>.md`, and with
    icalendar the files `practices/calendar.ics`, `practices/<slug>.ics`, and one for each day to come.
    """
    edition, _ = context.edition, context.words.gettext
    if not edition.practices:
        return
    days = {practice.id: list(_days(context, practice)) for practice in edition.practices}
    every = sorted(chain.from_iterable(days.values()), key=_in_order)
    coming = [each for each in every if each.is_coming(edition.today)]
    has_files = calendar.available()
    html = context.render(
        "site/practices.html",
        root="../",
        practices=sorted(edition.practices, key=lambda p: p.has_ended(edition.today)),
        practice_kinds=practice_kinds(context.words),
        helpers=edition.helpers,
        dated=bool(coming),
    )
    yield Page.from_html(
        "practices/index.md",
        _("Practices"),
        html,
        _("What we do together regularly, and how to join."),
    )
    months = [
        (month, list(found))
        for month, found in groupby(_joined(coming), key=lambda each: each.day.replace(day=1))
    ]
    html = context.render(
        "site/calendar.html",
        root="../../",
        months=months,
        has_files=has_files,
        feed=_subscription(context, CALENDAR) if has_files and every else None,
    )
    yield Page.from_html(f"{CALENDAR}.md", _("Calendar"), html, _("The dates of all practices."))
    for practice in edition.practices:
        yield _page(context, practice, days[practice.id] if has_files else [], coming)
    if not has_files:
        return
    if every:
        yield _calendar(context, CALENDAR, edition.site.name, every)
    for practice in edition.practices:
        if days[practice.id]:
            path = f"practices/{practice.id}"
            yield _calendar(context, path, practice.title, days[practice.id])
    for each in coming:
        path = f"practices/{each.file.removesuffix('.ics')}"
        yield _calendar(context, path, each.event.title, [each])


def _days(context: OutputContext, practice: ShownPractice) -> Iterator[CalendarDay]:
    """The meetings of a practice and the milestones of its pairs, as calendar entries.

    An entry keeps its id when its hour changes.
    """
    base = context.base
    host = urlsplit(base).hostname or "localhost"
    address = f"{base}practices/{practice.id}/"
    on_day: dict[dt.date, int] = {}
    for meeting in practice.meetings:
        day = meeting.start.date()
        number = on_day[day] = on_day.get(day, 0) + 1
        name = f"{day:%Y%m%d}-{number}" if number > 1 else f"{day:%Y%m%d}"
        event = Event(
            f"{name}-{practice.id}@{host}",
            practice.title,
            meeting.start,
            meeting.end,
            f"{practice.what}\n\n{practice.join}",
            meeting.where,
            address,
        )
        yield CalendarDay(f"{practice.id}/{name}.ics", practice, event, meeting)
    site = context.edition.site
    weekend = locales.weekend(site.language, site.time_zone)
    for season in context.edition.seasons_of(practice):
        found = milestone_days(season.starts, season.ends, weekend)
        for milestone, day in zip(milestones(context.words), found, strict=True):
            name = f"{season.starts:%Y%m%d}-{milestone.key}"
            title = context.words.gettext(
                "%(practice)s: %(milestone)s", practice=practice.title, milestone=milestone.title
            )
            event = Event(
                f"{name}-{practice.id}@{host}", title, day, day, milestone.meaning, url=address
            )
            yield CalendarDay(f"{practice.id}/{name}.ics", practice, event, milestone=milestone)


def _in_order(each: CalendarDay) -> tuple[dt.date, bool, dt.datetime, str]:
    """A key that sorts days, whole ones before the meetings on them."""
    midnight = dt.datetime.combine(each.day, dt.time(), dt.UTC)
    start = each.meeting.start if each.meeting else midnight
    return each.day, each.meeting is not None, start, each.practice.id


def _joined(days: Collection[CalendarDay]) -> Iterator[CalendarDay]:
    """Days as they are listed: a milestone and the meetings of its practice that day are one."""
    milestones = {(each.practice.id, each.day): each for each in days if each.meeting is None}
    meetings = {(each.practice.id, each.day) for each in days if each.meeting}
    for each in days:
        key = each.practice.id, each.day
        if each.meeting and (found := milestones.get(key)):
            event = each.event._replace(title=found.event.title)
            yield each._replace(event=event, milestone=found.milestone)
        elif each.meeting or key not in meetings:
            yield each


def _subscription(context: OutputContext, path: str) -> Subscription:
    address = f"{context.base}{path}.ics"
    return Subscription(address, re.sub("^https?:", "webcal:", address))


def _page(
    context: OutputContext,
    practice: ShownPractice,
    entries: Collection[CalendarDay],
    coming: Iterable[CalendarDay],
) -> Page:
    """A practice's page. Without `entries` there are no calendars of it."""
    edition = context.edition
    kind = practice_kinds(context.words)[practice.kind]
    own = [each for each in coming if each.practice is practice]
    has_pairs = practice.kind == "mentoring-pairs"
    html = context.render(
        "site/practice.html",
        root="../../",
        practice=practice,
        kind=kind,
        coming=list(_joined(own)),
        has_files=bool(entries),
        season=next(iter(edition.seasons_of(practice)), None),
        milestones=milestones(context.words) if has_pairs else (),
        volunteer=_volunteer(context, practice),
        stories=by_id(edition.stories, (s for each in practice.sessions for s in each.stories)),
        feed=_subscription(context, f"practices/{practice.id}") if entries else None,
    )
    return Page.from_html(
        f"practices/{practice.id}.md",
        practice.title,
        html,
        context.words.gettext("%(kind)s, %(cadence)s.", kind=kind.title, cadence=practice.cadence),
        source=edit_url(context, practice.source),
        search=SearchEntry(
            practice.title,
            practice.what,
            people=context.words.separators.comma.join(who.text for who in practice.leads),
            tags=tuple(edition.themes[slug].title for slug in practice.themes),
            kicker=kind.title,
            more=partial(_text, practice),
        ),
    )


def _volunteer(context: OutputContext, practice: ShownPractice) -> Letter | None:
    """A letter from somebody who could run a practice that looks for a lead."""
    address = practice.contact or mail_of(context.edition.site)
    if address is None:
        return None
    _ = context.words.gettext
    return letter(
        address,
        _("Say that you would like to"),
        _("I could run “%(practice)s”", practice=practice.title),
        _(
            "I could run “%(practice)s”, or help to run it:\n\n%(address)s",
            practice=practice.title,
            address=f"{context.base}practices/{practice.id}/",
        ),
    )


def _text(practice: ShownPractice) -> str:
    """What a practice's page says beside its introduction, as plain text."""
    texts = [practice.for_, practice.cadence, practice.where, practice.join]
    for session in practice.sessions:
        texts += [session.challenge, *session.ideas, session.outcome]
        texts += (each.text for each in session.follow_ups)
    return "\n\n".join(filter(None, texts))


def _calendar(context: OutputContext, path: str, title: str, days: Iterable[CalendarDay]) -> File:
    events, lang = [each.event for each in days], context.words.lang
    return File(f"{path}.ics", calendar.calendar(title, events, context.edition.today, lang))
