"""The stories that pages feature. The choice is deterministic and changes each month."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from generator.edition import Edition, ShownStory
from generator.languages import main_code
from generator.model import Kind, Norm
from generator.outputs.grouping import Stories, place_of
from generator.system.shuffle import shuffle_key

_FRESH_DAYS = 92
_FIRST_READ_DAYS = 366
_FIRST_READ_LENGTH = 1500
"""The characters of a story that a newcomer reads in about a minute."""


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
    excluded, wanted, today, month = set(without), set(themes), edition.today, _month(edition)
    pool = [
        s
        for s in edition.stories
        if not wanted.isdisjoint(s.themes)
        and s.id not in excluded
        and not edition.site.onboarding.stale(s.date, s.has_left, today, norms)
    ]
    pool.sort(key=lambda s: ((today - s.date).days // 183, shuffle_key(month, salt, s.id)))
    chosen: list[ShownStory] = []
    seen: set[object] = set()
    while pool and len(chosen) < count:
        others = (s for s in pool if seen.isdisjoint(_traits(s)))
        best = next(others, None) or min(pool, key=lambda s: len(seen & _traits(s)))
        chosen.append(best)
        pool.remove(best)
        seen |= _traits(best)
    return tuple(chosen)


def first_reads(edition: Edition, count: int) -> tuple[ShownStory, ...]:
    """Up to `count` stories for a newcomer to start with; the first has an ask, if there is one.

    Those that are too old for onboarding are left out. Of the others, short ones with a text in the language
    of the site come first; of these, such as differ most in team, theme, people and kind from those chosen; of
    these, such as are of the last year and say what changed.
    """
    main, today = main_code(edition.site.language), edition.today

    def drawbacks(story: ShownStory) -> tuple[bool, ...]:
        """What speaks against a story; what matters most comes first."""
        return (
            main_code(story.lang or main) != main,
            story.is_line or len(story.body) > _FIRST_READ_LENGTH,
            (today - story.date).days > _FIRST_READ_DAYS,
            not story.outcome,
        )

    pool = [
        (drawbacks(story), shuffle_key("first-reads", _month(edition), story.id), story)
        for story in edition.stories
        if not edition.site.onboarding.stale(story.date, story.has_left, today)
    ]
    asking = [each for each in pool if each[2].ask]
    chosen: list[ShownStory] = []
    seen: set[object] = set()
    while pool and len(chosen) < count:
        candidates = asking if asking and not chosen else pool
        best = min(
            candidates, key=lambda each: (each[0][:2], len(seen & _traits(each[2])), *each[:2])
        )
        chosen.append(best[2])
        pool.remove(best)
        seen |= _traits(best[2])
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

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._pools: dict[tuple[str, Kind | None], array[int]] = {}
        for number, story in enumerate(stories):
            for key in _pools_of(story):
                self._pools.setdefault(key, array("I")).append(number)

    def of(
        self, story: ShownStory, count: int, without: Iterable[str] = ()
    ) -> tuple[ShownStory, ...]:
        """Up to `count` stories, of other people and teams where possible."""
        excluded = {story.id, *without}
        number = place_of(story, self._stories)
        near: dict[str, ShownStory] = {}
        for key in _pools_of(story):
            pool = self._pools[key]
            place = bisect_left(pool, number)
            for other in pool[max(0, place - self.REACH) : place + self.REACH + 1]:
                found = self._stories[other]
                if found.id not in excluded:
                    near[found.id] = found
            if len(near) >= 2 * count:
                break
        seen = set(_people_and_teams(story))
        chosen: list[ShownStory] = []

        def common(found: ShownStory) -> int:
            return len(seen.intersection(_people_and_teams(found)))

        while near and len(chosen) < count:
            others = (s for s in near.values() if seen.isdisjoint(_people_and_teams(s)))
            best = next(others, None) or min(near.values(), key=common)
            chosen.append(near.pop(best.id))
            seen.update(_people_and_teams(best))
        return tuple(chosen)


def _pools_of(story: ShownStory) -> list[tuple[str, Kind | None]]:
    """The pools that a story is in, those of its kind first."""
    of_kind: list[tuple[str, Kind | None]] = [(theme, story.kind) for theme in story.themes]
    return of_kind + [(theme, None) for theme in story.themes]


def _traits(story: ShownStory) -> set[object]:
    return {story.kind, *story.themes, *_people_and_teams(story)}


def _people_and_teams(story: ShownStory) -> Iterable[object]:
    """What tells stories apart: the people who are named, and the teams."""
    for person in story.people:
        if person.person_key is not None:
            yield person.person_key
        if person.team is not None:
            yield person.team


def _month(edition: Edition) -> str:
    return f"{edition.today:%Y-%m}"
