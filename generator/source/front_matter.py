"""Report what is in the place of the lines that begin and end front matter.

P104 (error): a story in Markdown begins with front matter

    A story in Markdown begins with a line of three hyphens, then its fields, then such a line
    again. This file does not.

    Why: Without the fields we do not know when it happened and who was in it.

    Remedy: Put the lines of the good example above the story. Nothing, not even an empty line,
    stands before the first one.

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

    Why: Without it the story would be read as one more field.

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
            "the file is empty",
            'write a line "---", then date, givers and receivers, a line "---", and the story',
        )
    if FENCE.match(line.strip()):
        if number > 1:
            return NO_FRONT_MATTER(
                Location(path, 1, 1, 1, 1),
                "empty lines stand before the front matter",
                'delete them: the first line of the file is "---"',
            )
        return NO_FRONT_MATTER(
            place, 'spaces stand before the "---"', "delete them, and those before the fields"
        )
    said = _said(line, text)
    return NO_FRONT_MATTER(place, *(said or _nothing(path)))


def unclosed_front_matter(path: str, text: str) -> Diagnostic:
    """Report front matter without an end, at the first line that does not look like a field."""
    lines = text.split("\n")
    message = 'the front matter is not closed by a line "---"'
    for number, line in enumerate(lines[1:], 2):
        near = _CLOSES.fullmatch(line)
        if not near and line.endswith(" ---"):
            column = len(line) - 2
            return NOT_CLOSED(
                Location(path, number, column, number, column + 3),
                'a "---" stands behind a value, and has to stand alone',
                "put it on a line of its own, the next",
            )
        if near or not line.strip() or not _FIELD_LINE.fullmatch(line):
            return NOT_CLOSED(
                Location(path, number, 1, number, max(2, len(line) + 1)),
                message,
                'write "---" here' if near else 'put a line "---" here, between fields and story',
            )
    return NOT_CLOSED(
        Location(path, len(lines), 1, len(lines), 1),
        message,
        'put a line "---" below the fields, and the story after it',
    )


def _said(line: str, text: str) -> tuple[str, str] | None:
    """The message and hint for the first line that is not blank, if it is known."""
    if before := _BEFORE_ALL.match(line):
        return (
            f'a "{before[0].strip()}" stands at the beginning of each line',
            "delete it, and the space after it, from every line",
        )
    if _NEARLY.fullmatch(line):
        return (
            "the front matter begins with a line of three hyphens, and this is not one",
            'write "---" here and below the fields'
            + ("; fields are written as name: value" if "+" in line else ""),
        )
    if line.startswith("```"):
        return "a fence of code stands before the front matter", "delete it, and the one at the end"
    if _FIELDS_FOLLOW.search(text):
        return (
            "words stand before the front matter",
            'move them below the second "---": the first line of the file is "---"',
        )
    if line.startswith("{"):
        return (
            "the fields are written as JSON",
            'write each on a line of its own, such as date: 2026-10-14, and a line "---" above and below them',
        )
    if re.match(r"<[a-zA-Z!]", line):
        return (
            "this is the source of a web page, and no story",
            'copy the words from the page itself; above them stand the fields, between two lines "---"',
        )
    dressed = [found for words in text.split("\n")[:20] if (found := _DRESSED.match(words))]
    if not dressed:
        return None
    first = dressed[0]
    plain = f"{first[1].lower()}: {first[2].strip(' *_`') or '…'}"
    if first[0].startswith(f"{first[1].lower()}:") and line.startswith(first[0]):
        return (
            'no line "---" stands above the fields',
            'write "---" above this line, and below the fields',
        )
    return (
        "the fields stand in the text, and not in front matter",
        f'move them to the top, between two lines "---", each as name and value alone: {plain}',
    )


def _nothing(path: str) -> tuple[str, str]:
    if path.startswith("stories/"):
        return (
            "the story has no front matter",
            'begin the file with five lines: "---", "date: 2026-10-14", "givers: maria", "receivers: sam" '
            'and "---", with your day and ids',
        )
    return (
        "the page has no front matter",
        'begin the file with a line "---", then its fields, such as "title: Day 1", then a line "---"',
    )
