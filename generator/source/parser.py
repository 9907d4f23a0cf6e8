"""Text → YAML nodes with positions, and a body. The only user of yaml.

Nodes are built from libyaml's events, never composed: composing deeply nested text with the C
loader kills the interpreter. Every scalar stays the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.model import CONTROL, Entry
from generator.source.front_matter import FENCE, no_front_matter, unclosed
from generator.source.nodes import Document, Mapping, Node, Scalar, Sequence, within
from generator.source.syntax_errors import SyntaxProblem, explain

MAX_DEPTH = 8
STORY_EVENTS = 2_000
CONFIG_EVENTS = 400_000
_MENDS = 12
_LONGEST = 1_000
"""A longer line is no field that somebody typed a little wrong."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
_BARE_FIELD = re.compile(
    r"(?P<before>[ \t]*)(?:[-*•] +)?[*_]{0,2}(?P<name>[a-z_]+)[*_]{0,2}[ \t]*[=:;：][*_]{0,2}[ \t]*"
    r"(?P<value>\S.*?)[ \t]*$"
)
"""A field as other languages have it: date = 2026-10-14, **date**: 2026-10-14, * date: 2026-10-14."""


def split(path: str, text: str) -> tuple[Document, list[Diagnostic]]:
    """A Markdown file with front matter → its fields and its body."""
    opening = FENCE.match(text)
    if opening is None:
        return Document(path, text, None, body=text, body_line=1), [no_front_matter(path, text)]
    closing = FENCE.search(text, opening.end())
    if closing is None:
        return Document(path, text, None), [unclosed(path, text)]
    fields = text[opening.end() + 1 : closing.start()]
    root, problems = _mapping(path, fields, 1, STORY_EVENTS)
    line = 3 + fields.count("\n")
    return Document(path, text, root, 1, text[closing.end() + 1 :], line), problems


def yaml_span(path: str, text: str) -> tuple[int, int] | None:
    """From where to where YAML stands in a file; None where there is no front matter."""
    if not path.casefold().endswith(".md"):
        return 0, len(text)
    opening = FENCE.match(text)
    closing = FENCE.search(text, opening.end()) if opening else None
    return (opening.end() + 1, closing.start()) if opening and closing else None


def complaint(path: str, text: str) -> SyntaxProblem | None:
    """What libyaml says first about a text, with the mend where that is clear."""
    try:
        builder = _Builder(path, text, 0, CONFIG_EVENTS)
        root = builder.root()
    except yaml.YAMLError as error:
        return explain(path, text, 0, error, _reads)
    except _Refused:
        return None
    return None if root is None or isinstance(root, Mapping) else _no_fields(builder, root, text)


def parse(
    path: str, text: str, max_events: int = CONFIG_EVENTS
) -> tuple[Document, list[Diagnostic]]:
    """A YAML file → its nodes."""
    root, problems = _mapping(path, text, 0, max_events)
    return Document(path, text, root), problems


def document(entry: Entry) -> Document:
    """The file of something that was read, taken apart again: only problems pay for it."""
    return _again(entry.origin.path, entry.origin.text)


@lru_cache(maxsize=2)  # a broken file is asked for several places, one after the other
def _again(path: str, text: str) -> Document:
    return (split if path.casefold().endswith(".md") else parse)(path, text)[0]


def locate(entry: Entry, *keys: str | int) -> Location:
    """The place of a field of something that was read."""
    return document(entry).locate(*entry.origin.keys, *keys)


def _mapping(
    path: str, text: str, first_line: int, max_events: int
) -> tuple[Mapping | None, list[Diagnostic]]:
    """The fields of a text. After a mistake whose mend is clear, the rest is read as if mended."""
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (sides := _CONFLICT.search(text)):
        return None, [_conflict(within(path, text, first_line + 1, sides.start(), 7))]
    mistakes: list[Diagnostic] = []
    for _ in range(_MENDS):
        builder = _Builder(path, text, first_line, max_events)
        try:
            root = builder.root()
        except yaml.YAMLError as error:
            complaint = explain(path, text, first_line, error, _reads)
        except _Refused as refused:
            return None, [*mistakes, refused.diagnostic]
        else:
            problems = [*mistakes, *builder.problems]
            if isinstance(root, Mapping):
                return root, problems
            if root is None:
                return Mapping({}, (0, 0), (0, 0)), problems
            complaint = _no_fields(builder, root, text)
            mistakes.extend(builder.problems)
        mistakes.append(complaint.diagnostic)
        if complaint.mended is None or complaint.mended == text:
            break
        text = complaint.mended
    return None, mistakes


def _no_fields(builder: _Builder, root: Node, text: str) -> SyntaxProblem:
    """What to say of YAML that is a text or a list, and the fields that were probably meant."""
    lines = text.split("\n")
    mended = [
        f"{field['before']}{field['name']}: {field['value']}"
        if len(line) <= _LONGEST and (field := _BARE_FIELD.match(line))
        else line
        for line in lines
    ]
    first = next((new for old, new in zip(lines, mended, strict=True) if old != new), "")
    diagnostic = code("P111")(
        builder.span(root),
        "fields are expected here, each with a name, a colon and a value",
        f"write {first.strip()}" if first else "write for example date: 2026-10-14",
    )
    return SyntaxProblem(diagnostic, "\n".join(mended) if first else None)


def _conflict(place: Location) -> Diagnostic:
    """What to say where git left both sides of a merge."""
    return code("P114")(
        place,
        "git left two versions here, and nobody chose one",
        "keep the lines that are right, and delete the others with <<<<<<<, ======= and >>>>>>>",
    )


