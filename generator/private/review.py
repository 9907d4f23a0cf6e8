"""The document for the people lead's meeting about a quarter: what was told, what became of the last decisions.

It is handed round, so it is made of what the site shows, and of what former meetings decided where that names
nobody. It never sees a record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from generator.consent.redactor import names_somebody
from generator.edition import Edition, ShownStory
from generator.model import Decision, Review, Settings
from generator.model.periods import Period
from generator.pulse.cards import Card, cards
from generator.pulse.measures import Pulse, pulse_of
from generator.pulse.projection import as_of, project
from generator.text.names import names_of

MOST_OUTCOMES = 12
"""More outcomes than this are not read out at a meeting."""


class LastTime(NamedTuple):
    """The meeting before, and what it decided."""

    quarter: Period
    date: dt.date
    decisions: tuple[Decision, ...]


class QuarterReview(NamedTuple):
    """Everything that the document says."""

    quarter: Period
    as_of: dt.date
    """The day after the quarter, or today while it runs."""
    running: bool
    pulse: Pulse
    cards: tuple[Card, ...]
    outcomes: tuple[ShownStory, ...]
    """Stories of the quarter that say what changed, newest first."""
    more_outcomes: int
    last_time: LastTime | None


def quarter_review(
    quarter: Period, edition: Edition, reviews: Mapping[str, Review]
) -> QuarterReview:
    """The review of a quarter.

    Args:
        quarter: It has begun.
        edition: What the site shows.
        reviews: What was decided at the meetings, without decisions that name somebody.
    """
    running = edition.today <= quarter.end
    day = edition.today if running else quarter.end + dt.timedelta(days=1)
    record = as_of(project(edition), day)
    pulse = pulse_of(record)
    changed = [story for story in edition.stories if story.date in quarter and story.outcome]
    return QuarterReview(
        quarter,
        day,
        running,
        pulse,
        cards(record, pulse),
        tuple(changed[:MOST_OUTCOMES]),
        max(0, len(changed) - MOST_OUTCOMES),
        _last_time(quarter, reviews),
    )


def without_names(settings: Settings) -> dict[str, Review]:
    """The meetings, without the decisions that name somebody: nobody was asked whether they may."""
    names = names_of(settings)
    return {
        name: review.model_copy(
            update={
                "decisions": tuple(
                    decision
                    for decision in review.decisions
                    if not names_somebody(decision.text, names)
                    and not names_somebody(decision.outcome, names)
                )
            }
        )
        for name, review in settings.reviews.items()
    }


def _last_time(quarter: Period, reviews: Mapping[str, Review]) -> LastTime | None:
    """The newest meeting about an earlier quarter."""
    periods = ((Period.parse(name), review) for name, review in reviews.items())
    earlier = [(p, review) for p, review in periods if p and p.end < quarter.start]
    if not earlier:
        return None
    before, review = max(earlier, key=lambda each: each[0].start)
    return LastTime(before, review.date, review.decisions)
