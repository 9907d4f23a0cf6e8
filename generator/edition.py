"""What one channel, or several at once, may show. Outputs know these types and no others.

Nothing here says more than the channels may show: names are display forms, mentions in prose are
replaced, and stories that may not be shown are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, cast

from generator.languages.language import Catalog
from generator.model import (
    Change,
    Channel,
    Kind,
    Newsletter,
    Norm,
    Phrase,
    PracticeKind,
    Scenario,
    Site,
    Term,
    Theme,
)
from generator.system.text_store import StoredText, store


class ShownPerson(NamedTuple):
    """A person or a team in a story, as a channel may show them.

    `person_key` is a number that the stories of an edition have in common for the same team, or for
    the same person wherever they are named. It is for counting and is never printed. Anybody else
    has none: nothing tells whether a colleague of one story is a colleague of another. `team` is a
    slug, if the team may be shown.
    """

    person_key: int | None
    text: str
    team: str | None = None
    is_team: bool = False
    in_site_script: str | None = None
    """The name as the site's own texts print it, if the story's language has another script for it."""

    @property
    def named(self) -> bool:
        """Whether this is a team, or a person shown by their full name or their first name."""
        return self.person_key is not None

    @property
    def on_site(self) -> ShownPerson:
        """The same person as the site's own texts name them."""
        return self._replace(text=self.in_site_script) if self.in_site_script else self


class ShownTeam(NamedTuple):
    """A team, as a channel may show it."""

    slug: str
    name: str
    department: str | None
    headcount: tuple[tuple[dt.date, int], ...] = ()
    """How many people it had from which day on. The pulse counts with it."""
    about: str | None = None
    """What it does, as plain text."""
    place: str | None = None


class ShownDetails(NamedTuple):
    """What a named person lets stories say beside their name."""

    role: str | None = None
    place: str | None = None
    since: int | None = None
    """The year of their first day."""


class ShownQuote(NamedTuple):
    text: str
    by: ShownPerson


class ShownImage(NamedTuple):
    """`source` is a path in the repository, for the output that prints the picture."""

    file: str
    source: str
    alt: str


class ShownCorrection(NamedTuple):
    """What its author corrected in a story after it was published; `note` is plain text."""

    date: dt.date
    note: str


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
    """The story's file, for an edit link; None where it names anyone whom the page does not."""
    has_left: bool = False
    """Whether someone named in it has left. Onboarding pages prefer other stories."""
    addresses: bool = True
    """Whether a text may hold the address of a story, which must be checked against hidden stories."""
    told: dt.date | None = None
    corrections: tuple[ShownCorrection, ...] = ()
    """What was corrected, oldest first."""
    changed: tuple[Change, ...] = ()
    """What it changed, in one or two of a few words."""
    is_line: bool = False
    """Whether the summary is the whole story: one line, which needs no headline."""

    @property
    def people(self) -> tuple[ShownPerson, ...]:
        return self.givers + self.receivers

    @property
    def published(self) -> dt.date:
        """The day on which it was told, as feeds give it: a story may be told long after it happened."""
        return self.told or self.date

    @property
    def updated(self) -> dt.date:
        """The day of the newest correction, else that on which it was told."""
        return max((each.date for each in self.corrections), default=self.published)

    @property
    def has_own_summary(self) -> bool:
        """Whether the summary says more than the title, which may be its only sentence."""
        return not self.is_line and self.summary.rstrip(".。") != self.title


class StoryWithStoredBody(ShownStory):
    """A story whose body is read from a temporary file each time (`system/text_store.py`)."""

    __slots__ = ()

    @classmethod
    def of(cls, story: ShownStory) -> StoryWithStoredBody:
        """Write the story's body to the file, if it is open."""
        return cls._make([*story[:_BODY], store(story.body), *story[_BODY + 1 :]])

    @property
    def body(self) -> str:
        body = cast("str | StoredText", self[_BODY])
        return body.text if isinstance(body, StoredText) else body


_BODY = ShownStory._fields.index("body")


class Tombstone(Enum):
    """Why a story is gone, as its address says."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Withheld(Enum):
    """What an edition gets in place of a story that leaves no trace."""

    HIDDEN = "hidden"


Redacted = ShownStory | Tombstone | Withheld
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
    """The guide's file, for an edit link; None where it names anyone whom the page does not."""


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
    corrected: tuple[tuple[str, dt.date], ...]
    """The corrections that it noted: stories, with the days of their corrections."""
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
    came: int | None = None
    """How many people came, as counted by the person who led it."""


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
    contact: str | None
    """Where to write about it: an address of mail."""
    seeks_lead: bool
    """Whether it asks for somebody to run it."""
    source: str | None
    """The practice's file, for an edit link; None where it names anyone whom the page does not."""

    def has_ended(self, day: dt.date) -> bool:
        """Whether there is no more of it on a day."""
        return self.ended is not None and self.ended <= day

    def coming(self, today: dt.date) -> tuple[ShownMeeting, ...]:
        """The meetings from a day until the practice ends."""
        last = self.ended or dt.date.max
        return tuple(each for each in self.meetings if today <= each.start.date() <= last)


class ShownSeason(NamedTuple):
    """A season of mentoring pairs, and nothing about the pairs."""

    starts: dt.date
    ends: dt.date
    announced: int | None = None
    """How many people take part, as it was announced."""


class ShownReach(NamedTuple):
    """How somebody would like to be reached, as they wish it."""

    mail: str | None = None
    """An address of mail alone."""
    chat: str | None = None
    """A name, or an address that begins with `https://`."""
    phone: str | None = None
    in_person: str | None = None


class ShownHelper(NamedTuple):
    """A person who can be asked about some topics, and what to know before asking."""

    who: ShownPerson
    topics: tuple[str, ...]
    response_time: str | None
    hours: str | None
    bandwidth: str
    boundaries: tuple[str, ...]
    reach: ShownReach = ShownReach()


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
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    """The stories whose addresses show a tombstone, in the order of their ids."""
    sent: Mapping[str, ShownSent] = field(default_factory=dict)
    """The sent issues, by the names of their periods."""
    people: Mapping[str, ShownPerson] = field(default_factory=dict)
    """By id, in their order: people who are named here already, by their full names. Forms suggest
    them.
    """
    details: Mapping[int, ShownDetails] = field(default_factory=dict)
    """What is said of people who are named in a story here, by their keys, as far as they allow it."""
    practices: tuple[ShownPractice, ...] = ()
    seasons: tuple[ShownSeason, ...] = ()
    helpers: tuple[ShownHelper, ...] = ()
    wording: Mapping[str, Catalog] = field(default_factory=dict)
    """The organisation's own words in place of ours, by language."""
    moves: Mapping[str, str] = field(default_factory=dict)
    """Addresses that pages had, each with the present one. There need not be such a page here."""

    def seasons_of(self, practice: ShownPractice) -> tuple[ShownSeason, ...]:
        """The seasons of a practice of mentoring pairs that have not ended, oldest first."""
        if practice.kind != PracticeKind.MENTORING_PAIRS:
            return ()
        return tuple(season for season in self.seasons if season.ends >= self.today)

    def coming(self, since: dt.date) -> tuple[tuple[ShownMeeting, ShownPractice], ...]:
        """The meetings of all practices from a day on, in their order."""
        coming = [(meeting, each) for each in self.practices for meeting in each.coming(since)]
        return tuple(sorted(coming, key=lambda m: (m[0].start.date(), m[0].start, m[1].id)))
