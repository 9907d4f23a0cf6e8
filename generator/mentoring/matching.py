"""Proposes the mentoring pairs of a season, among the people who asked to take part.

The best proposal pairs as many people as possible, newcomers first; then it repeats as few pairs as
possible; then it matches topics, crosses teams and spreads the load. Each of these outweighs all
that follow. SciPy needs a moment for thousands of people; NetworkX takes minutes, and rustworkx
sixty times as long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple

from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _
from generator.languages.messages import messages
from generator.model import Mentoring, Pair, Person, Round, Settings
from generator.system.shuffle import shuffle_key

NEWCOMER_WEEKS = 26
"""For how many weeks after joining someone is new, and does not mentor yet."""
_TOPIC, _ACROSS, _FIRST = 3, 2, 1
"""The weights of a matched topic, of two different teams, and of a mentor's first learner."""
_RECENT_COSTS = (4, 2)
"""The costs of repeating a pair of the last round, and of the one before: if pairs must be repeated,
the oldest are.
"""
_ROUNDS = 5
"""How many times a proposal is searched for two people who would only swap places."""
_BEST = _TOPIC + _ACROSS + _FIRST + _RECENT_COSTS[0]


class Season(NamedTuple):
    """A round of mentoring by its name, such as 2026-Q4, and its first and last day."""

    name: str
    starts: dt.date
    ends: dt.date
    newcomer_weeks: int = NEWCOMER_WEEKS

    def is_new(self, person: Person) -> bool:
        """Whether someone has joined too recently to mentor in this season."""
        horizon = self.starts - dt.timedelta(weeks=self.newcomer_weeks)
        return person.joined is not None and person.joined > horizon


class Unmet(NamedTuple):
    """A topic that no mentor with room can show.

    `wanted_by` and `known_to` are the ids of people who want to learn it, and of those who offer it
    outside mentoring.
    """

    topic: str
    wanted_by: tuple[str, ...]
    known_to: tuple[str, ...]


class Proposal(NamedTuple):
    """The pairs of a season; the rest is for the organiser only.

    `alone` holds the id of each person without a pair, with the reason.
    """

    pairs: tuple[Pair, ...]
    alone: tuple[tuple[str, Message], ...]
    unmet: tuple[Unmet, ...] = ()


class _Candidate(NamedTuple):
    id: str
    person: Person
    topics: tuple[str, ...]
    new: bool
    room: int = 1


def available() -> bool:
    """Whether the library that finds pairs is installed."""
    return find_spec("scipy") is not None


def propose(settings: Settings, season: Season) -> Proposal:
    """Propose the pairs of a season: the same pairs for the same settings and season."""
    alone: dict[str, Message] = {}
    candidates: dict[str, tuple[Person, Mentoring]] = {}
    for id_, person in settings.people.items():
        wish = person.mentoring
        if wish is None or not (wish.gives or wish.seeks) or person.withdrawn:
            continue
        if reason := _away(person, season):
            alone[id_] = reason
        else:
            candidates[id_] = person, wish
    learners, mentors = [], []
    learning, teaching = _busy_until(settings, season)
    for id_ in sorted(candidates, key=lambda id_: shuffle_key(season.name, id_)):
        person, wish = candidates[id_]
        new = season.is_new(person)
        if id_ in learning:
            alone[id_] = _("in a pair until %(day)s", day=learning[id_])
        elif wish.seeks:
            learners.append(_Candidate(id_, person, wish.wants, new))
        room = wish.gives - len(teaching.get(id_, ()))
        if room > 0 and not new:
            mentors.append(_Candidate(id_, person, wish.shows or person.offers, new, room))
        elif room > 0 and not wish.seeks:
            alone[id_] = _(
                "joined on %(day)s, too new to be a mentor in this round", day=person.joined
            )
        elif wish.gives and room <= 0 and not wish.seeks:
            alone[id_] = _("has no room until %(day)s", day=min(teaching[id_]))
    before = _past_pairs(settings, season)
    chosen = list(_assign(learners, mentors, before))
    pairs = [_pair(learner, mentor, before, settings) for learner, mentor in chosen]
    paired_learners = {pair.learner for pair in pairs}
    paired = paired_learners | {pair.mentor for pair in pairs}
    for learner in learners:
        if learner.id not in paired_learners:
            alone[learner.id] = _("no mentor with room is left")
    for mentor in mentors:
        if mentor.id not in paired:
            alone.setdefault(mentor.id, _("no learner is left"))
    return Proposal(
        tuple(sorted(pairs, key=lambda pair: pair.learner)),
        tuple(sorted(alone.items())),
        tuple(_unmet(learners, mentors, settings, season)),
    )


