"""The fifteen measures, each a plain function of what everybody can read. One pass over the stories.

Stories, teams, days and declared numbers are counted, never people: a count of different people would link
those who are unnamed. Formulas, with c(A, B) for the number of stories of the twelve full months whose page
tells of help from unit A to unit B, rᴀ and kʙ for its sums over rows and columns, and n for its total:

- Breadth by chance is Σ 1 − (1 − p)ⁿ over A ≠ B with p = rᴀ kʙ / n²: giving and receiving as often as was
  told, but independently of each other. Mutual pairs by chance follow from the same p. A figure without such
  a value says little (Krackhardt & Stern 1988; Squartini et al. 2013).
- Crossing by chance is 1 − Σ m(m − 1) / (M(M − 1)) with m people in each unit and M in all: two people drawn
  at random are not in the same unit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from statistics import median_low
from typing import NamedTuple

from generator.model import Change, Kind
from generator.model.periods import Period
from generator.pulse.projection import PublicRecord, PublicStory
from generator.pulse.units import Units, units_of
from generator.pulse.window import Window, window_of

FEWEST = 5
"""With fewer stories in the window, there are no figures: only what changed is shown."""
PERCENT_FROM = 10
"""The smallest denominator that a percentage is given for."""
PLOT_FROM = 3
"""The smallest number of units that pictures of units are drawn for."""


class Share(NamedTuple):
    """A number of things out of all of their kind."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in percent, halves rounded up; None where it would be of less than ten."""
        if self.whole < PERCENT_FROM:
            return None
        return (200 * self.part + self.whole) // (2 * self.whole)


class Flows(NamedTuple):
    """Who helped whom, by unit."""

    counts: tuple[tuple[int, ...], ...]
    """c(A, B): for each unit that gave, the number of stories for each unit that received."""
    untold: int
    """The number of stories that do not tell a unit on both sides."""
    breadth: Share
    breadth_by_chance: float
    """How many pairs of different units would appear by chance."""
    mutual: Share
    """Pairs of units with help in both directions, of those with any."""
    mutual_by_chance: float
    """How many of the pairs with any would have both by chance."""
    across: Share
    """Help to another unit, of all help between units. A story counts once for each pair it tells."""
    across_by_chance: float | None
    """The share of it by chance, from 0 to 1; None where there is nobody to draw."""


class Heard(NamedTuple):
    """Whether a unit gave and received in some span of days."""

    gave: bool
    received: bool


class Chain(NamedTuple):
    """Stories of which each continues another, oldest first."""

    stories: tuple[PublicStory, ...]

    @property
    def first(self) -> PublicStory:
        return self.stories[0]


class NormShown(NamedTuple):
    """A norm, and its newest story since the first day of the window."""

    slug: str
    title: str
    story: PublicStory | None


class Rhythm(NamedTuple):
    """A practice, and its days in each column of the window."""

    id: str
    title: str
    months: tuple[tuple[int, int], ...]
    """For each month, on how many days it met or was to meet, and for how many a session is written down."""


class SeasonShare(NamedTuple):
    """A season of mentoring pairs: how many take part, as announced, of all people on its first day."""

    starts: dt.date
    ends: dt.date
    share: Share


class Quarter(NamedTuple):
    """What was told in a quarter, for the sentences that the page begins with."""

    period: Period
    stories: int
    outcomes: int
    passed_on: int
    pairs: frozenset[tuple[int, int]]
    """The pairs of units, by index, of which it tells."""


class Pulse(NamedTuple):
    """Everything that the pulse says. Counts are of stories in the twelve full months, unless said otherwise."""

    today: dt.date
    k: int
    window: Window
    units: Units
    total: int
    """The number of stories on the site."""
    told: int
    by_month: tuple[Mapping[Kind, int], ...]
    """Stories by kind, for each column of the window."""
    flows: Flows
    heard: tuple[tuple[Heard, ...], ...]
    """For each unit, each quarter of the window."""
    giving: Share
    receiving: Share
    both_hands: Share
    asks: Share
    outcomes: Share
    changed: Mapping[Change, int]
    passed_on: Share
    days_between: int | None
    """The median of the days from a story to the one that continues it; of two in the middle, the lower."""
    chains: tuple[Chain, ...]
    """Those with a story since the first day of the window, by their first story."""
    themes: Mapping[str, tuple[int, ...]]
    """Stories by theme, for each column of the window."""
    norms: tuple[NormShown, ...]
    rhythm: tuple[Rhythm, ...]
    written: Share
    """Sessions written down, of the days on which practices met or were to meet."""
    came: int | None
    """How many came in all, to the sessions for which it was typed; None without any."""
    came_to: int
    """The number of these sessions."""
    kept: Share
    """Follow-ups done, of those done or overdue, from sessions since the first day of the window."""
    seasons: tuple[SeasonShare, ...]
    issues: Share
    """Issues sent, of those due, since the first that has a record."""
    retold: Share
    """Stories that an issue told."""
    quarters: tuple[Quarter, ...]
    """The quarters of the window."""

    @property
    def has_figures(self) -> bool:
        """Whether enough was told to count."""
        return self.told >= FEWEST

    @property
    def has_units(self) -> bool:
        """Whether there are enough units for pictures of them."""
        return self.has_figures and len(self.units) >= PLOT_FROM


