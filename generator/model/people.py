"""People, what they wish, and their teams."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.fields import Channel, Day, Entry, Flag, Line, Slug, Texts, one_or_more
from generator.model.roles import Use


def _each_channel(value: object) -> object:
    """`named: yes` is short for the same answer on every channel."""
    return {channel.value: value for channel in Channel} if isinstance(value, str) else value


def _headcounts(value: object) -> object:
    return ({"from": "1900-01-01", "count": value},) if isinstance(value, str) else value


class Named(StrEnum):
    """What a person answered to "may we print your name?"."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class ShowAs(StrEnum):
    """How a person who may be named is named."""

    FULL = "full"
    FIRST = "first"
    ROLE = "role"


class NamingWishes(Entry):
    """Whether a person may be named, channel by channel. What is not said must be asked."""

    site: Named = Named.ASK
    newsletter: Named = Named.ASK
    townhall: Named = Named.ASK
    onboarding: Named = Named.ASK

    def on(self, channel: Channel) -> Named:
        answer = getattr(self, channel.value)
        assert isinstance(answer, Named)
        return answer


class Mentoring(Entry):
    """What a person put their name in for, from either end. Without it, nobody is paired."""

    gives: int = Field(0, ge=0, le=9, description="How many people at a time.", examples=["1"])
    shows: Texts = Field((), description="What they could show. Without it, what they offer.")
    seeks: Flag = Field(False, description="Whether they would like somebody to learn from.")
    wants: Texts = Field((), description="What they would like to learn.")


class Person(Entry):
    """Somebody who may give, receive or be mentioned."""

    name: Annotated[Line, Use.PRINTED] = Field(
        description="The full name.", examples=["Maria Okafor"]
    )
    first_name: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="Without it, the first word of the name.", examples=["Maria"]
    )
    team: Annotated[Slug, Use.PRINTED] = Field(
        description="An id from teams.yml.", examples=["workshop"]
    )
    role: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="What the person does.", examples=["fitter"]
    )
    joined: Annotated[Day | None, Use.PRIVATE] = Field(
        None, description="The first day.", examples=["2024-03-01"]
    )
    left: Annotated[Day | None, Use.PRIVATE] = Field(
        None, description="The last day, once it is known."
    )
    leads: Annotated[Flag, Use.PRIVATE] = Field(
        False, description="Whether the person leads others."
    )
    named: Annotated[NamingWishes, BeforeValidator(_each_channel), Use.PRIVATE] = Field(
        NamingWishes(),
        description="yes, ask or no; or one answer a channel.",
        examples=["ask"],
        validate_default=False,
    )
    show_as: Annotated[ShowAs, Use.PRIVATE] = Field(
        ShowAs.FULL, description="full, first or role.", examples=["first"]
    )
    channels: Annotated[
        Annotated[tuple[Channel, ...], BeforeValidator(one_or_more)] | None, Use.PRIVATE
    ] = Field(None, description="Where stories with this person may appear; [] for nowhere.")
    withdrawn: Annotated[Day | None, Use.PRIVATE] = Field(
        None, description="Since when nothing may show the person."
    )
    offers: Annotated[Texts, Use.PRINTED] = Field(
        (), description="Topics that others may ask about."
    )
    response_time: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="How soon an answer comes."
    )
    boundaries: Annotated[Texts, Use.PRINTED] = Field(
        (),
        description="What others should know before they ask.",
        examples=["Not while an oven is being lit."],
    )
    hours: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="When the person can be asked."
    )
    bandwidth: Annotated[Literal["open", "some", "paused"], Use.PRINTED] = Field(
        "some", description="open, some or paused."
    )

    mentoring: Annotated[Mentoring | None, Use.PRIVATE] = Field(
        None, description="Put in by who would like to mentor, to be mentored, or both."
    )

    @property
    def first(self) -> str:
        return self.first_name or self.name.split()[0]


class Headcount(Entry):
    """How many people a team had from a day on."""

    since: Day = Field(alias="from", description="From this day on.", examples=["2025-10-01"])
    count: int = Field(ge=0, description="How many people.", examples=["9"])


class Team(Entry):
    """A team, with its size: small groups are not named in place of a person."""

    name: Line
    department: Line | None = None
    headcount: Annotated[tuple[Headcount, ...], BeforeValidator(_headcounts)] = Field(min_length=1)

    def size(self, day: dt.date) -> int:
        """How many people the team had on a day; 0 before the first figure."""
        latest, size = dt.date.min, 0
        for figure in self.headcount:
            if latest < figure.since <= day:
                latest, size = figure.since, figure.count
            elif latest == figure.since:
                size = min(size, figure.count) if size else figure.count
        return size
