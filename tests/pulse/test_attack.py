"""An attack by linear programming: whoever reads all stories and all releases learns of no hidden one.

The attacker knows every public story and collects the published counts month by month. For each month and
pair of teams, the number of hidden stories is unknown. The least number that agrees with everything
published is what the releases prove.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from generator.pulse.measures import pulse_of
from generator.pulse.projection import PublicStory
from tests.pulse.organisations import record_of, story

optimize = pytest.importorskip("scipy.optimize")

TEAMS = ("a", "b", "c")
RELEASES = tuple(dt.date(2027, month, 15) for month in range(1, 7))
MONTHS = tuple(dt.date(2026 + number // 12, number % 12 + 1, 10) for number in range(17))
Counts = tuple[tuple[int, ...], ...]
Bounds = tuple[tuple[float, float], ...]
"""For each pair of teams, the least and the greatest number that a published one stands for."""
Publisher = Callable[[Sequence[PublicStory], Sequence[PublicStory], dt.date], Bounds]


def counts(stories: Sequence[PublicStory], today: dt.date) -> list[int]:
    """What the program publishes of some stories, pair by pair."""
    told = [each for each in stories if each.date <= today]
    flows = pulse_of(record_of(told, [(team, 9) for team in TEAMS], today=today)).flows
    return [count for row in flows.counts for count in row]


def history(draw: random.Random) -> tuple[list[PublicStory], list[PublicStory]]:
    """Stories that are shown, and stories that are not."""
    public: list[PublicStory] = []
    hidden: list[PublicStory] = []
    for month in MONTHS:
        for number in range(draw.randint(2, 9)):
            giver, receiver = draw.choices(TEAMS, (3, 2, 1), k=2)
            told = story(f"{month}-{number}", month, (giver,), (receiver,))
            (hidden if draw.random() < 0.2 else public).append(told)
    return public, hidden


def recount(public: Sequence[PublicStory], _: Sequence[PublicStory], today: dt.date) -> Bounds:
    """The pulse."""
    return tuple((count, count) for count in counts(public, today))


def library(public: Sequence[PublicStory], hidden: Sequence[PublicStory], today: dt.date) -> Bounds:
    """A mutant that counts what is hidden as well."""
    return tuple((count, count) for count in counts([*public, *hidden], today))


def suppressed(
    public: Sequence[PublicStory], hidden: Sequence[PublicStory], today: dt.date
) -> Bounds:
    """All stories with the usual protection: none below ten, the others rounded to fives."""
    return tuple(
        (0, 9) if count < 10 else (5 * round(count / 5) - 2, 5 * round(count / 5) + 2)
        for count in counts([*public, *hidden], today)
    )


def proven(draw: random.Random, publish: Publisher) -> float:
    """How many hidden stories the releases of a history prove, at least."""
    public, hidden = history(draw)
    unknown = [(month, a, b) for month in MONTHS for a in TEAMS for b in TEAMS]
    rows: list[list[float]] = []
    limits: list[float] = []
    for today in RELEASES:
        known, bounds = counts(public, today), publish(public, hidden, today)
        first, last = dt.date(today.year - 1, today.month, 1), today.replace(day=1)
        pairs = [(a, b) for a in TEAMS for b in TEAMS]
        for pair, seen, (low, high) in zip(pairs, known, bounds, strict=True):
            row = [float((a, b) == pair and first <= month < last) for month, a, b in unknown]
            rows += [row, [-cell for cell in row]]
            limits += [high - seen, seen - low]
    found: Any = optimize.linprog([1.0] * len(unknown), A_ub=rows, b_ub=limits, method="highs")
    assert found.success, found.message
    return float(found.fun)


def share_found(publish: Publisher, histories: int = 25) -> float:
    """In how many of some histories at least one hidden story is proven."""
    return sum(proven(random.Random(n), publish) > 0.5 for n in range(histories)) / histories


def test_the_pulse_proves_no_hidden_story() -> None:
    assert share_found(recount) == 0


def test_a_pulse_of_the_library_is_found() -> None:
    assert share_found(library) == 1


def test_suppressing_small_counts_does_not_protect_from_readers_of_the_stories() -> None:
    assert share_found(suppressed) > 0.8
