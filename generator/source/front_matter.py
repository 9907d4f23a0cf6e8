"""Report what is in the place of the lines that begin and end front matter.

P104 (error): no front matter

    A story in Markdown begins with a line of three hyphens, then its fields, then a second such line.
    This file does not.

    Why: Without the fields, we do not know when it happened or who was in it.

    Remedy: Put the lines of the good example above the story. There must be nothing before the
    first one, not even an empty line.

    Bad: stories/2026/the-belt.md

        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

P105 (error): the front matter is not closed

    The line "---" that ends the fields is missing.

    Why: Without it, the story would be read as one more field.

    Remedy: Put a line "---" between the last field and the story.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam

        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import Message
from generator.languages.message import gettext as _

CODES = codes(__doc__)
NO_FRONT_MATTER = CODES["P104"]
NOT_CLOSED = CODES["P105"]

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIELDS_FOLLOW = re.compile(r"^---[ \t]*\n(?:[\w-]+:.*\n)+---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(r"[ \t]*\\?(?:[-–—_=*~]{1,8}|(?:[-_*][ \t]){2,8}[-_*]?|\+\+\+|---.*)[ \t]*")
_CLOSES = re.compile(r"[ \t]*\\?(?:[-–—_=*~]{1,8}|(?:[-_*][ \t]){2,8}[-_*]?|\+\+\+|\.\.\.)[ \t]*")
_FIELD_LINE = re.compile(r"[ \t]*(?:#.*|- .*|[\w-]+:(?:[ \t].*)?)?|[ \t]+.*")
_DRESSED = re.compile(
    r"[ \t]*(?:[-*•>+][ \t]+)*[*_`]{0,3}(date|givers|receivers)[*_`]{0,3}[ \t]*[:=|：][*_`]{0,3}[ \t]*([^|\n]*)",
    re.IGNORECASE,
)
_BEFORE_ALL = re.compile(r"(?:>|\+|\|)[ \t]?(?=---)")
"""What mail programs, tables and diff tools put before each line."""


def no_front_matter(path: str, text: str) -> Diagnostic:
    """Report a Markdown file that does not begin with a `---` line."""
    number, line = next(
        ((n, words) for n, words in enumerate(text.split("\n"), 1) if words.strip()), (1, "")
    )
    place = Location(path, number, 1, number, max(2, len(line) + 1))
    if not line:
        return NO_FRONT_MATTER(
            Location(path),
            _("the file is empty"),
            _('write a line "---", then date, givers and receivers, a line "---", and the story'),
        )
    if FENCE.match(line.strip()):
        if number > 1:
            return NO_FRONT_MATTER(
                Location(path, 1, 1, 1, 1),
                _("there are empty lines before the front matter"),
                _('delete them; the first line of the file must be "---"'),
            )
        return NO_FRONT_MATTER(
            place,
            _('there are spaces before the "---"'),
            _("delete them, and those before the fields"),
        )
    known = _known(line, text)
    return NO_FRONT_MATTER(place, *(known or _nothing(path)))


def unclosed_front_matter(path: str, text: str) -> Diagnostic:
    """Report front matter without an end, at the first line that does not look like a field."""
    lines = text.split("\n")
    message = _('there is no line "---" after the fields')
    for number, line in enumerate(lines[1:], 2):
        near = _CLOSES.fullmatch(line)
        if not near and line.endswith(" ---"):
            column = len(line) - 2
            return NOT_CLOSED(
                Location(path, number, column, number, column + 3),
                _('the "---" must be on a line of its own, not after a value'),
                _("move it to the next line"),
            )
        if near or not line.strip() or not _FIELD_LINE.fullmatch(line):
            return NOT_CLOSED(
                Location(path, number, 1, number, max(2, len(line) + 1)),
                message,
                _('write "---" here')
                if near
                else _('put a line "---" here, between the fields and the story'),
            )
    return NOT_CLOSED(
        Location(path, len(lines), 1, len(lines), 1),
        message,
        _('put a line "---" below the fields, and the story after it'),
    )


def _known(line: str, text: str) -> tuple[Message, Message] | None:
    """The message and hint for the first line that is not blank, if it is known."""
    if before := _BEFORE_ALL.match(line):
        return (
            _('every line begins with "%(sign)s"', sign=before[0].strip()),
            _("delete it, and the space after it, from every line"),
        )
    if _NEARLY.fullmatch(line):
        return (
            _("front matter must begin with a line of three hyphens"),
            _('write "---" here and below the fields, and each field as name: value')
            if "+" in line
            else _('write "---" here and below the fields'),
        )
    if line.startswith("```"):
        return (
            _("there is a code fence before the front matter"),
            _("delete it, and the one at the end"),
        )
    if _FIELDS_FOLLOW.search(text):
        return (
            _("there is text before the front matter"),
            _('move it below the second "---"; the first line of the file must be "---"'),
        )
    if line.startswith("{"):
        return (
            _("the fields are written as JSON"),
            _(
                "write each on a line of its own, for example date: 2026-10-14, and a line "
                '"---" above and below them'
            ),
        )
    if re.match(r"<[a-zA-Z!]", line):
        return (
            _("this is the source of a web page, not a story"),
            _(
                'copy the text from the page itself, and put the fields above it between two lines "---"'
            ),
        )
    dressed = [found for words in text.split("\n")[:20] if (found := _DRESSED.match(words))]
    if not dressed:
        return None
    first = dressed[0]
    plain = f"{first[1].lower()}: {first[2].strip(' *_`') or '…'}"
    if first[0].startswith(f"{first[1].lower()}:") and line.startswith(first[0]):
        return (
            _('there is no line "---" above the fields'),
            _('write "---" above this line, and below the fields'),
        )
    return (
        _("the fields are in the text, not in front matter"),
        _(
            'move them to the top, between two lines "---", each as name: value, like %(text)s',
            text=plain,
        ),
    )


def _nothing(path: str) -> tuple[Message, Message]:
    if path.startswith("stories/"):
        return (
            _("the story has no front matter"),
            _(
                'begin the file with five lines: "---", "date: 2026-10-14", "givers: maria", '
                '"receivers: sam" and "---", with your own day and ids'
            ),
        )
    return (
        _("the page has no front matter"),
        _(
            'begin the file with a line "---", then its fields, for example "title: Day 1", '
            'then a line "---"'
        ),
    )
