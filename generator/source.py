"""Text → YAML nodes with positions, and a body. The only user of yaml.

Nodes are built from libyaml's events, never composed: composing deeply nested text with the C
loader kills the interpreter. Every scalar stays the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from generator.codes import code
from generator.diagnostics import Diagnostic, Location
from generator.model import Entry

STORY_BYTES = 64 * 1024
CONFIG_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 8
STORY_EVENTS = 2_000
CONFIG_EVENTS = 400_000

# C0 but tab and newline, DEL, C1 with NEL, line and paragraph separators, bidirectional
# embeddings, overrides and isolates, a BOM inside the text, non-characters. Joiners and plain
# direction marks, which scripts need, stay.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

Position = tuple[int, int]
"""Line and column, both counted from 0, as libyaml does."""


@dataclass(slots=True)
class Scalar:
    """A value, as typed. `plain` means without quotes or block indicator."""

    text: str
    plain: bool
    start: Position
    end: Position


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    start: Position
    end: Position


@dataclass(slots=True)
class Mapping:
    """Keys in their order; each with the scalar it was typed as, and its value."""

    entries: dict[str, tuple[Scalar, Node]]
    start: Position
    end: Position


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: its fields, the line offset of the YAML, and the prose after it."""

    path: str
    text: str
    root: Mapping | None
    first_line: int = 0
    body: str | None = None
    body_line: int = 0

    def locate(self, *keys: str | int) -> Location:
        """The span of the value at a path of keys and indices, or of the deepest part there is."""
        node: Node | None = self.root
        if node is None:
            return Location(self.path)
        if not keys and isinstance(node, Mapping):
            first = next(iter(node.entries.values()), None)
            return self._span(first[0] if first else node)
        for key in keys:
            if isinstance(node, Mapping) and key in node.entries:
                node = node.entries[str(key)][1]
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            elif key == "body" and self.body is not None:
                return Location(self.path, self.body_line, 1, self.body_line, 1)
            else:
                break
        if isinstance(node, Mapping) and node is self.root:
            return self.locate()
        return self._span(node)

    def locate_key(self, *keys: str | int) -> Location:
        """The span of the key itself, for problems with the key rather than its value."""
        *path, last = keys
        node: Node | None = self.root
        for key in path:
            if isinstance(node, Mapping) and key in node.entries:
                node = node.entries[str(key)][1]
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
        if isinstance(node, Mapping) and last in node.entries:
            return self._span(node.entries[str(last)][0])
        return self.locate(*keys)

    def locate_in_body(self, offset: int, length: int) -> Location:
        """The span of some characters of the body."""
        if self.body is not None:
            return _within(self.path, self.body, self.body_line, 1, offset, length)
        node = self.root.entries.get("body") if self.root else None
        if node is None or not isinstance(node[1], Scalar):
            return Location(self.path)
        # A block scalar's lines are indented: find the excerpt's line in the source again.
        body, start_line = node[1].text, node[1].start[0]
        line = body.count("\n", 0, offset)
        in_line = offset - (body.rfind("\n", 0, offset) + 1)
        wanted = body.split("\n")[line]
        source = self.text.split("\n")
        for number in range(start_line, min(len(source), start_line + line + 40)):
            column = source[number].find(wanted) if wanted else -1
            if column >= 0 and number >= start_line + line:
                at = column + in_line + 1
                return Location(self.path, number + 1, at, number + 1, at + length)
        return self._span(node[1])

    def _span(self, node: Node) -> Location:
        (line, column), (end_line, end_column) = node.start, node.end
        if end_line > line:  # underline the first line only
            lines = self.text.split("\n")
            number = line + self.first_line
            width = len(lines[number].rstrip()) if number < len(lines) else column + 1
            end_line, end_column = line, max(column + 1, width)
        first = self.first_line + 1
        return Location(self.path, line + first, column + 1, end_line + first, end_column + 1)


def _within(path: str, text: str, line: int, column: int, offset: int, length: int) -> Location:
    before = text[:offset]
    newlines = before.count("\n")
    start = len(before) - (before.rfind("\n") + 1) + (1 if newlines else column)
    return Location(path, line + newlines, start, line + newlines, start + length)


