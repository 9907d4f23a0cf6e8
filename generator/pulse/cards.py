"""What nobody has told yet, and chance would have: at most three cards a month, each a thing to do.

An empty cell proves nothing. A card for two departments needs silence *and* at least four stories expected
from how often each of them gives and receives: then chance leaves a pair silent less than twice in a hundred.
Which cards a month shows is drawn by its name, one of each kind first; nothing is sorted by size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from generator.model import TEAM, Kind
from generator.pulse.measures import Pulse, is_overdue
from generator.pulse.projection import PublicRecord, PublicStory
from generator.pulse.units import Unit, Units, departments_of
from generator.system.shuffle import shuffle_key

MOST = 3
"""The number of cards in a month."""
SILENCE = dt.timedelta(days=183)
"""How long nothing was told: half a year."""
EXPECTED = 4
"""How many stories chance would have told meanwhile, at least."""
_KIND_FROM, _KIND_PERCENT = 20, 10
_HALF_FROM = 10


class CardKind(StrEnum):
    """What a card is about."""

    PAIR = "pair"
    UNIT = "unit"
    THEME = "theme"
    KIND = "kind"
    ASKS = "asks"
    OUTCOMES = "outcomes"
    MEETING = "meeting"
    FOLLOW_UP = "follow-up"
    NORM = "norm"


class Card(NamedTuple):
    """Something to do. `subject` are names of units or titles; `key` tells cards of a kind apart."""

    kind: CardKind
    key: str
    subject: tuple[str, ...] = ()
    since: dt.date | None = None
    """Of a pair: the day of the newest story between the two; of a follow-up, when it was due."""
    fields: tuple[tuple[str, str], ...] = ()
    """Fields of a story to begin with, as the form and the command take them."""


def cards(record: PublicRecord, pulse: Pulse) -> tuple[Card, ...]:
    """The cards of this month."""
    found = all_cards(record, pulse)
    month = pulse.window.running.name
    places: dict[CardKind, int] = {}
    order: list[tuple[int, bytes, Card]] = []
    for card in sorted(found, key=lambda card: shuffle_key(month, card.kind, card.key)):
        places[card.kind] = places.get(card.kind, -1) + 1
        order.append((places[card.kind], shuffle_key(month, card.kind), card))
    return tuple(card for _, _, card in sorted(order, key=lambda each: each[:2])[:MOST])


def all_cards(record: PublicRecord, pulse: Pulse) -> tuple[Card, ...]:
    """Everything that a card could say. Too few stories say nothing."""
    if not pulse.has_figures:
        return ()
    return (
        *_pairs(record, pulse.window.start),
        *_silent_units(record, pulse.units),
        *_silent_themes(record),
        *_rare_kinds(pulse),
        *_halves(pulse),
        *_practices(record, pulse),
        *(
            Card(CardKind.NORM, norm.slug, (norm.title,), fields=_theme_of(record, norm.slug))
            for norm in pulse.norms
            if norm.story is None
        ),
    )


def _since(stories: Iterable[PublicStory], day: dt.date) -> list[PublicStory]:
    return [story for story in stories if story.date >= day]


def _half_a_year_ago(today: dt.date) -> dt.date:
    return max(today, dt.date.min + SILENCE) - SILENCE


def _pairs(record: PublicRecord, first_day: dt.date) -> Iterator[Card]:
    """Two departments between which nothing was told, in either direction."""
    departments = departments_of(record, first_day)
    silent: dict[tuple[int, int], None] = {}
    for day in (first_day, _half_a_year_ago(record.today)):
        silent.update(dict.fromkeys(silent_pairs(departments, _since(record.stories, day))))
    if not silent:
        return
    newest = _newest_between(departments, record.stories)
    units = departments.units
    for one, other in sorted(silent):
        if units[one].is_elsewhere or units[other].is_elsewhere:
            continue
        yield Card(
            CardKind.PAIR,
            f"{units[one].name}\0{units[other].name}",
            (units[one].name, units[other].name),
            newest.get((one, other)),
            (
                ("givers", f"{TEAM}{_largest_team(record, units[one])}"),
                ("receivers", f"{TEAM}{_largest_team(record, units[other])}"),
            ),
        )


def silent_pairs(units: Units, stories: Sequence[PublicStory]) -> Iterator[tuple[int, int]]:
    """Pairs of units of which no story tells, although at least `EXPECTED` would by chance.

    With c(A, B) counted over the stories, rᴀ and kᴀ its sums over rows and columns, and n for its total,
    rᴀ kʙ / n + rʙ kᴀ / n are expected.
    """
    rows, columns = [0] * len(units), [0] * len(units)
    told: set[tuple[int, int]] = set()
    total = 0
    for story in stories:
        givers, receivers = units.among(story.givers), units.among(story.receivers)
        for giver in givers:
            for receiver in receivers:
                rows[giver] += 1
                columns[receiver] += 1
                total += 1
                told.add((min(giver, receiver), max(giver, receiver)))
    for one in range(len(units)):
        for other in range(one + 1, len(units)):
            expected = rows[one] * columns[other] + rows[other] * columns[one]
            if (one, other) not in told and total and expected >= EXPECTED * total:
                yield one, other


def _newest_between(
    units: Units, stories: Iterable[PublicStory]
) -> Mapping[tuple[int, int], dt.date]:
    newest: dict[tuple[int, int], dt.date] = {}
    for story in stories:
        for giver in units.among(story.givers):
            for receiver in units.among(story.receivers):
                newest.setdefault((min(giver, receiver), max(giver, receiver)), story.date)
    return newest


def _largest_team(record: PublicRecord, unit: Unit) -> str:
    return max(unit.teams, key=lambda slug: record.teams[slug].size(record.today))


def _silent_units(record: PublicRecord, units: Units) -> Iterator[Card]:
    """Units of no story in half a year, although people drawn at random would have told of them."""
    recent = _since(record.stories, _half_a_year_ago(record.today))
    heard = {unit for story in recent for unit in units.among(story.givers + story.receivers)}
    everybody = sum(unit.people for unit in units.units)
    for number, unit in enumerate(units.units):
        if number in heard or unit.is_elsewhere:
            continue
        expected = len(recent) * (1 - (1 - unit.people / everybody) ** 2)
        if expected >= EXPECTED:
            team = _largest_team(record, unit)
            yield Card(CardKind.UNIT, team, (unit.name,), fields=(("givers", f"{TEAM}{team}"),))


def _silent_themes(record: PublicRecord) -> Iterator[Card]:
    """Themes of no story in half a year, although stories drew their themes often enough."""
    recent = _since(record.stories, _half_a_year_ago(record.today))
    shown = [theme for story in recent for theme in story.themes]
    if len(shown) < EXPECTED * len(record.themes):
        return
    for slug, title in record.themes.items():
        if slug not in shown:
            yield Card(CardKind.THEME, slug, (title,), fields=(("themes", slug),))


def _rare_kinds(pulse: Pulse) -> Iterator[Card]:
    for kind in Kind if pulse.told >= _KIND_FROM else ():
        told = sum(month.get(kind, 0) for month in pulse.by_month[: len(pulse.window.months)])
        if told * 100 < _KIND_PERCENT * pulse.told:
            yield Card(CardKind.KIND, kind, fields=(("kind", kind.value),))


def _halves(pulse: Pulse) -> Iterator[Card]:
    for kind, share in ((CardKind.ASKS, pulse.asks), (CardKind.OUTCOMES, pulse.outcomes)):
        if share.whole >= _HALF_FROM and share.part * 2 < share.whole:
            yield Card(kind, "")


def _practices(record: PublicRecord, pulse: Pulse) -> Iterator[Card]:
    if record.has_practices and record.next_meeting is None:
        yield Card(CardKind.MEETING, "")
    for number, each in enumerate(record.follow_ups):
        if each.session >= pulse.window.start and is_overdue(each.due, each.done, record.today):
            key = f"{each.practice}\0{each.session}\0{number}"
            yield Card(CardKind.FOLLOW_UP, key, (each.practice, each.text), each.due)


def _theme_of(record: PublicRecord, norm: str) -> tuple[tuple[str, str], ...]:
    return tuple(("themes", theme) for theme in record.norms[norm].themes[:1])
