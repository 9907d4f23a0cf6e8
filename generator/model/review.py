"""The people lead's meeting of a quarter, and what was decided there."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.model.fields import Day, Entry, Text, one_or_more_groups


class Decision(Entry):
    """Something that was decided. It names nobody: who does it was agreed in the room."""

    text: Text = Field(
        title="What was decided?",
        description="What was decided, without naming anyone.",
        examples=["Controls and Field Service swap a visit."],
    )
    due: Day | None = Field(None, description="By when.", examples=["2026-12-01"])
    done: Day | None = Field(None, description="When it was done.", examples=["2026-11-12"])
    outcome: Text | None = Field(
        None,
        title="What came of it?",
        description="What came of it.",
        examples=["They swapped two."],
    )


class Review(Entry):
    """The meeting about one quarter: the file `site_config/reviews/2026-Q3.yml`."""

    date: Day = Field(description="The day of the meeting.", examples=["2026-10-08"])
    decisions: Annotated[tuple[Decision, ...], BeforeValidator(one_or_more_groups)] = Field(
        (), description="What was decided."
    )
