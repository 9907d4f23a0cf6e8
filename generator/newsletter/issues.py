"""The issues of an edition: of what was planned, the part that this edition may show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, partial

from generator.edition import Edition, ShownChoices, ShownStory
from generator.model import Cadence, Channel
from generator.model.periods import Period
from generator.newsletter.history import IssuePlan, IssuePlans, numbers
from generator.newsletter.issue import (
    Corrected,
    Issue,
    Numbers,
    Reason,
    Section,
    Thread,
    UpcomingMeeting,
    Voice,
    Wanted,
)
from generator.newsletter.selection import part_of

MeetingsAfter = Callable[[dt.date], tuple[UpcomingMeeting, ...]]
"""The meetings in the weeks after a day."""
WantedOn = Callable[[dt.date], tuple[Wanted, ...]]
"""The practices that an issue of a day says are looking for somebody to run them."""


class Issues:
    """The issues of an edition.

    An issue is planned once, from the newsletter's own edition, so that the mail, the page on the
    site and the deck hold the same issue. Each shows what its own edition may show.
    """

    def __init__(
        self,
        edition: Edition,
        plans: Callable[[], IssuePlans] | None = None,
        coming: MeetingsAfter = lambda _: (),
        wanted: WantedOn = lambda _: (),
    ) -> None:
        self._edition = edition
        self._made_plans = plans or partial(IssuePlans, edition)
        self._coming = coming
        self._wanted = wanted
        self.issue = cache(self._issue)

    @cached_property
    def _plans(self) -> IssuePlans:
        return self._made_plans()

    @cached_property
    def _by_id(self) -> Mapping[str, ShownStory]:
        """The stories of the edition by their ids. Many an edition prints no issue, and needs none."""
        return {story.id: story for story in self._edition.stories}

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have an issue with something to show, newest first."""
        return tuple(filter(self.has_stories, self._plans.periods))

    @property
    def public_periods(self) -> tuple[Period, ...]:
        """The periods whose issue is on the site, newest first."""
        return tuple(filter(self._plans.is_public, self.periods))

    def has_stories(self, period: Period) -> bool:
        """Whether the issue of a period would show any story."""
        return self._plans.of(period).has_any_of(self._by_id)

    @property
    def due(self) -> Period | None:
        """The newest issue that has not been sent; if all have been, the newest."""
        return self._plans.due

    def _issue(self, period: Period) -> Issue:
        """The issue of a period, which may have no stories."""
        edition, plan = self._edition, self._plans.of(period)
        choices = edition.choices.get(period.name, ShownChoices())
        stories = self._stories(plan.stories)
        more = self._stories(plan.more)
        hero = next((s for s in stories if s.id == plan.hero), next(iter(stories), None))
        ask = next((s for s in stories if s.id == plan.ask and s is not hero), None)
        rest = [s for s in stories if s is not hero and s is not ask]
        in_themes = [s for s in rest if part_of(s) == "theme"]
        acts = [s for s in rest if part_of(s) == "line"]
        day = plan.sent or (edition.today if period == self.due else period.end)
        return Issue(
            period,
            edition.newsletter.title,
            issue_number(edition.newsletter.first, period),
            choices.note,
            hero,
            ask,
            tuple(self._sections(in_themes, [s for s in more if part_of(s) == "theme"])),
            tuple(self._voices(plan)),
            tuple(self._corrected(plan)),
            self._thread(stories),
            tuple(acts),
            tuple(s for s in more if part_of(s) == "line"),
            numbers(stories + more),
            self._before_of(plan),
            self._coming(day),
            self._wanted(day),
            choices.call_to_action,
            plan.revised,
            self._plans.is_draft(period),
            plan.sent,
        )

    def reasons(self, period: Period) -> tuple[Reason[ShownStory], ...]:
        """Why each story is where it is in the issue of a period, and why others are left out."""
        return tuple(
            Reason(reason.part, story, reason.text, reason.by_editor)
            for reason in self._plans.of(period).reasons
            if (story := self._by_id.get(reason.story))
        )

    def _before_of(self, plan: IssuePlan) -> Numbers | None:
        """The numbers of the issue before: the newsletter's own, or those of what is shown here."""
        if self._edition.channels == {Channel.NEWSLETTER} or plan.before is None:
            return plan.before
        last = self._stories(plan.last)
        return numbers(last) if last else None

    def _stories(self, ids: Iterable[str]) -> list[ShownStory]:
        return [self._by_id[id_] for id_ in ids if id_ in self._by_id]

    def _sections(self, stories: list[ShownStory], more: list[ShownStory]) -> Iterable[Section]:
        """The stories by their first theme, in the organisation's order of themes."""
        for theme in self._edition.themes:
            shown = tuple(story for story in stories if story.themes[0] == theme)
            left = tuple(story for story in more if story.themes[0] == theme)
            if shown or left:
                yield Section(theme, shown, left)

    def _voices(self, plan: IssuePlan) -> Iterable[Voice]:
        """The new voices who are named in this edition."""
        for id_, index in plan.voices:
            story = self._by_id.get(id_)
            if story and index < len(story.givers) and story.givers[index].named:
                yield Voice(story.givers[index].on_site, story)

    def _corrected(self, plan: IssuePlan) -> Iterable[Corrected]:
        """What the issue notes of stories that this edition shows."""
        for id_, day in plan.corrected:
            if story := self._by_id.get(id_):
                yield from (
                    Corrected(story, each) for each in story.corrections if each.date == day
                )

    def _thread(self, stories: Iterable[ShownStory]) -> Thread | None:
        """The longest thread from an earlier issue that a story continues."""
        in_issue = {story.id for story in stories}
        grown = [Thread(self._before(story), story) for story in stories if story.continues]
        grown = [thread for thread in grown if any(s.id not in in_issue for s in thread.before)]
        return max(grown, key=lambda thread: len(thread.before), default=None)

    def _before(self, story: ShownStory) -> tuple[ShownStory, ...]:
        """The stories before one in its thread, from the first on."""
        before: list[ShownStory] = []
        previous = self._by_id.get(story.continues or "")
        while previous is not None and previous not in before:
            before.append(previous)
            previous = self._by_id.get(previous.continues or "")
        return tuple(reversed(before))


def issue_number(first_period: str | None, period: Period) -> int | None:
    """The number of a period's issue, from 1 for `first_period`; None if it cannot be counted."""
    first = Period.parse(first_period or "")
    if first is None or period.cadence is not first.cadence or period.start < first.start:
        return None
    if period.cadence is Cadence.WEEKLY:
        return (period.start - first.start).days // 7 + 1
    months = (period.start.year - first.start.year) * 12 + period.start.month - first.start.month
    return months // (3 if period.cadence is Cadence.QUARTERLY else 1) + 1
