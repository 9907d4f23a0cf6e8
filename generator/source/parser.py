"""Text → YAML nodes with positions, and a body. The only user of yaml.

Nodes are built from libyaml's events, never composed: composing deeply nested text with the C
loader kills the interpreter. Every scalar stays the text that was typed.

P106 (error): a duplicate field

    The same field is written twice.

    Why: YAML programs silently keep one of the two and drop the other. Only the author knows which
    one was meant.

    Remedy: Keep one of the two. Put several values of one field in brackets: [maria, sam].

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        kind: help
        kind: mentoring
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        kind: mentoring
        ---
        @maria stayed an hour, and @sam went home.

P107 (error): anchors, aliases and merge keys are not allowed

    A value begins with & or *, or a field is named <<. In YAML these are references from one place
    to another.

    Why: References make a file hard to follow, and a few of them can expand to gigabytes. A story
    does not need them; usually the sign was meant as text.

    Remedy: Put the value in single quotes if it is text. Otherwise write it out.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: &slow The belt
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: '&slow The belt'
        ---
        @maria stayed an hour, and @sam went home.

P108 (error): tags are not allowed

    A value begins with an exclamation mark. In YAML that is a tag, which gives the type of a value.

    Why: Fields know their types; a tag can only be a mistake, or mischief.

    Remedy: Put the value in single quotes if it is text, or delete the tag.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: !Stop
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: '!Stop'
        ---
        @maria stayed an hour, and @sam went home.

P109 (error): nested too deeply, or too many values

    Values are nested more deeply than any field needs, or there are too many of them.

    Why: Such files are made by accident or to do harm, and take a long time to read.

    Remedy: Compare the file with the good example; fields are not nested.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [[[[[[[[[[asking-early]]]]]]]]]]
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [asking-early]
        ---
        @maria stayed an hour, and @sam went home.

P111 (error): fields are expected

    There is something else where fields should be: a sentence, or a list.

    Why: Without a name and a colon, there is no telling what a value is about.

    Remedy: Write each field as in "date: 2026-10-14".

    Bad: stories/2026/the-belt.md

        ---
        - maria
        - sam
        ---
        @maria stayed an hour.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

P114 (error): two versions that git could not merge

    Two people changed the same lines, and git could not tell which are right. It kept both, between the
    lines <<<<<<< and >>>>>>>.

    Why: Both versions would be printed, one below the other.

    Remedy: Keep the lines that are right, delete the others, and delete the three lines that git
    wrote.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        <<<<<<< HEAD
        @maria stayed an hour.
        =======
        @maria stayed two.
        >>>>>>> mine

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed two hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from generator.diagnostics.diagnostic import Code, Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import CONTROL, Entry
from generator.source.files import CONTROL_CHARACTER
from generator.source.front_matter import FENCE, no_front_matter, unclosed_front_matter
from generator.source.nodes import Document, Mapping, Node, Scalar, Sequence, location_in_text
from generator.source.syntax_errors import NOT_YAML, SyntaxProblem, explain
from generator.text.terminal import code_point

CODES = codes(__doc__)
DUPLICATE_KEY = CODES["P106"]
ALIAS = CODES["P107"]
TAG = CODES["P108"]
TOO_DEEP = CODES["P109"]
NO_FIELDS = CODES["P111"]
MERGE_CONFLICT = CODES["P114"]

MAX_DEPTH = 8
STORY_EVENTS = 2_000
CONFIG_EVENTS = 400_000
_FIXES = 12
_LONGEST = 1_000
"""Longer lines are not fields with a typing mistake."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
_BARE_FIELD = re.compile(
    r"(?P<before>[ \t]*)(?:[-*•] +)?[*_]{0,2}(?P<name>[a-z_]+)[*_]{0,2}[ \t]*[=:;：][*_]{0,2}[ \t]*"
    r"(?P<value>\S.*?)[ \t]*$"
)
"""A field in another syntax: date = 2026-10-14, **date**: 2026-10-14, * date: 2026-10-14."""


