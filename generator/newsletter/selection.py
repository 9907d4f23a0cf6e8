"""A fair choice: who and what leads an issue, what is told in it, and why.

What has waited longest comes first: themes, kinds, teams, departments, givers and receivers each
remember the issue that last told them, and the one they last led. Nothing here knows a name.
People count by their tokens, so that those who are unnamed count too, and no reason speaks of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.edition import ShownPerson, ShownStory, ShownTeam
from generator.model import Limits

Key = tuple[str, object]
"""Something that a story can touch: of which sort it is, and what."""
Touched = Sequence[tuple[Key, float]]
"""What one story touches, with how much each counts: of many of one sort, each counts for less."""

_LONG = 12
"""Issues after which waiting longer makes no difference."""
_WEIGHTS = {"theme": 4.0, "giver team": 4.0, "giver": 1.0, "receiver team": 1.5, "department": 1.0,
            "kind": 1.0, "receiver": 0.5}  # fmt: skip
"""Tuned on the simulation of benchmarks/fairness.py; docs/fairness.md has what comes of it."""
_AGAIN = {"giver": 6.0, "receiver": 3.0, "giver team": 2.0, "receiver team": 1.0, "kind": 0.5}
"""What it costs to tell of the same once more within one issue."""
_NEAR = 3
"""So many stories of a theme beyond those that fit are compared in full; the rest wait too long
for it to matter."""
_SMALL = 480
"""Characters: a shorter story without ask, outcome or quote is told in a line."""
_ASK = range(6, 46)
"""How many words an ask has that can be read by itself."""


class Because(NamedTuple):
    """Why a story, by its id, is where it is. `part` is hero, ask, theme, line or left."""

    part: str
    story: str
    text: str
    by_editor: bool = False


class EditorWishes(NamedTuple):
    """What the editor decided, as far as it can be done. Skipped stories are not in the pool."""

    hero: ShownStory | None = None
    pin: tuple[ShownStory, ...] = ()
    order: tuple[str, ...] = ()


class Selection(NamedTuple):
    """What an issue tells, in reading order, and what it only leads to."""

    hero: ShownStory | None
    ask: ShownStory | None
    told: tuple[ShownStory, ...]
    """In themes."""
    acts: tuple[ShownStory, ...]
    left: tuple[ShownStory, ...]
    because: tuple[Because, ...]

    @property
    def stories(self) -> tuple[ShownStory, ...]:
        """Everything that is told, the hero first."""
        return (*(s for s in (self.hero, self.ask) if s), *self.told, *self.acts)


class Due(NamedTuple):
    """How much a story is due to be told in an issue, and what it touches."""

    telling: float
    touched: Touched


Dues = Mapping[str, Due]
"""By the ids of the stories."""


@dataclass
class ExposureHistory:
    """What past issues told. Its entries are numbers of issues, never counts of anybody's stories."""

    teams: Mapping[str, ShownTeam] = field(default_factory=dict)
    issues: int = 0
    _told: dict[Key, int] = field(default_factory=dict)
    _led: dict[Key, int] = field(default_factory=dict)
    _last: frozenset[int] = frozenset()
    """The people of the last hero."""

    def write(self, hero: ShownStory | None, stories: Iterable[ShownStory]) -> None:
        """One more issue went out."""
        self.issues += 1
        for story in stories:
            self._told.update(self._now(story))
        if hero:
            self._led.update(self._now(hero))
            self._last = people(hero)

    def _now(self, story: ShownStory) -> dict[Key, int]:
        return {key: self.issues for key, _ in self.touched(story)}

    def touched(self, story: ShownStory) -> Touched:
        """What a story touches. Made when it is needed: ten thousand kept ones are slower."""
        givers, receivers = _teams(story.givers), _teams(story.receivers)
        departments = [self._department(team) for team in dict.fromkeys((*givers, *receivers))]
        sorts: tuple[tuple[str, Sequence[object]], ...] = (
            ("theme", story.themes[:1]),
            ("kind", (story.kind.value,)),
            ("giver team", givers),
            ("receiver team", receivers),
            ("department", _once(departments)),
            ("giver", [person.person_key for person in story.givers]),
            ("receiver", [person.person_key for person in story.receivers]),
        )
        return [((sort, what), _WEIGHTS[sort] / len(some)) for sort, some in sorts for what in some]

    def _department(self, team: str) -> str:
        known = self.teams.get(team)
        return (known and known.department) or team

    def waited(self, key: Key, *, leading: bool) -> int:
        """For how many issues something has not been told, or has not led one."""
        since = (self._led if leading else self._told).get(key)
        return _LONG if since is None else min(self.issues - since, _LONG)

    def due(self, story: ShownStory, touched: Touched, *, leading: bool = False) -> float:
        """How much a story that touches this is due to be told, or to lead an issue."""
        last_of = self._led if leading else self._told
        now, long_ago = self.issues, self.issues - _LONG
        due = float(told_fully(story))
        for key, weight in touched:
            last = last_of.get(key, long_ago)
            due += weight * (now - last if last > long_ago else _LONG)
        return due

    def has_told(self, key: Key) -> bool:
        return key in self._told

    def led_last(self, story: ShownStory) -> bool:
        """Whether somebody in a story was in the last hero."""
        return any(p.person_key in self._last and not p.is_team for p in story.people)