def read_text(path: str, raw: bytes, limit: int) -> tuple[str, list[Diagnostic]]:
    """Bytes → text with Unix line ends; says what is wrong with bytes that are no plain text."""
    here = Location(path, 1, 1, 1, 1)
    if len(raw) > limit:
        return "", [
            code("P102")(
                here,
                f"the file has {len(raw):,} bytes, the limit is {limit:,}",
                "shorten it, or keep the long version elsewhere and link to it",
            )
        ]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", [code("P101")(here, "the file is UTF-16, not UTF-8", 'save it as "UTF-8"')]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return "", [
            code("P101")(
                Location(path, line, column, line, column + 1),
                "the file is not UTF-8 text",
                'save it as "UTF-8"',
            )
        ]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    if match := _CONTROL.search(text):
        place = _within(path, text, 1, 1, match.start(), 1)
        problems.append(
            code("P110")(
                place, f"an invisible control character (U+{ord(match[0]):04X})", "delete it"
            )
        )
        text = ""
    return text, problems


def split(path: str, text: str) -> tuple[Document, list[Diagnostic]]:
    """A Markdown file with front matter → its fields and its body."""
    top = Location(path, 1, 1, 1, 1)
    opening = _FENCE.match(text)
    if opening is None:
        return Document(path, text, None, body=text, body_line=1), [
            code("P104")(
                top,
                "the story has no front matter",
                'begin the file with a line "---", then date, givers and receivers, then "---"',
            )
        ]
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return Document(path, text, None), [
            code("P105")(
                top,
                'the front matter is not closed by a line "---"',
                'add a line "---" between the fields and the story',
            )
        ]
    root, problems = _mapping(path, text[opening.end() + 1 : closing.start()], 1, STORY_EVENTS)
    line = text.count("\n", 0, closing.end()) + 2
    body = text[closing.end() + 1 :]
    return Document(path, text, root, 1, body, line), problems


def parse(
    path: str, text: str, max_events: int = CONFIG_EVENTS
) -> tuple[Document, list[Diagnostic]]:
    """A YAML file → its nodes."""
    root, problems = _mapping(path, text, 0, max_events)
    return Document(path, text, root), problems


def document(path: str, text: str) -> Document:
    """Take a file apart again that was read before, to find a place in it."""
    return (split(path, text) if path.endswith(".md") else parse(path, text))[0]


def locate(entry: Entry, *keys: str | int) -> Location:
    """The place of a field of something that was read. Parses again: only problems pay for it."""
    origin = entry.origin
    return document(origin.path, origin.text).locate(*origin.keys, *keys)


