"""stories/ → a checked Library: everything is read, every rule is asked, nothing stops the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import workers
from generator.diagnostics import Diagnostic, in_order
from generator.model import Library, Settings, Story
from generator.reading.files import STORY_BYTES, decode
from generator.reading.find import find
from generator.reading.read import read_story, story_of
from generator.rules import LIBRARY_RULES, STORY_RULES
from generator.rules.context import Context


@dataclass(frozen=True, slots=True)
class Checked:
    """The stories that can be used, every problem that was found, and how many files there were."""

    library: Library
    problems: tuple[Diagnostic, ...]
    files: int

    @property
    def broken(self) -> frozenset[str]:
        """Paths of the files in stories/ that have errors."""
        return frozenset(d.location.path for d in self.problems if d.is_error)


def check(root: Path, settings: Settings, today: dt.date) -> Checked:
    """Read and check every story below `root`."""
    found = find(root)
    context = Context(settings, today, root, frozenset(found.pictures))

    def survey(paths: Sequence[str]) -> list[tuple[Story | None, list[Diagnostic]]]:
        return [_ruled(*read_story(root, path, context.names), context) for path in paths]

    surveyed = [one for share in workers.spread(survey, found.stories) for one in share]
    problems = [*found.problems, *(d for _, some in surveyed for d in some)]
    misplaced = {d.location.path for d in found.problems}
    # Rules see what could be read of broken stories too: one mistake is no reason for two reports.
    readable = tuple(s for s, _ in surveyed if s is not None and s.origin.path not in misplaced)
    library = Library(settings, today, readable)
    problems.extend(d for rule in LIBRARY_RULES for d in rule(library))
    broken = {d.location.path for d in problems if d.is_error}
    usable = tuple(s for s in library.stories if s.origin.path not in broken)
    return Checked(
        Library(settings, today, usable),
        tuple(in_order(problems)),
        len(found.stories) + found.others,
    )


def check_text(path: str, text: str, context: Context) -> tuple[Story | None, list[Diagnostic]]:
    """One story as it would be if its file held this text; what needs the others is not asked."""
    seen, problems = decode(path, text.encode(), STORY_BYTES)
    if seen is None:
        return None, problems
    return _ruled(*story_of(path, seen, context.names, problems), context)


def _ruled(
    story: Story | None, problems: list[Diagnostic], context: Context
) -> tuple[Story | None, list[Diagnostic]]:
    if story is not None:
        problems.extend(d for rule in STORY_RULES for d in rule(story, context))
    return story, problems
