"""stories/ → a checked Library: everything is read, every rule is asked, nothing stops the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from generator import workers
from generator.diagnostics import Diagnostic, in_order
from generator.ids import id_like
from generator.model import Facts, Library, Origin, Settings, Story
from generator.reading.config import read_settings
from generator.reading.files import STORY_BYTES, decode
from generator.reading.find import Found, find
from generator.reading.read import Reading, read_stories, story_of
from generator.rules import LIBRARY_RULES, STORY_RULES
from generator.rules.context import Context

Today = Callable[[Settings], dt.date]
"""The day of the build, which may depend on the organisation's settings."""
Progress = Callable[[int, int], None]
"""Is told how many stories are read, and of how many."""
_LEFT_OUT = {
    **dict.fromkeys(("title", "summary", "ask", "outcome", "quote", "image")),
    **dict.fromkeys(("receivers", "consent", "not_names"), ()),
}
"""What library rules do not look at in a story, or find among its givers and in its body."""
_NO_FACTS = Facts()
_HANDFUL = 32
"""So many stories are read together, step by step. See read_stories."""
_Surveyed = list[tuple[Story | None, list[Diagnostic]]]


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


def check(
    root: Path,
    settings: Settings,
    today: dt.date,
    progress: Progress | None = None,
    *,
    printing: bool = True,
) -> Checked:
    """Read and check every story below `root`. When nothing is to be printed, the library holds
    outlines of the stories.
    """
    found = find(root)
    surveyed = _survey(
        root,
        found,
        Context(settings, today, root, frozenset(found.pictures)),
        progress,
        printing=printing,
    )
    problems = [*found.problems, *(d for _, some in surveyed for d in some)]
    misplaced = {d.location.path for d in found.problems}
    # Rules see what could be read of broken stories too: one mistake is no reason for two reports.
    readable = tuple(s for s, _ in surveyed if s is not None and s.origin.path not in misplaced)
    misnamed = {id_like(PurePath(path).stem): path for path in sorted(misplaced)}
    library = Library(settings, today, readable, misnamed)
    problems.extend(d for rule in LIBRARY_RULES for d in rule(library))
    broken = {d.location.path for d in problems if d.is_error}
    if broken:
        usable = tuple(s for s in library.stories if s.origin.path not in broken)
        library = replace(library, stories=usable)
    return Checked(
        library,
        tuple(in_order(problems)),
        len(found.stories) + found.others,
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
    checked = check(root, settings, today(settings), progress, printing=False)
    everything = in_order([*problems, *checked.problems])
    return (None if unusable(everything) else checked.library), everything


def unusable(problems: Iterable[Diagnostic]) -> bool:
    """Whether the configuration has errors, so that nothing can be made of it."""
    return any(d.is_error and d.location.path.startswith("site_config/") for d in problems)


def _survey(
    root: Path, found: Found, context: Context, progress: Progress | None, *, printing: bool
) -> _Surveyed:
    """Every story read, and asked the rules that need no other; shared among processes."""

    def survey(paths: Sequence[str]) -> _Surveyed:
        made: _Surveyed = []
        for at in range(0, len(paths), _HANDFUL):
            if progress:  # this share stands for all: they go side by side
                progress(at * len(found.stories) // len(paths), len(found.stories))
            some = paths[at : at + _HANDFUL]
            for each in _ruled(read_stories(root, some, context.names, context.directory), context):
                story = each.story
                if story is not None and not printing:
                    story = _outline(story, texts=bool(context.settings.glossary))
                made.append((story, each.problems))
        return made

    return [one for share in workers.spread(survey, found.stories) for one in share]


def _outline(story: Story, *, texts: bool) -> Story:
    """What library rules look at in a story: the whole of ten thousand takes long to hand over."""
    origin = story.origin
    left = {
        "givers": tuple(sorted(story.people)),
        "body": "\n".join((story.body, *story.prose().values())) if texts else "",
    }
    outline = story.model_copy(update=_LEFT_OUT | left)
    text = origin.text if story.continues else ""
    outline.__pydantic_private__ = {
        "_origin": Origin(origin.path, text, origin.keys),
        "_facts": _NO_FACTS,
    }
    return outline


def check_text(path: str, text: str, context: Context) -> tuple[Story | None, list[Diagnostic]]:
    """One story as it would be if its file held this text; what needs the others is not asked."""
    seen, problems = decode(path, text.encode(), STORY_BYTES)
    if seen is None:
        return None, problems
    story, problems = story_of(path, seen, context.names, problems, context.directory)
    _ruled([Reading(path, seen, problems, story=story)], context)
    return story, problems


def _ruled(readings: list[Reading], context: Context) -> list[Reading]:
    """Stories, with what the rules say of each. Each rule sees all of them before the next does."""
    for rule in STORY_RULES:
        for each in readings:
            if each.story is not None:
                each.problems.extend(rule(each.story, context))
    return readings
