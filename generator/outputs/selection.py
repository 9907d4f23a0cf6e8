"""The stories that pages feature. The choice is deterministic and changes each month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.edition import Edition, ShownStory
from generator.model import Kind, Norm
from generator.system.shuffle import shuffle_key

_FRESH_DAYS = 92


def featured_story(edition: Edition) -> ShownStory | None:
    """The front page's story: from the last three months and with all details, if possible."""
    recent = [s for s in edition.stories if (edition.today - s.date).days <= _FRESH_DAYS]
    pool = recent or list(edition.stories[:12])
    full = [s for s in pool if s.outcome and s.quote] or [s for s in pool if s.outcome] or pool
    return min(full, key=lambda s: shuffle_key(_month(edition), s.id), default=None)


def guide_stories(
    edition: Edition,
    themes: Iterable[str],
    salt: str,
    count: int,
    without: Iterable[str] = (),
    norms: Sequence[Norm] = (),
) -> tuple[ShownStory, ...]:
    """Up to `count` stories of some themes for a guide or a norm, fresh ones first.

    They vary in kind, team and people. Stories too old for onboarding, or for `norms`, are left
    out, and those whose ids are in `without`. Another `salt` draws others.
    """
    excluded, wanted, today = set(without), set(themes), edition.today
    pool = [
        s
        for s in edition.stories
        if s.id not in excluded
        and wanted & set(s.themes)
        and not edition.site.onboarding.stale(s.date, s.has_left, today, norms)
    ]
    pool.sort(
        key=lambda s: ((today - s.date).days // 183, shuffle_key(_month(edition), salt, s.id))
    )
    chosen: list[ShownStory] = []
    seen: set[object] = set()
    while pool and len(chosen) < count:
        best = min(pool, key=lambda s: len(seen & _traits(s)))
        chosen.append(best)
        pool.remove(best)
        seen |= _traits(best)
    return tuple(chosen)


def random_stories(edition: Edition, count: int) -> tuple[ShownStory, ...]:
    """Stories drawn at random, others each month."""
    stories = sorted(edition.stories, key=lambda s: shuffle_key("drawn", _month(edition), s.id))
    return tuple(stories[:count])


class RelatedStories:
    """Stories to read after another one: with a theme in common, and of its kind if possible.

    Only stories of around the same time are considered. So a new story changes the pages of its
    neighbours, and thousands of others stay as they are.
    """

    REACH = 4

    def __init__(self, stories: Sequence[ShownStory]) -> None:
        self._stories = stories
        self._pools: dict[tuple[str, Kind | None], list[int]] = {}
        self._places: dict[str, list[tuple[list[int], int]]] = {}
        self._people: dict[str, frozenset[object]] = {}
        for number, story in enumerate(stories):
            of_kind = [(theme, story.kind) for theme in story.themes]
            of_any_kind = [(theme, None) for theme in story.themes]
            places = self._places[story.id] = []
            for key in (*of_kind, *of_any_kind):
                pool = self._pools.setdefault(key, [])
                places.append((pool, len(pool)))
                pool.append(number)
            self._people[story.id] = frozenset(_people_and_teams(story))

    def of(
        self, story: ShownStory, count: int, without: Iterable[str] = ()
    ) -> tuple[ShownStory, ...]:
        """Up to `count` stories, of other people and teams where possible."""
        excluded = {story.id, *without}
        near: dict[str, ShownStory] = {}
        for pool, place in self._places[story.id]:
            for number in pool[max(0, place - self.REACH) : place + self.REACH + 1]:
                found = self._stories[number]
                if found.id not in excluded:
                    near[found.id] = found
            if len(near) >= 2 * count:
                break
        seen = self._people[story.id]
        chosen: list[ShownStory] = []
        while near and len(chosen) < count:
            others = (id_ for id_ in near if seen.isdisjoint(self._people[id_]))
            best = next(others, "") or min(near, key=lambda id_: len(seen & self._people[id_]))
            chosen.append(near.pop(best))
            seen |= self._people[best]
        return tuple(chosen)


def _traits(story: ShownStory) -> set[object]:
    return {story.kind, *story.themes, *_people_and_teams(story)}


def _people_and_teams(story: ShownStory) -> Iterable[object]:
    for person in story.people:
        yield person.person_key
        if person.team is not None:
            yield person.team


def _month(edition: Edition) -> str:
    return f"{edition.today:%Y-%m}"
