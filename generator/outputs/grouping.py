"""Stories by theme, kind, team, year, month and thread, each group in a stable order."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.edition import Edition, ShownStory
from generator.model import Kind

Stories = tuple[ShownStory, ...]
"""Newest first; those of one day by id."""


class ThreadPosition(NamedTuple):
    """A story's position in a thread, which is listed from its first story on."""

    thread: Stories
    offset: int

    def around(self, reach: int = 3) -> Stories:
        """The first story of the thread, and those within `reach` of this one."""
        start = max(0, self.offset - reach)
        near = self.thread[start : self.offset + reach + 1]
        return near if start == 0 else (self.thread[0], *near)


class Groups(NamedTuple):
    """The stories of an edition, grouped.

    Themes, kinds and teams are in the organisation's order and may have no stories; years and
    months are newest first.
    """

    by_theme: Mapping[str, Stories]
    by_kind: Mapping[Kind, Stories]
    by_team: Mapping[str, Stories]
    by_year: Mapping[int, Stories]
    by_month: Mapping[tuple[int, int], Stories]
    threads: Mapping[str, ThreadPosition]
    """By the id of each story in a thread of at least two."""


def group(edition: Edition) -> Groups:
    """Group the stories of an edition."""
    stories = edition.stories
    return Groups(
        _group_by(stories, lambda s: s.themes, edition.themes),
        _group_by(stories, lambda s: (s.kind,), Kind),
        _group_by(stories, teams_of, edition.teams),
        _group_by(stories, lambda s: (s.date.year,), ()),
        _group_by(stories, lambda s: ((s.date.year, s.date.month),), ()),
        _threads(stories),
    )


def place_of(story: ShownStory, stories: Stories) -> int:
    """Where a story is among stories that are newest first, those of one day by id."""
    return bisect_left(stories, _newest_first(story), key=_newest_first)


def neighbours(story: ShownStory, stories: Stories) -> tuple[ShownStory | None, ShownStory | None]:
    """The next older and the next newer one of some stories, of which this is one."""
    place = place_of(story, stories)
    older = stories[place + 1] if place + 1 < len(stories) else None
    return older, stories[place - 1] if place else None


def by_id(stories: Stories, ids: Iterable[str]) -> dict[str, ShownStory]:
    """Those of some stories that have one of some ids, by it."""
    wanted = frozenset(ids)
    return {story.id: story for story in stories if story.id in wanted} if wanted else {}


def spans(stories: Stories, *, yearly: bool = False) -> tuple[tuple[dt.date, Stories], ...]:
    """Stories month by month or year by year: the day of the first story of each, and its stories."""
    groups = groupby(stories, lambda s: (s.date.year, not yearly and s.date.month))
    spans_ = (tuple(group) for _, group in groups)
    return tuple((span[0].date, span) for span in spans_)


def teams_of(story: ShownStory) -> tuple[str, ...]:
    """The teams that a story may be listed under: those that its edition shows for a person."""
    return tuple(dict.fromkeys(person.team for person in story.people if person.team))


def _newest_first(story: ShownStory) -> tuple[int, str]:
    return -story.date.toordinal(), story.id


K = TypeVar("K")


def _group_by(
    stories: Stories, keys: Callable[[ShownStory], Iterable[K]], order: Iterable[K]
) -> dict[K, Stories]:
    lists: dict[K, list[ShownStory]] = {key: [] for key in order}
    for story in stories:
        for key in keys(story):
            lists.setdefault(key, []).append(story)
    return {key: tuple(group) for key, group in lists.items()}


def _threads(stories: Stories) -> dict[str, ThreadPosition]:
    """Each thread from its first story on. What continues a story follows it, oldest first."""
    ids = {story.id for story in stories}
    followers: dict[str | None, list[ShownStory]] = {}
    for story in reversed(stories):
        before = story.continues if story.continues in ids else None
        followers.setdefault(before, []).append(story)
    positions: dict[str, ThreadPosition] = {}
    for first in followers.get(None, ()):
        if first.id in followers:
            found, waiting = [], [first]
            while waiting:
                found.append(waiting.pop())
                waiting.extend(reversed(followers.get(found[-1].id, ())))
            thread = tuple(found)
            positions.update((s.id, ThreadPosition(thread, n)) for n, s in enumerate(thread))
    return positions
