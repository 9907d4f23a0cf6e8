"""What forgetting a person rewrites in the sources, and what it cannot reach. Changes nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.consent.phrases import opens_sentence, unnamed_phrases
from generator.consent.scan import scan_texts
from generator.model import ANONYMOUS, Settings, Story
from generator.model.roles import Holds, paths_of
from generator.record import Library, Record
from generator.source.editor import (
    Change,
    EditError,
    Editor,
    change_file,
    normalized_text,
    parse_for_editing,
    scalars,
)
from generator.source.nodes import Document, Scalar, Sequence, to_data
from generator.source.nodes import Mapping as MappingNode
from generator.text import markdown
from generator.text.names import NameIndex, words

PEOPLE = "site_config/people.yml"
PRACTICES = "site_config/practices/"


@dataclass(frozen=True)
class RewrittenFile:
    """A file before and after, and what changed in it, in words."""

    path: str
    before: bytes
    after: bytes
    what: tuple[str, ...]


@dataclass
class ErasePlan:
    """What forgetting would do. `left` are places that it cannot reach, each with what to do."""

    files: list[RewrittenFile] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def plan(id_: str, library: Library, files: Mapping[str, bytes]) -> ErasePlan:
    """Work out how to forget a person. `files` are all stories and texts of site_config, by path."""
    made, settings = ErasePlan(), library.settings
    records = {record.meta.path: record for record in library.records}
    for path, raw in sorted(files.items()):
        if path.rpartition("/")[2] == "people.yml":
            continue
        try:
            after, what = _forgotten(id_, path, raw, settings, records.get(path))
        except (EditError, UnicodeDecodeError):
            if id_.encode() in raw:
                made.left.append((path, "it cannot be read as it is: correct it and try again"))
            continue
        if after != raw:
            made.files.append(RewrittenFile(path, raw, after, tuple(what)))
        made.left.extend(_left_in(id_, path, after, settings, records.get(path)))
    if (raw_people := files.get(PEOPLE)) is not None:
        made.files.extend(_entry(id_, raw_people, library.today))
    made.left.extend(_beyond(id_, settings, library))
    return made


def _forgotten(
    id_: str, path: str, raw: bytes, settings: Settings, record: Record | None
) -> tuple[bytes, list[str]]:
    """A file with every field and mention of a person rewritten. Raises EditError."""
    if b"@" not in raw and id_.encode() not in raw:
        return raw, []
    document = parse_for_editing(path, normalized_text(raw))
    assert document.root is not None
    editor = Editor(document)
    what: list[str] = []
    changes: list[Change] = []
    if path.startswith(("stories/", PRACTICES)):
        for change, said in _fields(id_, editor):
            changes.append(change)
            what.append(said)
    lang = _lang(document) or settings.site.language
    form = unnamed_phrases(lang).of_colleague(_ordinal(id_, settings, record), None)
    capitals = unnamed_phrases(lang).capitals
    for keys, scalar in scalars(document.root):
        start, end = editor.span(scalar)
        changes += _mentions(
            id_,
            document.text,
            start,
            end,
            scalar.text,
            form,
            capitals,
            is_markdown=keys == ("body",),
        )
    if document.body is not None:
        start = len(document.text) - len(document.body)
        end = len(document.text)
        changes += _mentions(
            id_, document.text, start, end, document.body, form, capitals, is_markdown=True
        )
    made = [change.text for change in changes[len(what) :]]
    count = len(made) - made.count("") // 2  # a label loses what is before it and after it
    if count:
        what.append(f"{count} {'mention' if count == 1 else 'mentions'}")
    after = change_file(raw, changes)
    if changes:
        again = parse_for_editing(path, normalized_text(after))
        assert again.root is not None
        if len(list(scalars(again.root))) > len(list(scalars(document.root))):
            raise EditError(path)
    return after, what


def _fields(id_: str, editor: Editor) -> Iterator[tuple[Change, str]]:
    for path in sorted(paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS), key=len):
        node = editor.node(*path)
        items = node.items if isinstance(node, Sequence) else [node] if node else []
        for index, item in enumerate(items):
            if isinstance(item, Scalar) and item.text == id_:
                if path in paths_of(Story, Holds.PERSONS):
                    yield editor.remove_item(path[0], index), f"their {path[0]}"
                else:
                    what = path[0] if len(path) == 1 else f"the {path[0]}"
                    yield editor.replace(item, ANONYMOUS), what


def _mentions(
    id_: str,
    text: str,
    start: int,
    end: int,
    value: str,
    form: str,
    capitals: bool,
    *,
    is_markdown: bool,
) -> Iterator[Change]:
    """Changes to the mentions of a person in one value, whose source is `text[start:end]`.

    The value says which of the places are mentions, the source where they stand: escapes and
    folded lines make the two differ, but never the number or the order of the places.
    """
    at = re.compile(rf"@{re.escape(id_)}(?![\w@])(?!-[a-z0-9])")
    places = [match.start() for match in at.finditer(value)]
    sources = [match.start() for match in at.finditer(text, start, end)]
    if not places or len(places) != len(sources):
        return
    for mention in markdown.mentions(value, markdown=is_markdown):
        if mention.person != id_:
            continue
        place = value.index(f"@{id_}", mention.start)
        source = sources[places.index(place)]
        if mention.label is not None:
            opening = text.rfind("[", start, source)
            yield Change(opening, opening + 1, "")
            yield Change(source - 2, source + len(id_) + 2, "")
        else:
            opens = capitals and opens_sentence(value, mention)
            said = form[0].upper() + form[1:] if opens else form
            yield Change(source, source + len(id_) + 1, said)


def _lang(document: Document) -> str | None:
    node = document.root.entries.get("lang") if document.root else None
    return node[1].text if node and isinstance(node[1], Scalar) else None


def _ordinal(id_: str, settings: Settings, record: Record | None) -> int:
    """Which unnamed person of a story this would be, so that two stay two."""
    if record is None:
        return 0
    refs = [*record.meta.givers, *record.meta.receivers]
    before = refs[: refs.index(id_)] if id_ in refs else [r for r in refs if r != id_]
    return sum(ref == ANONYMOUS for ref in before) + len(
        {
            r
            for r in before
            if (p := settings.people.get(r)) and "yes" not in {*p.named.model_dump().values()}
        }
    )


def _left_in(
    id_: str, path: str, raw: bytes, settings: Settings, record: Record | None
) -> Iterator[tuple[str, str]]:
    """What still tells of the person in a file."""
    text = normalized_text(raw)
    index = NameIndex.of({id_: settings.people[id_]})
    told = scan_texts(
        {"text": text}, {}, index, {id_} if record and id_ in record.scan.people else ()
    )
    for number, line in enumerate(text.split("\n") if told.everybody else (), 1):
        here = scan_texts(
            {"text": line}, {}, index, {id_} if record and id_ in record.scan.people else ()
        )
        if here.spelled:
            yield f"{path}:{number}", "spells the name: say it another way"
        elif here.literal:
            yield f"{path}:{number}", f'holds "@{id_}" in code: take it out'
        elif here.given or here.family:
            yield f"{path}:{number}", "holds one of their names: look whether it is this person"
    if told.spelled and not any(
        scan_texts({"text": line}, {}, index).spelled for line in text.split("\n")
    ):
        yield path, "spells the name over two lines: say it another way"
    names = {*words(settings.people[id_].name), *words(settings.people[id_].first)}
    if names & set(words(path.rpartition("/")[2].rpartition(".")[0])):
        yield path, "has their name as its file name: rename it; its address changes with it"
    if path.startswith(PRACTICES):
        root = parse_for_editing(path, text).root
        for keys, scalar in scalars(root) if root else ():
            if scalar.text == id_:
                name = next(str(key) for key in reversed(keys) if isinstance(key, str))
                yield (
                    f"{path}:{scalar.start[0] + 1}",
                    f'lists them as "{name}": write somebody else, or take them out',
                )
    if record is None or id_ not in record.scan.people:
        return
    if record.meta.image:
        yield (
            record.meta.image,
            "a picture of a story they are in: delete it if they can be seen",
        )
    yield path, "tells of them without their name: read it once more, words can give them away"


def _entry(id_: str, raw: bytes, today: dt.date) -> Iterator[RewrittenFile]:
    """people.yml with nothing left of the person but what the gate needs to know the name."""
    document = parse_for_editing(PEOPLE, normalized_text(raw))
    editor = Editor(document)
    node = editor.node(id_)
    if not isinstance(node, MappingNode):
        return
    kept: dict[str, str] = {
        key: editor.source(node.entries[key][1])
        for key in ("name", "first_name", "team")
        if key in node.entries
    }
    kept |= {"named": "no", "withdrawn": _withdrawn(node, today)}
    start, end = editor.span(node)
    if document.text[start] == "{":
        entry = "{" + ", ".join(f"{key}: {value}" for key, value in kept.items()) + "}"
    else:
        indent = " " * node.start[1]
        entry = f"\n{indent}".join(f"{key}: {value}" for key, value in kept.items())
    after = change_file(raw, [Change(start, end, entry)])
    again = parse_for_editing(PEOPLE, normalized_text(after))
    assert document.root is not None
    assert again.root is not None
    expected, found = to_data(document.root), to_data(again.root)
    wanted = {key: expected[id_][key] for key in ("name", "first_name", "team") if key in kept}
    if found != {**expected, id_: {**wanted, "named": "no", "withdrawn": kept["withdrawn"]}}:
        raise EditError(PEOPLE)
    if after != raw:
        yield RewrittenFile(
            PEOPLE,
            raw,
            after,
            ("the entry keeps the name and the day, so that the gate still knows whom to hide",),
        )


def _withdrawn(node: MappingNode, today: dt.date) -> str:
    """The day of withdrawal: the one that stands there if it has come, else today."""
    found = node.entries.get("withdrawn")
    if found and isinstance(found[1], Scalar):
        try:
            if dt.date.fromisoformat(found[1].text) <= today:
                return found[1].text
        except ValueError:
            pass
    return today.isoformat()


def _beyond(id_: str, settings: Settings, library: Library) -> Iterator[tuple[str, str]]:
    """What no change of files reaches."""
    yield (
        "git history",
        "older commits keep every word; rewriting history (git filter-repo) is for the owner of "
        "the repository to decide, and forks and clones keep theirs",
    )
    told = sum(id_ in record.scan.people for record in library.records)
    if told:
        yield (
            "digests already sent",
            "mail, chat messages and slides stay where they went; ask for the messages to be "
            "deleted, and delete build/newsletter/ where it was kept",
        )
    yield (
        "the published site",
        "build and publish it again; then ask search engines and archives to forget the old pages",
    )
    if settings.people[id_].team:
        yield (
            PEOPLE,
            "the name stays there with its day of withdrawal; delete the entry once nothing above is left",
        )
