"""Files → stories + diagnostics. One broken file never hides the problems of another.

P115 (error): the front matter is closed too early

    There is a line "---" among the fields. It ends them, so the fields below it are read as the
    story.

    Why: These fields would be printed as text, and what they say would be lost.

    Remedy: Delete that line. Two lines "---" are enough: the first line of the file, and one below all
    the fields.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        ---
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S128 (error): two stories in one file

    A second story, with its own fields, begins below the first.

    Why: One file is one story, with one address. The second would appear as part of the first.

    Remedy: Move the second story to a file of its own.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour.

        ---
        givers: maria
        receivers: sam
        date: 2026-10-15
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour.

    Good: stories/2026/the-second-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-10-15
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import NO_DAY, Origin, Story, fields_of
from generator.model.roles import required_fields
from generator.source.field_codes import STORIES
from generator.source.files import STORY_BYTES, read_file
from generator.source.lookup import PeopleLookup
from generator.source.nodes import Document, location_in_text
from generator.source.parser import NO_FIELDS, STORY_EVENTS, parse_markdown, parse_yaml
from generator.source.plain_fields import plain_fields, plain_place
from generator.source.validate import entry_of, validate

CODES = codes(__doc__)
CLOSED_TOO_EARLY = CODES["P115"]
SECOND_STORY = CODES["S128"]

# Placeholders for fields that cannot be used, so that the others can still be checked.
_ANOTHER = re.compile(
    r"^---[ \t]*\n(?:[ \t]*\n)*(?:[\w-]+:.*\n)*(?:date|givers|receivers):.*\n", re.MULTILINE
)
_NAMES = "|".join(name for name in fields_of(Story) if name != "body")
_FIELDS_FIRST = re.compile(
    rf"(?:[ \t]*\n)*(?:(?:{_NAMES}):.*\n(?:(?:[ \t]|- ).*\n)*)+---[ \t]*$", re.MULTILINE
)
"""A body that begins with fields, and a line that closes them."""
_INSTEAD = {"date": NO_DAY, "givers": ("anonymous",), "receivers": ("anonymous",), "body": "…"}


@dataclass(slots=True)
class StoryFile:
    """A file of a story, as far as it could be read, and what is wrong with its form.

    Where something is wrong, the story is not for use: it holds what could be read, for the rules
    to look at. Where all fields are plain, there is a story and no document.
    """

    path: str
    text: str | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    document: Document | None = None
    story: Story | None = None

    @property
    def is_broken(self) -> bool:
        """Whether an error was found in the file."""
        return any(d.is_error and d.location.path == self.path for d in self.problems)

    def locate(self, field: str) -> Location:
        """The place of one of its fields."""
        if self.document is None and self.story is not None:
            return plain_place(self.path, self.story.origin.text, field)
        return self.document.locate(field) if self.document else Location(self.path)


def read_stories(
    root: Path, paths: Iterable[str], lookup: PeopleLookup | None = None
) -> list[StoryFile]:
    """Read the stories at some paths below `root`; `lookup` helps with names in place of ids.

    Each step is taken with all files before the next one: with a few dozen at a time, which stay
    in the processor's cache, that is a quarter faster.
    """
    files = [StoryFile(path) for path in paths]
    for each in files:
        each.text = read_file(root, each.path, STORY_BYTES, each.problems)
    return _read(files, lookup)


def story_from_text(
    path: str, text: str, before: Iterable[Diagnostic] = (), lookup: PeopleLookup | None = None
) -> StoryFile:
    """Read a story from a text, as if it were in a file; `before` is what was wrong with its bytes."""
    (file,) = _read([StoryFile(path, text, list(before))], lookup)
    return file


def _read(files: list[StoryFile], lookup: PeopleLookup | None) -> list[StoryFile]:
    for each in files:
        if each.text is not None and not each.problems:
            each.story = _plain(each.path, each.text)
    for each in files:
        if each.text is not None and each.story is None:
            each.document = _taken_apart(each.path, each.text, each.problems)
    for each in files:
        if each.document is not None:
            each.story = _typed(each.document, each.problems, lookup)
    return files


def _plain(path: str, text: str) -> Story | None:
    """A story without a mistake in its fields, all of which are plain; None says nothing of it."""
    values = plain_fields(path, text)
    try:
        return None if values is None else entry_of(Story, values, Origin(path, text, ()))
    except ValidationError:
        return None


def _taken_apart(path: str, text: str, problems: list[Diagnostic]) -> Document | None:
    """The fields and the prose of a story; None where no field can be read."""
    if path.casefold().endswith(".md"):
        document, found = parse_markdown(path, text)
        if early := _closed_early(document):
            at, place = early
            document, found = parse_markdown(
                path, text[:at] + text[at + 3 :]
            )  # the line stays, and is empty
            found.insert(0, _early(place))
        problems.extend(found)
        problems.extend(_body_field(document))
    else:
        document, found = parse_yaml(path, text, STORY_EVENTS)
        problems.extend(found)
        if not text.strip():
            hint = _(
                'write its fields, for example "date: 2026-10-14", and the story below "body: |"'
            )
            problems.append(NO_FIELDS(Location(path), _("the file is empty"), hint))
            return None
    if document.root is None:
        return None
    if document.body and "\n---" in document.body:
        problems.extend(_second(document, document.body))
    return document


def _typed(
    document: Document, problems: list[Diagnostic], lookup: PeopleLookup | None
) -> Story | None:
    assert document.root is not None
    known = {(d.location.line, d.location.column) for d in problems}
    # A summary that is there, and wrong, is no missing prose.
    instead = _INSTEAD | ({"summary": "…"} if "summary" in document.root.entries else {})
    extra = {} if document.body is None else {"body": document.body}
    story, found = validate(Story, document, STORIES, extra=extra, instead=instead, lookup=lookup)
    problems.extend(d for d in found if (d.location.line, d.location.column) not in known)
    return story


def _closed_early(document: Document) -> tuple[int, Location] | None:
    """The offset and the place of a line that closes the fields too early."""
    body = document.body
    if document.root is None or not body or not _FIELDS_FIRST.match(body):
        return None
    if document.root.entries.keys() >= set(required_fields(Story)):
        return None  # a whole story: what follows is a second one
    line = document.body_line - 1
    at = len(document.text) - len(body) - 1 - (len(document.lines[line - 1]))
    return at, Location(document.path, line, 1, line, 4)


def _early(place: Location) -> Diagnostic:
    return CLOSED_TOO_EARLY(
        place, _('this "---" ends the fields, but more fields follow'), _("delete this line")
    )


def _second(document: Document, body: str) -> list[Diagnostic]:
    """A second story that begins where the first ends: only the first would have its own page."""
    match = _ANOTHER.search(body)
    if match is None:
        return []
    place = location_in_text(document.path, body, document.body_line, match.start(), 3)
    return [
        SECOND_STORY(
            place,
            _("a second story begins here"),
            _("move it to a file of its own; each file holds one story"),
        )
    ]


def _body_field(document: Document) -> list[Diagnostic]:
    """In Markdown the body is what follows the fields, and not one of them."""
    if document.root is None or "body" not in document.root.entries:
        return []
    place = document.span(document.root.entries.pop("body")[0])
    return [
        STORIES.unknown(
            place,
            _('unknown field "%(name)s"', name="body"),
            _('write the story below the second "---"'),
        )
    ]
