"""Stories by theme, kind, team, year, month and thread, each in one explicit, stable order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.edition import Edition, ShownStory
from generator.model import Kind

Stories = tuple[ShownStory, ...]
"""Newest first; of one day, by id."""


class Step(NamedTuple):
    """A story's place in a thread: the whole thread from its first story on, and where in it."""

    thread: Stories
    at: int

    def around(self, reach: int = 3) -> Stories:
        """The first story and the nearest ones: a path to walk, however long the thread is."""
        start = max(0, self.at - reach)
        near = self.thread[start : self.at + reach + 1]
        return near if start == 0 else (self.thread[0], *near)


class Groups(NamedTuple):
    """The stories of an edition, grouped. Themes, kinds and teams come in the organisation's
    order, with those that have no story; years and months newest first; threads oldest first.
    """

    by_theme: Mapping[str, Stories]
    by_kind: Mapping[Kind, Stories]
    by_team: Mapping[str, Stories]
    by_year: Mapping[int, Stories]
    by_month: Mapping[tuple[int, int], Stories]
    threads: Mapping[str, Step]
    """By the id of every story in a thread of two or more."""
    by_id: Mapping[str, ShownStory]
    neighbours: Mapping[str, tuple[ShownStory | None, ShownStory | None]]
    """The next older and the next newer story."""


def group(edition: Edition) -> Groups:
    """Group an edition. Linear in the number of stories."""
    stories = edition.stories
    around = (None, *stories, None)
    return Groups(
        _by(stories, lambda s: s.themes, edition.themes),
        _by(stories, lambda s: (s.kind,), Kind),
        _by(stories, teams_of, edition.teams),
        _by(stories, lambda s: (s.date.year,), ()),
        _by(stories, lambda s: ((s.date.year, s.date.month),), ()),
        _threads(stories),
        {story.id: story for story in stories},
        {s.id: (around[n + 2], around[n]) for n, s in enumerate(stories)},
    )


def spans(stories: Stories, *, yearly: bool = False) -> tuple[tuple[dt.date, Stories], ...]:
    """Stories in their order, month by month or year by year: a day of each, and its stories."""
    return tuple(
        (found[0].date, found)
        for _, some in groupby(stories, lambda s: s.date.year * 12 + (not yearly and s.date.month))
        if (found := tuple(some))
    )


def teams_of(story: ShownStory) -> tuple[str, ...]:
    """The teams that a story may be listed under: those that its edition tells of somebody."""
    return tuple(dict.fromkeys(person.team for person in story.people if person.team))


K = TypeVar("K")


def _by(
    stories: Stories, keys: Callable[[ShownStory], Iterable[K]], order: Iterable[K]
) -> dict[K, Stories]:
    lists: dict[K, list[ShownStory]] = {key: [] for key in order}
    for story in stories:
        for key in keys(story):
            lists.setdefault(key, []).append(story)
    return {key: tuple(found) for key, found in lists.items()}


def _threads(stories: Stories) -> dict[str, Step]:
    """Each thread from its first story on; what continues a story follows it, oldest first."""
    there = {story.id for story in stories}
    followers: dict[str | None, list[ShownStory]] = {}
    for story in reversed(stories):
        before = story.continues if story.continues in there else None
        followers.setdefault(before, []).append(story)
    steps: dict[str, Step] = {}
    for first in followers.get(None, ()):
        if first.id in followers:
            found, waiting = [], [first]
            while waiting:
                found.append(waiting.pop())
                waiting.extend(reversed(followers.get(found[-1].id, ())))
            thread = tuple(found)
            steps.update((story.id, Step(thread, at)) for at, story in enumerate(thread))
    return steps