def giver_key(person: ShownPerson) -> Key:
    """What somebody is remembered by as a giver."""
    return "giver", person.person_key


def _prices(touched: Touched) -> list[tuple[Key, float]]:
    """What it costs to touch the same once more within an issue."""
    return [(key, _AGAIN[key[0]]) for key, _ in touched if key[0] in _AGAIN]


def _teams(some: Iterable[ShownPerson]) -> list[str]:
    return _once([person.team for person in some if person.team])


def _once(some: list[str]) -> list[str]:
    return list(dict.fromkeys(some)) if some[1:] else some


def people(story: ShownStory) -> frozenset[int]:
    """The tokens of the people of a story; a team is nobody."""
    return frozenset(person.person_key for person in story.people if not person.is_team)


def told_fully(story: ShownStory) -> int:
    """How much of ask, outcome and quote a story has."""
    return sum(map(bool, (story.ask, story.outcome, story.quote)))


def is_small(story: ShownStory) -> bool:
    """Whether a line tells it all."""
    return not (told_fully(story) or len(story.body) > _SMALL)


def part_of(story: ShownStory) -> str:
    """Where a story stands that is neither hero nor great ask: in its theme, or among the lines."""
    return "line" if is_small(story) or not story.themes else "theme"


def choose(
    pool: Sequence[ShownStory], wishes: EditorWishes, limits: Limits, ledger: ExposureHistory
) -> Selection:
    """What an issue tells of a pool of stories. The editor's wishes come first."""
    because: list[Because] = []
    rest = list({story.id: story for story in (*wishes.pin, *pool)}.values())
    touched = {story.id: ledger.touched(story) for story in rest}
    dues = {s.id: Due(ledger.due(s, touched[s.id]), touched[s.id]) for s in rest}
    hero = wishes.hero
    if hero:
        because.append(Because("hero", hero.id, "the editor's choice", by_editor=True))
    elif rest:
        hero, why = _hero(rest, ledger, dues)
        because.append(Because("hero", hero.id, why))
    rest = [story for story in rest if story is not hero]
    pinned = [story for story in wishes.pin if story is not hero]
    pins = {story.id for story in pinned}
    small = {story.id for story in rest if part_of(story) == "line"}
    lines = [s for s in pinned if s.id in small]
    lines += _due((s for s in rest if s.id in small - pins), dues)
    acts = [s for at, s in enumerate(lines) if at < limits.small_acts or s.id in pins]
    fixed = [s for s in pinned if s.id not in small]
    open_ = [s for s in rest if s.id not in small | pins]
    room = limits.stories - bool(hero)
    told = _tell(open_, fixed, room, limits.per_theme, ledger, hero, dues)
    ask = _great_ask(told, fixed, dues)
    there = {story.id for story in (*told, *acts, *((hero,) if hero else ()))}
    left = [story for story in rest if story.id not in there]
    crowded = {"line" if story.id in small else "theme" for story in left}
    because += _told_because(told, acts, ask, pins, ledger, crowded)
    per_theme = Counter(story.themes[0] for story in told)
    for story in left:
        text = (
            "enough of its theme, and others have waited longer"
            if story.id not in small and per_theme[story.themes[0]] >= limits.per_theme
            else "the issue is full, and others have waited longer"
        )
        because.append(Because("left", story.id, text))
    place = {id_: at for at, id_ in enumerate(wishes.order)}
    in_order = _by(lambda story: place.get(story.id, len(place)))
    first = _by(lambda story: story.id not in pins)
    return Selection(
        hero,
        ask,
        tuple(first(in_order([story for story in told if story is not ask]))),
        tuple(first(in_order(acts))),
        tuple(left),
        tuple(because),
    )


def _by(key: Callable[[ShownStory], object]) -> Callable[[Iterable[ShownStory]], list[ShownStory]]:
    return lambda stories: sorted(stories, key=key)  # type: ignore[arg-type]  # ints and bools


def _newest(story: ShownStory) -> tuple[int, str]:
    return -story.date.toordinal(), story.id


def _due(stories: Iterable[ShownStory], dues: Dues) -> list[ShownStory]:
    """What is most due first; then the newest."""
    return sorted(stories, key=lambda story: (-dues[story.id].telling, *_newest(story)))


def _hero(
    pool: Sequence[ShownStory], ledger: ExposureHistory, dues: Dues
) -> tuple[ShownStory, str]:
    """The story that leads, and why: nobody twice in a row, told with its outcome, most due."""
    others = [story for story in pool if not ledger.led_last(story)]
    able = others or list(pool)
    full = [s for s in able if s.outcome] or [s for s in able if not is_small(s)] or able
    leading = {s.id: ledger.due(s, dues[s.id].touched, leading=True) for s in full}
    hero = min(full, key=lambda s: (-leading[s.id], -len(s.body), *_newest(s)))
    return hero, "; ".join(_why(hero, ledger, leading=True, choice=len(pool) > 1))


