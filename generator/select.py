"""What the site features: the front page, a guide's stories. Deterministic, and by the month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from generator.edition import Edition, ShownStory
from generator.fresh import is_fresh
from generator.model import Norm

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
