"""Whether a story still shows newcomers how it is here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from generator.model import Norm, Onboarding

if TYPE_CHECKING:  # who only checks has no editions
    from generator.edition import ShownStory


def stale(
    date: dt.date,
    farewell: bool,
    today: dt.date,
    rules: Onboarding,
    norms: tuple[Norm, ...] = (),
) -> str | None:
    """Why a story of some date is not drawn for onboarding any more, in words; None if it is.

    `farewell` says that somebody in it has left; `norms` are those it would have to prove.
    """
    if today - date > rules.age:
        return f"it is more than {rules.fresh_months} months old"
    if farewell:
        return "somebody in it has left"
    changed = next((n for n in norms if n.since and date < n.since <= today), None)
    return f'it is older than the norm "{changed.title}" as it reads now' if changed else None


def is_fresh(
    story: ShownStory, today: dt.date, rules: Onboarding, norms: tuple[Norm, ...] = ()
) -> bool:
    """Whether a story may be drawn for onboarding."""
    return stale(story.date, story.farewell, today, rules, norms) is None
