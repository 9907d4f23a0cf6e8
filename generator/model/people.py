"""People, what they wish, and their teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.languages import main_code
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model.fields import (
    Alone,
    Channel,
    Day,
    Entry,
    Flag,
    Language,
    Line,
    Slug,
    Text,
    Texts,
    one_or_more,
    one_or_more_groups,
    text_limits,
    trimmed,
)
from generator.model.mailbox import MailAddress
from generator.model.roles import Since, Use

Handle = Annotated[
    str,
    BeforeValidator(trimmed),
    text_limits(
        r"^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?$",
        "is not the name of an account",
        "write it without the @, as it stands in the address of the profile",
        longest=255,
    ),
]


class _EachChannel(Alone):
    """`named: yes` is short for the same answer on every channel."""

    def __call__(self, value: object) -> object:
        return {channel.value: value for channel in Channel} if isinstance(value, str) else value


class _Always(Alone):
    """A number alone is how many people a team has had since ever."""

    def __call__(self, value: object) -> object:
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


class AlsoShow(StrEnum):
    """What stories may say of a person beside the name."""

    ROLE = "role"
    PLACE = "place"
    SINCE = "since"


class NamingWishes(Entry):
    """Whether a person may be named, channel by channel. What is not said must be asked."""

    site: Named = Field(Named.ASK, description="On the site.")
    newsletter: Named = Field(Named.ASK, description="In the newsletter.")
    townhall: Named = Field(
        Named.ASK,
        description="On the slides for the town hall and, with `site`, on the screen in the hallway.",
    )
    onboarding: Named = Field(Named.ASK, description="On onboarding pages.")

    def on(self, channel: Channel) -> Named:
        answer = getattr(self, channel.value)
        assert isinstance(answer, Named)
        return answer


class Mentoring(Entry):
    """What a person put their name in for, from either end. Without it, nobody is paired."""

    gives: int = Field(
        0, ge=0, le=9, description="How many people they can mentor at a time.", examples=["1"]
    )
    shows: Texts = Field((), description="What they could teach. Without it, what they offer.")
    seeks: Flag = Field(False, description="Whether they would like someone to learn from.")
    wants: Texts = Field((), description="What they would like to learn.")


class NameIn(Entry):
    """A person's name as texts in one language write it."""

    name: Line = Field(description="The full name.", examples=["ماريا أوكافور"])
    first_name: Line | None = Field(None, description="Without it, the first word of the name.")

    @property
    def first(self) -> str:
        return self.first_name or self.name.split()[0]


Chat = Annotated[
    str,
    BeforeValidator(trimmed),
    text_limits(
        r"^(?:https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!#-;=?-~]*)?"
        r"|(?:[^\n:]|:[^\n/]|:/[^\n/])+:?/?)$",
        noted('"%(value)s" is neither a name in the chat nor a web address'),
        _("write a name such as @sam-lee, or an address that begins with https://"),
        shortest=1,
        longest=160,
    ),
]
Phone = Annotated[
    str,
    BeforeValidator(trimmed),
    text_limits(
        r"^\+?[0-9][0-9 ()./-]{1,28}[0-9]$",
        noted('"%(value)s" is not a telephone number'),
        _('write it like "+44 131 496 0112", with the quotation marks'),
    ),
]


class Reach(Entry):
    """How a person would like to be reached by those who ask; what is left out is not wanted."""

    mail: MailAddress | None = Field(
        None, description="An e-mail address.", examples=["mokafor@belt.example"]
    )
    chat: Chat | None = Field(
        None,
        description="A name in the chat, or a web address that opens it.",
        examples=["https://chat.belt.example/maria"],
    )
    phone: Phone | None = Field(
        None, description="A telephone number.", examples=['"+44 131 496 0112"']
    )
    in_person: Line | None = Field(
        None,
        description="Where to find the person.",
        examples=["At the long bench, by the window."],
    )


class Attendance(Entry):
    """On which days somebody came to a practice, by their own note."""

    practice: Slug = Field(description="The id of a practice.", examples=["tea-at-four"])
    days: Annotated[tuple[Day, ...], BeforeValidator(one_or_more)] = Field(
        description="The days.", examples=["2026-10-08"], min_length=1
    )


