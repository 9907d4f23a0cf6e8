"""Plans the issues one after the other, so that no story runs twice.

Records say what was sent. An organisation without any record counts as having sent every issue on
time; the content of those issues follows from the stories themselves.
See docs/decisions/0009-what-an-issue-remembers.md.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.edition import Edition, ShownChoices, ShownPerson, ShownSent, ShownStory
from generator.model.periods import Period
from generator.newsletter.issue import Numbers, Reason
from generator.newsletter.selection import (
    EditorWishes,
    ExposureHistory,
    Selection,
    choose,
    giver_trait,
    keys,
    part_of,
)

_MOST_CORRECTIONS = 8
"""How many corrections an issue notes, so that every format can; the others wait for the next."""


class IssuePlan(NamedTuple):
    """The content of an issue as ids of stories. Each edition prints those that it may show."""

    period: Period
    hero: str | None
    ask: str | None
    stories: tuple[str, ...]
    """The stories in reading order, the hero first."""
    more: tuple[str, ...]
    """The stories that the issue only links to."""
    voices: tuple[tuple[str, int], ...]
    """New givers: the id of a story, and an index in its list of givers."""
    before: Numbers | None
    """The numbers of the issue before, as the newsletter showed it."""
    last: tuple[str, ...]
    """The stories that it held or linked to."""
    reasons: tuple[Reason[str], ...]
    corrected: tuple[tuple[str, dt.date], ...] = ()
    """The corrections that it notes: stories of earlier issues, with the days of their corrections."""
    sent: dt.date | None = None
    changed: bool = False
    """Whether the editor has changed it since it was sent."""
    revised: bool = False
    """Whether it has changed since it was sent, for any reason."""

    @property
    def everything(self) -> tuple[str, ...]:
        return self.stories + self.more

    def has_any_of(self, stories: Container[str]) -> bool:
        """Whether any of its stories is among some ids."""
        return any(id_ in stories for id_ in self.everything)


@dataclass
class _History:
    """What the issues before one contain."""

    exposure: ExposureHistory
    ran: set[str] = field(default_factory=set)
    went_out: dict[str, dt.date] = field(default_factory=dict)
    """The day on which an issue first told a story, by the story's id."""
    noted: set[tuple[str, dt.date]] = field(default_factory=set)
    """The corrections that issues have noted."""
    last: IssuePlan | None = None


