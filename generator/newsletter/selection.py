"""Chooses the stories of an issue fairly, with the reason for each.

Stories whose traits have waited longest come first: for each theme, kind, team, department, giver
and receiver, the history keeps the last issue with a story of it, and the last issue that such a
story led. Givers and receivers count where they are named, and teams where they are told. Of somebody
unnamed nobody knows whether they were in another story, so all of them have waited equally long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.edition import ShownPerson, ShownStory, ShownTeam
from generator.languages.message import Message, all_of, listed, ngettext
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model import Limits
from generator.newsletter.issue import Reason

Trait = tuple[str, object]
"""What stories can have in common, such as `("theme", "on-call")`."""
WeightedTraits = Sequence[tuple[Trait, float]]
"""The traits of a story with their weights. Several traits of one kind share its weight."""

_LONG = 12
"""The number of issues after which waiting longer makes no difference."""
_WEIGHTS = {"theme": 4.0, "giver team": 4.0, "giver": 1.0, "receiver team": 1.5, "department": 1.0,
            "kind": 1.0, "receiver": 0.5}  # fmt: skip
"""Tuned on the simulation of benchmarks/fairness.py; its results are in docs/explanation/fairness.md."""
_UNNAMED: tuple[Trait, ...] = (("giver", None), ("receiver", None))
"""The traits of stories with somebody unnamed, whoever they are…"""
_UNNAMED_WAIT = _LONG // 2
"""…and for how many issues they have always waited: with this, being unnamed hardly changes whether a
story is told.
"""
_REPEAT_COSTS = {
    "giver": 6.0,
    "receiver": 3.0,
    "giver team": 2.0,
    "receiver team": 1.0,
    "kind": 0.5,
}
"""The cost of another story with the same trait in one issue."""
_NEAR = 3
"""How many more stories of a theme are compared than fit."""
_SMALL = 480
"""Characters below which a story without ask, outcome or quote gets one line."""
_ASK = range(6, 46)
"""The number of words of an ask that can be read by itself."""
_ENOUGH = _("enough stories of its theme, and others have waited longer")
_FULL = _("the issue is full, and others have waited longer")
"""The reasons of most stories that are left out: made once, because there are tens of thousands of such stories."""


class EditorWishes(NamedTuple):
    """The editor's choices, as far as they can be met. Skipped stories are not in the pool."""

    hero: ShownStory | None = None
    pin: tuple[ShownStory, ...] = ()
    order: tuple[str, ...] = ()


class Selection(NamedTuple):
    """The stories of an issue in reading order, and those that it only links to."""

    hero: ShownStory | None
    ask: ShownStory | None
    in_themes: tuple[ShownStory, ...]
    acts: tuple[ShownStory, ...]
    left: tuple[ShownStory, ...]
    reasons: tuple[Reason[str], ...]

    @property
    def stories(self) -> tuple[ShownStory, ...]:
        """Every story in the issue, the hero first."""
        return (*(s for s in (self.hero, self.ask) if s), *self.in_themes, *self.acts)


