"""Give a person, a team, a theme or a story another id, everywhere it is used. Changes no file by itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from generator.adopt.commented import many_entries
from generator.adopt.entries import EntryChanges
from generator.fixes.result import FixResult
from generator.intake.configuration import file_of
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import ID, TEAM, Story
from generator.model.roles import Holds, paths_of
from generator.source.editor import Change, EditError, Editor, change_file, scalars
from generator.source.nodes import Scalar
from generator.text import markdown
from generator.text.unspaced import set_apart

Noun = Literal["person", "team", "theme", "story"]
NOUNS: tuple[Noun, ...] = get_args(Noun)
REDIRECTS = "site_config/redirects.yml"
_ANY = "*"
_LISTS = {"person": "people", "team": "teams", "theme": "themes"}
"""The file whose keys are the ids."""
_FOLDERS = {"team": "teams", "theme": "themes", "story": "stories"}
"""The folder of the pages at whose addresses the ids are."""
_USES: Mapping[Noun, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "person": (
        ("practices/*", ("lead",)),
        ("practices/*", ("members",)),
        ("practices/*", ("consent",)),
        ("practices/*", ("consent", "person")),
        ("practices/*", ("sessions", "follow_ups", "who")),
        ("practices/pairs/*", ("pairs", "learner")),
        ("practices/pairs/*", ("pairs", "mentor")),
    ),
    "team": (("people.yml", (_ANY, "team")), ("teams.yml", (_ANY, "merged_into"))),
    "theme": (
        ("norms.yml", (_ANY, "themes")),
        ("onboarding/*", ("themes",)),
        ("practices/*", ("themes",)),
    ),
    "story": (
        ("newsletters/*", ("hero",)),
        ("newsletters/*", ("ask",)),
        *(("newsletters/*", (name,)) for name in ("pin", "skip", "order", "stories", "more", "dropped")),
        ("scenarios/*", ("stories",)),
        ("practices/*", ("sessions", "stories")),
    ),
}  # fmt: skip
"""The fields of files of site_config/ that hold ids, by what these are of. Numbers of entries are left out."""


class RenameRefused(Exception):
    """It cannot be done: one sentence, without a full stop."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class RenamePlan:
    """The files that change, and those that move."""

    results: list[FixResult] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    """Old paths and new ones."""
    unread: list[str] = field(default_factory=list)
    """Files with the id in them that cannot be changed safely."""