class _Tally:
    """What one pass over the stories counts."""

    def __init__(self, record: PublicRecord, window: Window, units: Units) -> None:
        self.window, self.units = window, units
        columns = window.columns
        self._first = _number(columns[0].start)
        self._full, self._width = len(window.months), len(columns)
        self._quarters = {_number(q.start) // 3: number for number, q in enumerate(window.quarters)}
        self.by_month: list[Counter[Kind]] = [Counter() for _ in columns]
        self.themes = {slug: [0] * self._width for slug in record.themes}
        self.counts = [[0] * len(units) for _ in units.units]
        self.heard = [[[False, False] for _ in window.quarters] for _ in units.units]
        self.stories: list[PublicStory] = []
        """Those of the twelve full months."""
        self.changed: Counter[Change] = Counter()
        self.days: list[int] = []
        self.gave: set[int] = set()
        self.received: set[int] = set()
        self.asks = self.outcomes = self.untold = 0
        self.by_quarter: list[list[PublicStory]] = [[] for _ in window.quarters]
        self.pairs: list[set[tuple[int, int]]] = [set() for _ in window.quarters]
        self._by_id = {story.id: story for story in record.stories}
        for story in record.stories:
            self._count(story)

    def _count(self, story: PublicStory) -> None:
        month = _number(story.date)
        givers, receivers = self.units.among(story.givers), self.units.among(story.receivers)
        quarter = self._quarters.get(month // 3)
        if quarter is not None:
            self.by_quarter[quarter].append(story)
            for giver in givers:
                self.heard[giver][quarter][0] = True
                self.pairs[quarter].update((giver, receiver) for receiver in receivers)
            for receiver in receivers:
                self.heard[receiver][quarter][1] = True
        column = month - self._first
        if not 0 <= column < self._width:
            return
        self.by_month[column][story.kind] += 1
        for theme in story.themes:
            self.themes[theme][column] += 1
        if column < self._full:
            self._count_full(story, givers, receivers)

    def _count_full(
        self, story: PublicStory, givers: Sequence[int], receivers: Sequence[int]
    ) -> None:
        self.stories.append(story)
        self.asks += story.asks
        self.outcomes += story.has_outcome
        self.changed.update(story.changed)
        self.gave.update(givers)
        self.received.update(receivers)
        if not (givers and receivers):
            self.untold += 1
        for giver in givers:
            for receiver in receivers:
                self.counts[giver][receiver] += 1
        if (before := self._by_id.get(story.continues or "")) is not None:
            self.days.append((story.date - before.date).days)


def pulse_of(record: PublicRecord) -> Pulse:
    """The pulse of what everybody can read."""
    window = window_of(record.today)
    units = units_of(record, window.start)
    tally = _Tally(record, window, units)
    told, count = tally.stories, len(units)
    norms = tuple(_norms(record, window))
    issues, retold = _reach(record, window, told)
    came = [number for each in record.practices for day, number in each.came if day in window]
    return Pulse(
        record.today,
        record.k,
        window,
        units,
        len(record.stories),
        len(told),
        tuple(tally.by_month),
        _flows(tally, units),
        tuple(tuple(Heard(*heard) for heard in quarters) for quarters in tally.heard),
        Share(len(tally.gave), count),
        Share(len(tally.received), count),
        Share(len(tally.gave & tally.received), count),
        Share(tally.asks, len(told)),
        Share(tally.outcomes, len(told)),
        {change: tally.changed[change] for change in Change},
        Share(len(tally.days), len(told)),
        median_low(tally.days) if tally.days else None,
        _chains(record.stories, window.start),
        {slug: tuple(months) for slug, months in tally.themes.items()},
        norms,
        tuple(_rhythm(record, window)),
        _written(record, window),
        sum(came) if came else None,
        len(came),
        _kept(record, window),
        tuple(_seasons(record)),
        issues,
        retold,
        tuple(
            _quarter(period, stories, frozenset(pairs))
            for period, stories, pairs in zip(
                window.quarters, tally.by_quarter, tally.pairs, strict=True
            )
        ),
    )


def _number(day: dt.date) -> int:
    """A day's month, counted from the beginning of the calendar."""
    return day.year * 12 + day.month - 1


def _quarter(
    period: Period, stories: Sequence[PublicStory], pairs: frozenset[tuple[int, int]]
) -> Quarter:
    return Quarter(
        period,
        len(stories),
        sum(story.has_outcome for story in stories),
        sum(story.continues is not None for story in stories),
        pairs,
    )


def _flows(tally: _Tally, units: Units) -> Flows:
    counts = tally.counts
    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts, strict=True)]
    total = sum(rows)
    numbers = range(len(units))
    apart = [(a, b) for a in numbers for b in numbers if a != b]
    unordered = [(a, b) for a, b in apart if a < b]
    crossing = sum(counts[a][b] for a, b in apart)
    seen = {pair: by_chance(rows[pair[0]], columns[pair[1]], total) for pair in apart}
    mutual = [(seen[a, b], seen[b, a]) for a, b in unordered]
    both = sum(there * back for there, back in mutual)
    either = sum(1 - (1 - there) * (1 - back) for there, back in mutual)
    any_told = sum(bool(counts[a][b] or counts[b][a]) for a, b in unordered)
    people = [unit.people for unit in units.units]
    everybody = sum(people)
    same = sum(number * (number - 1) for number in people)
    return Flows(
        tuple(map(tuple, counts)),
        tally.untold,
        Share(sum(counts[a][b] > 0 for a, b in apart), len(apart)),
        sum(seen.values()),
        Share(sum(bool(counts[a][b] and counts[b][a]) for a, b in unordered), any_told),
        any_told * both / either if either else 0.0,
        Share(crossing, total),
        1 - same / (everybody * (everybody - 1)) if everybody > 1 else None,
    )


