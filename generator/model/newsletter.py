"""The newsletter, and what its editor decides."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from generator.model.fields import Entry, Line, Slug, Slugs, Text


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Limits(Entry):
    """How much one digest holds."""

    stories: int = Field(12, ge=1)
    per_theme: int = Field(3, ge=1)
    small_acts: int = Field(6, ge=0)


class Newsletter(Entry):
    """How often the digest appears, and under which title."""

    cadence: Cadence = Cadence.MONTHLY
    first: str | None = None
    title: Line = "The digest"
    look_back: int = Field(3, ge=0, le=24)
    limits: Limits = Limits()
    from_: Line | None = Field(None, alias="from")


class Choices(Entry):
    """What an editor decided about one digest."""

    note: Text | None = None
    hero: Slug | None = None
    pin: Slugs = ()
    skip: Slugs = ()
    order: Slugs = ()
    call_to_action: Text | None = None
