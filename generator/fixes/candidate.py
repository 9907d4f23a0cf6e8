"""A story to fix: its text, what can be read of it, and what is wrong with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.diagnostics.diagnostic import Diagnostic
from generator.model import CONTROL, Settings
from generator.source.editor import Change, Editor, apply_changes
from generator.source.files import STORY_BYTES, decode
from generator.source.lookup import PeopleLookup, lookup_of
from generator.source.nodes import Document, Node, Scalar, entries, id_of, to_data
from generator.source.parser import parse_source, yaml_span

_LONGEST = 1_000
"""Longer values are not names, slugs or dates, or lists of them."""
_SYNTAX = ("P103", "P104", "P105", "P112")


@dataclass(frozen=True)
class References:
    """What a story may refer to: the organisation, and each story with the one it continues."""

    settings: Settings
    stories: Mapping[str, str | None]

    @property
    def lookup(self) -> PeopleLookup:
        return lookup_of(self.settings)


@dataclass(frozen=True)
class FixCandidate:
    """A story's text with Unix line ends, before or after some changes."""

    path: str
    text: str
    references: References
    find_problems: Callable[[str, str], list[Diagnostic]]
    """What is wrong with a text if it were the story at a path."""

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(self.find_problems(self.path, self.text))

    @cached_property
    def document(self) -> Document:
        """The parsed text. After a syntax problem with a clear fix, the rest as if it were fixed."""
        seen, _ = decode(self.path, self.text.encode(), STORY_BYTES)
        return parse_source(self.path, seen or "")[0]

    @property
    def is_markdown(self) -> bool:
        return self.path.casefold().endswith(".md")

    @property
    def is_parsed(self) -> bool:
        """Whether the YAML was read without fixes, so that the places of all values are right."""
        return not self.has(*_SYNTAX) and self.document.root is not None

    def has(self, *codes: str) -> bool:
        """Whether there is a problem with one of these codes."""
        return any(d.code in codes for d in self.problems)

    def yaml_lines(self) -> Iterator[tuple[int, str]]:
        """The lines of the YAML, each with its offset; none if there is no front matter."""
        span = yaml_span(self.path, self.text)
        return _lines(self.text[slice(*span)], span[0]) if span else iter(())

    def flagged_lines(self, *codes: str) -> Iterator[tuple[int, str]]:
        """The lines with a problem with one of these codes, each with its offset."""
        wanted = {d.location.line for d in self.problems if d.code in codes}
        for number, found in enumerate(_lines(self.text) if wanted else (), 1):
            if number in wanted:
                yield found

    @cached_property
    def editor(self) -> Editor:
        return Editor(self.document)

    @cached_property
    def _starts(self) -> tuple[list[tuple[int, int]], list[str]]:
        root = self.document.root
        entries = (
            sorted((key.start, name) for name, (key, _) in root.entries.items()) if root else []
        )
        return [start for start, _ in entries], [name for _, name in entries]

    def field(self, problem: Diagnostic) -> str:
        """The field that a problem is in; empty if it is about the whole file."""
        line, document = problem.location.line, self.document
        if not line or document.root is None:
            return ""
        if document.body is not None and line >= document.body_line > 0:
            return "body"
        starts, names = self._starts
        at = bisect_right(starts, (line - 1 - document.first_line, problem.location.column - 1))
        return names[at - 1] if at else ""

    @cached_property
    def errors(self) -> frozenset[tuple[str, str]]:
        """The code and the field of each error."""
        return frozenset((d.code, self.field(d)) for d in self.problems if d.is_error)

    @cached_property
    def readable_fields(self) -> dict[str, Any]:
        """The values of the fields without an error."""
        wrong = {self.field(d) for d in self.problems if d.code == "S145"}
        wrong |= {field for name, field in self.errors if not name.endswith("102")}
        root, body = self.document.root, self.document.body
        if root is None:
            return {}
        said = {k: to_data(v) for k, (_, v) in root.entries.items() if k not in wrong}
        fields = {name: value for name, value in said.items() if value is not None}
        if body is not None:
            fields["body"] = body if "body" not in wrong else _letters(body)
        return fields

    @property
    def _parse_problems(self) -> int:
        """How many problems the parser reported."""
        return sum(d.code[0] == "P" for d in self.problems)

    def changed(self, changes: Iterable[Change]) -> FixCandidate:
        return replace(self, text=apply_changes(self.text, changes))

    def is_better_than(self, old: FixCandidate) -> bool:
        """Whether a problem is gone, and no field that could be read has another value or a new
        error.
        """
        gone = {(d.code, d.location.line, d.message) for d in old.problems} - {
            (d.code, d.location.line, d.message) for d in self.problems
        }
        now, then = self.document.root, old.document.root
        if not gone or (then is not None and now is None):
            return False
        if (now is None or then is not None) and self._parse_problems > old._parse_problems:
            return False
        said = {name: to_data(node) for name, (_, node) in now.entries.items()} if now else {}
        if (body := self.document.body) is not None:
            as_it_is = "body" not in {field for _, field in old.errors}
            said["body"] = body if as_it_is else _letters(body)
        if any(
            name not in said or said[name] != value for name, value in old.readable_fields.items()
        ):
            return False
        fresh = self.errors - old.errors
        return not any(
            field in old.readable_fields or (not field and old.readable_fields)
            for _, field in fresh
        )


def _lines(text: str, at: int = 0) -> Iterator[tuple[int, str]]:
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _letters(body: str) -> str:
    """A body without white space and invisible characters."""
    return "".join(CONTROL.sub("", body).split())


Fix = Callable[[FixCandidate], Iterator[Change]]
"""Yields changes that have one right answer."""


def simple_values(candidate: FixCandidate, *keys: str | int) -> Iterator[Scalar]:
    """The values of a field, one or several, that are written as plain or quoted text.

    In a list of people, an entry may be a group with an id in it.
    """
    node = candidate.editor.node(*keys) if candidate.is_parsed else None
    for value in map(id_of, entries(node)):
        if _is_simple(candidate, value):
            assert isinstance(value, Scalar)
            yield value


def _is_simple(candidate: FixCandidate, node: Node | None) -> bool:
    """Whether a value is one word or phrase, in quotes or not, without anchor, tag or block."""
    if not isinstance(node, Scalar) or node.style in ("|", ">") or node.is_empty:
        return False
    if len(node.text) > _LONGEST:
        return False
    source = candidate.editor.source(node)
    if node.style:
        return len(source) > 1 and source[0] == source[-1] == node.style
    return " ".join(source.split()) == " ".join(node.text.split())
