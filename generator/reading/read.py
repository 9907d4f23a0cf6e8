"""Files → stories + diagnostics. One broken file never hides the problems of another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from generator.codes import code
from generator.consent.facts import gather
from generator.consent.names import NameIndex, fold
from generator.diagnostics import Diagnostic
from generator.model import NO_DAY, Story
from generator.reading.files import STORY_BYTES, read_file
from generator.reading.nodes import Document, within
from generator.reading.source import STORY_EVENTS, parse, split
from generator.reading.typed import typed

# What stands in for a field that cannot be used, so that the others can still be checked.
_ANOTHER = re.compile(r"^---[ \t]*\n(?:[\w-]+:.*\n)*(?:date|givers|receivers):.*\n", re.MULTILINE)
_INSTEAD = {"date": NO_DAY, "givers": ("anonymous",), "receivers": ("anonymous",), "body": "…"}


def read_story(root: Path, path: str, names: NameIndex) -> tuple[Story | None, list[Diagnostic]]:
    """One file → the story, and everything that is wrong with its form.

    A story with problems is not for use: it holds what could be read, for the rules to look at.
    """
    problems: list[Diagnostic] = []
    text = read_file(root, path, STORY_BYTES, problems)
    return (None, problems) if text is None else story_of(path, text, names, problems)


def story_of(
    path: str, text: str, names: NameIndex, before: Iterable[Diagnostic] = ()
) -> tuple[Story | None, list[Diagnostic]]:
    """The same of a text; `before` is what was wrong with its bytes."""
    problems = list(before)
    extra = {}
    if path.casefold().endswith(".md"):
        document, found = split(path, text)
        extra["body"] = document.body or ""
        problems.extend(found)
        problems.extend(_body_field(document))
    else:
        document, found = parse(path, text, STORY_EVENTS)
        problems.extend(found)
    if document.root is None:
        return None, problems
    if document.body and "\n---" in document.body:
        problems.extend(_second(document, document.body))
    known = {(d.location.line, d.location.column) for d in problems}
    # A summary that is there, and wrong, is no missing prose.
    instead = _INSTEAD | ({"summary": "…"} if "summary" in document.root.entries else {})
    story, found = typed(
        Story, document, "S", extra=extra, instead=instead, whose=partial(_whose, names)
    )
    problems.extend(d for d in found if (d.location.line, d.location.column) not in known)
    if story is not None:
        assert story.__pydantic_private__ is not None
        story.__pydantic_private__["_facts"] = gather(story, names)
    return story, problems


def _second(document: Document, body: str) -> list[Diagnostic]:
    """A second story that begins where the first ends: only the first would have its own page."""
    match = _ANOTHER.search(body)
    if match is None:
        return []
    place = within(document.path, body, document.body_line, match.start(), 3)
    return [
        code("S128")(
            place, "a second story begins here", "move it to a file of its own: one file, one story"
        )
    ]


def _whose(names: NameIndex, text: str) -> Collection[str]:
    """The ids that somebody may have meant who wrote a name, or an id in capitals."""
    word = fold(text.strip())
    return names.spelled(text) or ([word] if word in names.first else names.given.get(word, ()))


def _body_field(document: Document) -> list[Diagnostic]:
    """In Markdown the body is what follows the fields, and not one of them."""
    if document.root is None or "body" not in document.root.entries:
        return []
    place = document.span(document.root.entries.pop("body")[0])
    return [
        code("S", "01")(place, 'unknown field "body"', 'write the story below the second "---"')
    ]
