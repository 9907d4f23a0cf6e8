"""What the site features: the front page, a guide's stories. Deterministic, and by the month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from generator.edition import Edition, ShownStory
from generator.model import Kind, Norm

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
    pool = [
        s
        for s in edition.stories
        if s.id not in leave and wanted & set(s.themes) and _is_fresh(s, edition, norms)
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


def _is_fresh(story: ShownStory, edition: Edition, norms: tuple[Norm, ...]) -> bool:
    rules = edition.site.onboarding
    return rules.stale(story.date, story.farewell, edition.today, norms) is None


def drawn(edition: Edition, count: int) -> tuple[ShownStory, ...]:
    """Stories drawn blindly, others each month."""
    month = f"{edition.today:%Y-%m}"
    return tuple(sorted(edition.stories, key=lambda s: _lot("drawn", month, s.id))[:count])


class Relatives:
    """What else to read after a story: of one of its themes, and of its kind where there is enough.

    Only stories told around the same time are looked at. So a new story changes what stands
    below its neighbours, and thousands of others stay as they are.
    """

    REACH = 4

    def __init__(self, stories: Sequence[ShownStory]) -> None:
        self._stories = stories
        self._pools: dict[tuple[str, Kind | None], list[int]] = {}
        self._places: dict[str, list[tuple[list[int], int]]] = {}
        self._marks: dict[str, frozenset[object]] = {}
        for number, story in enumerate(stories):
            of_kind = [(theme, story.kind) for theme in story.themes]
            anyway = [(theme, None) for theme in story.themes]
            places = self._places[story.id] = []
            for key in (*of_kind, *anyway):
                pool = self._pools.setdefault(key, [])
                places.append((pool, len(pool)))
                pool.append(number)
            self._marks[story.id] = frozenset(
                mark
                for person in story.people
                for mark in (person.person_key, person.team)
                if mark is not None
            )

    def of(
        self, story: ShownStory, count: int, without: Iterable[str] = ()
    ) -> tuple[ShownStory, ...]:
        """Up to `count` stories, told of other people and teams where possible."""
        leave = {story.id, *without}
        near: dict[str, ShownStory] = {}
        for pool, at in self._places[story.id]:
            for number in pool[max(0, at - self.REACH) : at + self.REACH + 1]:
                found = self._stories[number]
                if found.id not in leave:
                    near[found.id] = found
            if len(near) >= 2 * count:
                break
        seen = self._marks[story.id]
        chosen: list[ShownStory] = []
        while near and len(chosen) < count:
            others = (id_ for id_ in near if seen.isdisjoint(self._marks[id_]))
            best = next(others, "") or min(near, key=lambda id_: len(seen & self._marks[id_]))
            chosen.append(near.pop(best))
            seen |= self._marks[best]
        return tuple(chosen)


def _marks(story: ShownStory) -> tuple[object, ...]:
    return (
        story.kind,
        *story.themes,
        *(p.team for p in story.people if p.team),
        *(p.person_key for p in story.people),
    )


def _lot(*parts: str) -> bytes:
    """A draw that is the same on every machine."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
