"""Runs the rules on single stories and on the whole library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.model import Story
from generator.record import Library, Scan
from generator.rules import LIBRARY_RULES, STORY_RULES, pictures
from generator.rules.context import Extent, RuleContext
from generator.source.files import STORY_BYTES, decode
from generator.source.stories import StoryFile, story_from_text


def finds_errors(rule: Callable[..., Any]) -> bool:
    """Whether an error is among the codes that the module of a rule declares."""
    module_codes = sys.modules[rule.__module__].CODES
    return any(code.severity is Severity.ERROR for code in module_codes.values())


def check_stories(
    stories: Sequence[Story], scans: Sequence[Scan], context: RuleContext
) -> list[list[Diagnostic]]:
    """The problems of each story alone. Each rule checks all stories before the next one does."""
    problems: list[list[Diagnostic]] = [[] for _ in stories]
    rules = (
        STORY_RULES if context.extent is Extent.ALL else tuple(filter(finds_errors, STORY_RULES))
    )
    for rule in rules:
        for story, scan, found in zip(stories, scans, problems, strict=True):
            found.extend(rule(story, scan, context))
    return problems


def check_text(path: str, text: str, context: RuleContext) -> StoryFile:
    """A story from a text, with all problems that can be found without other stories."""
    decoded, problems = decode(path, text.encode(), STORY_BYTES)
    if decoded is None:
        return StoryFile(path, problems=problems)
    file = story_from_text(path, decoded, problems, context.lookup)
    if file.story is not None:
        scan = scan_story(file.story, context.names)
        file.problems.extend(*check_stories([file.story], [scan], context))
    return file


def check_library(
    library: Library,
    pictures_found: Collection[str],
    problems: Iterable[Diagnostic],
    extent: Extent = Extent.ALL,
) -> tuple[Library, list[Diagnostic]]:
    """The library without broken stories, and the problems of all stories together.

    The rules see broken stories, too, so that one mistake does not cause a second report.

    Args:
        library: The records of all stories that could be read.
        pictures_found: The paths of all pictures in stories/.
        problems: The problems found before.
        extent: Which rules are asked.
    """
    rules = filter(finds_errors, LIBRARY_RULES) if extent is Extent.ERRORS else LIBRARY_RULES
    found = [diagnostic for rule in rules for diagnostic in rule(library)]
    broken = {d.location.path for d in (*problems, *found) if d.is_error}
    found.extend(pictures.unused_pictures(library, pictures_found, broken))
    usable = tuple(record for record in library.records if record.meta.path not in broken)
    return replace(library, records=usable), found