def by_chance(gave: int, received: int, total: int) -> float:
    """The probability that a pair of units is told at least once, were giving and receiving independent.

    1 − (1 − p)ⁿ with p = gave · received / n² and n = `total`.
    """
    if not total:
        return 0.0
    return float(1 - (1 - gave * received / total**2) ** total)


def _chains(stories: Iterable[PublicStory], since: dt.date) -> tuple[Chain, ...]:
    """Stories that continue one another, as long as one of them happened since a day."""
    by_id = {story.id: story for story in stories}
    followers: dict[str, list[PublicStory]] = defaultdict(list)
    for story in by_id.values():
        if story.continues in by_id:
            followers[story.continues].append(story)
    chains = []
    for root in by_id.values():
        if root.id not in followers or root.continues in by_id:
            continue
        found, waiting = [], [root]
        while waiting:
            found.append(waiting.pop())
            waiting.extend(followers.get(found[-1].id, ()))
        if any(story.date >= since for story in found):
            chains.append(Chain(tuple(sorted(found, key=lambda s: (s.date, s.id)))))
    return tuple(sorted(chains, key=lambda c: (c.first.date, c.first.id)))


def _norms(record: PublicRecord, window: Window) -> Iterable[NormShown]:
    """Each norm with the newest story of its themes: as it reads now, and since the window began."""
    newest: dict[str, list[PublicStory]] = defaultdict(list)
    for story in record.stories:
        if story.date < window.start:
            break
        for theme in story.themes:
            newest[theme].append(story)
    for slug, norm in record.norms.items():
        since = norm.since if norm.since and norm.since <= record.today else window.start
        fresh = (s for theme in norm.themes for s in newest.get(theme, ()) if s.date >= since)
        best = max(fresh, key=lambda story: (story.date, story.id), default=None)
        yield NormShown(slug, norm.title, best)


def _rhythm(record: PublicRecord, window: Window) -> Iterable[Rhythm]:
    for practice in record.practices:
        months = tuple(
            (
                sum(day in month for day in practice.due),
                sum(day in month for day in practice.written),
            )
            for month in window.columns
        )
        if any(due for due, _ in months):
            yield Rhythm(practice.id, practice.title, months)


def _written(record: PublicRecord, window: Window) -> Share:
    due = sum(day in window for practice in record.practices for day in practice.due)
    return Share(
        sum(day in window for practice in record.practices for day in practice.written), due
    )


def _kept(record: PublicRecord, window: Window) -> Share:
    recent = [each for each in record.follow_ups if each.session >= window.start]
    done = sum(each.done is not None and each.done <= record.today for each in recent)
    overdue = sum(is_overdue(each.due, each.done, record.today) for each in recent)
    return Share(done, done + overdue)


def is_overdue(due: dt.date | None, done: dt.date | None, today: dt.date) -> bool:
    """Whether something was to be done before today, and is not."""
    return due is not None and due < today and (done is None or done > today)


def _seasons(record: PublicRecord) -> Iterable[SeasonShare]:
    for season in record.seasons:
        if season.announced is not None:
            people = sum(team.size(season.starts) for team in record.teams.values())
            yield SeasonShare(season.starts, season.ends, Share(season.announced, people))


def _reach(
    record: PublicRecord, window: Window, told: Sequence[PublicStory]
) -> tuple[Share, Share]:
    """Issues sent of those due, and stories told in an issue."""
    sent = {issue.period for issue in record.issues}
    due = set(_due(record, window))
    ids = set(chain.from_iterable(issue.stories for issue in record.issues))
    return Share(len(sent & due), len(due)), Share(sum(s.id in ids for s in told), len(told))


def _due(record: PublicRecord, window: Window) -> Iterable[Period]:
    """The regular issues that ended within the window, from the first that has a record."""
    if not record.issues:
        return
    first = min(issue.period.end for issue in record.issues)
    if record.first_issue:
        first = max(first, record.first_issue.end)
    day = window.start
    while day <= window.end:
        period = Period.of(day, record.cadence)
        if window.start <= period.end <= window.end and period.end >= first:
            yield period
        if period.end == dt.date.max:
            return
        day = period.end + dt.timedelta(days=1)