@dataclass
class ExposureHistory:
    """The last issue with each trait. The stories of a person are not counted."""

    teams: Mapping[str, ShownTeam] = field(default_factory=dict)
    issues: int = 0
    _told: dict[Trait, int] = field(default_factory=dict)
    _led: dict[Trait, int] = field(default_factory=dict)
    _last: frozenset[int] = frozenset()
    """The people who were named in the last hero."""

    def __post_init__(self) -> None:
        self._let_the_unnamed_wait()

    def record(self, hero: ShownStory | None, stories: Iterable[ShownStory]) -> None:
        """Add an issue."""
        self.issues += 1
        for story in stories:
            self._told.update(self._now(story))
        if hero:
            self._led.update(self._now(hero))
            self._last = people(hero)
        self._let_the_unnamed_wait()

    def _let_the_unnamed_wait(self) -> None:
        for last in (self._told, self._led):
            last.update(dict.fromkeys(_UNNAMED, self.issues - _UNNAMED_WAIT))

    def _now(self, story: ShownStory) -> dict[Trait, int]:
        return {trait: self.issues for trait, _ in self.traits(story)}

    def traits(self, story: ShownStory) -> WeightedTraits:
        """The traits of a story. They are not cached: keeping ten thousand of them is slower."""
        givers, receivers = _teams(story.givers), _teams(story.receivers)
        departments = [self._department(team) for team in dict.fromkeys((*givers, *receivers))]
        by_kind: tuple[tuple[str, Sequence[object]], ...] = (
            ("theme", story.themes[:1]),
            ("kind", (story.kind.value,)),
            ("giver team", givers),
            ("receiver team", receivers),
            ("department", _unique(departments)),
            ("giver", [person.person_key for person in story.givers]),
            ("receiver", [person.person_key for person in story.receivers]),
        )
        return [
            ((kind, value), _WEIGHTS[kind] / len(values))
            for kind, values in by_kind
            for value in values
        ]

    def _department(self, team: str) -> str:
        known = self.teams.get(team)
        return (known and known.department) or team

    def wait(self, trait: Trait, *, leading: bool) -> int:
        """The number of issues since a trait was last told, or last led; at most `_LONG`."""
        last = (self._led if leading else self._told).get(trait)
        return _LONG if last is None else min(self.issues - last, _LONG)

    def priority(
        self, story: ShownStory, traits: WeightedTraits, *, leading: bool = False
    ) -> float:
        """How strongly a story with these traits should be in the next issue, or lead it."""
        last_of = self._led if leading else self._told
        now, long_ago = self.issues, self.issues - _LONG
        priority = float(detail_count(story))
        for trait, weight in traits:
            last = last_of.get(trait, long_ago)
            priority += weight * (now - last if last > long_ago else _LONG)
        return priority

    def has_told(self, trait: Trait) -> bool:
        return trait in self._told

    def led_last(self, story: ShownStory) -> bool:
        """Whether someone who is named in a story was named in the last hero."""
        return any(p.person_key in self._last and not p.is_team for p in story.people)


def giver_trait(person: ShownPerson) -> Trait:
    """The trait of stories in which a person gave."""
    return "giver", person.person_key


def _repeat_costs(traits: WeightedTraits) -> list[tuple[Trait, float]]:
    """The cost of repeating each trait in an issue. Somebody unnamed is never known to be repeated."""
    return [
        (trait, _REPEAT_COSTS[trait[0]])
        for trait, _ in traits
        if trait[0] in _REPEAT_COSTS and trait[1] is not None
    ]


def _teams(people: Iterable[ShownPerson]) -> list[str]:
    return _unique([person.team for person in people if person.team])


def keys(people: Iterable[ShownPerson]) -> list[int]:
    """The keys of the named people and teams among some."""
    return [person.person_key for person in people if person.person_key is not None]


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values)) if len(values) > 1 else values


def people(story: ShownStory) -> frozenset[int]:
    """The keys of the people who are named in a story, without teams."""
    return frozenset(keys(person for person in story.people if not person.is_team))


def detail_count(story: ShownStory) -> int:
    """How many of ask, outcome and quote a story has."""
    return sum(map(bool, (story.ask, story.outcome, story.quote)))


def is_small(story: ShownStory) -> bool:
    """Whether one line is enough for a story."""
    return not (detail_count(story) or len(story.body) > _SMALL)


def part_of(story: ShownStory) -> str:
    """The part of a story that is neither hero nor great ask: `theme` or `line`."""
    return "line" if is_small(story) or not story.themes else "theme"


def choose(
    pool: Sequence[ShownStory], wishes: EditorWishes, limits: Limits, history: ExposureHistory
) -> Selection:
    """The stories of an issue from a pool. The editor's wishes come first."""
    return _Chooser(pool, wishes, limits, history).selection()