def plan_rename(
    noun: Noun,
    old: str,
    new: str,
    files: Mapping[str, bytes],
    today: dt.date,
    *,
    merge: bool = False,
    redirect: bool = True,
) -> RenamePlan:
    """Work out what a new id changes.

    Args:
        noun: What the id is of.
        old: The id that there is.
        new: The id that takes its place.
        files: All files of stories/ and site_config/ with text, by their paths.
        today: The day that the redirect is noted with.
        merge: Whether `new` is a team that there is, of which `old` becomes part.
        redirect: Whether the old address leads to the new one.

    Raises:
        RenameRefused: The id is taken, or its list cannot be changed safely.
    """
    renamer = _Renamer(noun, old, new, merge)
    plan = RenamePlan()
    for path, raw in sorted(files.items()):
        if path == REDIRECTS:
            continue
        try:
            after = renamer.rewrite(path, raw)
        except (EditError, UnicodeDecodeError):
            if path == f"site_config/{_LISTS.get(noun)}.yml":
                raise RenameRefused(_("%(path)s cannot be changed safely", path=path)) from None
            if old.encode() in raw:
                plan.unread.append(path)
            continue
        if after != raw:
            plan.results.append(FixResult(path, raw, after))
        if noun == "story" and path.startswith("stories/") and _stem(path) == old:
            plan.moved[path] = f"{path.rpartition('/')[0]}/{new}.{path.rpartition('.')[2]}"
    if redirect and noun in _FOLDERS and not merge:
        before = files.get(REDIRECTS, b"")
        moved = _with_redirect(before, f"{_FOLDERS[noun]}/{old}", f"{_FOLDERS[noun]}/{new}", today)
        plan.results.append(FixResult(REDIRECTS, before, moved))
    return plan


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True)
class _Renamer:
    noun: Noun
    old: str
    new: str
    merge: bool

    def rewrite(self, path: str, raw: bytes) -> bytes:
        """A file with the new id in the place of the old one. Raises EditError."""
        if self.old.encode() not in raw:
            return raw
        editor = Editor.of_file(path, raw)
        changes = list(dict.fromkeys([*self._fields(path, editor), *self._texts(editor)]))
        after = change_file(raw, changes)
        if changes:
            now = Editor.of_file(path, after)
            if len(list(scalars(now.root))) != len(list(scalars(editor.root))) + self._added(path):
                raise EditError(path)
        return after

    def _added(self, path: str) -> int:
        """How many more values there are: a merged team gets one."""
        return int(self.merge and path == "site_config/teams.yml")

    def _fields(self, path: str, editor: Editor) -> Iterator[Change]:
        """The changes to keys and to fields that hold the id."""
        if path == f"site_config/{_LISTS.get(self.noun)}.yml" and self.old in editor.root.entries:
            if self.merge:
                yield self._merged(editor)
            else:
                yield self._in_source(editor, editor.root.entries[self.old][0])
        if self.noun == "story" and path.startswith("site_config/newsletters/"):
            for name in ("voices", "corrected"):
                entries = getattr(editor.node(name), "entries", {})
                if self.old in entries:
                    yield self._in_source(editor, entries[self.old][0])
        uses = set(self._uses(path))
        for keys, value in scalars(editor.root):
            names = tuple(key for key in keys if isinstance(key, str))
            if value.text in self._written and any(_fits(names, use) for use in uses):
                yield self._in_source(editor, value)

    @property
    def _written(self) -> tuple[str, ...]:
        """How the id is written in fields."""
        return (self.old, f"{TEAM}{self.old}") if self.noun == "team" else (self.old,)

    def _uses(self, path: str) -> Iterator[tuple[str, ...]]:
        if path.startswith("stories/"):
            if self.noun == "theme":
                yield ("themes",)
            elif self.noun == "story":
                yield ("continues",)
            else:
                yield from paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS)
            return
        folder, __, name = path.removeprefix("site_config/").rpartition("/")
        for pattern, use in _USES[self.noun]:
            of, __, rest = pattern.rpartition("/")
            if of == folder and rest in (_ANY, name):
                yield use

    def _in_source(self, editor: Editor, node: Scalar) -> Change:
        """The id replaced where it is written, in quotes or not, with a team's prefix or not."""
        start, end = editor.span(node)
        source = editor.document.text[start:end]
        at = source.find(self.old)
        if source.count(self.old) != 1:
            raise EditError(self.old)
        return Change(start + at, start + at + len(self.old), self.new)

    def _merged(self, editor: Editor) -> Change:
        changes = EntryChanges(file_of("teams"))
        changes.set(self.old, "merged_into", self.new)
        return changes.changes(editor)[0]

    def _texts(self, editor: Editor) -> Iterator[Change]:
        """The changes within texts: mentions, links and markers.

        A value says which places in it are meant, and the source says where they are. Escapes and folded lines
        make the two differ, but not in the number and the order of the places.
        """
        text, body = editor.document.text, editor.document.body
        apart = set_apart(text)
        values = [(*editor.span(s), s.text, keys == ("body",)) for keys, s in scalars(editor.root)]
        if body is not None:
            values.append((len(text) - len(body), len(text), body, True))
        for start, end, value, is_markdown in values:
            pattern = self._pattern
            places = [match.start("id") for match in pattern.finditer(set_apart(value))]
            sources = [match.start("id") for match in pattern.finditer(apart, start, end)]
            if not places or len(places) != len(sources):
                continue
            meant = (
                set(places)
                if self.noun != "person"
                else self._mentioned(value, is_markdown=is_markdown)
            )
            for place, source in zip(places, sources, strict=True):
                if place in meant:
                    yield Change(source, source + len(self.old), self.new)

    def _mentioned(self, value: str, *, is_markdown: bool) -> set[int]:
        """Where the id of a mentioned person begins."""
        found = set()
        for mention in markdown.mentions(value, markdown=is_markdown):
            if mention.person == self.old:
                found.add(value.index(f"@{self.old}", mention.start) + 1)
        return found

    @property
    def _pattern(self) -> re.Pattern[str]:
        """The id within a text, as the group `id`."""
        old = re.escape(self.old)
        if self.noun == "person":
            return re.compile(rf"@(?P<id>{old})(?![\w@])(?!-[a-z0-9])")
        link = rf"\]\((?:\.\./)*{_FOLDERS[self.noun]}/"
        before = rf"(?:{link}|<!--\s*story:\s*)" if self.noun == "story" else link
        return re.compile(rf"{before}(?P<id>{old})(?=\s*-->|\.md[)#\s]|/)")


def _fits(names: tuple[str, ...], use: tuple[str, ...]) -> bool:
    return len(names) == len(use) and all(u in (_ANY, n) for n, u in zip(names, use, strict=True))


def _with_redirect(raw: bytes, old: str, new: str, today: dt.date) -> bytes:
    """redirects.yml with one more entry; those that led to the old address lead to the new one.

    An entry for the new address goes: it has a page again.
    """
    known: dict[str, dict[str, str]] = {}
    if raw:
        editor = Editor.of_file(REDIRECTS, raw)
        for address in editor.root.entries:
            to = editor.node(address, "to")
            since = editor.node(address, "since")
            known[address] = {
                name: node.text
                for name, node in (("to", to), ("since", since))
                if isinstance(node, Scalar)
            }
    known = {
        address: {**entry, "to": new if entry.get("to") == old else entry.get("to", "")}
        for address, entry in known.items()
        if address != new
    }
    known[old] = {"to": new, "since": str(today)}
    return many_entries(file_of("redirects"), known).encode()


def check_ids(noun: Noun, old: str, new: str, known: Mapping[str, object], *, merge: bool) -> None:
    """Refuse ids that cannot be.

    Raises:
        RenameRefused: With the reason.
    """
    if not re.fullmatch(ID, new):
        raise RenameRefused(
            _(
                '"%(id)s" is not an id: ids are lower-case letters, digits and single hyphens',
                id=new,
            )
        )
    if old == new:
        raise RenameRefused(_('its id is already "%(id)s"', id=old))
    if merge and new not in known:
        raise RenameRefused(_('there is no team "%(id)s" to merge it into', id=new))
    if new in known and not merge:
        raise RenameRefused(
            _('"%(id)s" is taken; to merge the two teams, add --merge', id=new)
            if noun == "team"
            else _('"%(id)s" is taken', id=new)
        )
