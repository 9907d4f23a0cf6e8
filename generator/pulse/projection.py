"""π: what the pulse may know. The only module of the pulse that sees stories, practices and teams.

Everything here is printed on the site or was typed for publication, so that two organisations with the
same site have the same pulse. There is nobody in it: of the people in a story only the teams that its page
tells are kept. See docs/decisions/0023-the-pulse-is-a-recount.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.edition import Edition, ShownPerson, ShownPractice, ShownStory
from generator.model import Cadence, Change, Kind
from generator.model.people import size_on
from generator.model.periods import Period


class PublicStory(NamedTuple):
    """A story as its page shows it, without its texts and the people in it."""

    id: str
    date: dt.date
    kind: Kind
    title: str
    themes: tuple[str, ...]
    givers: tuple[str, ...]
    """The teams that the page tells of those who helped, as slugs; each once."""
    receivers: tuple[str, ...]
    """The teams that the page tells of those who were helped."""
    asks: bool
    """Whether it shows what was asked for."""
    has_outcome: bool
    """Whether it says what changed."""
    changed: tuple[Change, ...]
    continues: str | None


class PublicTeam(NamedTuple):
    """A team, with its size over time as teams.yml has it."""

    slug: str
    name: str
    department: str | None
    headcount: tuple[tuple[dt.date, int], ...]

    def size(self, day: dt.date) -> int:
        """How many people the team had on a day; 0 before the first figure."""
        return size_on(self.headcount, day)


class PublicNorm(NamedTuple):
    """A norm; stories before `since` are about an older wording of it."""

    title: str
    themes: tuple[str, ...]
    since: dt.date | None


class PublicPractice(NamedTuple):
    """A practice: the past days on which it was to meet, and those of which a session is written down."""

    id: str
    title: str
    due: tuple[dt.date, ...]
    written: tuple[dt.date, ...]
    came: tuple[tuple[dt.date, int], ...]
    """How many came to a session, where whoever leads it typed the number."""


class PublicFollowUp(NamedTuple):
    """Something that a session left to be done."""

    practice: str
    session: dt.date
    text: str
    due: dt.date | None
    done: dt.date | None


class PublicSeason(NamedTuple):
    """A season of mentoring pairs, with the number taking part that somebody announced."""

    starts: dt.date
    ends: dt.date
    announced: int | None


class PublicIssue(NamedTuple):
    """An issue of the newsletter that has gone out, with the ids of its stories."""

    period: Period
    stories: tuple[str, ...]


class PublicRecord(NamedTuple):
    """Everything that the pulse is a function of."""

    today: dt.date
    k: int
    """How many people a team must have to be shown by itself."""
    stories: tuple[PublicStory, ...]
    """Newest first."""
    teams: Mapping[str, PublicTeam]
    themes: Mapping[str, str]
    """The titles of the themes, by slug, in the organisation's order."""
    norms: Mapping[str, PublicNorm]
    practices: tuple[PublicPractice, ...]
    """Those that meet on dates, in their order."""
    has_practices: bool
    next_meeting: dt.date | None
    follow_ups: tuple[PublicFollowUp, ...]
    seasons: tuple[PublicSeason, ...]
    """Those that have begun, oldest first."""
    cadence: Cadence
    first_issue: Period | None
    issues: tuple[PublicIssue, ...]
    """Those with a record, oldest first."""


def project(edition: Edition) -> PublicRecord:
    """What the pulse may know of an edition."""
    today = edition.today
    coming = edition.coming(today)
    return PublicRecord(
        today,
        edition.site.privacy.k,
        tuple([_story(story) for story in edition.stories]),
        {
            t.slug: PublicTeam(t.slug, t.name, t.department, t.headcount)
            for t in edition.teams.values()
        },
        {slug: theme.title for slug, theme in edition.themes.items()},
        {
            slug: PublicNorm(norm.title, norm.themes, norm.since)
            for slug, norm in edition.norms.items()
        },
        tuple(
            _practice(each, today) for each in edition.practices if each.meetings or each.sessions
        ),
        bool(edition.practices),
        coming[0][0].start.date() if coming else None,
        tuple(
            PublicFollowUp(practice.id, session.date, each.text, each.due, each.done)
            for practice in edition.practices
            for session in practice.sessions
            for each in session.follow_ups
        ),
        tuple(
            PublicSeason(season.starts, season.ends, season.announced)
            for season in sorted(edition.seasons, key=lambda each: (each.starts, each.ends))
            if season.starts <= today
        ),
        edition.newsletter.cadence,
        Period.parse(edition.newsletter.first or ""),
        tuple(sorted(_issues(edition), key=lambda issue: (issue.period.end, issue.period.start))),
    )


def as_of(record: PublicRecord, today: dt.date) -> PublicRecord:
    """What could be read of the same organisation before a day, of stories that happened until then."""
    if today >= record.today:
        return record
    return record._replace(
        today=today,
        stories=tuple(story for story in record.stories if story.date < today),
        practices=tuple(
            practice._replace(
                due=tuple(day for day in practice.due if day < today),
                written=tuple(day for day in practice.written if day < today),
                came=tuple(came for came in practice.came if came[0] < today),
            )
            for practice in record.practices
        ),
        seasons=tuple(season for season in record.seasons if season.starts <= today),
        follow_ups=tuple(each for each in record.follow_ups if each.session < today),
        issues=tuple(issue for issue in record.issues if issue.period.end < today),
    )


def _story(story: ShownStory) -> PublicStory:
    return PublicStory(
        story.id,
        story.date,
        story.kind,
        story.title,
        story.themes,
        _teams(story.givers),
        _teams(story.receivers),
        bool(story.ask),
        bool(story.outcome),
        story.changed,
        story.continues,
    )


def _teams(people: Iterable[ShownPerson]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([person.team for person in people if person.team]))


def _practice(practice: ShownPractice, today: dt.date) -> PublicPractice:
    last = min(today, practice.ended or today)
    past = (meeting.start.date() for meeting in practice.meetings)
    written = {session.date for session in practice.sessions}
    return PublicPractice(
        practice.id,
        practice.title,
        tuple(sorted({day for day in past if day <= last} | written)),
        tuple(sorted(written)),
        tuple(
            (session.date, session.came)
            for session in practice.sessions
            if session.came is not None
        ),
    )


def _issues(edition: Edition) -> Iterable[PublicIssue]:
    for name, sent in edition.sent.items():
        if period := Period.parse(name):
            yield PublicIssue(period, sent.stories)