class Person(Entry):
    """Somebody who may give, receive or be mentioned."""

    name: Annotated[Line, Use.PRINTED] = Field(
        description="The full name.", examples=["Maria Okafor"]
    )
    first_name: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="Without it, the first word of the name.", examples=["Maria"]
    )
    name_in: Annotated[
        dict[Language, Annotated[NameIn, BeforeValidator(Alone("name"))]],
        Use.PRINTED,
        Since("0.3.0"),
    ] = Field(
        {},
        description="The name in another script, by language: texts in that language print it in place "
        "of the name.",
        examples=["{ar: ماريا أوكافور}"],
    )
    also_written: Annotated[Texts, Use.RECOGNISE, Since("0.3.0")] = Field(
        (),
        description="Other forms of the name that texts may contain: in another script, from before a marriage, "
        "a nickname. They are looked for, and printed nowhere.",
        examples=["田中 太郎"],
    )
    former_names: Annotated[Texts, Use.RECOGNISE, Since("0.3.0")] = Field(
        (),
        description="Names that the person had before. A text with one is hidden everywhere, also where the person "
        "is named.",
        examples=["Maria Lindqvist"],
    )
    emails: Annotated[Texts, Use.RECOGNISE, Since("0.3.0")] = Field(
        (),
        description="E-mail addresses of the person besides the usual ones, such as mokafor@belt.example. They "
        "are looked for, and printed nowhere.",
        examples=["mo.k@belt.example"],
    )
    forge: Annotated[Handle | None, Use.RECOGNISE] = Field(
        None,
        description="The name of the account on GitHub or GitLab, without the @. It is looked for, and written "
        "only in a private repository, where the person is asked for their consent.",
        examples=["mokafor"],
    )
    team: Annotated[Slug, Use.PRINTED] = Field(
        description="An id from teams.yml.", examples=["workshop"]
    )
    role: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="What the person does.", examples=["fitter"]
    )
    place: Annotated[Line | None, Use.PRINTED, Since("0.3.0")] = Field(
        None, description="Where the person works.", examples=["Leith"]
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
    named: Annotated[NamingWishes, BeforeValidator(_EachChannel("site")), Use.PRIVATE] = Field(
        NamingWishes(),
        description="yes, ask or no; or one answer for each channel.",
        examples=["ask"],
        validate_default=False,
    )
    show_as: Annotated[ShowAs, Use.PRIVATE] = Field(
        ShowAs.FULL,
        description="How the person is shown: by full name, by first name, or by role.",
        examples=["first"],
    )
    also_show: Annotated[
        tuple[AlsoShow, ...], BeforeValidator(one_or_more), Use.PRIVATE, Since("0.3.0")
    ] = Field(
        (),
        description="What the person lets stories say beside the name: role, place, and since, the year of "
        "the first day. Without it, they say the team alone.",
        examples=["[role, place]"],
    )
    channels: Annotated[
        Annotated[tuple[Channel, ...], BeforeValidator(one_or_more)] | None, Use.PRIVATE
    ] = Field(None, description="Where stories with this person may appear; [] for nowhere.")
    withdrawn: Annotated[Day | None, Use.PRIVATE] = Field(
        None, description="The day from which nothing may show the person."
    )
    offers: Annotated[Texts, Use.PRINTED] = Field(
        (), description="Topics that others may ask about."
    )
    response_time: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="How soon the person answers."
    )
    boundaries: Annotated[Texts, Use.PRINTED] = Field(
        (),
        description="What others should know before they ask.",
        examples=["Not while an oven is being lit."],
    )
    hours: Annotated[Line | None, Use.PRINTED] = Field(
        None, description="When the person can be asked."
    )
    reach: Annotated[Reach | None, Use.PRINTED, Since("0.3.0")] = Field(
        None,
        description="How the person would like to be reached by those who ask, as they wish it.",
    )
    bandwidth: Annotated[Literal["open", "some", "paused"], Use.PRINTED] = Field(
        "some", description="How much time the person has for others: open, some or paused."
    )

    mentoring: Annotated[Mentoring | None, Use.PRIVATE] = Field(
        None, description="For people who would like to mentor, to be mentored, or both."
    )
    attended: Annotated[
        tuple[Attendance, ...], BeforeValidator(one_or_more_groups), Use.PRIVATE
    ] = Field((), description="Practices that the person came to, for their own portfolio only.")

    @property
    def other_names(self) -> tuple[str, ...]:
        """What texts may hold in place of the name, and is printed nowhere."""
        return (*self.also_written, *self.former_names)

    @property
    def first(self) -> str:
        return self.first_name or self.name.split()[0]

    @property
    def names(self) -> tuple[Person | NameIn, ...]:
        """The name in each script that it is printed in, as it is in most texts first."""
        return (self, *self.name_in.values())

    @property
    def writings(self) -> tuple[str, ...]:
        """Every writing of the name that a text may hold, the present one first."""
        return (*(name.name for name in self.names), *self.other_names)

    def named_in(self, lang: str) -> Person | NameIn:
        """What has the name and the first name as a text in a BCP 47 language prints them."""
        for tag, name in self.name_in.items():
            if tag.lower() == lang.lower():
                return name
        for tag, name in self.name_in.items():
            if main_code(tag) == main_code(lang):
                return name
        return self


class Headcount(Entry):
    """How many people a team had from a day on."""

    since: Day = Field(alias="from", description="From this day on.", examples=["2025-10-01"])
    count: int = Field(ge=0, description="How many people.", examples=["9"])


def size_on(headcount: Iterable[tuple[dt.date, int]], day: dt.date) -> int:
    """How many people a team had on a day: the latest figure up to it, 0 before the first.

    Args:
        headcount: Days, and how many people it had from each on. Of two for one day, the smaller holds.
        day: The day.
    """
    latest, size = dt.date.min, 0
    for since, count in headcount:
        if latest < since <= day:
            latest, size = since, count
        elif latest == since:
            size = min(size, count) if size else count
    return size


class Team(Entry):
    """A team, with its size: small groups are not named in place of a person."""

    name: Line = Field(description="What the team is called.", examples=["Workshop"])
    department: Line | None = Field(None, description="Which department it belongs to.")
    about: Annotated[Text | None, Since("0.3.0")] = Field(
        None,
        description="What the team does, in a sentence or two, for its page.",
        examples=["We build what the drawings promise, and say so when we cannot."],
    )
    place: Annotated[Line | None, Since("0.3.0")] = Field(
        None,
        description="Where the team is, for its page.",
        examples=["The old mill, ground floor"],
    )
    headcount: Annotated[tuple[Headcount, ...], BeforeValidator(_Always("count"))] = Field(
        min_length=1,
        description="How many people it has: a number, or a list of numbers, each `from` a day on. A team that "
        "is too small is not shown in place of a person.",
        examples=["9"],
    )
    merged_into: Annotated[Slug | None, Since("0.3.0")] = Field(
        None,
        description="The team that it became part of. Its address leads there; nobody is in it any more.",
        examples=["workshop"],
    )

    def size(self, day: dt.date) -> int:
        """How many people the team had on a day; 0 before the first figure."""
        return size_on(((figure.since, figure.count) for figure in self.headcount), day)
