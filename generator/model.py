"""What people write: stories and the organisation's configuration, as frozen types.

Each field is declared once, with its type, limit, description and example; parsing, hints,
schema and forms all read it from here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ANONYMOUS = "anonymous"
TEAM = "team:"
NO_DAY = dt.date.min
"""Stands in for a date that could not be read, so that the rest of a story can be checked."""


class Kind(StrEnum):
    """What was given."""

    MENTORING = "mentoring"
    FEEDBACK = "feedback"
    HELP = "help"


class Channel(StrEnum):
    """Where something may be read."""

    SITE = "site"
    NEWSLETTER = "newsletter"
    TOWNHALL = "townhall"
    ONBOARDING = "onboarding"


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


def _day(value: object) -> object:
    """A date in the one form we read; pydantic alone would take 20261014 for seconds."""
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day_form", "is not a date of the form 2026-10-14")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day_impossible", "is not a day of the calendar") from None
    if day.year < 1900:
        raise PydanticCustomError("day_impossible", "is too long ago")
    return day


def _flag(value: object) -> object:
    if value in ("true", "yes", "on"):
        return True
    if value in ("false", "no", "off"):
        return False
    return value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _each_channel(value: object) -> object:
    """`named: yes` is short for the same answer on every channel."""
    return {channel.value: value for channel in Channel} if isinstance(value, str) else value


def _headcounts(value: object) -> object:
    return ({"from": "1900-01-01", "count": value},) if isinstance(value, str) else value


def _text(value: object) -> object:
    """Surrounding space is nobody's intention."""
    return value.strip() if isinstance(value, str) else value


CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
"""C0 but tab and newline, DEL, C1 with NEL, line and paragraph separators, bidirectional
embeddings, overrides and isolates, a BOM inside the text, non-characters. Joiners and plain
direction marks, which scripts need, are none."""

WORDING: dict[str, tuple[str, str]] = {}
"""Of each pattern: what to say of a value that does not fit, and what to type."""


def _shaped(
    pattern: str, wrong: str, remedy: str, *, shortest: int = 0, longest: int | None = None
) -> StringConstraints:
    WORDING[pattern] = (wrong, remedy)
    return StringConstraints(pattern=pattern, min_length=shortest, max_length=longest)


_IDS = "ids are small letters, digits and single hyphens, such as on-call"
Day = Annotated[dt.date, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Slug = Annotated[str, _shaped(f"^{ID}$", "is not an id", _IDS, longest=64)]
Ref = Annotated[
    str,
    _shaped(
        f"^(?:{TEAM})?{ID}$",
        "is not the id of a person or a team",
        f"{_IDS}; people are listed in site_config/people.yml, and a team is written {TEAM}ID",
        longest=80,
    ),
]
Refs = Annotated[tuple[Ref, ...], BeforeValidator(_one_or_more)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_one_or_more)]
Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]
Line = Annotated[
    str,
    BeforeValidator(_text),
    _shaped(
        r"^[^\n]*$", "goes over more than one line", "keep it to one line", shortest=1, longest=160
    ),
]
Colour = Annotated[
    str, _shaped(r"^#[0-9a-fA-F]{6}$", "is not a colour", 'write it as "#1f5a4c", in quotes')
]
Address = Annotated[
    str,
    _shaped(
        r"^https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/-]*)?$",
        "is not a plain web address",
        "write https://, the host and maybe a path, for example https://stories.example.com/",
    ),
]
Language = Annotated[
    str,
    _shaped(
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        "is not a language tag",
        "write for example en, es or pt-BR",
    ),
]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was written: a file, its text, and the keys that lead to the entry."""

    path: str
    text: str
    keys: tuple[str, ...] = ()


_NOWHERE = Origin("", "")  # one for all: pydantic copies a default, which shows among thousands


class Entry(BaseModel):
    """Something an organisation wrote. It remembers its origin, so that checks can point at it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    _origin: Origin = PrivateAttr(default_factory=lambda: _NOWHERE)

    @property
    def origin(self) -> Origin:
        private = self.__pydantic_private__  # as self._origin, without pydantic's detour
        return private["_origin"] if private else _NOWHERE


# --- a story -----------------------------------------------------------------------------------


class Quote(Entry):
    """Words that somebody said."""

    text: Text = Field(description="What was said.", examples=["Ask me at four, not at nine."])
    by: Ref = Field(description="Who said it: an id from people.yml.", examples=["maria"])


class Image(Entry):
    """A picture beside the story."""

    file: str = Field(
        description="The name of a picture in the story's own folder.",
        examples=["bench.jpg"],
        min_length=1,
    )
    alt: Text = Field(
        description="What the picture shows, for people who do not see it.",
        examples=["Two people at a bench, a gearbox open between them"],
    )