def _reads(text: str, line: int) -> bool:
    """Whether YAML can be read up to the end of a line."""
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            if event.start_mark and event.start_mark.line > line:
                return True
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        return bool(mark and mark.line > line and (context is None or context.line != line))
    return True


class _Refused(Exception):
    """Our own signal that the text is something that we do not read. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Builder:
    """Events → nodes, on a stack of our own."""

    def __init__(self, path: str, text: str, first_line: int, max_events: int) -> None:
        self._path, self._text, self._first, self._max = path, text, first_line, max_events
        self._document = Document(path, text, None)
        self.problems: list[Diagnostic] = []

    def root(self) -> Node | None:
        """What the text holds. Raises YAMLError, and _Refused."""
        loader: Any = yaml.CLoader(self._text)
        try:
            return self._nodes(iter(loader.get_event, None))
        finally:
            loader.dispose()

    def _nodes(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        stack: list[Sequence | Mapping] = []
        keys: list[Scalar | None] = []  # the key that waits for its value, for each open mapping
        for count, event in enumerate(events):
            kind = type(event)
            node: Node
            if kind is yaml.ScalarEvent:
                start, end = event.start_mark, event.end_mark
                if event.anchor is not None or event.tag is not None:
                    self._unwanted(event)
                value = event.value or event.tag or ""  # a tag alone is said once, not as empty too
                if event.style == '"' and "\\" in self._text and CONTROL.search(value):
                    self._control(event)
                    value = CONTROL.sub(" ", value)
                node = Scalar(
                    value,
                    event.style or "",
                    (start.line, start.column),
                    (end.line, end.column),
                )
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._unwanted(event)
                if len(stack) >= MAX_DEPTH:
                    raise _Refused(
                        code("P109")(
                            self._here(event),
                            f"nested more than {MAX_DEPTH} levels deep",
                            "no field needs that; look for a bracket too many or wrong indentation",
                        )
                    )
                at = (event.start_mark.line, event.start_mark.column)
                stack.append(
                    Mapping({}, at, at) if kind is yaml.MappingStartEvent else Sequence([], at, at)
                )
                keys.append(None)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node = stack.pop()
                keys.pop()
                node.end = (event.end_mark.line, event.end_mark.column)
            elif kind is yaml.AliasEvent:
                self._unwanted(event)
                at = (event.start_mark.line, event.start_mark.column)
                node = Scalar(f"*{event.anchor}", "'", at, at)
            elif kind is yaml.DocumentStartEvent:
                if root is not None:
                    raise _Refused(self._second(event))
                continue
            elif kind is yaml.StreamEndEvent:
                break
            else:
                continue
            if count > self._max:
                raise _Refused(
                    code("P109")(
                        self._here(event),
                        f"more than {self._max // 2:,} values in one file",
                        "split the file",
                    )
                )
            if not stack:
                root = node
                continue
            parent = stack[-1]
            if isinstance(parent, Sequence):
                parent.items.append(node)
            elif (key := keys[-1]) is None:
                keys[-1] = self._key(node)
            else:
                keys[-1] = None
                if key.text in parent.entries:
                    self._twice(key, parent.entries[key.text][0])
                else:
                    parent.entries[key.text] = (key, node)
        return root

    def _second(self, event: Any) -> Diagnostic:
        """A second document: of another story, or of Markdown whose file has the other ending."""
        hint = "one file holds one: move the second to a file of its own"
        if self._text.startswith("---") and self._path.startswith("stories/"):
            name = self._path.rpartition("/")[2].rpartition(".")[0]
            hint = f'if the story stands below, rename the file to "{name}.md"; {hint}'
        return code("P103")(self._here(event, 3), "a second document begins here", hint)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse(
                "P103", node, "a field's name cannot be a list or a group", "put it in quotes"
            )
            return Scalar(f"? {node.start}", "'", node.start, node.end)
        if node.text == "<<" and not node.style:
            self._refuse("P107", node, "merge keys (<<) are not used here", "write the fields out")
        return node

    def _twice(self, key: Scalar, first: Scalar) -> None:
        self._refuse(
            "P106",
            key,
            f'"{key.text}" stands twice; the first is on line {first.start[0] + self._first + 1}',
            "keep one of the two",
        )

    def _control(self, event: Any) -> None:
        found = CONTROL.search(event.value)
        assert found is not None
        self.problems.append(
            code("P110")(
                self._here(event),
                f"an invisible control character (U+{ord(found[0][0]):04X}) is written in this value",
                "put the value in single quotes, where a \\ is a \\, or delete it",
            )
        )

    def _unwanted(self, event: Any) -> None:
        """An anchor, an alias or a tag."""
        if getattr(event, "tag", None) is not None:
            self.problems.append(
                code("P108")(
                    self._here(event),
                    "a value that begins with ! is a tag in YAML, and tags are not used here",
                    "put the value in single quotes",
                )
            )
        else:
            sign, what = ("*", "alias") if type(event) is yaml.AliasEvent else ("&", "anchor")
            self.problems.append(
                code("P107")(
                    self._here(event, 1 + len(event.anchor)),
                    f"a value that begins with {sign} is an {what} in YAML, which is not used here",
                    "put the value in single quotes if it is text, or write it out",
                )
            )

    def span(self, node: Node) -> Location:
        """The place of a node in the file."""
        at = self._document.span(node)
        line = at.line + self._first
        return Location(self._path, line, at.column, line, at.end_column)

    def _refuse(self, name: str, node: Node, message: str, hint: str) -> None:
        self.problems.append(code(name)(self.span(node), message, hint))

    def _here(self, event: Any, length: int = 1) -> Location:
        mark = event.start_mark
        line, column = mark.line + self._first + 1, mark.column + 1
        return Location(self._path, line, column, line, column + length)