def _unmet(
    learners: Sequence[_Candidate],
    mentors: Sequence[_Candidate],
    settings: Settings,
    season: Season,
) -> Iterator[Unmet]:
    shown = {_normalized(topic) for mentor in mentors for topic in mentor.topics}
    wanted: dict[str, tuple[str, list[str]]] = {}
    for learner in sorted(learners, key=lambda each: each.id):
        for topic in learner.topics:
            if _normalized(topic) not in shown:
                wanted.setdefault(_normalized(topic), (topic, []))[1].append(learner.id)
    offered: dict[str, list[str]] = {}
    for id_, person in settings.people.items():
        if not (person.withdrawn or _away(person, season)):
            for topic in person.offers:
                offered.setdefault(_normalized(topic), []).append(id_)
    for plain, (topic, ids) in sorted(wanted.items()):
        yield Unmet(topic, tuple(ids), tuple(offered.get(plain, ())))


def _away(person: Person, season: Season) -> Message | Literal[""]:
    """Why someone cannot take part in a season; empty if they can."""
    if person.bandwidth == "paused":
        return _("paused")
    if person.joined and person.joined > season.starts:
        return _("joins on %(day)s, after the round begins", day=person.joined)
    if person.left and person.left <= season.ends:
        return _("leaves on %(day)s, before the round ends", day=person.left)
    return ""


def _other_rounds(settings: Settings, season: Season) -> list[Round]:
    """The confirmed rounds of other seasons."""
    return [each for each in settings.rounds if each.confirmed and each.name != season.name]


def _busy_until(
    settings: Settings, season: Season
) -> tuple[dict[str, dt.date], dict[str, list[dt.date]]]:
    """Until when people learn, and until when they mentor, in rounds that overlap with a season."""
    learning: dict[str, dt.date] = {}
    teaching: dict[str, list[dt.date]] = {}
    for each in _other_rounds(settings, season):
        if each.starts <= season.ends and season.starts <= each.ends:
            for pair in each.pairs:
                learning[pair.learner] = each.ends
                teaching.setdefault(pair.mentor, []).append(each.ends)
    return learning, teaching


def _past_pairs(settings: Settings, season: Season) -> dict[frozenset[str], int]:
    """The pairs of other seasons, in either direction, and how many rounds ago they were."""
    before: dict[frozenset[str], int] = {}
    for ago, each in enumerate(reversed(_other_rounds(settings, season))):
        for pair in each.pairs:
            before.setdefault(frozenset((pair.learner, pair.mentor)), ago)
    return before


def _assign(
    learners: Sequence[_Candidate],
    mentors: Sequence[_Candidate],
    before: Mapping[frozenset[str], int],
) -> Iterator[tuple[_Candidate, _Candidate]]:
    """The assignment of learners to the places of mentors that has the greatest weight."""
    if not learners or not mentors:
        return
    import numpy as np  # noqa: PLC0415  # an extra, for this command only
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # noqa: PLC0415  # as above; SciPy ships no types

    weight, swap = _weights(np, learners, mentors, before)
    places = [(n, k) for n, mentor in enumerate(mentors) for k in range(mentor.room)]
    first = [_FIRST if k == 0 else 0 for _mentor, k in places]
    row_of = {each.id: n for n, each in enumerate(learners)}
    column_of = {each.id: n for n, each in enumerate(mentors)}
    # Someone who could only be paired with themselves takes one of these places of no weight.
    nowhere = np.zeros((len(learners), len(row_of.keys() & column_of.keys())))
    chosen: list[tuple[int, int]] = []
    for _attempt in range(_ROUNDS):
        table = weight[:, [n for n, _place in places]]
        table = np.hstack([table + np.where(table > 0, first, 0), nowhere])
        found = zip(*linear_sum_assignment(table, maximize=True), strict=True)
        chosen = [(row, places[column][0]) for row, column in found if table[row, column] > 0]
        swaps = _swaps({(learners[row].id, mentors[n].id) for row, n in chosen})
        for learner, mentor in swaps:  # the same two in both directions make one pair
            weight[row_of[learner], column_of[mentor]] -= swap
        if not swaps:
            break
    yield from ((learners[row], mentors[n]) for row, n in chosen)