class _Chooser:
    """The choice for one issue: first the hero, then small acts, stories in themes, a great ask."""

    def __init__(
        self,
        pool: Sequence[ShownStory],
        wishes: EditorWishes,
        limits: Limits,
        history: ExposureHistory,
    ) -> None:
        self.wishes, self.limits, self.history = wishes, limits, history
        self.pool = list({story.id: story for story in (*wishes.pin, *pool)}.values())
        self.pins = {story.id for story in wishes.pin}
        self.traits = {story.id: history.traits(story) for story in self.pool}
        self.priority = {s.id: history.priority(s, self.traits[s.id]) for s in self.pool}

    def selection(self) -> Selection:
        hero, reasons = self._hero()
        rest = [story for story in self.pool if story is not hero]
        acts = self._acts([story for story in rest if part_of(story) == "line"])
        in_themes = self._in_themes([story for story in rest if part_of(story) == "theme"], hero)
        ask = self._great_ask(in_themes)
        chosen = {story.id for story in (*in_themes, *acts)}
        left = [story for story in rest if story.id not in chosen]
        crowded = {part_of(story) for story in left}
        for story in (*in_themes, *acts):
            text = self._reason(story, crowded=part_of(story) in crowded, is_ask=story is ask)
            part = "ask" if story is ask else part_of(story)
            reasons.append(Reason(part, story.id, text, by_editor=story.id in self.pins))
        reasons += self._reasons_to_leave(left, in_themes)
        return Selection(
            hero,
            ask,
            self._in_order(story for story in in_themes if story is not ask),
            self._in_order(acts),
            tuple(left),
            tuple(reasons),
        )

    def _hero(self) -> tuple[ShownStory | None, list[Reason[str]]]:
        """The story that leads, with its reason.

        Nobody leads twice in a row, and stories with an outcome are preferred; then priority
        decides.
        """
        if hero := self.wishes.hero:
            return hero, [Reason("hero", hero.id, _("the editor's choice"), by_editor=True)]
        if not self.pool:
            return None, []
        able = [story for story in self.pool if not self.history.led_last(story)] or self.pool
        full = [s for s in able if s.outcome] or [s for s in able if not is_small(s)] or able
        priority = {s.id: self.history.priority(s, self.traits[s.id], leading=True) for s in full}
        hero = min(full, key=lambda s: (-priority[s.id], -len(s.body), *_newest(s)))
        text = _("the only story")
        if len(self.pool) > 1:
            text = _arguments(hero, self.history, leading=True, crowded=True)
        return hero, [Reason("hero", hero.id, text)]

    def _acts(self, stories: Sequence[ShownStory]) -> list[ShownStory]:
        """The stories with one line each: the pinned ones, and others as far as they fit."""
        pinned = [story for story in stories if story.id in self.pins]
        others = self._by_priority(story for story in stories if story.id not in self.pins)
        return pinned + others[: max(0, self.limits.small_acts - len(pinned))]

    def _in_themes(
        self, stories: Sequence[ShownStory], hero: ShownStory | None
    ) -> list[ShownStory]:
        """The stories in themes: the pinned ones, and others as far as they fit.

        The theme with the fewest stories comes first; then priority and variety decide.
        """
        chosen = [story for story in stories if story.id in self.pins]
        by_theme: dict[str, list[ShownStory]] = {}
        for story in self._by_priority(story for story in stories if story.id not in self.pins):
            candidates = by_theme.setdefault(story.themes[0], [])
            if len(candidates) < self.limits.per_theme + _NEAR:
                candidates.append(story)
        counts = {theme: sum(theme in s.themes[:1] for s in chosen) for theme in by_theme}
        able = [story for candidates in by_theme.values() for story in candidates]
        costs = {story.id: _repeat_costs(self.traits[story.id]) for story in able}
        newest = {story.id: _newest(story) for story in able}
        seen = Counter(
            trait
            for story in (*chosen, *((hero,) if hero else ()))
            for trait, _ in _repeat_costs(self.history.traits(story))
        )
        hero_theme = hero.themes[0] if hero and hero.themes else None

        def cost(story: ShownStory) -> tuple[float, tuple[int, str]]:
            repeats = sum(
                [price * seen[trait] for trait, price in costs[story.id] if trait in seen]
            )
            return repeats - self.priority[story.id], newest[story.id]

        while len(chosen) < self.limits.stories - bool(hero):
            open_themes = {
                theme: counts[theme] + (theme == hero_theme)
                for theme, candidates in by_theme.items()
                if candidates and counts[theme] < self.limits.per_theme
            }
            if not open_themes:
                break
            fewest = min(open_themes.values())
            themes = [theme for theme, count in open_themes.items() if count == fewest]
            best = min((story for theme in themes for story in by_theme[theme]), key=cost)
            by_theme[best.themes[0]].remove(best)
            chosen.append(best)
            counts[best.themes[0]] += 1
            seen.update(trait for trait, _ in costs[best.id])
        return chosen

    def _great_ask(self, stories: Sequence[ShownStory]) -> ShownStory | None:
        """A story whose ask can be read by itself, if enough other stories remain."""
        asks = [
            story
            for story in stories
            if story.ask and story.id not in self.pins and len(story.ask.split()) in _ASK
        ]
        if len(stories) < 3 or not asks:
            return None
        return min(
            asks, key=lambda s: (not _is_spoken(s.ask or ""), -self.priority[s.id], *_newest(s))
        )

    def _reason(self, story: ShownStory, *, crowded: bool, is_ask: bool) -> Message:
        if story.id in self.pins:
            return _("pinned by the editor")
        if is_ask:
            return _("an ask that makes sense on its own")
        return _arguments(story, self.history, leading=False, crowded=crowded)

    def _reasons_to_leave(
        self, left: Sequence[ShownStory], in_themes: Sequence[ShownStory]
    ) -> Iterator[Reason[str]]:
        counts = Counter(story.themes[0] for story in in_themes)
        for story in left:
            is_enough = (
                part_of(story) == "theme" and counts[story.themes[0]] >= self.limits.per_theme
            )
            yield Reason("left", story.id, _ENOUGH if is_enough else _FULL)

    def _by_priority(self, stories: Iterable[ShownStory]) -> list[ShownStory]:
        """Stories by priority, then newest first."""
        return sorted(stories, key=lambda story: (-self.priority[story.id], *_newest(story)))

    def _in_order(self, stories: Iterable[ShownStory]) -> tuple[ShownStory, ...]:
        """Pinned stories first, and in the editor's order."""
        place = {id_: number for number, id_ in enumerate(self.wishes.order)}
        return tuple(
            sorted(stories, key=lambda s: (s.id not in self.pins, place.get(s.id, len(place))))
        )


