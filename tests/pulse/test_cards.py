"""What nobody told yet: found where a silence means something, and never where chance explains it."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable

import pytest

from generator.model import Kind
from generator.pulse.cards import EXPECTED, MOST, Card, CardKind, all_cards, cards, silent_pairs
from generator.pulse.measures import pulse_of
from generator.pulse.projection import (
    PublicFollowUp,
    PublicNorm,
    PublicRecord,
    PublicStory,
)
from generator.pulse.units import departments_of
from tests.pulse.organisations import TODAY, record_of, story

FIRST = dt.date(2025, 11, 1)
RECENT = dt.date(2026, 10, 20)


def of(record: PublicRecord, kind: CardKind) -> list[Card]:
    return [card for card in all_cards(record, pulse_of(record)) if card.kind is kind]


def mixed(
    draw: random.Random, people: int, number: int, closed: frozenset[str] = frozenset()
) -> PublicRecord:
    """An organisation in which people help each other at random, but for two departments."""
    teams = {30: 3, 60: 4, 200: 5, 2000: 8}[people]
    names = [f"t{n}" for n in range(teams)]
    weights = [draw.uniform(0.5, 2) for _ in names]
    stories: list[PublicStory] = []
    while len(stories) < number:
        giver, receiver = draw.choices(names, weights, k=2)
        also = draw.choices(names, weights) if draw.random() < 0.2 else []
        if any({giver, to} == closed for to in (receiver, *also)):
            continue
        day = TODAY - dt.timedelta(days=draw.randrange(380))
        stories.append(story(f"s{len(stories)}", day, (giver,), tuple({receiver, *also})))
    return record_of(stories, [(name, people // teams) for name in names])


@pytest.mark.parametrize(("people", "number"), [(30, 40), (60, 60), (200, 173), (2000, 1500)])
def test_chance_alone_hardly_ever_makes_a_card(people: int, number: int) -> None:
    """At most 0.1 false cards a page."""
    draw = random.Random(people)
    runs = 60 if people == 2000 else 300
    false = sum(len(of(mixed(draw, people, number), CardKind.PAIR)) for _ in range(runs))
    assert false <= 0.1 * runs


@pytest.mark.parametrize(("people", "number"), [(200, 173), (2000, 1500)])
def test_departments_that_never_help_each_other_are_found(people: int, number: int) -> None:
    draw = random.Random(people)
    for _ in range(20):
        record = mixed(draw, people, number, frozenset(("t0", "t1")))
        assert ("Dept t0", "Dept t1") in [card.subject for card in of(record, CardKind.PAIR)]


def pairs_of_three(between: int, days_ago: int) -> PublicRecord:
    """Two departments that help a third, and each other `between` times, some days ago."""
    day = RECENT
    stories = [
        story(f"{a}-{b}-{n}", day, (a,), (b,))
        for a, b in (("a", "c"), ("c", "a"), ("b", "c"), ("c", "b"), ("a", "a"), ("b", "b"))
        for n in range(6)
    ]
    then = TODAY - dt.timedelta(days=days_ago)
    stories += [story(f"x{n}", then, ("b",), ("a",)) for n in range(between)]
    return record_of(stories, [("a", 20), ("b", 20), ("c", 20)])


def test_a_card_of_two_departments_fills_in_both_teams_and_says_since_when() -> None:
    (card,) = of(pairs_of_three(0, 0), CardKind.PAIR)
    assert card.subject == ("Dept a", "Dept b")
    assert card.fields == (("givers", "team:a"), ("receivers", "team:b"))
    assert card.since is None
    (card,) = of(pairs_of_three(2, 200), CardKind.PAIR)
    assert card.since == TODAY - dt.timedelta(days=200)
    assert of(pairs_of_three(1, 100), CardKind.PAIR) == []


def test_few_stories_expect_nothing() -> None:
    record = record_of(
        [story(f"s{n}", RECENT, ("a",), ("b",)) for n in range(7)]
        + [story(f"t{n}", RECENT, ("b",), ("a",)) for n in range(7)]
        + [story("u", RECENT, ("c",), ("a",))],
        [("a", 20), ("b", 20), ("c", 20)],
    )
    units = departments_of(record, FIRST)
    assert list(silent_pairs(units, record.stories)) == [], f"fewer than {EXPECTED} are expected"


def test_a_team_that_was_in_no_story_for_half_a_year() -> None:
    stories = [story(f"s{n}", RECENT, ("a",), ("b",)) for n in range(9)]
    sizes = [("a", 10), ("b", 10), ("c", 10)]
    assert [card.subject for card in of(record_of(stories, sizes), CardKind.UNIT)] == [("C",)]
    assert of(record_of([*stories, story("x", RECENT, ("c",))], sizes), CardKind.UNIT) == []
    small = record_of(stories, [("a", 50), ("b", 50), ("c", 5)])
    assert of(small, CardKind.UNIT) == [], "so few people are in few stories"


def themed(themes: Iterable[str], number: int) -> PublicRecord:
    told = [
        story(f"{theme}-{n}", RECENT)._replace(themes=(theme,))
        for theme in themes
        for n in range(number)
    ]
    return record_of(told, [])._replace(themes={"asking": "Asking", "rest": "Rest"})


def test_a_theme_that_no_story_shows_and_a_norm_without_a_story() -> None:
    assert [c.subject for c in of(themed(["asking"], 8), CardKind.THEME)] == [("Rest",)]
    assert of(themed(["asking"], 7), CardKind.THEME) == []
    assert of(themed(["asking", "rest"], 8), CardKind.THEME) == []
    norms = {
        "ask": PublicNorm("Ask", ("asking",), None),
        "rest": PublicNorm("Rest", ("rest",), None),
        "new": PublicNorm("New", ("asking",), TODAY + dt.timedelta(days=9)),
        "now": PublicNorm("Now", ("asking",), RECENT),
    }
    record = themed(["asking"], 8)._replace(norms=norms)
    assert [card.key for card in of(record, CardKind.NORM)] == ["rest"]


def test_rare_kinds_asks_and_outcomes() -> None:
    day = dt.date(2026, 5, 1)
    stories = [story(f"s{n}", day, kind=Kind.HELP if n else Kind.FEEDBACK) for n in range(20)]
    record = record_of(stories, [])
    assert [card.key for card in of(record, CardKind.KIND)] == [Kind.MENTORING, Kind.FEEDBACK]
    assert of(record_of(stories[:19], []), CardKind.KIND) == []
    assert len(of(record, CardKind.ASKS)) == len(of(record, CardKind.OUTCOMES)) == 1
    full = [each._replace(asks=n % 2 == 0, has_outcome=True) for n, each in enumerate(stories)]
    record = record_of(full, [])
    assert of(record, CardKind.ASKS) == of(record, CardKind.OUTCOMES) == []


def test_practices_without_a_date_and_tasks_that_are_overdue() -> None:
    record = record_of([story(f"s{n}", dt.date(2026, 5, 1)) for n in range(5)], [])
    assert of(record, CardKind.MEETING) == []
    assert len(of(record._replace(has_practices=True), CardKind.MEETING)) == 1
    ahead = record._replace(has_practices=True, next_meeting=TODAY)
    assert of(ahead, CardKind.MEETING) == []
    day = dt.date(2026, 10, 1)
    tasks = [
        PublicFollowUp("lamps", day, "late", TODAY - dt.timedelta(days=1), None),
        PublicFollowUp("lamps", day, "today", TODAY, None),
        PublicFollowUp("lamps", day, "done", day, day),
        PublicFollowUp("lamps", day, "some day", None, None),
        PublicFollowUp("lamps", dt.date(2025, 1, 1), "long ago", dt.date(2025, 2, 1), None),
    ]
    found = of(record._replace(follow_ups=tuple(tasks)), CardKind.FOLLOW_UP)
    assert [card.subject for card in found] == [("lamps", "late")]


def test_at_most_three_cards_a_month_of_many_kinds_and_others_next_month() -> None:
    day = dt.date(2026, 5, 1)
    stories = [story(f"s{n}", day) for n in range(25)]
    norms = {f"n{n}": PublicNorm(f"Norm {n}", (), None) for n in range(30)}
    shown: Counter[str] = Counter()
    months: list[tuple[Card, ...]] = []
    for month in range(6, 13):
        record = record_of(stories, [], today=dt.date(2026, month, 9))._replace(norms=norms)
        found = cards(record, pulse_of(record))
        assert found == cards(record, pulse_of(record))
        assert len(found) == MOST
        assert len({card.kind for card in found}) == MOST
        shown.update(card.key for card in found)
        months.append(found)
    assert len(set(months)) > 3
    assert len(shown) > 6


def test_too_few_stories_have_no_cards() -> None:
    record = record_of([story("s", TODAY)], [])._replace(has_practices=True)
    assert cards(record, pulse_of(record)) == ()
