"""The milestones of mentoring: the first meeting, halfway and the hand-over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from generator.languages.messages import Messages, noted


class Milestone(NamedTuple):
    """A day of a season that all its pairs have in common."""

    key: str
    title: str
    meaning: str


_MILESTONES = (
    Milestone(
        "first-meeting",
        noted("First meeting"),
        noted(
            "Half an hour in the first week of a season. The two agree on one thing to learn, on when they "
            "meet, on what stays between them, and on how to say that it is not working."
        ),
    ),
    Milestone(
        "halfway",
        noted("Halfway"),
        noted(
            "The middle of a season. The two ask each other whether it still suits them. Stopping now is a "
            "result like any other."
        ),
    ),
    Milestone(
        "hand-over",
        noted("Hand-over"),
        noted(
            "The last meeting of a season. The learner shows what they can do now and says whom they could "
            "show it to; the mentor says what they learned. After that, there are new pairs."
        ),
    ),
)


def milestones(words: Messages) -> tuple[Milestone, ...]:
    """The milestones in their order, in the language of some messages."""
    return tuple(
        Milestone(key, words.gettext(title), words.gettext(meaning))
        for key, title, meaning in _MILESTONES
    )


def milestone_days(starts: dt.date, ends: dt.date, weekend: Collection[int]) -> tuple[dt.date, ...]:
    """The days of the milestones of a season.

    Args:
        starts: Its first day.
        ends: Its last day.
        weekend: The days off of a week, Monday as 0: halfway is on none of them if it can be.
    """
    middle = starts + (ends - starts) // 2
    days = (middle + dt.timedelta(days=number) for number in range(7))
    working = (day for day in days if day.weekday() not in weekend and day <= ends)
    return starts, next(working, middle), ends
