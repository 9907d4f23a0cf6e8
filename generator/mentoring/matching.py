"""Who could be together for a season: people who put their names in, and nobody else.

The best proposal pairs as many as there is room for, newcomers first; then has as few pairs again
that were one before as can be; then matches topics, crosses teams and spreads the load. Each of
these outweighs everything after it. SciPy finds it at once for thousands of people; NetworkX takes
minutes, rustworkx sixty times as long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

from generator.model import Mentoring, Pair, Person, Settings
from generator.system.draw import draw

NEWCOMER_WEEKS = 26
"""Whoever joined since then is new, and does not mentor yet."""
_TOPIC, _ACROSS, _FIRST = 3, 2, 1
"""What a matched topic, two teams, and a mentor's first learner are worth beside each other."""
_LATELY = (4, 2)
"""What a pair costs beside these that was one in the last round, and in the one before: where pairs
have to come again, those come that were longest ago.
"""
_ROUNDS = 5
"""So often is a proposal looked through for two who would only swap."""
_BEST = _TOPIC + _ACROSS + _FIRST + _LATELY[0]


class Season(NamedTuple):
    """A round by its name, such as 2026-Q4, and its first and last day."""

    name: str
    starts: dt.date
    ends: dt.date
    newcomer_weeks: int = NEWCOMER_WEEKS

    def is_new(self, person: Person) -> bool:
        """Whether somebody joined so shortly before that they are new."""
        horizon = self.starts - dt.timedelta(weeks=self.newcomer_weeks)
        return person.joined is not None and person.joined > horizon


class Unmet(NamedTuple):
    """A topic that is wanted, and that nobody with room shows: by whom, and who offers it otherwise."""

    topic: str
    wanted_by: tuple[str, ...]
    known_to: tuple[str, ...]


class Proposal(NamedTuple):
    """Pairs, who put their name in and has none, with the reason, and topics that nobody with room
    shows. All but the pairs is for the organiser alone.
    """

    pairs: tuple[Pair, ...]
    alone: tuple[tuple[str, str], ...]
    unmet: tuple[Unmet, ...] = ()


class _Candidate(NamedTuple):
    id: str
    person: Person
    topics: tuple[str, ...]
    new: bool
    room: int = 1


def available() -> bool:
    """Whether pairs can be found."""
    return find_spec("scipy") is not None


def propose(settings: Settings, season: Season) -> Proposal:
    """The pairs of a season. The same settings and season give the same pairs."""
    alone: dict[str, str] = {}
    here: dict[str, tuple[Person, Mentoring]] = {}
    for id_, person in settings.people.items():
        wish = person.mentoring
        if wish is None or not (wish.gives or wish.seeks) or person.withdrawn:
            continue
        if reason := _away(person, season):
            alone[id_] = reason
        else:
            here[id_] = person, wish
    order = sorted(here, key=lambda id_: draw(season.name, id_))
    learners, mentors = [], []
    learning, showing = _running(settings, season)
    for id_ in order:
        person, wish = here[id_]
        new = season.is_new(person)
        if id_ in learning:
            alone[id_] = f"is in a pair until {learning[id_]}"
        elif wish.seeks:
            learners.append(_Candidate(id_, person, wish.wants, new))
        room = wish.gives - len(showing.get(id_, ()))
        if room > 0 and not new:
            shows = wish.shows or person.offers
            mentors.append(_Candidate(id_, person, shows, new, room))
        elif room > 0 and not wish.seeks:
            alone[id_] = f"joined on {person.joined}, and is too new to mentor in this round"
        elif wish.gives and room <= 0 and not wish.seeks:
            alone[id_] = f"has nobody to spare until {min(showing[id_])}"
    before = _before(settings, season)
    chosen = list(_matched(learners, mentors, before))
    pairs = [_pair(learner, mentor, before, settings) for learner, mentor in chosen]
    paired = {pair.learner for pair in pairs}
    busy = {pair.mentor for pair in pairs}
    for learner in learners:
        if learner.id not in paired:
            alone[learner.id] = "nobody with room is left to learn from"
    for mentor in mentors:
        if mentor.id not in busy | paired and mentor.id not in alone:
            alone[mentor.id] = "nobody is left who would like to learn"
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
    shown = {_plain(topic) for mentor in mentors for topic in mentor.topics}
    wanted: dict[str, tuple[str, list[str]]] = {}
    for learner in sorted(learners, key=lambda each: each.id):
        for topic in learner.topics:
            if _plain(topic) not in shown:
                wanted.setdefault(_plain(topic), (topic, []))[1].append(learner.id)
    offered: dict[str, list[str]] = {}
    for id_, person in settings.people.items():
        if not (person.withdrawn or _away(person, season)):
            for topic in person.offers:
                offered.setdefault(_plain(topic), []).append(id_)
    for plain, (topic, ids) in sorted(wanted.items()):
        yield Unmet(topic, tuple(ids), tuple(offered.get(plain, ())))


def _away(person: Person, season: Season) -> str:
    """Why somebody cannot be in a season, or nothing."""
    if person.bandwidth == "paused":
        return "is paused"
    if person.joined and person.joined > season.starts:
        return f"joins on {person.joined}, after it begins"
    if person.left and person.left <= season.ends:
        return f"leaves on {person.left}, before it ends"
    return ""


def _running(
    settings: Settings, season: Season
) -> tuple[dict[str, dt.date], dict[str, list[dt.date]]]:
    """Who learns and who shows in confirmed rounds that overlap with a season, and until when."""
    learning: dict[str, dt.date] = {}
    showing: dict[str, list[dt.date]] = {}
    for each in settings.rounds:
        if each.confirmed and each.name != season.name and each.starts <= season.ends and season.starts <= each.ends:  # fmt: skip
            for pair in each.pairs:
                learning[pair.learner] = each.ends
                showing.setdefault(pair.mentor, []).append(each.ends)
    return learning, showing


