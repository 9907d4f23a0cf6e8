"""What is featured: the front page, a guide's stories, a digest. Deterministic, and by the month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.edition import Edition, ShownChoices, ShownStory
from generator.fresh import is_fresh
from generator.model import Cadence, Norm
from generator.periods import Period

_FRESH_DAYS = 92


def featured(edition: Edition) -> ShownStory | None:
    """The front page's story: of the last three months if there is one, told in full if possible,
    changing by the month.
    """
    recent = [s for s in edition.stories if (edition.today - s.date).days <= _FRESH_DAYS]
    pool = recent or list(edition.stories[:12])
    full = [s for s in pool if s.outcome and s.quote] or [s for s in pool if s.outcome] or pool
    return min(full, key=lambda s: _lot(f"{edition.today:%Y-%m}", s.id), default=None)


def for_guide(
    edition: Edition,
    themes: Sequence[str],
    salt: str,
    count: int,
    without: Iterable[str] = (),
    norms: tuple[Norm, ...] = (),
) -> tuple[ShownStory, ...]:
    """Stories of some themes for a guide or a norm: varied in kind, team and people, fresh ones
    first, stale ones not at all, drawn anew each month.
    """
    leave = set(without)
    wanted = set(themes)
    rules = edition.site.onboarding
    pool = [
        s
        for s in edition.stories
        if s.id not in leave and wanted & set(s.themes) and is_fresh(s, edition.today, rules, norms)
    ]
    month = f"{edition.today:%Y-%m}"
    pool.sort(key=lambda s: ((edition.today - s.date).days // 183, _lot(month, salt, s.id)))
    chosen: list[ShownStory] = []
    while pool and len(chosen) < count:
        seen = {mark for s in chosen for mark in _marks(s)}
        best = min(pool, key=lambda s: len(seen & set(_marks(s))))
        chosen.append(best)
        pool.remove(best)
    return tuple(chosen)


def _marks(story: ShownStory) -> tuple[object, ...]:
    return (
        story.kind,
        *story.themes,
        *(p.team for p in story.people if p.team),
        *(p.token for p in story.people),
    )


def _lot(*parts: str) -> bytes:
    """A draw that is the same on every machine."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Section:
    """Stories of one theme in a digest, and how many more the site has."""

    theme: str
    stories: tuple[ShownStory, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """One period's newsletter."""

    period: Period
    number: int | None
    """Counted from the organisation's first issue."""
    hero: ShownStory | None
    sections: tuple[Section, ...]
    note: str | None
    call_to_action: str | None
    total: int
    """Stories of the period, shown or not in this digest."""

    @property
    def stories(self) -> tuple[ShownStory, ...]:
        """Every story in the digest, in reading order."""
        hero = (self.hero,) if self.hero else ()
        return hero + tuple(s for section in self.sections for s in section.stories)


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
        limits = edition.newsletter.limits
        left = limits.stories - (1 if hero else 0)
        shown: dict[str, list[ShownStory]] = {slug: [] for slug in edition.themes}
        more = dict.fromkeys(edition.themes, 0)
        for story in rest:
            theme = story.themes[0]
            if left > 0 and (len(shown[theme]) < limits.per_theme or story.id in choices.pin):
                shown[theme].append(story)
                left -= 1
            else:
                more[theme] += 1
        sections = tuple(
            Section(slug, tuple(stories), more[slug])
            for slug, stories in shown.items()
            if stories or more[slug]
        )
        number = _number(edition, period)
        return Digest(
            period, number, hero, sections, choices.note, choices.call_to_action, len(dated)
        )


def _place(story: ShownStory, choices: ShownChoices) -> tuple[int, int]:
    ordered = choices.order.index(story.id) if story.id in choices.order else len(choices.order)
    return (0 if story.id in choices.pin else 1, ordered)


def _fullness(story: ShownStory) -> tuple[int, int, str]:
    told = sum(map(bool, (story.ask, story.outcome, story.quote)))
    return told, min(len(story.body), 1500), story.id


def _number(edition: Edition, period: Period) -> int | None:
    first = Period.parse(edition.newsletter.first) if edition.newsletter.first else None
    if first is None or period.cadence is not first.cadence or period.start < first.start:
        return None
    if period.cadence is Cadence.WEEKLY:
        return (period.start - first.start).days // 7 + 1
    months = (period.start.year - first.start.year) * 12 + period.start.month - first.start.month
    return months // (3 if period.cadence is Cadence.QUARTERLY else 1) + 1
