"""stories/ → a checked Library: everything is read, every rule is asked, nothing stops the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeAlias

from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.model import Library, Outline, Settings, Story
from generator.model.ids import id_like
from generator.rules import (
    LIBRARY_REMARKS,
    LIBRARY_RULES,
    STORY_REMARKS,
    STORY_RULES,
    StoryRule,
    pictures,
)
from generator.rules.context import Context
from generator.source.discover import StoryFiles, discover
from generator.source.files import STORY_BYTES, decode
from generator.source.settings import read_settings
from generator.source.stories import Reading, read_stories, story_of
from generator.system import pool

if TYPE_CHECKING:  # who only checks need not wait for the gate
    from generator.consent.gate import Passage, Passed

Today = Callable[[Settings], dt.date]
"""The day of the build, which may depend on the organisation's settings."""
Progress = Callable[[int, int], None]
"""Is told how many stories are read, and of how many."""
_HANDFUL = 32
"""So many stories, at most, are read together, step by step. See read_stories."""
_Surveyed: TypeAlias = "list[tuple[Story | Outline | None, list[Diagnostic], tuple[Passed, ...]]]"


@dataclass(frozen=True, slots=True)
class Checked:
    """The stories that can be used, every problem that was found, and how many files there were."""

    library: Library
    problems: tuple[Diagnostic, ...]
    files: int
    passed: Mapping[str, tuple[Passed, ...]] = field(default_factory=dict)
    """What passes of each story, by its id, where it was told as soon as it was read."""

    @property
    def broken(self) -> frozenset[str]:
        """Paths of the files in stories/ that have errors."""
        return frozenset(d.location.path for d in self.problems if d.is_error)


def check(
    root: Path,
    settings: Settings,
    today: dt.date,
    progress: Progress | None = None,
    *,
    outlines: bool = False,
    passage: Passage | None = None,
    remarks: bool = True,
) -> Checked:
    """Read and check every story below `root`; without `remarks` only errors are wanted.

    With `outlines` the library holds only those: whole stories are slow to hand from one process
    to another. So with a `passage` each story passes the gate where it was read.
    """
    found = discover(root)
    surveyed = _survey(
        root,
        found,
        Context(settings, today, root, frozenset(found.pictures)),
        progress,
        passage,
        outlines=outlines or passage is not None,
        remarks=remarks,
    )
    problems = [*found.problems, *(d for _, some, _ in surveyed for d in some)]
    misplaced = {d.location.path for d in found.problems}
    # Rules see what could be read of broken stories too: one mistake is no reason for two reports.
    # A file in the wrong place is no story: it may have the id of one.
    readable = [(s, its) for s, _, its in surveyed if s and s.origin.path not in misplaced]
    misnamed = {id_like(PurePath(path).stem): path for path in sorted(misplaced)}
    library = Library(settings, today, tuple(story for story, _ in readable), misnamed)
    rules = (*LIBRARY_RULES, *LIBRARY_REMARKS) if remarks else LIBRARY_RULES
    problems.extend(d for rule in rules for d in rule(library))
    broken = {d.location.path for d in problems if d.is_error}
    problems.extend(pictures.unshown(library, found.pictures, broken))
    if broken:
        usable = tuple(s for s in library.stories if s.origin.path not in broken)
        library = replace(library, stories=usable)
    return Checked(
        library,
        tuple(in_order(problems)),
        len(found.stories) + found.others,
        {story.id: passed for story, passed in readable if passed},
    )


def examine(
    root: Path, today: Today, progress: Progress | None = None
) -> tuple[Library | None, list[Diagnostic]]:
    """Every problem of everything below `root`, in order, and outlines of the stories; none when
    the configuration has errors.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, in_order(problems)
    checked = check(root, settings, today(settings), progress, outlines=True)
    everything = in_order([*problems, *checked.problems])
    return (None if unusable(everything) else checked.library), everything


def unusable(problems: Iterable[Diagnostic]) -> bool:
    """Whether the configuration has errors, so that nothing can be made of it."""
    return any(d.is_error and d.location.path.startswith("site_config/") for d in problems)


def _survey(
    root: Path,
    found: StoryFiles,
    context: Context,
    progress: Progress | None,
    passage: Passage | None,
    *,
    outlines: bool,
    remarks: bool,
) -> _Surveyed:
    """Every story read, asked the rules that need no other, and told; shared among processes."""
    texts = remarks and bool(context.settings.glossary)
    rules = (*STORY_RULES, *STORY_REMARKS) if remarks else STORY_RULES

    def survey(share: Sequence[tuple[int, str]]) -> _Surveyed:
        made: _Surveyed = []
        for at in range(0, len(share), _HANDFUL):
            if progress:
                progress(share[at][0], len(found.stories))
            paths = [path for _, path in share[at : at + _HANDFUL]]
            readings = read_stories(root, paths, context.names, context.lookup)
            for each in _ruled(readings, context, rules):
                story = each.story
                passed = passage(story) if passage and story and not _is_broken(each) else ()
                kept = story.outline(texts=texts) if outlines and story else story
                made.append((kept, each.problems, passed))
        return made

    numbered = list(enumerate(found.stories))
    return [one for share in pool.parallel_map(survey, numbered) for one in share]


def _is_broken(reading: Reading) -> bool:
    return any(d.is_error and d.location.path == reading.path for d in reading.problems)


def check_text(path: str, text: str, context: Context) -> tuple[Story | None, list[Diagnostic]]:
    """One story as it would be if its file held this text; what needs the others is not asked."""
    seen, problems = decode(path, text.encode(), STORY_BYTES)
    if seen is None:
        return None, problems
    story, problems = story_of(path, seen, context.names, problems, context.lookup)
    _ruled([Reading(path, seen, problems, story=story)], context, (*STORY_RULES, *STORY_REMARKS))
    return story, problems


def _ruled(readings: list[Reading], context: Context, rules: Iterable[StoryRule]) -> list[Reading]:
    """Stories, with what the rules say of each. Each rule sees all of them before the next does."""
    for rule in rules:
        for each in readings:
            if each.story is not None:
                each.problems.extend(rule(each.story, context))
    return readings
