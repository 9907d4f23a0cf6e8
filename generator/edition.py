"""What one channel, or several at once, may show. Outputs know these types and no others.

Nothing here says more than the channels may show: names are display forms, mentions in prose are
replaced, and stories that may not be shown are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from generator.model import Channel, Kind, Newsletter, Norm, Phrase, Scenario, Site, Term, Theme


class ShownPerson(NamedTuple):
    """A person or a team in a story, as a channel may show them.

    `person_key` is the same for the same person within an edition and means nothing outside it. It
    is for counting and is never printed. `team` is a slug, if the team may be shown.
    """

    person_key: int
    text: str
    named: bool
    team: str | None = None
    is_team: bool = False


class ShownTeam(NamedTuple):
    """A team, as a channel may show it."""

    slug: str
    name: str
    department: str | None


class ShownQuote(NamedTuple):
    text: str
    by: ShownPerson


class ShownImage(NamedTuple):
    """`source` is a path in the repository, for the output that prints the picture."""

    file: str
    source: str
    alt: str


class ShownStory(NamedTuple):
    """A story as one channel may show it. `body` is Markdown, every other prose plain text."""

    id: str
    date: dt.date
    kind: Kind
    title: str
    summary: str
    givers: tuple[ShownPerson, ...]
    receivers: tuple[ShownPerson, ...]
    themes: tuple[str, ...]
    body: str
    ask: str | None = None
    outcome: str | None = None
    quote: ShownQuote | None = None
    continues: str | None = None
    lang: str | None = None
    image: ShownImage | None = None
    source: str | None = None
    """The story's file, for an edit link; None unless everyone in it is named."""
    has_left: bool = False
    """Whether someone in it has left. No page shows that, but onboarding pages prefer other stories."""
    addresses: bool = True
    """Whether a text may hold the address of a story, which must be checked against hidden stories."""

    @property
    def people(self) -> tuple[ShownPerson, ...]:
        return self.givers + self.receivers

    @property
    def has_own_summary(self) -> bool:
        """Whether the summary says more than the title, which may be its only sentence."""
        return self.summary.rstrip(".。") != self.title


class Withheld(Enum):
    """What an edition gets in place of a story that it does not show."""

    HIDDEN = "hidden"
    TOMBSTONE = "tombstone"
    """The story was withdrawn, and its address says so."""


Redacted = ShownStory | Withheld
"""What one edition gets of one story."""


class ShownGuide(NamedTuple):
    """An onboarding page; `body` is Markdown with its mentions replaced."""

    id: str
    title: str
    description: str | None
    path: str
    step: str
    order: int
    themes: tuple[str, ...]
    norms: tuple[str, ...]
    why: str | None
    checklist: tuple[str, ...]
    body: str
    source: str | None
    """The guide's file, for an edit link; None unless everyone in it is named."""


class ShownChoices(NamedTuple):
    """An editor's choices; `note` is Markdown."""

    note: str | None = None
    hero: str | None = None
    pin: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    call_to_action: str | None = None


class ShownSent(NamedTuple):
    """A sent issue, without what may not be shown any more. Stories are ids."""

    sent: dt.date
    revision: int
    hero: str | None
    ask: str | None
    stories: tuple[str, ...]
    more: tuple[str, ...]
    dropped: tuple[str, ...]
    voices: tuple[tuple[str, int], ...]
    before: tuple[int, int, int, int] | None
    retracted: bool
    """Whether one of the stories may not be shown in the newsletter any more."""


class ShownMeeting(NamedTuple):
    """A meeting of a practice, in its own time zone."""

    start: dt.datetime
    end: dt.datetime
    where: str | None


class ShownFollowUp(NamedTuple):
    """A task from a session. `who` is None unless they are named."""

    text: str
    who: ShownPerson | None
    due: dt.date | None
    done: dt.date | None


class ShownSession(NamedTuple):
    """A past meeting and its results. `stories` are ids."""

    date: dt.date
    challenge: str
    ideas: tuple[str, ...]
    outcome: str | None
    follow_ups: tuple[ShownFollowUp, ...]
    stories: tuple[str, ...]


class ShownPractice(NamedTuple):
    """A practice; its prose is plain text. Meetings are in their order, sessions newest first."""

    id: str
    title: str
    kind: str
    what: str
    for_: str
    leads: tuple[ShownPerson, ...]
    cadence: str
    join: str
    where: str | None
    capacity: int | None
    free: int | None
    """The number of free places, if the practice counts them."""
    themes: tuple[str, ...]
    meetings: tuple[ShownMeeting, ...]
    sessions: tuple[ShownSession, ...]
    ended: dt.date | None
    source: str | None
    """The practice's file, for an edit link; None unless everyone in it is named."""

    def coming(self, today: dt.date) -> tuple[ShownMeeting, ...]:
        """The meetings from a day until the practice ends."""
        last = self.ended or dt.date.max
        return tuple(each for each in self.meetings if today <= each.start.date() <= last)


class ShownSeason(NamedTuple):
    """A season of mentoring pairs, and nothing about the pairs."""

    starts: dt.date
    ends: dt.date


class ShownHelper(NamedTuple):
    """A person who can be asked about some topics, and what to know before asking."""

    who: ShownPerson
    topics: tuple[str, ...]
    response_time: str | None
    hours: str | None
    bandwidth: str
    boundaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one channel, or several at once, may show. Stories are newest first."""

    channels: frozenset[Channel]
    today: dt.date
    site: Site
    newsletter: Newsletter
    themes: Mapping[str, Theme]
    norms: Mapping[str, Norm]
    teams: Mapping[str, ShownTeam]
    stories: tuple[ShownStory, ...]
    guides: tuple[ShownGuide, ...]
    choices: Mapping[str, ShownChoices]
    scenarios: Mapping[str, Scenario]
    glossary: Mapping[str, Term]
    phrases: Mapping[str, Phrase]
    tombstones: tuple[str, ...] = ()
    """Ids of withdrawn stories, whose addresses show a tombstone."""
    sent: Mapping[str, ShownSent] = field(default_factory=dict)
    """The sent issues, by the names of their periods."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Full names, by id, of people who may be named in any story here. Forms suggest them."""
    practices: tuple[ShownPractice, ...] = ()
    seasons: tuple[ShownSeason, ...] = ()
    helpers: tuple[ShownHelper, ...] = ()

    def coming(self, since: dt.date) -> tuple[tuple[ShownMeeting, ShownPractice], ...]:
        """The meetings of all practices from a day on, in their order."""
        coming = [(meeting, each) for each in self.practices for meeting in each.coming(since)]
        return tuple(sorted(coming, key=lambda m: (m[0].start.date(), m[0].start, m[1].id)))
