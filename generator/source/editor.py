"""Change one value in a YAML or Markdown file, and leave every other byte as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from generator.source.nodes import Document, Mapping, Node, Scalar, Sequence, to_data
from generator.source.parser import parse_source
from generator.text.clean import unix_lines


class EditError(Exception):
    """The file is written in a way that cannot be changed safely."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """New text for the characters from `start` to `end`, and the code of the problem it fixes."""

    start: int
    end: int
    text: str
    code: str = ""


def normalized_text(raw: bytes) -> str:
    """The text of a file as it is parsed: Unix line ends, no byte order mark."""
    return unix_lines(raw.decode("utf-8").removeprefix("\ufeff"))


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """Apply changes that do not overlap."""
    pieces: list[str] = []
    at = 0
    for change in sorted(changes):
        assert change.start >= at
        pieces += [text[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, text[at:]])


def change_file(raw: bytes, changes: Iterable[Change]) -> bytes:
    """Apply changes of the normalized text to a file, which keeps its line ends and byte order mark."""
    text = raw.decode("utf-8")
    offset = 1 if text.startswith("\ufeff") else 0
    if "\r" not in text:
        return (text[:offset] + apply_changes(text[offset:], changes)).encode()
    ends = "\r\n" if "\r\n" in text else "\r"
    places = [
        at
        for at, char in enumerate(text)
        if at >= offset and not (char == "\n" and at and text[at - 1] == "\r")
    ]
    places.append(len(text))
    moved = [Change(places[c.start], places[c.end], c.text.replace("\n", ends)) for c in changes]
    return apply_changes(text, moved).encode()


@dataclass(frozen=True)
class Editor:
    """Makes changes to the values of a parsed file."""

    document: Document

    @classmethod
    def of_file(cls, path: str, raw: bytes) -> Editor:
        """An editor of a file's fields. Raises EditError if the file has syntax problems."""
        document, problems = parse_source(path, normalized_text(raw))
        if problems or document.root is None:
            raise EditError(path)
        return cls(document)

    @property
    def root(self) -> Mapping:
        assert self.document.root is not None
        return self.document.root

    def edit(self, raw: bytes, change: Change, expected: object) -> bytes:
        """Apply a change to the fields of the file.

        Raises:
            EditError: The fields are not `expected` then, or the body has changed.
        """
        edited = change_file(raw, [change])
        after = Editor.of_file(self.document.path, edited)
        if after.document.body != self.document.body or to_data(after.root) != expected:
            raise EditError(self.document.path)
        return edited

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.document.text.split("\n"))]

    def at(self, position: tuple[int, int]) -> int:
        """The offset of a line and column of the YAML."""
        line, column = position
        lines = self._lines
        return min(lines[line + self.document.first_line] + column, len(self.document.text))

    def span(self, node: Node) -> tuple[int, int]:
        """The start and end offsets of a value, without white space or comments after it."""
        start, end = self.at(node.start), self.at(node.end)
        if not isinstance(node, Scalar) and not self._is_flow(node):
            last = list(node.items) if isinstance(node, Sequence) else _values(node)
            end = self.span(last[-1])[1] if last else start
        source = self.document.text[start:end]
        return start, start + len(source.rstrip()) if source.strip() else end

    def source(self, node: Node) -> str:
        start, end = self.span(node)
        return self.document.text[start:end]

    def _is_flow(self, node: Sequence | Mapping) -> bool:
        return self.document.text[self.at(node.start)] in "[{"

    def node(self, *keys: str | int) -> Node | None:
        return self.document.node(*keys)

    def replace(self, node: Node, text: str, code: str = "") -> Change:
        return Change(*self.span(node), text, code)

    def remove_items(self, field: str, indexes: Collection[int]) -> list[Change]:
        """Remove items of a list, or the field with all of its items."""
        node = self.node(field)
        items = node.items if isinstance(node, Sequence) else []
        kept = [index for index in range(len(items)) if index not in indexes]
        if not isinstance(node, Sequence) or not kept:
            return [self.remove_field(field)]
        spans = [self.span(item) for item in items]
        if not self._is_flow(node):
            return [Change(*self._line_of(spans[index]), "") for index in indexes]
        last = kept[-1]
        changes = [Change(spans[n][0], spans[n + 1][0], "") for n in indexes if n < last]
        if last + 1 < len(items):
            changes.append(Change(spans[last][1], spans[-1][1], ""))
        return changes

    def remove_field(self, field: str) -> Change:
        key, value = self.root.entries[field]
        if self._is_flow(self.root):
            raise EditError(field)
        return Change(*self._line_of((self.at(key.start), self.span(value)[1])), "")

    def _line_of(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span of the whole lines that a span touches."""
        text = self.document.text
        start = text.rfind("\n", 0, span[0]) + 1
        end = text.find("\n", span[1])
        return start, len(text) if end < 0 else end + 1

    def add_item(self, field: str, item: str) -> Change:
        """Add an item to a list; the field is added if there is none."""
        node = self.node(field)
        if node is None:
            return self._new_field(f"{field}: [{item}]")
        start, end = self.span(node)
        if isinstance(node, Scalar):
            return Change(start, end, f"[{self.source(node)}, {item}]")
        if isinstance(node, Mapping) and self._is_flow(node):
            return Change(start, end, f"[{self.source(node)}, {item}]")
        if not isinstance(node, Sequence):
            raise EditError(field)
        if self._is_flow(node):
            if not node.items:
                return Change(start, end, f"[{item}]")
            last = self.span(node.items[-1])[1]
            return Change(last, last, f", {item}")
        indent = self.document.text[self._line_of((start, start))[0] : start]
        line = self._line_of(self.span(node.items[-1]))[1]
        before = "" if self.document.text[line - 1 : line] == "\n" else "\n"
        return Change(
            line, line, f"{before}{indent}- {item}\n" if not before else f"\n{indent}- {item}"
        )

    def _new_field(self, line: str) -> Change:
        """Add a field after `receivers` if that is on one line, else before it."""
        root = self.root
        if self._is_flow(root) or "receivers" not in root.entries:
            raise EditError(line)
        key, value = root.entries["receivers"]
        if isinstance(value, Scalar) or self._is_flow(value):
            at = self._line_of(self.span(value))[1]
            if self.document.text[at - 1 : at] != "\n":
                return Change(at, at, f"\n{line}")
        else:
            at = self._line_of((self.at(key.start), self.at(key.start)))[0]
        return Change(at, at, f"{line}\n")


def _values(node: Mapping) -> list[Node]:
    return [value for _, value in node.entries.values()]


def scalars(
    node: Node, keys: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Each scalar in a node, with its path."""
    if isinstance(node, Scalar):
        yield keys, node
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from scalars(item, (*keys, index))
    else:
        for key, (_, value) in node.entries.items():
            yield from scalars(value, (*keys, key))
