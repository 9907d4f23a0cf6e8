"""Practices: what colleagues do together again and again, and the mentoring pairs of a season."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.model.consent import Consents, consenting
from generator.model.fields import (
    Alone,
    Day,
    Entry,
    Flag,
    Line,
    Slug,
    Slugs,
    Text,
    Texts,
    one_or_more_groups,
)
from generator.model.mailbox import MailAddress
from generator.model.roles import Since

_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2}:[0-9]{2})")


def _moment(value: object) -> object:
    """A day and a time on the wall, in the one form we read."""
    if isinstance(value, dt.datetime):
        return value
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("moment_form", "is not a day and a time")
    try:
        return dt.datetime.fromisoformat(f"{match[1]} {match[2]:0>5}")
    except ValueError:
        raise PydanticCustomError("day_impossible", "is not a time of the calendar") from None


class _OnlyStart(Alone):
    """A date that is a day and a time and no more."""

    def __call__(self, value: object) -> object:
        return {self.field: value} if isinstance(value, str | dt.datetime) else value


Moment = Annotated[dt.datetime, BeforeValidator(_moment)]


class PracticeKind(StrEnum):
    """What a practice is."""

    MENTORING_CIRCLE = "mentoring-circle"
    COACHING_CIRCLE = "coaching-circle"
    FEEDBACK_CLINIC = "feedback-clinic"
    SHARE_AND_SOLVE = "share-and-solve"
    MENTORING_PAIRS = "mentoring-pairs"


class Meeting(Entry):
    """One date of a practice: when, how long, where."""

    start: Moment = Field(description="The day and the local time.", examples=["2026-12-03 16:00"])
    minutes: int | None = Field(
        None, ge=1, le=1440, description="How long, if it differs from the usual.", examples=["90"]
    )
    where: Line | None = Field(None, description="Where, if it differs from the usual.")


class FollowUp(Entry):
    """Something that a session left to be done."""

    text: Text = Field(description="What is to be done.", examples=["Print the card in Arabic."])
    who: Slug | None = Field(None, description="Who does it: an id from people.yml.")
    due: Day | None = Field(None, description="By when.", examples=["2026-12-01"])
    done: Day | None = Field(None, description="When it was done.", examples=["2026-11-12"])


class Session(Entry):
    """A meeting that has happened, and what came of it."""

    date: Day = Field(description="When it happened.", examples=["2026-10-08"])
    challenge: Text = Field(
        description="The problem that someone brought.", examples=["Two of us answer every call."]
    )
    ideas: Texts = Field((), description="What the others had to offer.")
    outcome: Text | None = Field(None, description="What came of it.")
    came: int | None = Field(
        None,
        ge=0,
        le=9999,
        description="How many people came, as counted by the person who led it.",
        examples=["9"],
    )
    follow_ups: Annotated[tuple[FollowUp, ...], BeforeValidator(one_or_more_groups)] = Field(
        (), description="What was left to be done."
    )
    stories: Slugs = Field((), description="Ids of stories that belong to it.")


class Practice(Entry):
    """Something that colleagues do together regularly."""

    title: Line = Field(description="What it is called.", examples=["The Thursday clinic"])
    kind: PracticeKind = Field(description="What it is.", examples=["feedback-clinic"])
    what: Text = Field(
        description="What happens there.", examples=["An hour, one draft at a time."]
    )
    for_: Text = Field(
        alias="for", description="For whom it is.", examples=["Anyone with a draft."]
    )
    lead: Slugs = Field(
        description="Who leads it: one id from people.yml, or a list.",
        examples=["maria"],
        min_length=1,
    )
    cadence: Line = Field(description="How often, in words.", examples=["every second Thursday"])
    join: Text = Field(description="How to come along.", examples=["Turn up."])
    minutes: int = Field(
        60, ge=1, le=1440, description="How long a meeting lasts.", examples=["60"]
    )
    where: Line | None = Field(None, description="Where it meets.", examples=["The canteen, Leith"])
    time_zone: Line | None = Field(
        None,
        description="The time zone of its dates. Without it, the site's time zone.",
        examples=["Asia/Amman"],
    )
    contact: Annotated[MailAddress | None, Since("0.3.0")] = Field(
        None,
        description="Where to write about it. Without it, the site's contact.",
        examples=["rolls@belt.example"],
    )
    looking_for: Annotated[Literal["lead"] | None, Since("0.3.0")] = Field(
        None,
        description="lead, while it looks for somebody to run it: its page and the newsletter ask for "
        "volunteers.",
        examples=["lead"],
    )
    capacity: int | None = Field(None, ge=1, description="How many people it has room for.")
    members: Slugs = Field(
        (),
        description="Who belongs to it. They are shown to nobody, and only count towards the capacity.",
    )
    consent: Consents = Field((), description="Ids of people who have read this page and said yes.")
    themes: Slugs = Field((), description="What it practises: themes from themes.yml.")
    dates: Annotated[
        tuple[Annotated[Meeting, BeforeValidator(_OnlyStart("start"))], ...],
        BeforeValidator(one_or_more_groups),
    ] = Field((), description="When it meets, past and to come.", examples=["2026-12-03 16:00"])
    sessions: Annotated[tuple[Session, ...], BeforeValidator(one_or_more_groups)] = Field(
        (), description="Meetings that have happened, and what came of them."
    )
    ended: Day | None = Field(None, description="The day on which it ended.")

    @property
    def consenting(self) -> tuple[str, ...]:
        """The ids of those who said yes to its page."""
        return consenting(self.consent)

    @property
    def id(self) -> str:
        """The file's stem, which is its name in addresses."""
        return self.origin.path.rpartition("/")[2].rpartition(".")[0]


class Pair(Entry):
    """Two people for a season. Outputs never see this type."""

    learner: Slug = Field(description="Who would like to learn: an id.", examples=["wanjiru"])
    mentor: Slug = Field(description="Who could teach it: an id.", examples=["hamish"])
    topic: Line | None = Field(
        None, description="What it is about.", examples=["reading a drawing"]
    )
    why: Text | None = Field(None, description="Why these two.")
    met: int | None = Field(
        None,
        ge=0,
        le=366,
        description="How often the two have met, if they want to keep count. It is shown to nobody else.",
        examples=["5"],
    )


class Round(Entry):
    """The mentoring pairs of one season, proposed by the program and confirmed by a person."""

    starts: Day = Field(description="The first day.", examples=["2026-10-05"])
    ends: Day = Field(description="The last day. After that, there are new pairs.")
    confirmed: Flag = Field(False, description="yes, once someone has read and approved it.")
    announced: int | None = Field(
        None,
        ge=0,
        le=99_999,
        description="How many people take part, as announced to everyone.",
        examples=["14"],
    )
    pairs: Annotated[tuple[Pair, ...], BeforeValidator(one_or_more_groups)] = Field(
        (), description="The pairs."
    )

    @property
    def name(self) -> str:
        """The round's period, which is the file's stem."""
        return self.origin.path.rpartition("/")[2].rpartition(".")[0]
