"""The nodes of YAML with their positions, and a parsed file with its fields and prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics.diagnostic import Location
from generator.source.syntax_errors import SyntaxProblem

Position = tuple[int, int]
"""Line and column in characters, both counted from 0, as libyaml does."""

Path = tuple[str | int, ...]
"""Keys and indices that lead to a value."""


@dataclass(slots=True)
class Scalar:
    """A value as typed. `style` is its quote or block indicator: one of `'"|>`, or empty."""

    text: str
    style: str
    start: Position
    end: Position

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: `title:` and `title: ~`, but not `title: ""`."""
        return not self.style and self.text in ("", "~", "null")


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    start: Position
    end: Position


@dataclass(slots=True)
class Mapping:
    """Keys in their order, each with its own scalar and its value."""

    entries: dict[str, tuple[Scalar, Node]]
    start: Position
    end: Position


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Document:
    """A parsed file: its fields, the lines before its YAML, and the prose after it.

    `root` is None when no fields could be read. Where some could be read only after a fix,
    `syntax_problems` holds each problem with the YAML as fixed so far.
    """

    path: str
    text: str
    root: Mapping | None
    first_line: int = 0
    body: str | None = None
    body_line: int = 0
    syntax_problems: tuple[SyntaxProblem, ...] = ()
    _lines: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        if not self._lines:
            self._lines = self.text.split("\n")
        return self._lines

    def node(self, *keys: str | int) -> Node | None:
        """The value at a path of keys and indices, or None."""
        found = self._nodes(keys)
        return found[-1] if len(found) > len(keys) else None

    def existing_path(self, *keys: str | int) -> Path:
        """The part of a path that leads to a value."""
        return keys[: len(self._nodes(keys)[1:])]

    def locate(self, *keys: str | int) -> Location:
        """The span of the value at a path of keys and indices, or of the deepest part there is."""
        if self.root is None:
            return Location(self.path)
        if keys[:1] == ("body",) and self.body is not None:
            return Location(self.path, self.body_line, 1, self.body_line, 1)
        node = self._nodes(keys)[-1]
        if node is self.root:  # point at the first field rather than at all of them
            node = next((key for key, _ in self.root.entries.values()), node)
        return self.span(node)

    def locate_key(self, *keys: str | int) -> Location:
        """The span of the key itself, for problems with the key rather than its value."""
        *path, last = keys
        node = self.node(*path)
        if isinstance(node, Mapping) and last in node.entries:
            return self.span(node.entries[str(last)][0])
        return self.locate(*keys)

    def _nodes(self, keys: Path) -> list[Node]:
        """The nodes along a path, from the root to the deepest there is."""
        found: list[Node] = [] if self.root is None else [self.root]
        for key in keys if found else ():
            node = found[-1]
            if isinstance(node, Mapping) and key in node.entries:
                found.append(node.entries[str(key)][1])
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                found.append(node.items[key])
            elif isinstance(node, Mapping) and key == 0:
                found.append(node)  # a group alone is a list of one
            else:
                break
        return found

    def locate_in(self, *keys: str | int, offset: int, length: int) -> Location:
        """The span of some characters of the body, or of a field without the space around it."""
        if keys == ("body",) and self.body is not None:
            return location_in_text(self.path, self.body, self.body_line, offset, length)
        node = self.node(*keys)
        if not isinstance(node, Scalar):
            return self.locate(*keys)
        if keys != ("body",):
            offset += len(node.text) - len(node.text.lstrip())
        if node.style == "|":
            return self._in_block(node, offset, length)
        return self._in_folded(node, offset, length)

    def _in_block(self, node: Scalar, offset: int, length: int) -> Location:
        """In a block scalar, each line is in the source as it is, only indented."""
        start = node.text.rfind("\n", 0, offset) + 1
        end = node.text.find("\n", offset)
        words = node.text[start : end if end >= 0 else None]
        line = self.first_line + node.start[0] + 1 + node.text.count("\n", 0, offset)
        column = len(self.lines[line]) - len(words) + offset - start + 1
        length = min(length, len(words) - (offset - start))
        return Location(self.path, line + 1, column, line + 1, column + length)

    def _in_folded(self, node: Scalar, offset: int, length: int) -> Location:
        """In other scalars lines are folded and quotes removed, so count occurrences of the words."""
        wanted = node.text[offset : offset + length]
        nth = node.text.count(wanted, 0, offset)
        (first, column), (last, last_column) = node.start, node.end
        for number in range(first, last + 1):
            words = self.lines[self.first_line + number]
            words = words[:last_column] if number == last else words
            at = words.find(wanted, column if number == first else 0)
            while wanted and at >= 0:
                if nth == 0:
                    line = self.first_line + number + 1
                    return Location(self.path, line, at + 1, line, at + 1 + length)
                nth -= 1
                at = words.find(wanted, at + len(wanted))
        return self.span(node)

    def span(self, node: Node) -> Location:
        """The place of a node; of a node on several lines, its part of the first line."""
        (line, column), (end_line, end_column) = node.start, node.end
        first = self.first_line + 1
        if end_line > line:
            number = line + self.first_line
            width = len(self.lines[number].rstrip()) if number < len(self.lines) else 0
            end_column = max(column + 1, width)
        return Location(self.path, line + first, column + 1, line + first, end_column + 1)


def location_in_text(path: str, text: str, line: int, offset: int, length: int) -> Location:
    """The span of some characters of a text whose first line is line number `line` of a file."""
    line += text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    shown = text[offset : offset + length].partition("\n")[0]
    return Location(path, line, column, line, column + len(shown))


def entries(node: Node | None) -> list[Node]:
    """The entries of a list, or a value alone as the only one."""
    if isinstance(node, Sequence):
        return node.items
    return [] if node is None else [node]


def id_of(entry: Node) -> Node:
    """The id in an entry of a list of people: the entry itself, or the `person` of a group."""
    person = entry.entries.get("person") if isinstance(entry, Mapping) else None
    return person[1] if person else entry


def to_data(node: Node) -> Any:
    """A node as text, lists and dicts. Empty values are None."""
    if isinstance(node, Scalar):
        return None if node.is_empty else node.text
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    return {key: to_data(value) for key, (_, value) in node.entries.items()}


def empty_paths(values: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all empty values in a dict or list that `to_data` made."""
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if value is None:
            yield (*path, key)
        elif not isinstance(value, str):
            yield from empty_paths(value, (*path, key))
