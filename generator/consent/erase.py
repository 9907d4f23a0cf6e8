"""What forgetting a person rewrites in the sources, and what it cannot reach. Changes no file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.consent.phrases import opens_sentence
from generator.consent.scan import NameScan, scan_texts
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.languages.unnamed import unnamed_phrases
from generator.model import ANONYMOUS, Person, Story
from generator.model.roles import Holds, Use, paths_of
from generator.record import Library
from generator.source.editor import Change, EditError, Editor, change_file, normalized_text, scalars
from generator.source.nodes import Mapping as MappingNode
from generator.source.nodes import Node, Scalar, Sequence, entries, id_of, to_data
from generator.text import markdown
from generator.text.names import NameIndex
from generator.text.unspaced import set_apart

PEOPLE = "site_config/people.yml"
PRACTICES = "site_config/practices/"
_NAMES = (
    *("name", "first_name", "name_in"),
    *(name for name, *_ in paths_of(Person, Use.RECOGNISE)),
)
"""Fields of people.yml with the names of a person."""
_KEPT = (*_NAMES, "team")
"""What remains of a person's entry in people.yml: what the gate needs to know the name."""
_FLOW_SIGN = re.compile(r"[,\[\]{}\n]")
"""What ends a plain value within brackets."""
Finding = tuple[str | Message, Message]
"""A place, and what to do there."""


@dataclass(frozen=True)
class RewrittenFile:
    """The new content of a file, and what changed in it, in words."""

    path: str
    content: bytes
    changes: tuple[str | Message, ...]


@dataclass
class ErasePlan:
    """The files that forgetting rewrites, and the places that it cannot reach."""

    files: list[RewrittenFile] = field(default_factory=list)
    unreached: list[Finding] = field(default_factory=list)


def plan_erasure(id_: str, library: Library, files: Mapping[str, bytes]) -> ErasePlan:
    """Work out how to forget a person of people.yml.

    `files` are all files of stories and of site_config, by path; Markdown and YAML is rewritten, and
    the others are only looked through.
    """
    eraser, plan = _Eraser(id_, library), ErasePlan()
    for path, raw in sorted(files.items()):
        if path.rpartition("/")[2] == "people.yml":
            continue
        if not path.endswith((".md", ".yml")):
            plan.unreached.extend(eraser.traces(path, raw))
            continue
        try:
            rewritten = eraser.rewrite(path, raw)
        except (EditError, UnicodeDecodeError):
            if id_.encode() in raw:
                reason = _("this cannot be read; correct it and try again")
                plan.unreached.append((path, reason))
            continue
        if rewritten.content != raw:
            plan.files.append(rewritten)
        plan.unreached.extend(eraser.traces(path, rewritten.content))
    if (people := files.get(PEOPLE)) is not None:
        plan.files.extend(eraser.rewrite_entry(people))
        plan.unreached.extend(eraser.traces_in_entries_of_others(people))
    plan.unreached.extend(eraser.copies())
    return plan