def _before(settings: Settings, season: Season) -> dict[frozenset[str], int]:
    """Who was a pair in another season, whoever showed whom, and how many rounds ago."""
    rounds = [each for each in settings.rounds if each.confirmed and each.name != season.name]
    before: dict[frozenset[str], int] = {}
    for ago, each in enumerate(reversed(rounds)):
        for pair in each.pairs:
            before.setdefault(frozenset((pair.learner, pair.mentor)), ago)
    return before


def _matched(
    learners: Sequence[_Candidate],
    mentors: Sequence[_Candidate],
    before: Mapping[frozenset[str], int],
) -> Iterator[tuple[_Candidate, _Candidate]]:
    """The assignment of most weight, of learners to the places of mentors."""
    if not learners or not mentors:
        return
    import numpy as np  # noqa: PLC0415  # an extra, for this command only
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # noqa: PLC0415  # as above; SciPy ships no types

    weight, swap = _weights(np, learners, mentors, before)
    places = [(n, k) for n, mentor in enumerate(mentors) for k in range(mentor.room)]
    first = [_FIRST if k == 0 else 0 for _, k in places]
    row_of = {each.id: n for n, each in enumerate(learners)}
    at = {each.id: n for n, each in enumerate(mentors)}
    # Who can only be with themselves is with nobody: a place of no weight for each of these.
    nowhere = np.zeros((len(learners), len(row_of.keys() & at.keys())))
    chosen: list[tuple[int, int]] = []
    for _ in range(_ROUNDS):
        table = weight[:, [n for n, _ in places]]
        table = np.hstack([table + np.where(table > 0, first, 0), nowhere])
        found = zip(*linear_sum_assignment(table, maximize=True), strict=True)
        chosen = [(row, places[column][0]) for row, column in found if table[row, column] > 0]
        swaps = _swaps({(learners[row].id, mentors[n].id) for row, n in chosen})
        for learner, mentor in swaps:  # the same two the other way round are no second pair
            weight[row_of[learner], at[mentor]] -= swap
        if not swaps:
            break
    yield from ((learners[row], mentors[n]) for row, n in chosen)


def _swaps(chosen: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of which the same two are a pair the other way round, too."""
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
    """What each learner with each mentor is worth, and what a swap costs; nothing is worth a
    pair of one person.

    A pair weighs more than any number of repeats avoided, a repeat avoided more than all swaps
    avoided, and these more than every liking together. A newcomer counts twice: that puts
    newcomers first, and leaves no place free, since whoever can be paired besides them still adds
    to the sum. All sums stay below 2**53 for thousands of people, where floats are exact.
    """
    most = len(learners)
    swap = most * _BEST + 1
    again = most * (_ROUNDS * swap + _BEST) + 1
    whole = most * (again + _ROUNDS * swap + _BEST) + 1
    teams = {slug: n for n, slug in enumerate(dict.fromkeys(c.person.team for c in (*learners, *mentors)))}  # fmt: skip
    theirs = np.array([teams[c.person.team] for c in learners])
    ours = np.array([teams[c.person.team] for c in mentors])
    weight = np.where(theirs[:, None] != ours[None, :], float(_ACROSS), 0.0)
    weight += np.array([whole * (2 if c.new else 1) for c in learners], dtype=float)[:, None]
    at = {c.id: n for n, c in enumerate(mentors)}
    shown: dict[str, set[int]] = {}
    for n, mentor in enumerate(mentors):
        for topic in mentor.topics:
            shown.setdefault(_plain(topic), set()).add(n)
    was: dict[str, dict[str, int]] = {}
    for pair, ago in before.items():
        for one in pair:
            cost = again + (_LATELY[ago] if ago < len(_LATELY) else 0)
            was.setdefault(one, {}).update(dict.fromkeys(pair - {one}, cost))
    for row, learner in enumerate(learners):
        matched = sorted({n for t in learner.topics for n in shown.get(_plain(t), ())})
        weight[row, matched] += _TOPIC
        for id_, cost in was.get(learner.id, {}).items():
            if id_ in at:
                weight[row, at[id_]] -= cost
        if learner.id in at:
            weight[row, at[learner.id]] = 0
    return weight, swap


def _pair(
    learner: _Candidate,
    mentor: _Candidate,
    before: Mapping[frozenset[str], int],
    settings: Settings,
) -> Pair:
    shown = {_plain(topic) for topic in mentor.topics}
    topic = next((t for t in learner.topics if _plain(t) in shown), None)
    if topic:
        why = f"@{mentor.id} can show {topic}, which @{learner.id} would like to learn"
    elif learner.new:
        why = f"@{learner.id} is new, and @{mentor.id} has room"
    else:
        why = f"@{learner.id} would like to learn, and @{mentor.id} has room"
    why += f"; {_teams(learner.person, mentor.person, settings.teams)}"
    if frozenset((learner.id, mentor.id)) in before:
        why += "; they were a pair before, as somebody would have been left alone otherwise"
    return Pair(learner=learner.id, mentor=mentor.id, topic=topic, why=f"{why}.")


def _teams(one: Person, other: Person, teams: Mapping[str, Any]) -> str:
    names = [teams[p.team].name if p.team in teams else p.team for p in (one, other)]
    return f"both are in {names[0]}" if one.team == other.team else f"{names[0]} meets {names[1]}"


def _plain(topic: str) -> str:
    return " ".join(topic.casefold().split())