def _why(
    story: ShownStory,
    ledger: ExposureHistory,
    *,
    leading: bool,
    choice: bool = True,
    crowded: bool = True,
) -> list[str]:
    """What speaks for a story, in a few words each. None of them speaks of somebody unnamed.
    Where nothing had to be left out, it is not `crowded`.
    """
    if not choice:
        return ["the only story"]
    touched, said = ledger.touched(story), []
    verb = "featured" if leading else "told"
    for noun in ("theme", "kind", "department") if ledger.issues else ():
        waits = [ledger.waited(key, leading=leading) for key, _ in touched if key[0] == noun]
        if waits and min(waits) >= _LONG:
            never = ledger.issues < _LONG
            said.append(f"{noun} not {verb} {'yet' if never else 'in the last twelve issues'}")
        elif waits and min(waits) > 1:
            said.append(f"{noun} not {verb} for {_in_words(min(waits))}")
        elif waits and noun == "department" and leading and min(waits) == 1:
            said.append("another department than last time")
    if ledger.issues and any(
        giver.named and not giver.is_team and not ledger.has_told(giver_key(giver))
        for giver in story.givers
    ):
        said.append("a new voice")
    if leading and story.outcome:
        said.append("told with its outcome")
    return said[:3] or [_told_with(story) if crowded else "there was room for it"]


def _told_with(story: ShownStory) -> str:
    """What a story has that others may not have; without anything, it is its day that counts."""
    parts = {"ask": story.ask, "outcome": story.outcome, "quote": story.quote}
    there = [f"its {name}" for name, part in parts.items() if part]
    if not there:
        return "newer than others like it"
    return f"told with {' and '.join(filter(None, (', '.join(there[:-1]), there[-1])))}"


def _in_words(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[number] if number < len(words) else number} issues"


def _tell(
    pool: Sequence[ShownStory],
    fixed: Sequence[ShownStory],
    room: int,
    per_theme: int,
    ledger: ExposureHistory,
    hero: ShownStory | None,
    dues: Dues,
) -> list[ShownStory]:
    """What is told in themes: the most due, varied within the issue, a few of each theme."""
    told = list(fixed)
    seen: Counter[Key] = Counter()
    for story in (*fixed, *((hero,) if hero else ())):
        seen.update(key for key, _ in _prices(ledger.touched(story)))
    by_theme: dict[str, list[ShownStory]] = {}
    for story in _due(pool, dues):
        some = by_theme.setdefault(story.themes[0], [])
        if len(some) < per_theme + _NEAR:
            some.append(story)
    taken = {theme: sum(theme in s.themes[:1] for s in fixed) for theme in by_theme}
    able = [story for some in by_theme.values() for story in some]
    prices = {story.id: _prices(dues[story.id].touched) for story in able}
    newest = {story.id: _newest(story) for story in able}
    led = hero.themes[0] if hero and hero.themes else None  # its theme has been spoken for once
    while len(told) < room:
        there = {
            t: taken[t] + (t == led) for t, s in by_theme.items() if s and taken[t] < per_theme
        }
        if not there:
            break
        fewest = min(there.values())
        best = min(
            (s for theme, count in there.items() if count == fewest for s in by_theme[theme]),
            key=lambda s: (_again(prices[s.id], seen) - dues[s.id].telling, newest[s.id]),
        )
        by_theme[best.themes[0]].remove(best)
        told.append(best)
        taken[best.themes[0]] += 1
        seen.update(key for key, _ in prices[best.id])
    return told


def _again(prices: Iterable[tuple[Key, float]], seen: Mapping[Key, int]) -> float:
    """What it costs to tell a story beside what is told already."""
    return sum([price * seen[key] for key, price in prices if key in seen])


def _great_ask(
    told: Sequence[ShownStory], fixed: Sequence[ShownStory], dues: Dues
) -> ShownStory | None:
    """An ask that can be read by itself, where enough stories stay beside it."""
    asks = [s for s in told if s.ask and s not in fixed and len(s.ask.split()) in _ASK]
    if len(told) < 3 or not asks:
        return None
    return min(
        asks,
        key=lambda s: (not _in_words_of_theirs(s.ask or ""), -dues[s.id].telling, *_newest(s)),
    )


def _in_words_of_theirs(ask: str) -> bool:
    """Whether an ask is quoted, or is a question."""
    return any(mark in ask for mark in '?؟"“«')


def _told_because(
    told: Sequence[ShownStory],
    acts: Sequence[ShownStory],
    ask: ShownStory | None,
    pins: Collection[str],
    ledger: ExposureHistory,
    crowded: Collection[str],
) -> Iterable[Because]:
    lines = {story.id for story in acts}
    for story in (*told, *acts):
        part = "ask" if story is ask else "line" if story.id in lines else "theme"
        why = _why(story, ledger, leading=False, crowded=part_of(story) in crowded)
        made = Because(part, story.id, "; ".join(why))
        if story.id in pins:
            made = made._replace(text="pinned by the editor", by_editor=True)
        elif story is ask:
            made = made._replace(text="an ask that can be read by itself")
        yield made
