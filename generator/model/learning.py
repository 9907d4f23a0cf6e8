"""What people learn with: scenarios to play, words to look up, and words to borrow."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field

from generator.model.fields import Entry, Flag, Line, Slug, Slugs, Text, Texts

DEBRIEF = "debrief"
"""Where every way through a scenario ends."""

Path = tuple[str | int, ...]


class Role(Entry):
    """Somebody to play."""

    name: Line = Field(description="Who it is.", examples=["The baker"])
    brief: Text = Field(
        description="What this person knows and wants, for their card.",
        examples=["Polite, getting quieter. The first racks are due at five."],
    )


class ScenarioChoice(Entry):
    """Something that one could say or do."""

    text: Text = Field(description="What you say or do.", examples=["Ring the night desk."])
    to: Slug = Field(
        description="The step that follows, or debrief for the end.", examples=[DEBRIEF]
    )
    why: Text = Field(
        description="What it does, and why: shown once it is chosen.",
        examples=["Somebody knows where you are now."],
    )


class Turn(Entry):
    """A step of a scenario: what happens, and what one could do about it."""

    says: Text = Field(description="What happens or is said.", examples=["It rings twice."])
    choices: tuple[ScenarioChoice, ...] = Field(
        description="What you could do: each choice leads to another step, or to the debrief.",
        examples=["[{text: Wait, to: debrief, why: It was quiet}]"],
        min_length=1,
    )


class Scenario(Entry):
    """A conversation to practise: steps with choices, and a real story at the end."""

    title: Line = Field(description="One line.", examples=["Thirty-eight minutes"])
    skill: Line = Field(description="What it trains.", examples=["Asking early"])
    setting: Text = Field(description="Where you are, and what has happened so far.")
    roles: tuple[Role, ...] = Field(
        description="Who is in it. The reader plays the first.", min_length=1
    )
    start: Slug = Field(description="The first step.", examples=["corridor"])
    steps: dict[Slug, Turn] = Field(description="The steps by their ids.", min_length=1)
    debrief: Text = Field(description="What to talk about afterwards, in Markdown.")
    stories: Slugs = Field(
        description="The ids of real stories that it ends with.",
        examples=["twenty-to-three"],
        min_length=1,
    )
    watch: Texts = Field((), description="What an observer looks for.")
    norms: Slugs = Field((), description="Norms that it practises.", examples=["ask-small"])
    minutes: int = Field(10, ge=1, le=240, description="How long it takes.", examples=["10"])
    order: int = Field(0, description="Its place in the list.", examples=["10"])
    draft: Flag = Field(
        False, description="yes, while someone is writing it: nobody sees it until then."
    )

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text in it, by the path of its field."""
        yield ("title",), self.title
        yield ("skill",), self.skill
        yield ("setting",), self.setting
        for at, role in enumerate(self.roles):
            yield ("roles", at, "name"), role.name
            yield ("roles", at, "brief"), role.brief
        for name, turn in self.steps.items():
            yield ("steps", name, "says"), turn.says
            for at, choice in enumerate(turn.choices):
                yield ("steps", name, "choices", at, "text"), choice.text
                yield ("steps", name, "choices", at, "why"), choice.why
        for at, text in enumerate(self.watch):
            yield ("watch", at), text
        yield (DEBRIEF,), self.debrief


class Term(Entry):
    """A word that newcomers ask about."""

    meaning: Text = Field(
        description="What it means here, in a sentence or two.",
        examples=["The board by the kettle on which mistakes are written up."],
    )
    also: Texts = Field((), description="Other ways to write it.", examples=["slates"])
    see: Texts = Field((), description="Other terms to look up.", examples=["the rolls"])


class Occasion(StrEnum):
    """What words to borrow are for."""

    ASKING = "asking"
    OFFERING = "offering"
    DECLINING = "declining"
    THANKING = "thanking"


class Phrase(Entry):
    """Words to borrow: a message to copy and change."""

    title: Line = Field(description="What it is for.", examples=["When you are stuck"])
    occasion: Occasion = Field(
        description="asking, offering, declining or thanking.", examples=["asking"]
    )
    text: Text = Field(
        description="The message. What people fill in is in brackets.",
        examples=["I have got as far as [where]. Could you look at [what] before [when]?"],
    )
    when: Text | None = Field(None, description="When it fits, and when it does not.")
