"""An issue of the newsletter, as an edition shows it."""

from __future__ import annotations

import datetime as dt
from typing import Generic, NamedTuple, TypeVar

from generator.edition import ShownCorrection, ShownPerson, ShownStory
from generator.model.periods import Period

S = TypeVar("S")


class Section(NamedTuple):
    """The stories of one theme; `left` are others that the issue only links to."""

    theme: str
    stories: tuple[ShownStory, ...]
    left: tuple[ShownStory, ...] = ()


class Voice(NamedTuple):
    """A giver who was in no earlier issue, and their story."""

    person: ShownPerson
    story: ShownStory


class Corrected(NamedTuple):
    """A story of an earlier issue, and what was corrected in it since."""

    story: ShownStory
    correction: ShownCorrection


class Thread(NamedTuple):
    """A thread that grew: its earlier stories from the first on, and the story of this issue."""

    before: tuple[ShownStory, ...]
    story: ShownStory


class Numbers(NamedTuple):
    """An issue in four numbers, none of them about a person."""

    stories: int
    teams: int
    """Teams that gave or received and may be shown."""
    asks: int
    """Stories in which someone asked first."""
    threads: int
    """Stories that continue an earlier one."""


class UpcomingMeeting(NamedTuple):
    """A meeting that readers may join, in its own time zone; `href` is its practice's page."""

    title: str
    start: dt.datetime
    end: dt.datetime
    where: str | None
    href: str


class Wanted(NamedTuple):
    """A practice that looks for somebody to run it; `href` is its page, `contact` an address of mail."""

    title: str
    href: str
    contact: str | None


class Reason(NamedTuple, Generic[S]):
    """Why a story is in a part of an issue: hero, ask, theme, line, or left for those left out."""

    part: str
    story: S
    """The story or its id."""
    text: str
    by_editor: bool = False


class Issue(NamedTuple):
    """One issue. Each story is in it once: as hero, as great ask, in a section or as a small act."""

    period: Period
    title: str
    number: int | None = None
    """The number of the issue, from 1; None for a range of days."""
    note: str | None = None
    """The editor's note, in Markdown."""
    hero: ShownStory | None = None
    great_ask: ShownStory | None = None
    """A story whose `ask` can be read by itself."""
    sections: tuple[Section, ...] = ()
    voices: tuple[Voice, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    """What was corrected in stories of earlier issues after those went out."""
    thread: Thread | None = None
    acts: tuple[ShownStory, ...] = ()
    """Small acts: stories with one line each."""
    acts_left: tuple[ShownStory, ...] = ()
    """Others that the issue only links to."""
    numbers: Numbers = Numbers(0, 0, 0, 0)
    before: Numbers | None = None
    """The numbers of the issue before, if any."""
    coming: tuple[UpcomingMeeting, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    call_to_action: str | None = None
    revised: bool = False
    """Whether it has changed since it was sent."""
    draft: bool = False
    """Whether it has not been sent yet."""
    sent: dt.date | None = None
    """The day on which it was recorded as sent."""

    @property
    def stories(self) -> tuple[ShownStory, ...]:
        """Every story in the issue, in reading order."""
        first = tuple(story for story in (self.hero, self.great_ask) if story)
        return first + tuple(s for section in self.sections for s in section.stories) + self.acts

    @property
    def more(self) -> int:
        """The number of stories that the issue only links to."""
        return sum(len(section.left) for section in self.sections) + len(self.acts_left)

    @property
    def total(self) -> int:
        """The number of stories in the issue and linked to."""
        return len(self.stories) + self.more
