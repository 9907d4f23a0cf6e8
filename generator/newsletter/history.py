"""Which stories each issue holds, and what it tells of them: nothing runs twice.

Memory is what was recorded as sent. An organisation that has never recorded anything is taken to
have sent every issue when its time came; what those held follows from the stories themselves.
See docs/decisions/0009-what-an-issue-remembers.md.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.edition import Edition, ShownChoices, ShownSent, ShownStory
from generator.model.periods import Period
from generator.newsletter.issue import Numbers
from generator.newsletter.selection import (
    Because,
    EditorWishes,
    ExposureHistory,
    Selection,
    choose,
    giver_key,
    part_of,
)


class IssuePlan(NamedTuple):
    """What one issue holds: ids of stories, so that each edition can print what it may show."""

    period: Period
    hero: str | None
    ask: str | None
    stories: tuple[str, ...]
    """What is told, the hero first, in reading order."""
    more: tuple[str, ...]
    voices: tuple[tuple[str, int], ...]
    """Givers met for the first time: a story, and a place in its list of givers."""
    before: Numbers | None
    because: tuple[Because, ...]
    sent: dt.date | None = None
    changed: bool = False
    """It was sent, and the editor has decided otherwise since."""
    revised: bool = False
    """It was sent, and is different now, for whatever reason."""

    @property
    def everything(self) -> tuple[str, ...]:
        return self.stories + self.more

    def tells_any(self, stories: Container[str]) -> bool:
        """Whether the issue has anything to show where only some stories are shown."""
        return any(id_ in stories for id_ in self.everything)


@dataclass
class _History:
    """What the issues before one have told."""

    ledger: ExposureHistory
    ran: set[str] = field(default_factory=set)
    last: IssuePlan | None = None


class IssuePlans:
    """The issues of a newsletter, planned one after the other from its own edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._by_id = {story.id: story for story in edition.stories}
        self._met: dict[int, dt.date] = {
            giver.person_key: story.date for story in edition.stories for giver in story.givers
        }
        """When each giver is first met; stories come newest first, so the oldest stays."""
        self._sent = {
            period: sent for name, sent in edition.sent.items() if (period := Period.parse(name))
        }
        self._recorded = {
            id_ for sent in self._sent.values() for id_ in sent.stories + sent.more + sent.dropped
        }
        self._made: dict[Period, IssuePlan] = {}
        self._ad_hoc: dict[Period, IssuePlan] = {}
        self._all()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have an issue, newest first."""
        return tuple(reversed(self._made))

    @property
    def due(self) -> Period | None:
        """The newest issue: one that is not sent, if there is one after the last that was."""
        last = self._last_sent()
        unsent = (p for p in self.periods if p not in self._sent and (not last or p.end > last))
        return next(unsent, next(iter(self.periods), None))

    @property
    def unrecorded(self) -> tuple[Period, ...]:
        """Issues after the first record that have an editor's file and no record."""
        since = min((p.end for p in self._sent), default=None)
        return tuple(
            p
            for p in self._made
            if since and p.end > since and p not in self._sent and p != self.due
        )

    def is_draft(self, period: Period) -> bool:
        """Whether an issue has not gone out. From before the first record all have."""
        if period in self._sent:
            return False
        since = min((p.end for p in self._sent), default=self._edition.today)
        return period.end >= since

    def of(self, period: Period) -> IssuePlan:
        """The plan of any period. One that has no issue of its own is planned as if it had."""
        plan = self._made.get(period) or self._ad_hoc.get(period)
        if plan is None:
            history = self._none()
            for known, made in self._made.items():
                if _when(known) < _when(period):
                    self._remember(made, history)
            plan = self._ad_hoc[period] = self._plan(period, history)
        return plan

    def ran(self, story: str, besides: Period) -> Period | None:
        """The first issue that told a story before another issue comes, or was sent with it."""
        return next(
            (
                period
                for period, plan in self._made.items()
                if story in plan.stories
                and period != besides
                and (period in self._sent or _when(period) < _when(besides))
            ),
            None,
        )

    def _all(self) -> None:
        """Plan every issue, oldest first.

        Beside those that were sent there are those whose editor wrote a file, those from before
        the first record, and the newest one that has something to tell. A gap is no issue: its
        stories go to the next one.
        """
        cadence = self._edition.newsletter.cadence
        first = Period.parse(self._edition.newsletter.first or "")
        dates = {story.date for story in self._edition.stories} | {self._edition.today}
        named = {p for name in self._edition.choices if (p := Period.parse(name))}
        regular = {Period.of(day, cadence) for day in dates}
        regular |= {period for period in named if period.cadence is cadence}
        if first:
            regular = {period for period in regular if period.start >= first.start}
        since, last = min((p.end for p in self._sent), default=None), self._last_sent()
        history = self._none()
        for period in sorted(regular | self._sent.keys(), key=_when):
            before = since is None or period.end < since
            if before or period in self._sent or period in named:
                self._add(self._plan(period, history), history)
        for period in sorted(regular - self._sent.keys(), key=_when, reverse=True):
            if period in self._made or (last and period.end <= last):
                break
            if self._add(self._plan(period, history), history):
                break

    def _last_sent(self) -> dt.date | None:
        return max((period.end for period in self._sent), default=None)

    def _none(self) -> _History:
        return _History(ExposureHistory(self._edition.teams))

    def _add(self, plan: IssuePlan, history: _History) -> bool:
        """Keep an issue, unless it has nothing to tell."""
        if there := bool(plan.stories or plan.sent):
            self._made[plan.period] = plan
            self._remember(plan, history)
        return there

    def _remember(self, plan: IssuePlan, history: _History) -> None:
        history.ledger.write(self._by_id.get(plan.hero or ""), self._stories(plan.stories))
        history.ran.update(plan.everything)
        history.last = plan

    def _plan(self, period: Period, history: _History) -> IssuePlan:
        """One issue, after those of its history."""
        sent = self._sent.get(period)
        choices = self._edition.choices.get(period.name, ShownChoices())
        pool = self._recalled(sent) if sent else self._pool(period, history.ran)
        pool = [story for story in pool if story.id not in choices.skip]
        hero = self._by_id.get(choices.hero or "")
        pinned = [self._by_id[id_] for id_ in choices.pin if id_ in self._by_id]
        choice = choose(
            pool,
            EditorWishes(hero, tuple(pinned), choices.order),
            self._edition.newsletter.limits,
            history.ledger,
        )
        if sent:
            return self._as_sent(period, sent, choice, choices)
        last = history.last if history.last and history.last.period.cadence else None
        return IssuePlan(
            period,
            choice.hero.id if choice.hero else None,
            choice.ask.id if choice.ask else None,
            tuple(story.id for story in choice.stories),
            tuple(story.id for story in choice.left),
            tuple(self._voices(choice.stories, period, history.ledger)),
            numbers(self._stories(last.everything))
            if last and last.period.cadence is period.cadence
            else None,
            choice.because,
        )

    def _pool(self, period: Period, ran: Collection[str]) -> list[ShownStory]:
        """What has not run, of the period and of the months before it that may still run. What a
        period of another cadence holds is its own: only what was sent has run for it.
        """
        regular = period.cadence is self._edition.newsletter.cadence
        start = period.reach(self._edition.newsletter.look_back) if regular else period.start
        stories = self._edition.stories
        newest = bisect_left(stories, -period.end.toordinal(), key=_age)
        oldest = bisect_right(stories, -start.toordinal(), key=_age)
        return [
            story
            for story in stories[newest:oldest]
            if story.id not in self._recorded and not (regular and story.id in ran)
        ]

    def _as_sent(
        self, period: Period, sent: ShownSent, choice: Selection, choices: ShownChoices
    ) -> IssuePlan:
        """What went out, without what may not be shown any more, and as the editor has since
        corrected it. Its own reasons still hold, as far as it would be chosen so again.
        """
        out = {*choices.skip} - {choices.hero, *choices.pin}
        pinned = [id_ for id_ in choices.pin if id_ in self._by_id]
        told = [id_ for id_ in (*sent.stories, *pinned) if id_ not in out]
        hero = choices.hero if choices.hero in self._by_id else sent.hero
        if hero is None or hero in out:
            ours = choice.hero.id if choice.hero else None
            hero = ours if ours in told or not told else told[0]
        stories = tuple(dict.fromkeys([hero, *told] if hero else told))
        more = tuple(id_ for id_ in sent.more if id_ not in out and id_ not in stories)
        changed = (
            bool(out & {*sent.stories, *sent.more})
            or not {*pinned} <= {*sent.stories}
            or (choices.hero in self._by_id and choices.hero != sent.hero)
        )
        ask = sent.ask if sent.ask in stories and sent.ask != hero else None
        because = {(why.part, why.story): why for why in choice.because}
        parts: dict[str, str] = dict.fromkeys(more, "left")
        parts |= {s.id: part_of(s) for s in self._stories(stories)}
        parts |= {id_: part for id_, part in ((ask, "ask"), (hero, "hero")) if id_}
        return IssuePlan(
            period,
            hero,
            ask,
            stories,
            more,
            tuple((id_, at) for id_, at in sent.voices if id_ in stories),
            Numbers(*sent.before) if sent.before else None,
            tuple(
                because.get((parts[id_], id_), Because(parts[id_], id_, "so it went out"))
                for id_ in stories + more
            ),
            sent.sent,
            changed,
            sent.gone or changed or sent.revision > 1,
        )

    def _recalled(self, sent: ShownSent) -> list[ShownStory]:
        return self._stories(dict.fromkeys(sent.stories + sent.more))

    def _stories(self, ids: Iterable[str]) -> list[ShownStory]:
        return [self._by_id[id_] for id_ in ids if id_ in self._by_id]

    def _voices(
        self, told: Iterable[ShownStory], period: Period, ledger: ExposureHistory
    ) -> Iterator[tuple[str, int]]:
        """Named givers whom no earlier issue told of, and no story from before its time."""
        seen: set[int] = set()
        start = period.reach(self._edition.newsletter.look_back)
        for story in told if ledger.issues else ():
            for at, giver in enumerate(story.givers):
                known = ledger.has_told(giver_key(giver)) or self._met[giver.person_key] < start
                if giver.named and not (giver.is_team or known or giver.person_key in seen):
                    seen.add(giver.person_key)
                    yield story.id, at


def _age(story: ShownStory) -> int:
    return -story.date.toordinal()


def _when(period: Period) -> tuple[dt.date, dt.date]:
    return period.end, period.start


def numbers(stories: Collection[ShownStory]) -> Numbers:
    """Some stories in four numbers."""
    return Numbers(
        len(stories),
        len({person.team for story in stories for person in story.people if person.team}),
        sum(story.ask is not None for story in stories),
        sum(story.continues is not None for story in stories),
    )