class IssuePlans:
    """The issues of a newsletter, planned from its own edition.

    The same issues are printed from the editions of `printed_from`. Somebody who is unnamed in one
    of them decides nothing, and neither does a team that one does not tell.
    """

    def __init__(self, edition: Edition, printed_from: Sequence[Edition] = ()) -> None:
        self._shown = {story.id: story for story in edition.stories}
        edition = replace(edition, stories=_agreed(edition, printed_from))
        self._edition = edition
        self._by_id = {story.id: story for story in edition.stories}
        self._met: dict[int, dt.date] = {
            key: story.date for story in edition.stories for key in keys(story.givers)
        }
        """The day of each named giver's first story; stories come newest first, so the oldest stays."""
        self._sent = {
            period: sent for name, sent in edition.sent.items() if (period := Period.parse(name))
        }
        ends = [period.end for period in self._sent]
        self._first_sent, self._last_sent = min(ends, default=None), max(ends, default=None)
        self._recorded = {
            id_ for sent in self._sent.values() for id_ in sent.stories + sent.more + sent.dropped
        }
        self._plans: dict[Period, IssuePlan] = {}
        self._ad_hoc: dict[Period, IssuePlan] = {}
        self._plan_all()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have an issue, newest first."""
        return tuple(reversed(self._plans))

    @property
    def due(self) -> Period | None:
        """The newest unsent issue after the last sent one, or else the newest issue."""
        last = self._last_sent
        unsent = (p for p in self.periods if p not in self._sent and (not last or p.end > last))
        return next(unsent, next(iter(self.periods), None))

    @property
    def unrecorded(self) -> tuple[Period, ...]:
        """Issues with an editor's choices, after the first record, that have no record of their own."""
        since = self._first_sent
        unsent = (p for p in self._plans if p not in self._sent and p != self.due)
        return tuple(p for p in unsent if since and p.end > since)

    def is_draft(self, period: Period) -> bool:
        """Whether an issue has not been sent. All before the first record count as sent."""
        if period in self._sent:
            return False
        return period.end >= (self._first_sent or self._edition.today)

    def is_public(self, period: Period) -> bool:
        """Whether the site shows the issue: it went out, or the organisation shows its drafts."""
        return self._edition.newsletter.show_drafts or not self.is_draft(period)

    def of(self, period: Period) -> IssuePlan:
        """The plan of any period, also of one that has no issue."""
        plan = self._plans.get(period) or self._ad_hoc.get(period)
        if plan is None:
            history = self._empty_history()
            for earlier in self._plans.values():
                if _when(earlier.period) < _when(period):
                    self._remember(earlier, history)
            plan = self._ad_hoc[period] = self._plan(period, history)
        return plan

    def ran(self, story: str, besides: Period) -> Period | None:
        """The first other issue with a story that was sent, or comes before `besides`."""
        return next(
            (
                period
                for period, plan in self._plans.items()
                if story in plan.stories
                and period != besides
                and (period in self._sent or _when(period) < _when(besides))
            ),
            None,
        )

    def _plan_all(self) -> None:
        """Plan every issue, oldest first.

        The issues are those that were sent, those that the editor has decided on, those before the
        first record, and the newest with any stories. A period between them has no issue; its
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
        since, last = self._first_sent, self._last_sent
        history = self._empty_history()
        for period in sorted(regular | self._sent.keys(), key=_when):
            before = since is None or period.end < since
            if before or period in self._sent or period in named:
                self._add(self._plan(period, history), history)
        for period in sorted(regular - self._sent.keys(), key=_when, reverse=True):
            if period in self._plans or (last and period.end <= last):
                break
            if self._add(self._plan(period, history), history):
                break

    def _empty_history(self) -> _History:
        return _History(ExposureHistory(self._edition.teams))

    def _add(self, plan: IssuePlan, history: _History) -> bool:
        """Keep an issue unless it is empty; return whether it was kept."""
        kept = bool(plan.stories or plan.sent)
        if kept:
            self._plans[plan.period] = plan
            self._remember(plan, history)
        return kept

    def _remember(self, plan: IssuePlan, history: _History) -> None:
        history.exposure.record(self._by_id.get(plan.hero or ""), self._stories(plan.stories))
        history.ran.update(plan.everything)
        history.noted.update(plan.corrected)
        if not self.is_draft(plan.period):
            for id_ in plan.stories:
                history.went_out.setdefault(id_, plan.sent or plan.period.end)
        history.last = plan

    def _plan(self, period: Period, history: _History) -> IssuePlan:
        """The issue that follows those of a history."""
        sent = self._sent.get(period)
        choices = self._edition.choices.get(period.name, ShownChoices())
        pool = self._stories(sent.stories + sent.more) if sent else self._pool(period, history.ran)
        pool = [story for story in pool if story.id not in choices.skip]
        hero = self._by_id.get(choices.hero or "")
        pinned = [self._by_id[id_] for id_ in choices.pin if id_ in self._by_id]
        choice = choose(
            pool,
            EditorWishes(hero, tuple(pinned), choices.order),
            self._edition.newsletter.limits,
            history.exposure,
        )
        cadence, last = period.cadence, history.last
        comparable = last is not None and cadence is not None and last.period.cadence is cadence
        before = last.everything if last and comparable else ()
        if sent:
            return self._as_sent(period, sent, choice, choices, before)
        return IssuePlan(
            period,
            choice.hero.id if choice.hero else None,
            choice.ask.id if choice.ask else None,
            tuple(story.id for story in choice.stories),
            tuple(story.id for story in choice.left),
            tuple(self._voices(choice.stories, period, history.exposure)),
            numbers([self._shown[id_] for id_ in before]) if before else None,
            before,
            choice.reasons,
            tuple(self._corrected(period, history))[:_MOST_CORRECTIONS],
        )

    def _corrected(self, period: Period, history: _History) -> Iterator[tuple[str, dt.date]]:
        """What was corrected in stories since an issue told them, and no issue has noted, oldest first.

        A correction of the day on which the issue went out counts too: some may have read it before.
        """
        last = dt.date.max if self.is_draft(period) else period.end
        found = {
            (each.date, id_)
            for id_, day in history.went_out.items()
            if id_ in self._by_id
            for each in self._by_id[id_].corrections
            if day <= each.date <= last
        }
        return ((id_, day) for day, id_ in sorted(found) if (id_, day) not in history.noted)

    def _pool(self, period: Period, ran: Collection[str]) -> list[ShownStory]:
        """The stories of a period and of the look-back before it that have not run.

        For a period of another cadence, only stories that were sent count as run.
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
        self,
        period: Period,
        sent: ShownSent,
        choice: Selection,
        choices: ShownChoices,
        before: tuple[str, ...],
    ) -> IssuePlan:
        """The issue as it was sent, without what may not be shown any more, and with the editor's
        corrections. A reason is kept if the story would be chosen for the same part again.
        """
        out = {*choices.skip} - {choices.hero, *choices.pin}
        pinned = [id_ for id_ in choices.pin if id_ in self._by_id]
        kept = [id_ for id_ in (*sent.stories, *pinned) if id_ not in out]
        hero = choices.hero if choices.hero in self._by_id else sent.hero
        if hero is None or hero in out:
            chosen = choice.hero.id if choice.hero else None
            hero = chosen if chosen in kept or not kept else kept[0]
        stories = tuple(dict.fromkeys([hero, *kept] if hero else kept))
        more = tuple(id_ for id_ in sent.more if id_ not in out and id_ not in stories)
        changed = (
            bool(out & {*sent.stories, *sent.more})
            or not {*pinned} <= {*sent.stories}
            or (choices.hero in self._by_id and choices.hero != sent.hero)
        )
        ask = sent.ask if sent.ask in stories and sent.ask != hero else None
        reasons = {(reason.part, reason.story): reason for reason in choice.reasons}
        parts: dict[str, str] = dict.fromkeys(more, "left")
        parts |= {s.id: part_of(s) for s in self._stories(stories)}
        parts |= {id_: part for id_, part in ((ask, "ask"), (hero, "hero")) if id_}
        return IssuePlan(
            period,
            hero,
            ask,
            stories,
            more,
            tuple(voice for voice in sent.voices if voice[0] in stories),
            Numbers(*sent.before) if sent.before else None,
            before,
            tuple(
                reasons.get((parts[id_], id_), Reason(parts[id_], id_, "so it went out"))
                for id_ in stories + more
            ),
            sent.corrected,
            sent.sent,
            changed,
            sent.retracted or changed or sent.revision > 1,
        )

    def _stories(self, ids: Iterable[str]) -> list[ShownStory]:
        return [self._by_id[id_] for id_ in dict.fromkeys(ids) if id_ in self._by_id]

    def _voices(
        self, stories: Iterable[ShownStory], period: Period, exposure: ExposureHistory
    ) -> Iterator[tuple[str, int]]:
        """Named givers who are in no earlier issue and in no earlier story."""
        seen: set[int] = set()
        start = period.reach(self._edition.newsletter.look_back)
        for story in stories if exposure.issues else ():
            for index, giver in enumerate(story.givers):
                key = giver.person_key
                if key is None or giver.is_team or key in seen:
                    continue
                if not (exposure.has_told(giver_trait(giver)) or self._met[key] < start):
                    seen.add(key)
                    yield story.id, index