def _mapping(
    path: str, text: str, first_line: int, max_events: int
) -> tuple[Mapping | None, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    try:
        root = _build(path, text, first_line, max_events, problems)
    except yaml.YAMLError as error:
        return None, [*problems, _explain(path, text, first_line, error)]
    except _Refused as refused:
        return None, [*problems, refused.diagnostic]
    if root is not None and not isinstance(root, Mapping):
        place = Document(path, text, None, first_line)._span(root)
        return None, [
            *problems,
            code("P111")(
                place,
                "fields are expected here, each as a name, a colon and a value",
                'write for example "date: 2026-10-14"',
            ),
        ]
    return root or Mapping({}, (0, 0), (0, 0)), problems


class _Refused(Exception):
    """Our own signal that the text is something that we do not read. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def _build(
    path: str, text: str, first_line: int, max_events: int, problems: list[Diagnostic]
) -> Node | None:
    """Events → nodes, on a stack of our own. Raises YAMLError, and _Refused."""

    def here(event: Any, length: int = 1) -> Location:
        mark = event.start_mark
        line, column = mark.line + first_line + 1, mark.column + 1
        return Location(path, line, column, line, column + length)

    root: Node | None = None
    stack: list[Sequence | Mapping] = []
    keys: list[Scalar | None] = []  # the key that waits for its value, for each open mapping
    documents = 0

    def add(node: Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        parent = stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif keys[-1] is None:
            if not isinstance(node, Scalar):
                raise _Refused(
                    code("P103")(
                        Document(path, text, None, first_line)._span(node),
                        "a field's name cannot be a list or a mapping",
                        "put it in quotes",
                    )
                )
            if node.text == "<<" and node.plain:
                raise _Refused(
                    code("P107")(
                        Document(path, text, None, first_line)._span(node),
                        "merge keys (<<) are not used here",
                        "write the fields out",
                    )
                )
            keys[-1] = node
        else:
            key, keys[-1] = keys[-1], None
            if key.text in parent.entries:
                place = Document(path, text, None, first_line)._span(key)
                earlier = parent.entries[key.text][0].start[0] + first_line + 1
                problems.append(
                    code("P106")(
                        place,
                        f'"{key.text}" stands twice; the first is on line {earlier}',
                        "keep one of the two",
                    )
                )
            else:
                parent.entries[key.text] = (key, node)

    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CLoader)
    for count, event in enumerate(events):
        kind = type(event)
        if count > max_events:
            raise _Refused(
                code("P109")(here(event), "too many values in one file", "split it, or shorten it")
            )
        if kind is yaml.ScalarEvent:
            start, end = event.start_mark, event.end_mark
            if event.anchor is not None:
                raise _Refused(_anchor(here(event)))
            if event.tag is not None:
                raise _Refused(_tag(here(event)))
            add(
                Scalar(
                    event.value,
                    event.implicit[0],
                    (start.line, start.column),
                    (end.line, end.column),
                )
            )
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None:
                raise _Refused(_anchor(here(event)))
            if event.tag is not None:
                raise _Refused(_tag(here(event)))
            if len(stack) >= MAX_DEPTH:
                raise _Refused(
                    code("P109")(
                        here(event),
                        f"nested more than {MAX_DEPTH} levels deep",
                        "no field needs that; check brackets and indentation",
                    )
                )
            at = (event.start_mark.line, event.start_mark.column)
            stack.append(
                Mapping({}, at, at) if kind is yaml.MappingStartEvent else Sequence([], at, at)
            )
            keys.append(None)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = stack.pop()
            keys.pop()
            node.end = (event.end_mark.line, event.end_mark.column)
            add(node)
        elif kind is yaml.AliasEvent:
            raise _Refused(_anchor(here(event)))
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Refused(
                    code("P103")(
                        here(event, 3),
                        "a second document begins here",
                        "one file holds one; move the second to a file of its own",
                    )
                )
    return root


def _anchor(place: Location) -> Diagnostic:
    return code("P107")(
        place,
        "anchors (&) and aliases (*) are not used here",
        "write the value out, or put it in quotes if it is text",
    )


def _tag(place: Location) -> Diagnostic:
    return code("P108")(
        place, "tags (!) are not used here", "put the value in quotes if it is text"
    )


def _explain(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Diagnostic:
    """Libyaml's complaint → one sentence that says what to type."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unknown problem"
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    source = lines[line] if line < len(lines) else ""
    place = Location(path, line + first_line + 1, column + 1, line + first_line + 1, column + 2)
    field = re.match(r"\s*(?:- )?([\w-]+):[ \t]+(.+?)[ \t]*$", source)
    if field and (
        "cannot start any token" in problem or "mapping values are not allowed" in problem
    ):
        value = field[2].replace("'", "''")
        start = field.start(2) + 1
        line += first_line + 1
        return code("P112")(
            Location(path, line, start, line, start + len(field[2])),
            f'the value of "{field[1]}" needs quotes',
            f"write {field[1]}: '{value}'",
        )
    if "\t" in source[: len(source) - len(source.lstrip())] or "character '\\t'" in problem:
        return code("P103")(place, "a tab stands where YAML expects spaces", "indent with spaces")
    if "could not find expected ':'" in problem or "while scanning a simple key" in str(error):
        number = getattr(error, "context_mark", None) or mark
        at = number.line if number else line
        line = at + first_line + 1
        width = len(lines[at].rstrip()) if at < len(lines) else 1
        return code("P103")(
            Location(path, line, 1, line, max(2, width + 1)),
            "a field's name is followed by a colon and a space, which are missing here",
            'write for example "title: The hour before the ferry"',
        )
    if "found unexpected end of stream" in problem or "quoted scalar" in str(error):
        return code("P103")(
            place, "a quotation mark is not closed", "close it, or double it inside"
        )
    return code("P103")(
        place,
        f"the YAML cannot be read here: {problem}",
        "check indentation, brackets and quotes around this place",
    )


def data(node: Node) -> Any:
    """Nodes → text, lists and dicts, for pydantic to type. An empty value is None."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in ("", "~", "null") else node.text
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    return {key: data(value) for key, (_, value) in node.entries.items()}


def empties(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values that were left empty."""
    if isinstance(node, Scalar):
        if node.plain and node.text in ("", "~", "null"):
            yield path
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from empties(item, (*path, index))
    else:
        for key, (_, value) in node.entries.items():
            yield from empties(value, (*path, key))
