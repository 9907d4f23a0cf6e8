"""The newsletters of an edition: which stories belong to an issue, and how it is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from generator.edition import Edition, ShownChoices, ShownStory
from generator.issues.digest import Digest, Numbers, Section, Thread, Voice
from generator.model import Cadence
from generator.periods import Period

_SMALL = 480
"""Characters: a shorter story that has no ask, outcome or quote is told in a line."""


class Issues:
    """The newsletters of an edition. What stories belong to which period is found in one pass."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._by_id = {story.id: story for story in edition.stories}
        self._dated: dict[Period, list[ShownStory]] = {}
        for story in edition.stories:
            period = Period.of(story.date, edition.newsletter.cadence)
            self._dated.setdefault(period, []).append(story)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have stories, newest first, from the organisation's first issue on."""
        name = self._edition.newsletter.first
        first = Period.parse(name) if name else None
        return tuple(
            sorted((p for p in self._dated if not first or p.start >= first.start), reverse=True)
        )

    def stories(self, period: Period) -> list[ShownStory]:
        """The stories dated in a period, newest first."""
        if period.cadence is self._edition.newsletter.cadence:
            return self._dated.get(period, [])
        return [story for story in self._edition.stories if story.date in period]

    def digest(self, period: Period) -> Digest:
        """What the newsletter of a period tells, from the stories dated in it.

        The editor's hero, pins, skips and order come first; else the hero is the story told most
        fully, and each theme shows its newest stories up to the limits of newsletter.yml.
        """
        edition, dated = self._edition, self.stories(period)
        choices = edition.choices.get(period.name, ShownChoices())
        pool = [story for story in dated if story.id not in choices.skip]
        hero = self._by_id.get(choices.hero or "") or max(pool, key=_fullness, default=None)
        pinned = [self._by_id[id_] for id_ in choices.pin if id_ in self._by_id]
        rest = [s for s in dict.fromkeys((*pinned, *pool)) if s is not hero]
        rest.sort(key=lambda story: _place(story, choices))
        asks = [s for s in rest if s.ask and s.id not in choices.pin]
        ask = max(asks, key=_fullness) if hero and len(rest) > 1 and asks else None
        rest = [s for s in rest if s is not ask]
        limits = edition.newsletter.limits
        left = limits.stories - (1 if hero else 0) - (1 if ask else 0)
        shown: dict[str, list[ShownStory]] = {slug: [] for slug in edition.themes}
        more = dict.fromkeys(edition.themes, 0)
        acts: list[ShownStory] = []
        more_acts = 0
        for story in rest:
            if is_small(story) or not story.themes:
                acts.append(story)
                continue
            theme = story.themes[0]
            if left > 0 and (len(shown[theme]) < limits.per_theme or story.id in choices.pin):
                shown[theme].append(story)
                left -= 1
            else:
                more[theme] += 1
        acts, more_acts = acts[: limits.small_acts], len(acts[limits.small_acts :])
        told = [s for s in (hero, ask) if s] + [s for some in shown.values() for s in some] + acts
        return Digest(
            period,
            edition.newsletter.title,
            number_of(edition.newsletter.first, period),
            choices.note,
            hero,
            ask,
            tuple(
                Section(slug, tuple(stories), more[slug])
                for slug, stories in shown.items()
                if stories or more[slug]
            ),
            tuple(self._voices(told, period)),
            self._thread(told),
            tuple(acts),
            more_acts,
            numbers([s for s in dict.fromkeys((hero, *pool, *pinned)) if s]),
            call_to_action=choices.call_to_action,
        )

    def _voices(self, told: Iterable[ShownStory], period: Period) -> Iterable[Voice]:
        """Givers of no story before the period, where there were any."""
        before = [s for s in self._edition.stories if s.date < period.start]
        seen = {person.token for story in before for person in story.givers}
        for story in told if before else ():
            for person in story.givers:
                if person.named and not person.is_team and person.token not in seen:
                    seen.add(person.token)
                    yield Voice(person, story)

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


def is_small(story: ShownStory) -> bool:
    """Whether a line tells it all."""
    return not (story.ask or story.outcome or story.quote or len(story.body) > _SMALL)


def numbers(stories: Iterable[ShownStory]) -> Numbers:
    """Some stories in four numbers."""
    stories = list(stories)
    return Numbers(
        len(stories),
        len({person.team for story in stories for person in story.people if person.team}),
        sum(story.ask is not None for story in stories),
        sum(story.continues is not None for story in stories),
    )


def _place(story: ShownStory, choices: ShownChoices) -> tuple[int, int]:
    ordered = choices.order.index(story.id) if story.id in choices.order else len(choices.order)
    return (0 if story.id in choices.pin else 1, ordered)


def _fullness(story: ShownStory) -> tuple[int, int, str]:
    told = sum(map(bool, (story.ask, story.outcome, story.quote)))
    return told, min(len(story.body), 1500), story.id


def number_of(name: str | None, period: Period) -> int | None:
    """The number of a period's issue, counted from the organisation's first."""
    first = Period.parse(name) if name else None
    if first is None or period.cadence is not first.cadence or period.start < first.start:
        return None
    if period.cadence is Cadence.WEEKLY:
        return (period.start - first.start).days // 7 + 1
    months = (period.start.year - first.start.year) * 12 + period.start.month - first.start.month
    return months // (3 if period.cadence is Cadence.QUARTERLY else 1) + 1
