"""Stories by theme, kind, team, year, month and thread, each in one explicit, stable order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.edition import Edition, ShownStory
from generator.model import Kind

Stories = tuple[ShownStory, ...]
"""Newest first; of one day, by id."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The stories of an edition, grouped. Themes, kinds and teams come in the organisation's
    order, with those that have no story; years and months newest first; threads oldest first.
    """

    by_theme: Mapping[str, Stories]
    by_kind: Mapping[Kind, Stories]
    by_team: Mapping[str, Stories]
    by_year: Mapping[int, Stories]
    by_month: Mapping[tuple[int, int], Stories]
    threads: Mapping[str, Stories]
    """By the id of every story in a thread of two or more; each thread from its first story on."""
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
        _by(stories, _teams, edition.teams),
        _by(stories, lambda s: (s.date.year,), ()),
        _by(stories, lambda s: ((s.date.year, s.date.month),), ()),
        _threads(stories),
        {story.id: story for story in stories},
        {s.id: (around[n + 2], around[n]) for n, s in enumerate(stories)},
    )


def _teams(story: ShownStory) -> tuple[str, ...]:
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


def _threads(stories: Stories) -> dict[str, Stories]:
    """Every story that continues another, or is continued, with its whole thread."""
    by_id = {story.id: story for story in stories}
    root: dict[str, str] = {}
    for story in reversed(stories):
        path: dict[str, None] = {}
        at = story
        while at.id not in root and at.continues in by_id and at.id not in path:
            path[at.id] = None
            at = by_id[at.continues]
        top = root.get(at.id, at.id)
        root.update(dict.fromkeys([*path, at.id], top))
    members: dict[str, list[ShownStory]] = {}
    for story in reversed(stories):
        members.setdefault(root[story.id], []).append(story)
    return {
        story.id: tuple(found) for found in members.values() if len(found) > 1 for story in found
    }
