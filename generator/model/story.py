"""A story, as its author wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from generator.model.consent import Consents, consenting
from generator.model.fields import (
    Channel,
    Day,
    Entry,
    Language,
    Line,
    Ref,
    Refs,
    Slug,
    Slugs,
    Text,
    Texts,
    one_or_more,
    one_or_more_groups,
)
from generator.model.roles import Asked, Help, Holds, NotAsked, Path, Since, Use, values_of


class Kind(StrEnum):
    """What was given."""

    MENTORING = "mentoring"
    FEEDBACK = "feedback"
    HELP = "help"


class Quote(Entry):
    """Words that someone said."""

    text: Annotated[
        Text, Use.PRINTED, Holds.PROSE, Help("Their own words, without quotation marks.")
    ] = Field(
        title="What did someone say?",
        description="What was said.",
        examples=["Ask me at four, not at nine."],
    )
    by: Annotated[Ref, Use.PRINTED, Holds.PARTICIPANTS] = Field(
        title="Who said it?",
        description="Who said it: an id from people.yml.",
        examples=["maria"],
    )


class Image(Entry):
    """A picture beside the story."""

    file: Annotated[Text, Use.PRINTED] = Field(
        title="Which picture?",
        description="The name of a picture in the story's own folder.",
        examples=["bench.jpg"],
    )
    alt: Annotated[Text, Use.PRINTED, Holds.PROSE] = Field(
        title="What does the picture show?",
        description="What the picture shows, for people who cannot see it.",
        examples=["Two people at a bench, a gearbox open between them"],
    )


class Change(StrEnum):
    """What a story changed."""

    TIME = "time"
    QUALITY = "quality"
    COLLABORATION = "collaboration"
    ONBOARDING = "onboarding"
    CUSTOMER = "customer"
    SAFETY = "safety"
    LEARNING = "learning"
    BELONGING = "belonging"


class Correction(Entry):
    """What was corrected in a story after it was published."""

    date: Annotated[Day, Use.PRINTED] = Field(
        title="When was it corrected?",
        description="When it was corrected.",
        examples=["2026-11-09"],
    )
    note: Annotated[
        Annotated[Text, StringConstraints(max_length=280)], Use.PRINTED, Holds.PROSE
    ] = Field(
        title="What was corrected?",
        description="What was wrong, and what is right, in a sentence of at most 280 characters.",
        examples=["It was the second batch, not the first."],
    )


class Mark(NamedTuple):
    """A mention in a text, from `start` to `end`: `@maria`, or `[my mentor](@maria)` with a label."""

    start: int
    end: int
    person: str
    label: str | None = None


_EMPTY_LINES = re.compile(r"(?:[ \t]*\n)+")


class StoryMeta(NamedTuple):
    """What the author declared about a story, without its texts."""

    id: str
    path: str
    date: dt.date
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    themes: tuple[str, ...]
    consent: tuple[str, ...]
    """The ids of those who said yes."""
    declined: tuple[str, ...]
    """The ids of those who said no."""
    channels: tuple[Channel, ...] | None
    continues: str | None
    withdrawn: dt.date | None
    image: str | None
    """The path of its picture."""


def _date_of(values: dict[str, Any]) -> dt.date | None:
    return values.get("date")  # missing where it was not a date


class Story(Entry):
    """One act of reciprocity, as its author wrote it. Outputs never see this type."""

    date: Annotated[Day, Use.PRINTED, Asked(1)] = Field(
        title="When did it happen?", description="The day it happened.", examples=["2026-10-14"]
    )
    givers: Annotated[Refs, Use.PRINTED, Holds.PARTICIPANTS, Asked(2)] = Field(
        title="Who helped?",
        description="Who helped: ids from people.yml, team:ID, or anonymous; one or a list.",
        examples=["maria"],
        min_length=1,
    )
    receivers: Annotated[Refs, Use.PRINTED, Holds.PARTICIPANTS, Asked(3)] = Field(
        title="Who was helped?",
        description="Who was helped: ids from people.yml, team:ID, or anonymous; one or a list.",
        examples=["sam"],
        min_length=1,
    )
    title: Annotated[
        Line | None,
        Use.PRINTED,
        Holds.PROSE,
        Asked(7),
        Help("One line. Without it, the story is called by its first sentence."),
    ] = Field(
        None,
        title="What is it called?",
        description="One line. If it is missing, the first sentence is used.",
        examples=["The hour before the ferry"],
    )
    summary: Annotated[
        Annotated[Text, StringConstraints(max_length=280)] | None,
        Use.PRINTED,
        Holds.PROSE,
        Asked(11),
        Help(
            "At most 280 characters, for the newsletter and the slides. Without it, they have your "
            "first paragraph."
        ),
    ] = Field(
        None,
        title="And in one or two sentences?",
        description="At most 280 characters, for the newsletter and the slides. If it is missing, the first paragraph is used.",
        examples=["An hour at the bench, and the refund script shipped on Friday."],
    )
    kind: Annotated[Kind, Use.PRINTED, Asked(8)] = Field(
        Kind.HELP,
        title="What was given?",
        description="What was given.",
        examples=["mentoring"],
    )
    themes: Annotated[Slugs, Use.PRINTED, Asked(9), Help("Up to four, or none.")] = Field(
        (),
        title="Which themes does it show?",
        description="One to four themes from themes.yml. If there are none, the default theme is used.",
        examples=["asking-early"],
        max_length=4,
    )
    ask: Annotated[
        Text | None,
        Use.PRINTED,
        Holds.PROSE,
        Asked(5),
        Help("In the words that were used, if you remember them. Leave it empty if nobody asked."),
    ] = Field(
        None,
        title="What was asked for, and how?",
        description="What was asked for, and how.",
        examples=["Could you sit with me while I run the first batch?"],
    )
    outcome: Annotated[
        Text | None,
        Use.PRINTED,
        Holds.PROSE,
        Asked(6),
        Help("Leave it empty if it is too early to tell. It can be added later."),
    ] = Field(
        None,
        title="What changed because of it?",
        description="What changed because of it.",
        examples=["The second batch needed nobody."],
    )
    changed: Annotated[
        Annotated[tuple[Change, ...], BeforeValidator(one_or_more)],
        Use.PRINTED,
        Asked(10),
        Help("One or two, or none if it is too early to tell."),
    ] = Field(
        (),
        title="What did it change?",
        description="What changed because of it: one or two of time, quality, collaboration, onboarding, "
        "customer, safety, learning, belonging. Leave it out until that is known.",
        examples=["quality"],
        max_length=2,
    )
    quote: Annotated[Quote | None, Use.PRINTED, Asked(12)] = Field(
        None, title="Words that were said", description="Words that someone said."
    )
    consent: Annotated[
        Consents,
        Use.PRIVATE,
        Holds.PERSONS,
        NotAsked("a yes is recorded when it was given, and never by an import"),
    ] = Field(
        (),
        title="Who has read it and said yes?",
        description="Ids of people who have read this story and said yes; each can have the day, and how they said it.",
        examples=["sam"],
    )
    declined: Annotated[
        Consents,
        Use.PRIVATE,
        Holds.PERSONS,
        NotAsked("a no is recorded when it was given, and never by an import", has_flag=False),
    ] = Field(
        (),
        title="Who does not want to be named in it?",
        description="Ids of people who do not want to be named in this story; each can have the day, and how "
        "they said it. It overrides consent and people.yml.",
        examples=["sam"],
    )
    channels: Annotated[
        Annotated[tuple[Channel, ...], BeforeValidator(one_or_more)] | None,
        Use.PRIVATE,
        NotAsked("whether to restrict a story is decided once it is written"),
    ] = Field(
        None,
        title="Where may it appear?",
        description="Where the story may appear, if not everywhere.",
        examples=["site"],
    )
    continues: Annotated[
        Slug | None,
        Use.PRINTED,
        Asked(13),
        Help(
            "Only if help was passed on: the address of the earlier story’s page.",
            "https://stories.example.com/stories/rollback/",
        ),
    ] = Field(
        None,
        title="Which story does it continue?",
        description="The id of the story whose help this one passes on.",
        examples=["rollback"],
    )
    lang: Annotated[
        Language | None,
        Use.PRINTED,
        Asked(14),
        Help("Only if it is not the language of the other stories.", "Español"),
    ] = Field(
        None,
        title="Which language is it in?",
        description="The story's language, such as en or pt-BR.",
        examples=["es"],
    )
    image: Annotated[
        Image | None,
        Use.PRINTED,
        NotAsked("a picture is a file of its own, which no form can carry"),
    ] = Field(None, title="A picture", description="A picture beside the story.")
    told: Annotated[
        Day | None,
        Use.PRINTED,
        NotAsked("only a story that is entered long after it happened needs it"),
    ] = Field(
        default_factory=_date_of,
        title="When was it told?",
        description="The day it was told. Without it, the day it happened.",
        examples=["2026-10-20"],
    )
    corrections: Annotated[
        Annotated[tuple[Correction, ...], BeforeValidator(one_or_more_groups)],
        Use.PRINTED,
        NotAsked("only a story that is published can be corrected", has_flag=False),
    ] = Field(
        (),
        title="What was corrected?",
        description="What was corrected after it was published. The story's page shows each correction with "
        "its date; the next issue of the newsletter mentions it if an earlier one told the story.",
    )
    withdrawn: Annotated[
        Day | None,
        Use.PRIVATE,
        NotAsked("nobody hands in a story that is taken back", has_flag=False),
    ] = Field(
        None,
        title="Since when is it taken back?",
        description="The day from which the story is withdrawn.",
        examples=["2026-11-02"],
    )
    not_names: Annotated[
        Texts, Use.PRIVATE, NotAsked("only the checker knows that a word looks like a name")
    ] = Field(
        (),
        title="Which words are no names?",
        description="Words in the prose that are not names of people.",
        examples=["Will"],
    )
    for_editors: Annotated[
        Annotated[Text, StringConstraints(max_length=1000)] | None,
        Use.PRIVATE,
        Asked(15),
        Help("For example, who someone is. It is not published with the story."),
        Since("0.3.0"),
    ] = Field(
        None,
        title="Is there anything the editors should know?",
        description="What the author tells the editors. It is published nowhere; delete it once it is "
        "answered.",
        examples=["The Ana I mean is the one in Field Service."],
    )
    body: Annotated[
        str,
        Use.PRINTED,
        Holds.PROSE,
        Asked(4),
        Help(
            "A few sentences are enough: the thing, the number, the words someone said. An empty "
            "line begins a new paragraph.",
            "Maria stayed an hour so that Sam's refund script could ship on Friday.",
        ),
    ] = Field(
        "",
        title="What happened?",
        description="The story itself. You can use Markdown.",
        examples=["@maria stayed an hour so that @sam's refund script could ship on Friday."],
    )

    @cached_property
    def id(self) -> str:
        """The file's stem: the story's name in addresses and in `continues`."""
        return self.origin.path.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def meta(self) -> StoryMeta:
        """What the author declared, without the texts."""
        path = self.origin.path
        return StoryMeta(
            self.id,
            path,
            self.date,
            self.givers,
            self.receivers,
            self.themes,
            consenting(self.consent),
            consenting(self.declined),
            self.channels,
            self.continues,
            self.withdrawn,
            f"{path.rpartition('/')[0]}/{self.image.file}" if self.image else None,
        )

    @cached_property
    def prose(self) -> Mapping[Path, str]:
        """Every text that readers see, as it was typed, by the path of its field."""
        return values_of(self, Holds.PROSE)

    @cached_property
    def markdown(self) -> str:
        """The body as it is printed: without empty lines around it. No copy gets another body."""
        empty = _EMPTY_LINES.match(self.body)
        return self.body[empty.end() if empty else 0 :].rstrip()

    @property
    def text(self) -> str:
        """Everything that readers see, as it was typed."""
        return "\n".join(self.prose.values())