def _swaps(chosen: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs that are also chosen in the other direction, each once."""
    return sorted(
        (learner, mentor)
        for learner, mentor in chosen
        if learner < mentor and (mentor, learner) in chosen
    )


def _weights(
    np: Any,
    learners: Sequence[_Candidate],
    mentors: Sequence[_Candidate],
    before: Mapping[frozenset[str], int],
) -> tuple[Any, int]:
    """The weight of each learner (row) with each mentor (column), and the cost of a swap.

    A pair weighs more than any number of repeats avoided, a repeat avoided more than all swaps
    avoided, and these more than all preferences together. A newcomer counts twice, which puts
    newcomers first, and leaves no place free, since each further pair still adds to the sum. All
    sums are below 2**53 for thousands of people, where floats are exact.
    """
    most = len(learners)
    swap = most * _BEST + 1
    repeat = most * (_ROUNDS * swap + _BEST) + 1
    pair_weight = most * (repeat + _ROUNDS * swap + _BEST) + 1
    learner_teams = np.array([c.person.team for c in learners])
    mentor_teams = np.array([c.person.team for c in mentors])
    weight = np.where(learner_teams[:, None] != mentor_teams[None, :], float(_ACROSS), 0.0)
    weight += np.array([pair_weight * (2 if c.new else 1) for c in learners], float)[:, None]
    column_of = {c.id: n for n, c in enumerate(mentors)}
    shown: dict[str, set[int]] = {}
    for n, mentor in enumerate(mentors):
        for topic in mentor.topics:
            shown.setdefault(_normalized(topic), set()).add(n)
    repeats: dict[str, dict[str, int]] = {}
    for pair, ago in before.items():
        for id_ in pair:
            cost = repeat + (_RECENT_COSTS[ago] if ago < len(_RECENT_COSTS) else 0)
            repeats.setdefault(id_, {}).update(dict.fromkeys(pair - {id_}, cost))
    for row, learner in enumerate(learners):
        matched = sorted({n for t in learner.topics for n in shown.get(_normalized(t), ())})
        weight[row, matched] += _TOPIC
        for id_, cost in repeats.get(learner.id, {}).items():
            if id_ in column_of:
                weight[row, column_of[id_]] -= cost
        if learner.id in column_of:  # nobody mentors themselves
            weight[row, column_of[learner.id]] = 0
    return weight, swap


def _pair(
    learner: _Candidate,
    mentor: _Candidate,
    before: Mapping[frozenset[str], int],
    settings: Settings,
) -> Pair:
    shown = {_normalized(topic) for topic in mentor.topics}
    topic = next((t for t in learner.topics if _normalized(t) in shown), None)
    if topic:
        why = _(
            "@%(mentor)s can show %(topic)s, which @%(learner)s would like to learn.",
            mentor=mentor.id,
            topic=topic,
            learner=learner.id,
        )
    elif learner.new:
        why = _(
            "@%(learner)s is new, and @%(mentor)s has room.", learner=learner.id, mentor=mentor.id
        )
    else:
        why = _(
            "@%(learner)s would like to learn, and @%(mentor)s has room.",
            learner=learner.id,
            mentor=mentor.id,
        )
    why = sentences(
        why,
        _teams(learner.person, mentor.person, settings.teams),
        _("They have been a pair before; otherwise someone would have been left out.")
        if frozenset((learner.id, mentor.id)) in before
        else "",
    )
    words = messages(settings.site.language, settings.wording)
    return Pair(learner=learner.id, mentor=mentor.id, topic=topic, why=words.say(why))


def _teams(one: Person, other: Person, teams: Mapping[str, Any]) -> Message:
    first, second = (teams[p.team].name if p.team in teams else p.team for p in (one, other))
    if one.team == other.team:
        return _("Both are in %(team)s.", team=first)
    return _("One is in %(team)s, the other in %(other)s.", team=first, other=second)


def _normalized(topic: str) -> str:
    return " ".join(topic.casefold().split())