class Mark(NamedTuple):
    """A mention in a text: from `start` to `end` stands somebody's id, or a label in its place.

    `opens` means that it begins a sentence.
    """

    start: int
    end: int
    person: str
    label: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reader found in a story: the ids of its people, mentions included, and what its
    prose tells about whom in other ways.
    """

    mentions: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    """People whose full name stands somewhere in the prose, the id or the picture's file name."""
    literal: frozenset[str] = frozenset()
    """People whose id stands behind an @ that is no mention: in code, or in another case."""
    given: frozenset[str] = frozenset()
    """People of whose names one word stands alone, written as a name: the given name…"""
    family: frozenset[str] = frozenset()
    """…or the family name."""
    people: frozenset[str] = frozenset()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """The mentions of each text: the fields of prose, `body`, and `lead`."""
    lead: str = ""
    """The first words of the body as plain text, where title or summary are taken from it."""
    source: frozenset[str] = frozenset()
    """People whom the file itself tells of in other places, such as comments."""


_NOTHING_FOUND = Facts()


class Story(Entry):
    """One act of reciprocity, as its author wrote it. Outputs never see this type."""

    date: Day = Field(description="When it happened.", examples=["2026-10-14"])
    givers: Refs = Field(
        description="Who gave: ids from people.yml, team:ID, or anonymous; one or a list.",
        examples=["maria"],
        min_length=1,
    )
    receivers: Refs = Field(
        description="Who received: ids from people.yml, team:ID, or anonymous; one or a list.",
        examples=["sam"],
        min_length=1,
    )
    title: Line | None = Field(
        None,
        description="One line. Without it, the first sentence is the title.",
        examples=["The hour before the ferry"],
    )
    summary: Annotated[Text, StringConstraints(max_length=280)] | None = Field(
        None,
        description="At most 280 characters, for digest and slide. Without it, the first paragraph.",
        examples=["An hour at the bench, and the refund script shipped on Friday."],
    )
    kind: Kind = Field(Kind.HELP, description="What was given.", examples=["mentoring"])
    themes: Slugs = Field(
        (),
        description="One to four themes from themes.yml. Without any, the default theme.",
        examples=["asking-early"],
        max_length=4,
    )
    ask: Text | None = Field(
        None,
        description="What was asked for, and how.",
        examples=["Could you sit with me while I run the first batch?"],
    )
    outcome: Text | None = Field(
        None,
        description="What changed because of it.",
        examples=["The second batch needed nobody."],
    )
    quote: Quote | None = Field(None, description="Words that somebody said.")
    consent: Refs = Field(
        (), description="Ids of people who read this story and said yes.", examples=["sam"]
    )
    channels: Annotated[tuple[Channel, ...], BeforeValidator(_one_or_more)] | None = Field(
        None, description="Restricts where the story may appear.", examples=["site"]
    )
    continues: Slug | None = Field(
        None, description="The id of the story that this one paid forward.", examples=["rollback"]
    )
    lang: Language | None = Field(
        None, description="The story's language (BCP 47).", examples=["es"]
    )
    image: Image | None = Field(None, description="A picture beside the story.")
    withdrawn: Day | None = Field(
        None, description="Since when the story is taken back.", examples=["2026-11-02"]
    )
    not_names: Texts = Field(
        (), description="Words in the prose that are not names of people.", examples=["Will"]
    )
    body: str = Field("", description="The story itself, in Markdown.")

    _facts: Facts = PrivateAttr(default_factory=lambda: _NOTHING_FOUND)

    @property
    def id(self) -> str:
        """The file's stem: the story's name in addresses and in `continues`."""
        return self.origin.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def facts(self) -> Facts:
        private = self.__pydantic_private__  # as self._facts, without pydantic's detour
        return private["_facts"] if private else _NOTHING_FOUND

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody in the story, mentions included; teams and anonymous are not people."""
        refs = {*self.givers, *self.receivers, *self._facts.mentions}
        if self.quote:
            refs.add(self.quote.by)
        return frozenset(r for r in refs if r != ANONYMOUS and not r.startswith(TEAM))

    def prose(self) -> dict[tuple[str, ...], str]:
        """Every piece of prose but the body, by the path of its field."""
        fields: dict[tuple[str, ...], str | None] = {
            ("title",): self.title,
            ("summary",): self.summary,
            ("ask",): self.ask,
            ("outcome",): self.outcome,
            ("quote", "text"): self.quote.text if self.quote else None,
            ("image", "alt"): self.image.alt if self.image else None,
        }
        return {path: text for path, text in fields.items() if text}


# --- the organisation --------------------------------------------------------------------------


class Wishes(Entry):
    """Whether a person may be named, channel by channel. What is not said must be asked."""

    site: Named = Named.ASK
    newsletter: Named = Named.ASK
    townhall: Named = Named.ASK
    onboarding: Named = Named.ASK

    def on(self, channel: Channel) -> Named:
        answer = getattr(self, channel.value)
        assert isinstance(answer, Named)
        return answer


class Person(Entry):
    """Somebody who may give, receive or be mentioned."""

    name: Line = Field(description="The full name.", examples=["Maria Okafor"])
    first_name: Line | None = Field(
        None, description="Without it, the first word of the name.", examples=["Maria"]
    )
    team: Slug = Field(description="An id from teams.yml.", examples=["workshop"])
    role: Line | None = Field(None, description="What the person does.", examples=["fitter"])
    joined: Day | None = Field(None, description="The first day.", examples=["2024-03-01"])
    left: Day | None = Field(None, description="The last day, once it is known.")
    leads: Flag = Field(False, description="Whether the person leads others.")
    named: Annotated[Wishes, BeforeValidator(_each_channel)] = Field(
        Wishes(),
        description="yes, ask or no; or one answer a channel.",
        examples=["ask"],
        validate_default=False,
    )
    show_as: ShowAs = Field(ShowAs.FULL, description="full, first or role.", examples=["first"])
    channels: Annotated[tuple[Channel, ...], BeforeValidator(_one_or_more)] | None = Field(
        None, description="Where stories with this person may appear; [] for nowhere."
    )
    withdrawn: Day | None = Field(None, description="Since when nothing may show the person.")
    offers: Texts = Field((), description="Topics that others may ask about.")
    response_time: Line | None = Field(None, description="How soon an answer comes.")
    hours: Line | None = Field(None, description="When the person can be asked.")
    bandwidth: Literal["open", "some", "paused"] = Field(
        "some", description="open, some or paused."
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


class Theme(Entry):
    """What a story shows."""

    title: Line
    text: Text
    why: Text | None = None
    looks_like: Texts = ()
    not_: Texts = Field((), alias="not")
    mark: (
        Annotated[
            str,
            _shaped(
                r"^[a-z0-9]+(?:[/-][a-z0-9]+)*$",
                "is not the name of an icon",
                "write for example material/hand-heart",
            ),
        ]
        | None
    ) = None
    default: Flag = False


class Norm(Entry):
    """A sentence that the organisation lives by."""

    title: Line
    text: Text
    looks_like: Texts = ()
    not_: Texts = Field((), alias="not")
    themes: Slugs = ()


class Repository(Entry):
    """Where the stories are kept, for edit links."""

    url: Address
    branch: Annotated[
        str, _shaped(r"^[\w./-]+$", "is not the name of a branch", "write for example main")
    ] = "main"
    kind: Literal["github", "gitlab"] = "github"


class Palette(Entry):
    """Two colours that read well on white."""

    primary: Colour = "#1f5a4c"
    accent: Colour = "#a8472a"


class Privacy(Entry):
    """k: a team stands in for an unnamed person only when it has at least k members."""

    k: int = Field(5, ge=2)


class Site(Entry):
    """The organisation's identity."""

    name: Line
    organisation: Line | None = None
    url: Address
    description: Line = "Stories of colleagues helping each other."
    repository: Repository | None = None
    language: Language = "en"
    time_zone: Line = "UTC"
    as_of: Day | None = None
    palette: Palette = Palette()
    logo: Line | None = None
    contact: Line | None = None
    privacy: Privacy = Privacy()
    never_mention: Texts = ()


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Limits(Entry):
    """How much one digest holds."""

    stories: int = Field(12, ge=1)
    per_theme: int = Field(3, ge=1)


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


class Guide(Entry):
    """An onboarding page."""

    title: Line
    description: Line | None = None
    path: Literal["everyone", "managers"] = "everyone"
    step: Literal["before", "day-1", "week-1", "day-30", "day-60", "day-90", "reference"] = (
        "reference"
    )
    order: int = 0
    themes: Slugs = ()
    norms: Slugs = ()
    body: str = ""

    @property
    def id(self) -> str:
        return self._origin.path.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an organisation configured."""

    site: Site
    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    norms: Mapping[str, Norm] = field(default_factory=dict)
    newsletter: Newsletter = field(default_factory=Newsletter)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    guides: tuple[Guide, ...] = ()

    @property
    def default_theme(self) -> str | None:
        """The theme of stories that name none."""
        return next((slug for slug, theme in self.themes.items() if theme.default), None)


@dataclass(frozen=True, slots=True)
class Library:
    """Every story that could be read, oldest first, with the settings and the day of the build."""

    settings: Settings
    today: dt.date
    stories: tuple[Story, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.stories, key=lambda s: (s.date, s.id)))
        object.__setattr__(self, "stories", ordered)


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a model by the name that people type, in their order."""
    return {info.alias or name: info for name, info in model.model_fields.items()}
