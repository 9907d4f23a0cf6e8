"""The issues of an edition, laid out: a plan, and what of it this edition may show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache

from generator.edition import Edition, ShownChoices, ShownStory
from generator.model import Cadence
from generator.model.periods import Period
from generator.newsletter.history import IssuePlan, IssuePlans, numbers
from generator.newsletter.issue import Coming, Issue, Reason, Section, Thread, Voice
from generator.newsletter.selection import part_of

Diary = Callable[[dt.date], tuple[Coming, ...]]
"""What is coming, seen from a day."""


def _nothing(_: dt.date) -> tuple[Coming, ...]:
    return ()


class Issues:
    """The newsletters of an edition.

    What an issue holds is planned once, from the newsletter's own edition, so that the mail, the
    page on the site and the deck are the same issue; each tells what its own edition may show.
    """

    def __init__(
        self, edition: Edition, plans: IssuePlans | None = None, coming: Diary = _nothing
    ) -> None:
        self._edition = edition
        self._plans = plans or IssuePlans(edition)
        self._coming = coming
        self._by_id = {story.id: story for story in edition.stories}
        self.issue = cache(self._issue)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have an issue with something to show, newest first."""
        return tuple(filter(self.stands_in, self._plans.periods))

    def stands_in(self, period: Period) -> bool:
        """Whether an issue of a period would have anything to show."""
        return self._plans.of(period).tells_any(self._by_id)

    @property
    def due(self) -> Period | None:
        """The newest issue that has not been sent; if all have been, the newest."""
        return self._plans.due

    def _issue(self, period: Period) -> Issue:
        """What the newsletter of a period tells. Without stories it is empty."""
        edition, plan = self._edition, self._plans.of(period)
        choices = edition.choices.get(period.name, ShownChoices())
        stories = self._there(plan.stories)
        more = self._there(plan.more)
        hero = next((s for s in stories if s.id == plan.hero), next(iter(stories), None))
        ask = next((s for s in stories if s.id == plan.ask and s is not hero), None)
        rest = [s for s in stories if s is not hero and s is not ask]
        told = [s for s in rest if part_of(s) == "theme"]
        acts = [s for s in rest if part_of(s) == "line"]
        return Issue(
            period,
            edition.newsletter.title,
            number_of(edition.newsletter.first, period),
            choices.note,
            hero,
            ask,
            tuple(self._sections(told, [s for s in more if part_of(s) == "theme"])),
            tuple(self._voices(plan)),
            self._thread(stories),
            tuple(acts),
            tuple(s for s in more if part_of(s) == "line"),
            numbers(stories + more),
            plan.before,
            self._coming(plan.sent or (edition.today if period == self.due else period.end)),
            choices.call_to_action,
            plan.revised,
            self._plans.is_draft(period),
            plan.sent,
            tuple(
                Reason(why.part, self._by_id[why.story], why.text, why.by_editor)
                for why in plan.because
                if why.story in self._by_id
            ),
        )

    def _there(self, ids: Iterable[str]) -> list[ShownStory]:
        return [self._by_id[id_] for id_ in ids if id_ in self._by_id]

    def _sections(self, told: list[ShownStory], more: list[ShownStory]) -> Iterable[Section]:
        """What is told of each theme, in the organisation's order of themes."""
        for theme in self._edition.themes:
            stories = tuple(story for story in told if story.themes[0] == theme)
            left = tuple(story for story in more if story.themes[0] == theme)
            if stories or left:
                yield Section(theme, stories, left)

    def _voices(self, plan: IssuePlan) -> Iterable[Voice]:
        """Those of the new voices who are named here."""
        for id_, at in plan.voices:
            story = self._by_id.get(id_)
            if story and at < len(story.givers) and story.givers[at].named:
                yield Voice(story.givers[at], story)

    def _thread(self, told: Iterable[ShownStory]) -> Thread | None:
        """The longest thread that a story continues from an earlier issue."""
        here = {story.id for story in told}
        grown = [Thread(self._before(story), story) for story in told if story.continues]
        grown = [thread for thread in grown if any(s.id not in here for s in thread.before)]
        return max(grown, key=lambda thread: len(thread.before), default=None)

    def _before(self, story: ShownStory) -> tuple[ShownStory, ...]:
        """What a story continues, from the first story of the thread on."""
        path: list[ShownStory] = []
        at = self._by_id.get(story.continues or "")
        while at is not None and at not in path:
            path.append(at)
            at = self._by_id.get(at.continues or "")
        return tuple(reversed(path))


def number_of(name: str | None, period: Period) -> int | None:
    """The number of a period's issue, counted from the organisation's first."""
    first = Period.parse(name) if name else None
    if first is None or period.cadence is not first.cadence or period.start < first.start:
        return None
    if period.cadence is Cadence.WEEKLY:
        return (period.start - first.start).days // 7 + 1
    months = (period.start.year - first.start.year) * 12 + period.start.month - first.start.month
    return months // (3 if period.cadence is Cadence.QUARTERLY else 1) + 1
