"""The newsletter, and what its editor decides."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.model.fields import Day, Entry, Flag, Line, Slug, Slugs, Text, one_or_more
from generator.model.mailbox import MailAddress, UnsubscribeAddress
from generator.model.roles import Since


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Limits(Entry):
    """How much one digest holds."""

    stories: int = Field(12, ge=1, description="How many stories an issue has.")
    per_theme: int = Field(3, ge=1, description="How many of one theme.")
    small_acts: int = Field(6, ge=0, description="How many of them are told in one line each.")
    minutes: int = Field(
        20, ge=1, description="How many minutes the slides for a town hall may take."
    )


class Newsletter(Entry):
    """How often the digest appears, and under which title."""

    cadence: Cadence = Field(
        Cadence.MONTHLY, description="How often an issue appears.", examples=["monthly"]
    )
    first: str | None = Field(
        None,
        description="The period of the first issue. Without it, that of the oldest story.",
        examples=["2026-10"],
    )
    title: Line = Field("The digest", description="What the newsletter is called.")
    look_back: int = Field(
        3,
        ge=0,
        le=24,
        description="How many months before its period an issue looks for stories that have not run.",
    )
    limits: Limits = Field(Limits(), description="How much one issue contains.")
    show_drafts: Annotated[Flag, Since("0.3.0")] = Field(
        False, description="Whether the site shows issues that have not gone out yet."
    )
    from_: Annotated[MailAddress | None, Since("0.3.0")] = Field(
        None,
        alias="from",
        description="Who sends the e-mail. Without it, the site's contact.",
        examples=["The bench <stories@bench.example>"],
    )
    to: Annotated[tuple[MailAddress, ...], BeforeValidator(one_or_more), Since("0.3.0")] = Field(
        (),
        description="Whom the e-mail goes to: one address or a list.",
        examples=["all@bench.example"],
    )
    list_unsubscribe: Annotated[
        tuple[UnsubscribeAddress, ...], BeforeValidator(one_or_more), Since("0.3.0")
    ] = Field(
        (),
        description="Where readers unsubscribe: a web address, an e-mail address, or both.",
        examples=["mailto:leave@bench.example"],
    )


class EditorChoices(Entry):
    """What an editor decided about one digest."""

    note: Text | None = Field(None, description="What the editor says first, in Markdown.")
    hero: Slug | None = Field(None, description="The story that comes first, by its id.")
    pin: Slugs = Field((), description="Stories that are in the issue in any case.")
    skip: Slugs = Field((), description="Stories that it leaves out.")
    order: Slugs = Field((), description="Stories in the order in which they are told.")
    call_to_action: Text | None = Field(None, description="What readers are asked to do.")


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
    corrected: dict[Slug, Annotated[tuple[Day, ...], BeforeValidator(one_or_more)]] = Field(
        default_factory=dict
    )
    """The corrections that it noted: stories, with the days of their corrections."""