def parse_markdown(path: str, text: str) -> tuple[Document, list[Diagnostic]]:
    """Parse the front matter of a Markdown file, and find its body."""
    opening = FENCE.match(text)
    if opening is None:
        return Document(path, text, None, body=text, body_line=1), [no_front_matter(path, text)]
    closing = FENCE.search(text, opening.end())
    if closing is None:
        return Document(path, text, None), [unclosed_front_matter(path, text)]
    fields = text[opening.end() + 1 : closing.start()]
    line = 3 + fields.count("\n")
    document = Document(path, text, None, 1, text[closing.end() + 1 :], line)
    return document, _parse_fields(document, fields, STORY_EVENTS)


def parse_yaml(
    path: str, text: str, max_events: int = CONFIG_EVENTS
) -> tuple[Document, list[Diagnostic]]:
    """Parse a YAML file."""
    document = Document(path, text, None)
    return document, _parse_fields(document, text, max_events)


def parse_source(path: str, text: str) -> tuple[Document, list[Diagnostic]]:
    """Parse a file as Markdown or YAML, by its ending."""
    return (parse_markdown if path.casefold().endswith(".md") else parse_yaml)(path, text)


def yaml_span(path: str, text: str) -> tuple[int, int] | None:
    """The offsets between which a file has YAML; None if it has no front matter."""
    if not path.casefold().endswith(".md"):
        return 0, len(text)
    opening = FENCE.match(text)
    closing = FENCE.search(text, opening.end()) if opening else None
    return (opening.end() + 1, closing.start()) if opening and closing else None


def document(entry: Entry) -> Document:
    """The parsed file of an entry. It is parsed again, which only entries with problems need."""
    return _again(entry.origin.path, entry.origin.text)


@lru_cache(maxsize=2)  # a broken file is asked for several places, one after the other
def _again(path: str, text: str) -> Document:
    return parse_source(path, text)[0]


def locate(entry: Entry, *keys: str | int) -> Location:
    """The place of a field of an entry."""
    if keys == ("body",) and (line := _body_line(entry)):
        return Location(entry.origin.path, line, 1, line, 1)
    return document(entry).locate(*entry.origin.keys, *keys)


def locate_in(entry: Entry, *keys: str | int, offset: int, length: int) -> Location:
    """The place of some characters of a field of an entry."""
    if keys == ("body",) and (line := _body_line(entry)):
        return location_in_text(entry.origin.path, getattr(entry, "body", ""), line, offset, length)
    return document(entry).locate_in(*entry.origin.keys, *keys, offset=offset, length=length)


def _body_line(entry: Entry) -> int:
    """The line on which the body of a Markdown file begins, found without parsing; 0 for other files."""
    path, text = entry.origin.path, entry.origin.text
    body = getattr(entry, "body", "")
    if not body or not path.casefold().endswith(".md") or not text.endswith(body):
        return 0
    return 1 + text.count("\n", 0, len(text) - len(body))


def _parse_fields(document: Document, text: str, max_events: int) -> list[Diagnostic]:
    """Fill a document with the fields of its YAML. Returns what is wrong with it.

    After a problem whose fix is clear, the rest is read as if it were fixed.
    """
    path, first_line = document.path, document.first_line
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (sides := _CONFLICT.search(text)):
        return [_conflict(location_in_text(path, text, first_line + 1, sides.start(), 7))]
    problems: list[Diagnostic] = []
    for _attempt in range(_FIXES):
        builder = _Builder(document, text, max_events)
        try:
            root = builder.root()
        except yaml.YAMLError as error:
            problem = explain(path, text, first_line, error, _can_read)
        except _Refused as refused:
            return [*problems, refused.diagnostic]
        else:
            problems.extend(builder.problems)
            if root is None or isinstance(root, Mapping):
                document.root = root or Mapping({}, (0, 0), (0, 0))
                return problems
            problem = _no_fields(document.span(root), text)
        problems.append(problem.diagnostic)
        document.syntax_problems += (problem,)
        if problem.fixed is None or problem.fixed == text:
            break
        text = problem.fixed
    return problems


def _no_fields(place: Location, text: str) -> SyntaxProblem:
    """YAML that is a text or a list, and the fields that were probably meant."""
    lines = text.split("\n")
    fixed = [
        f"{field['before']}{field['name']}: {field['value']}"
        if len(line) <= _LONGEST and (field := _BARE_FIELD.match(line))
        else line
        for line in lines
    ]
    first = next((new for old, new in zip(lines, fixed, strict=True) if old != new), "")
    diagnostic = NO_FIELDS(
        place,
        _("there should be fields here, each with a name, a colon and a value"),
        _("write %(text)s", text=first.strip())
        if first
        else _("write for example %(text)s", text="date: 2026-10-14"),
    )
    return SyntaxProblem(diagnostic, "\n".join(fixed) if first else None)


