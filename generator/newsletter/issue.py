"""A digest: one issue of the newsletter as an edition may tell it. What every format prints."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from generator.edition import ShownPerson, ShownStory
from generator.model.periods import Period


class Section(NamedTuple):
    """Stories of one theme, and those of it that the issue only leads to."""

    theme: str
    stories: tuple[ShownStory, ...]
    left: tuple[ShownStory, ...] = ()


class Voice(NamedTuple):
    """A giver whom no earlier issue has shown, and the story in which they are met."""

    person: ShownPerson
    story: ShownStory


class Thread(NamedTuple):
    """A thread that grew: what came before, from its first story on, and the story of this issue."""

    before: tuple[ShownStory, ...]
    story: ShownStory


class Numbers(NamedTuple):
    """What an issue holds, in four honest numbers: never of a person, and nothing to win."""

    stories: int
    teams: int
    """Teams that gave or received, as far as they may be told."""
    asks: int
    """Stories in which somebody asked first."""
    threads: int
    """Stories that pass on what an earlier one gave."""


class Coming(NamedTuple):
    """Something that readers may join: what, when, where or how, and an address if there is one."""

    title: str
    when: dt.date
    how: str = ""
    href: str | None = None


class Reason(NamedTuple):
    """Why a story is where it is. `part` is hero, ask, theme, line, or left for what is not told."""

    part: str
    story: ShownStory
    text: str
    by_editor: bool = False


class Issue(NamedTuple):
    """One issue. Whatever is None or empty has no heading. Every story stands in it once: as the
    hero, as the great ask, in a section, or among the small acts.
    """

    period: Period
    title: str
    number: int | None = None
    """Counted from the organisation's first issue; a range of days has none."""
    note: str | None = None
    """The editor's, in Markdown."""
    hero: ShownStory | None = None
    great_ask: ShownStory | None = None
    """A story whose `ask` is worth reading by itself."""
    sections: tuple[Section, ...] = ()
    voices: tuple[Voice, ...] = ()
    thread: Thread | None = None
    acts: tuple[ShownStory, ...] = ()
    """Small acts, to be told in a line each."""
    acts_left: tuple[ShownStory, ...] = ()
    """Others that the issue only leads to."""
    numbers: Numbers = Numbers(0, 0, 0, 0)
    before: Numbers | None = None
    """The numbers of the issue before, if there was one."""
    coming: tuple[Coming, ...] = ()
    call_to_action: str | None = None
    revised: bool = False
    """It went out before, and something is different now."""
    draft: bool = False
    """It has not gone out yet."""
    sent: dt.date | None = None
    """The day on which it went out, once that is recorded."""
    reasons: tuple[Reason, ...] = ()

    @property
    def stories(self) -> tuple[ShownStory, ...]:
        """Every story that is told, in reading order."""
        first = tuple(story for story in (self.hero, self.great_ask) if story)
        return first + tuple(s for section in self.sections for s in section.stories) + self.acts

    @property
    def more(self) -> int:
        """Stories of this issue that are not told in it, only led to."""
        return sum(len(section.left) for section in self.sections) + len(self.acts_left)

    @property
    def total(self) -> int:
        """Stories of this issue, told or led to."""
        return len(self.stories) + self.more