def _agreed(edition: Edition, others: Sequence[Edition]) -> tuple[ShownStory, ...]:
    """The stories of an edition, with only those people and teams that others show as well."""
    agreed = edition.stories
    for other in others:
        by_id = {story.id: story for story in other.stories}
        agreed = tuple([_agreed_story(story, by_id.get(story.id, story)) for story in agreed])
    return agreed


def _agreed_story(story: ShownStory, other: ShownStory) -> ShownStory:
    if story.givers is other.givers and story.receivers is other.receivers:  # as nearly always
        return story
    return story._replace(
        givers=tuple(map(_less_of, story.givers, other.givers)),
        receivers=tuple(map(_less_of, story.receivers, other.receivers)),
    )


def _less_of(person: ShownPerson, other: ShownPerson) -> ShownPerson:
    """Somebody in a story as two editions show them, by what both tell."""
    return person._replace(
        person_key=person.person_key if other.named else None,
        team=person.team if other.team else None,
    )


def _age(story: ShownStory) -> int:
    return -story.date.toordinal()


def _when(period: Period) -> tuple[dt.date, dt.date]:
    return period.end, period.start


def numbers(stories: Collection[ShownStory]) -> Numbers:
    """The four numbers of some stories."""
    return Numbers(
        len(stories),
        len({person.team for story in stories for person in story.people if person.team}),
        sum(story.ask is not None for story in stories),
        sum(story.continues is not None for story in stories),
    )