def _conflict(place: Location) -> Diagnostic:
    """A merge conflict that git left."""
    return MERGE_CONFLICT(
        place,
        _("git could not merge two versions here"),
        _("keep the lines that are right, and delete the others with <<<<<<<, ======= and >>>>>>>"),
    )


def _can_read(text: str, line: int) -> bool:
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
    """The text is not read any further. Caught in this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Builder:
    """Builds nodes from events, on an explicit stack."""

    def __init__(self, document: Document, text: str, max_events: int) -> None:
        self._document, self._text, self._max = document, text, max_events
        self.problems: list[Diagnostic] = []

    def root(self) -> Node | None:
        """The root node, or None. Raises YAMLError and _Refused."""
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
                if event.style == '"' and "\\" in self._text and (found := CONTROL.search(value)):
                    self._control(event, found[0][0])
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
                        TOO_DEEP(
                            self._place(event),
                            _("this is nested more than %(most)s levels deep", most=MAX_DEPTH),
                            _("look for an extra bracket or wrong indentation"),
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
                    TOO_DEEP(
                        self._place(event),
                        _("there are more than %(most)s values in this file", most=self._max // 2),
                        _("split the file"),
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
                    self._duplicate(key, parent.entries[key.text][0])
                else:
                    parent.entries[key.text] = (key, node)
        return root

    def _second(self, event: Any) -> Diagnostic:
        """A second document: another story, or Markdown in a file that ends in .yml."""
        path, hint = self._document.path, _("Move it to a file of its own.")
        if self._text.startswith("---") and path.startswith("stories/"):
            name = path.rpartition("/")[2].rpartition(".")[0]
            hint = _(
                "If this is the text of the story, rename the file to %(name)s. If it is another "
                "story, move it to a file of its own.",
                name=f"{name}.md",
            )
        return NOT_YAML(self._place(event, 3), _("a second document begins here"), hint)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            message = _("a field's name cannot be a list or a group")
            self._report(NOT_YAML, node, message, _("put it in quotes"))
            return Scalar(f"? {node.start}", "'", node.start, node.end)
        if node.text == "<<" and not node.style:
            message = _("merge keys (<<) are not allowed")
            self._report(ALIAS, node, message, _("write the fields out"))
        return node

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        line = first.start[0] + self._document.first_line + 1
        message = _(
            'duplicate field "%(name)s" (first on line %(line)s)', name=key.text, line=str(line)
        )
        self._report(DUPLICATE_KEY, key, message, _("keep one of the two"))

    def _control(self, event: Any, char: str) -> None:
        message = _(
            "this value contains an invisible control character (%(character)s)",
            character=code_point(char),
        )
        hint = _("put the value in single quotes, where a \\ has no special meaning, or delete it")
        self._report(CONTROL_CHARACTER, self._place(event), message, hint)

    def _unwanted(self, event: Any) -> None:
        """Report an anchor, an alias or a tag."""
        if getattr(event, "tag", None) is not None:
            message = _("a value that begins with ! is a YAML tag, and tags are not allowed")
            place, hint = self._place(event), _("put the value in single quotes")
            self._report(TAG, place, message, hint)
        else:
            message = _("a value that begins with & is a YAML anchor, and anchors are not allowed")
            if type(event) is yaml.AliasEvent:
                message = _(
                    "a value that begins with * is a YAML alias, and aliases are not allowed"
                )
            place = self._place(event, 1 + len(event.anchor))
            hint = _("put the value in single quotes if it is text, or write it out")
            self._report(ALIAS, place, message, hint)

    def _report(self, kind: Code, place: Location | Node, message: Message, hint: Message) -> None:
        if not isinstance(place, Location):
            place = self._document.span(place)
        self.problems.append(kind(place, message, hint))

    def _place(self, event: Any, length: int = 1) -> Location:
        mark = event.start_mark
        line, column = mark.line + self._document.first_line + 1, mark.column + 1
        return Location(self._document.path, line, column, line, column + length)