@dataclass
class _Eraser:
    """Takes one person out of the files of a library."""

    id_: str
    library: Library

    def __post_init__(self) -> None:
        self._records = {record.meta.path: record for record in self.library.records}
        self._names = NameIndex.of({self.id_: self._person})
        self._mention = re.compile(rf"@{re.escape(self.id_)}(?![\w@])(?!-[a-z0-9])")

    @property
    def _person(self) -> Person:
        return self.library.settings.people[self.id_]

    def rewrite(self, path: str, raw: bytes) -> RewrittenFile:
        """A file with every field and mention of the person rewritten. Raises EditError."""
        if b"@" not in raw and self.id_.encode() not in raw:
            return RewrittenFile(path, raw, ())
        editor = Editor.of_file(path, raw)
        fields = list(self._fields(editor)) if path.startswith(("stories/", PRACTICES)) else []
        mentions = list(self._mentions(editor))
        content = change_file(
            raw, [c for c, _name in fields] + [c for some in mentions for c in some]
        )
        if content != raw:
            after = Editor.of_file(path, content)
            if len(list(scalars(after.root))) > len(list(scalars(editor.root))):
                raise EditError(path)
        changes = [name for _change, name in fields]
        if mentions:
            changes.append(ngettext("%(num)s mention", "%(num)s mentions", len(mentions)))
        return RewrittenFile(path, content, tuple(changes))

    def _fields(self, editor: Editor) -> Iterator[tuple[Change, str | Message]]:
        """The changes to fields that hold the person's id, each with the field's name."""
        persons = paths_of(Story, Holds.PERSONS)
        for path in sorted(paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS), key=len):
            node, name = editor.node(*path), str(path[0])
            found = {
                index: item
                for index, item in enumerate(map(id_of, entries(node)))
                if isinstance(item, Scalar) and item.text == self.id_
            }
            if path in persons and found:
                yield from (
                    (c, _("their %(field)s", field=name)) for c in editor.remove_items(name, found)
                )
            else:
                for item in found.values():
                    change = editor.replace(item, ANONYMOUS)
                    yield change, name if len(path) == 1 else _("the %(field)s", field=name)

    def _mentions(self, editor: Editor) -> Iterator[list[Change]]:
        """The changes to each mention of the person in a file.

        A value says which places in it are mentions, and the source says where they are. Escapes
        and folded lines make the two differ, but not in the number and the order of the places.
        """
        document, id_ = editor.document, self.id_
        text = document.text
        apart = set_apart(text)
        lang = editor.node("lang")
        site_language = self.library.settings.site.language
        tag = (isinstance(lang, Scalar) and lang.text) or site_language
        phrases = unnamed_phrases(tag, self.library.settings.wording)
        ordinal = self._ordinal(document.path)
        values = [(*editor.span(s), s.text, keys == ("body",)) for keys, s in scalars(editor.root)]
        if document.body is not None:
            values.append((len(text) - len(document.body), len(text), document.body, True))
        for start, end, value, is_markdown in values:
            places = [match.start() for match in self._mention.finditer(set_apart(value))]
            sources = [match.start() for match in self._mention.finditer(apart, start, end)]
            if not places or len(places) != len(sources):
                continue
            for mention in markdown.mentions(value, markdown=is_markdown):
                if mention.person != id_:
                    continue
                source = sources[places.index(value.index(f"@{id_}", mention.start))]
                if mention.label is not None:
                    opening = text.rfind("[", start, source)
                    yield [
                        Change(opening, opening + 1, ""),
                        Change(source - 2, source + len(id_) + 2, ""),
                    ]
                else:
                    phrase = phrases.of_colleague(ordinal, None, value[: mention.start])
                    is_capital = phrases.capitals and opens_sentence(value, mention)
                    shown = phrase[0].upper() + phrase[1:] if is_capital else phrase
                    yield [Change(source, source + len(id_) + 1, shown)]

    def _ordinal(self, path: str) -> int:
        """The number of unnamed people before this one in a story, so that two stay two."""
        record = self._records.get(path)
        if record is None:
            return 0
        refs = [*record.meta.givers, *record.meta.receivers]
        before = refs[: refs.index(self.id_)] if self.id_ in refs else refs
        people = self.library.settings.people
        unnamed = {
            ref
            for ref in before
            if ref in people and "yes" not in people[ref].named.model_dump().values()
        }
        return before.count(ANONYMOUS) + len(unnamed)

    def traces(self, path: str, raw: bytes) -> Iterator[Finding]:
        """What still reveals the person in a file. Of one that is no text, its name."""
        try:
            text = normalized_text(raw)
        except UnicodeDecodeError:
            text = ""
        record = self._records.get(path)
        takes_part = record is not None and self.id_ in record.scan.people

        def scan(part: str) -> NameScan:
            return scan_texts({"text": part}, {}, self._names, [self.id_])

        found = scan(text)
        lines = [scan(line) for line in text.split("\n")] if found.everybody else []
        for number, line in enumerate(lines, 1):
            if line.spelled:
                yield f"{path}:{number}", _("spells out their name; say it another way")
            elif line.literal:
                yield f"{path}:{number}", _('has "@%(id)s" in code; remove it', id=self.id_)
            elif line.given or line.family:
                yield f"{path}:{number}", _("has one of their names; check whether it means them")
        is_pieced = found.spelled and not any(line.spelled for line in lines)
        if is_pieced or (found.everybody and not any(line.everybody for line in lines)):
            yield path, _("has their name split over lines or markup; say it another way")
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if self._names.parts_in(stem, is_address=True):
            yield (
                path,
                _("has their name in its file name; rename it (its address changes too)"),
            )
        if path.startswith(PRACTICES):
            for keys, scalar in scalars(Editor.of_file(path, raw).root):
                if scalar.text == self.id_:
                    name = next(key for key in reversed(keys) if isinstance(key, str))
                    yield (
                        f"{path}:{scalar.start[0] + 1}",
                        _(
                            'lists them as "%(field)s"; write someone else, or remove them',
                            field=name,
                        ),
                    )
        if record is None or not takes_part:
            return
        if record.meta.image:
            yield (
                record.meta.image,
                _("is a picture in a story about them; delete it if they can be seen"),
            )
        yield (
            path,
            _("is about them; read it again for nicknames and other hints at who they are"),
        )

    def traces_in_entries_of_others(self, raw: bytes) -> Iterator[Finding]:
        """What reveals the person where people.yml says something of others, besides their names."""
        for keys, scalar in scalars(Editor.of_file(PEOPLE, raw).root):
            if keys[0] == self.id_ or keys[1] in _NAMES:
                continue
            found = scan_texts({"text": scalar.text}, {}, self._names, [self.id_])
            place = f"{PEOPLE}:{scalar.start[0] + 1}"
            if found.spelled:
                yield place, _("spells out their name; say it another way")
            elif found.everybody:
                yield place, _("has one of their names; check whether it means them")

    def rewrite_entry(self, raw: bytes) -> Iterator[RewrittenFile]:
        """people.yml with nothing left of the person but what the gate needs to know the name."""
        editor = Editor.of_file(PEOPLE, raw)
        node = editor.node(self.id_)
        if not isinstance(node, MappingNode):
            return
        kept = {key: node.entries[key][1] for key in _KEPT if key in node.entries}
        end = {"named": "no", "withdrawn": self._withdrawn(node)}
        entry = {key: _in_one_line(editor, value) for key, value in kept.items()} | end
        lines = [f"{key}: {value}" for key, value in entry.items()]
        if editor.source(node).startswith("{"):
            change = editor.replace(node, "{" + ", ".join(lines) + "}")
        else:
            change = editor.replace(node, ("\n" + " " * node.start[1]).join(lines))
        people = to_data(editor.root)
        expected = {**people, self.id_: {key: people[self.id_][key] for key in kept} | end}
        content = editor.edit(raw, change, expected)
        if content != raw:
            why = _("keeps only the name and the day, which are needed to hide them")
            yield RewrittenFile(PEOPLE, content, (why,))

    def _withdrawn(self, entry: MappingNode) -> str:
        """The day of withdrawal: the one in the entry if it has come, else today."""
        today = self.library.today
        day = entry.entries.get("withdrawn")
        if day and isinstance(day[1], Scalar):
            try:
                if dt.date.fromisoformat(day[1].text) <= today:
                    return day[1].text
            except ValueError:
                pass
        return today.isoformat()

    def copies(self) -> Iterator[Finding]:
        """Copies that no change of files reaches."""
        yield (
            _("git history"),
            _(
                "Older commits keep every word. Rewriting history (git filter-repo) is for the owner "
                "of the repository to decide; forks and clones keep theirs."
            ),
        )
        if any(self.id_ in record.scan.people for record in self.library.records):
            yield (
                _("digests already sent"),
                _(
                    "E-mails, chat messages and slides stay where they were sent. Ask for them to be "
                    "deleted, and delete build/newsletter/ where it was kept."
                ),
            )
        yield (
            _("documents for one reader"),
            _(
                "A portfolio names its person and the people whom the site named on that day. A build "
                "deletes those in build/portfolio/ that show something that was withdrawn, but not "
                "copies that were passed on."
            ),
        )
        yield (
            _("the published site"),
            _(
                "Build and publish it again, which also deletes site-offline/ and build/preview.html "
                "if they show them. Then ask search engines and archives to remove the old pages."
            ),
        )
        if self._person.team:
            yield (
                PEOPLE,
                _(
                    "The name stays there with the day of withdrawal. Delete the entry once nothing "
                    "above is left."
                ),
            )


def _in_one_line(editor: Editor, node: Node) -> str:
    """A value as it is in the source; a list or a group on one line."""
    if isinstance(node, MappingNode):
        pairs = ((key, _in_brackets(editor, value)) for key, (_, value) in node.entries.items())
        return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    if isinstance(node, Sequence):
        return f"[{', '.join(_in_brackets(editor, item) for item in node.items)}]"
    return editor.source(node)


def _in_brackets(editor: Editor, node: Node) -> str:
    """A value as it can be within brackets: quoted, if a comma or a bracket is in it."""
    source = _in_one_line(editor, node)
    is_plain = isinstance(node, Scalar) and not source.startswith(('"', "'"))
    if isinstance(node, Scalar) and is_plain and _FLOW_SIGN.search(source):
        return json.dumps(node.text, ensure_ascii=False)
    return source