_WAITS = {
    ("theme", False): (
        noted("theme not covered yet"),
        noted("theme not covered in the last twelve issues"),
        noted("theme not covered for %(num)s issue"),
        noted("theme not covered for %(num)s issues"),
    ),
    ("kind", False): (
        noted("kind not covered yet"),
        noted("kind not covered in the last twelve issues"),
        noted("kind not covered for %(num)s issue"),
        noted("kind not covered for %(num)s issues"),
    ),
    ("department", False): (
        noted("department not covered yet"),
        noted("department not covered in the last twelve issues"),
        noted("department not covered for %(num)s issue"),
        noted("department not covered for %(num)s issues"),
    ),
    ("theme", True): (
        noted("theme not featured yet"),
        noted("theme not featured in the last twelve issues"),
        noted("theme not featured for %(num)s issue"),
        noted("theme not featured for %(num)s issues"),
    ),
    ("kind", True): (
        noted("kind not featured yet"),
        noted("kind not featured in the last twelve issues"),
        noted("kind not featured for %(num)s issue"),
        noted("kind not featured for %(num)s issues"),
    ),
    ("department", True): (
        noted("department not featured yet"),
        noted("department not featured in the last twelve issues"),
        noted("department not featured for %(num)s issue"),
        noted("department not featured for %(num)s issues"),
    ),
}
"""Arguments for a story by a trait that has waited, and whether it is about the story that leads:
never, not lately, and for some issues.
"""


def _newest(story: ShownStory) -> tuple[int, str]:
    return -story.date.toordinal(), story.id


def _arguments(
    story: ShownStory, history: ExposureHistory, *, leading: bool, crowded: bool
) -> Message:
    """Up to three arguments for a story.

    `crowded` says whether other stories had to be left out.
    """
    traits = history.traits(story)
    arguments: list[Message] = []
    for noun in ("theme", "kind", "department") if history.issues else ():
        wait = min(
            (history.wait(trait, leading=leading) for trait, _ in traits if trait[0] == noun),
            default=0,
        )
        never, lately, one, many = _WAITS[noun, leading]
        if wait >= _LONG:
            arguments.append(_(never if history.issues < _LONG else lately))
        elif wait > 1:
            arguments.append(ngettext(one, many, wait))
        elif wait == 1 and noun == "department" and leading:
            arguments.append(_("a different department from last time"))
    if history.issues and any(
        giver.named and not giver.is_team and not history.has_told(giver_trait(giver))
        for giver in story.givers
    ):
        arguments.append(_("a new voice"))
    if leading and story.outcome:
        arguments.append(_("says what changed"))
    if not arguments:
        return _details(story) if crowded else _("there was room for it")
    return arguments[0] if len(arguments) == 1 else _("%(all)s", all=listed(arguments[:3]))


def _details(story: ShownStory) -> Message:
    """The details of a story as an argument for it; without any, its date is one."""
    details = {
        _("its ask"): story.ask,
        _("its outcome"): story.outcome,
        _("its quote"): story.quote,
    }
    names = [name for name, detail in details.items() if detail]
    if not names:
        return _("newer than others like it")
    return _("comes with %(details)s", details=all_of(names))


def _is_spoken(ask: str) -> bool:
    """Whether an ask is quoted, or is a question."""
    return any(mark in ask for mark in '?؟"“«')
