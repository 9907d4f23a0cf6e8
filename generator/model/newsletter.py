"""The newsletter, and what its editor decides."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.model.fields import Day, Entry, Line, Slug, Slugs, Text


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Limits(Entry):
    """How much one digest holds."""

    stories: int = Field(12, ge=1)
    per_theme: int = Field(3, ge=1)
    small_acts: int = Field(6, ge=0)
    minutes: int = Field(20, ge=1)
    """What the slides of a town hall may take."""


class Newsletter(Entry):
    """How often the digest appears, and under which title."""

    cadence: Cadence = Cadence.MONTHLY
    first: str | None = None
    title: Line = "The digest"
    look_back: int = Field(3, ge=0, le=24)
    limits: Limits = Limits()
    from_: Line | None = Field(None, alias="from")


class EditorChoices(Entry):
    """What an editor decided about one digest."""

    note: Text | None = None
    hero: Slug | None = None
    pin: Slugs = ()
    skip: Slugs = ()
    order: Slugs = ()
    call_to_action: Text | None = None


class Counted(Entry):
    """An issue in numbers."""

    stories: int = Field(ge=0)
    teams: int = Field(ge=0)
    asks: int = Field(ge=0)
    threads: int = Field(ge=0)


class Sent(Entry):
    """What went out in one issue. `reciprocity digest --sent` writes it; it names nobody."""

    sent: Day
    revision: int = Field(1, ge=1)
    hero: Slug | None = None
    ask: Slug | None = None
    stories: Slugs = ()
    """The stories that were told, in reading order."""
    more: Slugs = ()
    """What the issue led to without telling it."""
    dropped: Slugs = ()
    """Stories that were told and left out by a correction. They still count as having run."""
    voices: dict[Slug, tuple[Annotated[int, Field(ge=0)], ...]] = Field(default_factory=dict)
    """The givers met for the first time: stories, with places in their lists of givers."""
    before: Counted | None = None
    """The numbers of the issue before."""
