"""A yes that somebody gave to a story or to the page of a practice, or a no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.model.fields import Alone, Day, Entry, Line, Ref, one_or_more


class Consent(Entry):
    """Somebody's answer: a yes under `consent`, a no under `declined`. In a file the id alone is enough."""

    person: Ref = Field(
        title="Who said it?",
        description="Who said it: an id from people.yml.",
        examples=["sam"],
    )
    on: Day | None = Field(
        None,
        title="When did they say it?",
        description="The day on which they said it.",
        examples=["2026-10-16"],
    )
    how: Line | None = Field(
        None, title="How did they say it?", description="How they said it.", examples=["by mail"]
    )


def _one_alone(value: object) -> object:
    """One yes alone is a list of one. Another mapping is no yes, and is reported as no list."""
    return (value,) if isinstance(value, dict) and "person" in value else value


Consents = Annotated[
    tuple[Annotated[Consent, BeforeValidator(Alone("person"))], ...],
    BeforeValidator(one_or_more),
    BeforeValidator(_one_alone),
]


def consenting(consents: Iterable[Consent]) -> tuple[str, ...]:
    """The ids of those who gave an answer, each once."""
    return tuple(dict.fromkeys(consent.person for consent in consents))
