"""What a story's prose says about people, gathered once, where the story is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from itertools import permutations
from typing import NamedTuple

from generator.consent.sensitive import SIGNS
from generator.consent.single_names import ADDRESSES, may_mean_others, may_mean_people
from generator.edition import ShownStory
from generator.model import ANONYMOUS, TEAM, Entry, Mark, Origin, Story
from generator.model.roles import Holds, dotted, paths_of, values_of
from generator.record import Scan
from generator.text import markdown
from generator.text.folding import bare_words, fold_word, words
from generator.text.glossary import Glossary
from generator.text.names import NameIndex, decoded

_AT = re.compile(r"[@＠]([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_PARTING = r"[\s!-/:-@\[-`{-~]"
_BREAKS = re.compile(
    r"[*_`~^|\[\]&<\\%]"
    rf"(?:(?<=[\[\]&<\\%])|(?<!{_PARTING}.)[*_`~^|]*(?!{_PARTING}))",
    re.DOTALL,
)
"""Markup that may be inside a name and vanish when the text is rendered: links, tags, references and
escapes, and other markup that has no space and no punctuation on either side.
"""
_NOBODY: frozenset[str] = frozenset()
_LINE_END = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[^\W\d_])")
"""A hyphen at the end of a line, where a word goes on in the next one."""
_EDGE = 80
"""How many characters at the ends of texts are looked at for names spread over two of them."""
_VALUE = re.compile(r'="([^"]*)"')
_COMMENT = re.compile(r"(?:^|\s)#(.*)")
_UNPRINTED = re.compile(
    r"<!--.*?(?:-->|\Z)|^[ >]*(?:\[[^\]\n]*\]:|`{3,}|~{3,})[^\n]*", re.DOTALL | re.MULTILINE
)
"""Markdown that readers may not see: comments, definitions of links and notes, what code is called."""
_SLOT = re.compile("\ue000([0-9]+)\ue001")
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|t[dhr]|div|table|br|hr)\b[^>]*>")


def scan_story(story: Story, names: NameIndex, glossary: Glossary | None = None) -> Scan:
    """Everything that a story's texts say about people, and the terms of `glossary` in them."""
    texts = texts_of(story)
    marks = marks_of(texts)
    mentions = frozenset(mark.person for some in marks.values() for mark in some)
    people = people_in(story, mentions)
    lead = ""
    if not (story.title and story.summary):
        lead, found = lead_of(texts["body"], marks.get("body", ()))
        if found:
            marks["lead"] = found
    found_names = scan_texts(texts, marks, names, people, story.not_names)
    return Scan(
        mentions,
        found_names.spelled,
        found_names.literal,
        found_names.given,
        found_names.family,
        found_names.former,
        found_names.others,
        people,
        marks,
        lead,
        strangers(found_names.others, people, names)
        | named_in_source(story.origin, story.body, names)
        | in_unprinted_fields(story, names),
        found_names.signs,
        frozenset(glossary.used(story.text)) if glossary else frozenset(),
    )


def texts_of(story: Story) -> dict[str, str]:
    """Every text that a story prints, its id and its picture's file name too, by dotted path."""
    texts = {"id": story.id}
    texts |= {dotted(path): text for path, text in story.prose.items()}
    texts["body"] = story.markdown
    if story.image:
        texts["image.file"] = story.image.file
    return texts


def marks_of(texts: Mapping[str, str]) -> dict[str, tuple[Mark, ...]]:
    """The mentions of each text that has any."""
    return {
        name: found
        for name, text in texts.items()
        if "@" in text
        and name not in ADDRESSES
        and (found := markdown.mentions(text, markdown=name == "body"))
    }


def people_in(story: Story, mentions: frozenset[str]) -> frozenset[str]:
    """The ids of everybody in a story; teams and anonymous are not people."""
    refs = set(mentions)
    for value in values_of(story, Holds.PARTICIPANTS).values():
        refs.update([value] if isinstance(value, str) else value)
    return frozenset(ref for ref in refs if ref != ANONYMOUS and not ref.startswith(TEAM))


def lead_of(body: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """The first paragraph of a body as plain text, with the mentions that are in it."""
    if not marks:
        return markdown.first_paragraph(body) or markdown.plain(body), ()
    number = iter(range(len(marks)))
    text = body.translate({0xE000: " ", 0xE001: " "})
    text = filled(text, marks, lambda _: f"\ue000{next(number)}\ue001")
    text = markdown.first_paragraph(text) or markdown.plain(text)
    unlabelled = [mark for mark in marks if mark.label is None]
    pieces: list[str] = []
    found: list[Mark] = []
    at = length = 0
    for match in _SLOT.finditer(text):
        mark = unlabelled[int(match[1])]
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        found.append(Mark(length, length, mark.person))
    pieces.append(text[at:])
    return "".join(pieces), tuple(found)


def filled(text: str, marks: tuple[Mark, ...], form: Callable[[Mark], str]) -> str:
    """A text with each mention replaced by its label, or else by a form."""
    pieces: list[str] = []
    at = 0
    for mark in marks:
        pieces.append(text[at : mark.start])
        pieces.append(form(mark) if mark.label is None else mark.label)
        at = mark.end
    pieces.append(text[at:])
    return "".join(pieces)


def blanked(text: str, marks: tuple[Mark, ...]) -> str:
    """A text of the same length in which mentions are blanked. Their labels keep their places."""
    for mark in marks:
        if mark.label is None:
            hidden = "," * (mark.end - mark.start)
        else:
            hidden = f",{mark.label}".ljust(mark.end - mark.start, ",")
        text = f"{text[: mark.start]}{hidden}{text[mark.end :]}"
    return text


class NameScan(NamedTuple):
    """What texts say about people other than by mentioning them. See Scan."""

    spelled: frozenset[str]
    literal: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    former: frozenset[str]
    others: tuple[str, ...]
    signs: frozenset[str]

    @property
    def everybody(self) -> frozenset[str]:
        return self.spelled | self.literal | self.given | self.family


def scan_texts(
    texts: Mapping[str, str],
    marks: Mapping[str, tuple[Mark, ...]],
    names: NameIndex,
    people: Collection[str] = frozenset(),
    not_names: Iterable[str] = (),
) -> NameScan:
    """Find the people whom some texts name. `people` are those known to be in them."""
    views = [(n, blanked(text, marks[n]) if n in marks else text) for n, text in texts.items()]
    views += [
        (name, shown)
        for name, view in views
        if _BREAKS.search(view)
        for shown in rendered_views(view)
    ]
    views += [(name, _LINE_END.sub("", view)) for name, view in views if "-\n" in view]
    everything = "\n\n".join([view for _, view in views])
    literal = _literal(everything, names) if "@" in everything or "＠" in everything else set()
    told = frozenset(bare_words(everything))
    signs = SIGNS & told if everything.isascii() else SIGNS.intersection(map(fold_word, told))
    in_addresses = any(names.stands_in_address(texts[name]) for name in ADDRESSES if name in texts)
    if not in_addresses and not names.may_be_in(everything, told):
        return NameScan(_NOBODY, frozenset(literal), _NOBODY, _NOBODY, _NOBODY, (), signs)
    people = frozenset(people)
    skip = {word for phrase in not_names for word in words(phrase)}
    spelled: set[str] = set()
    given: set[str] = set()
    family: set[str] = set()
    others: dict[str, None] = {}
    for name, view in views:
        is_address = name in ADDRESSES
        if names.may_be_in(view) or (is_address and names.stands_in_address(view)):
            found = names.find(view, people, is_address=is_address)
        else:
            continue
        spelled.update(id_ for full in found.full for id_ in full.people)
        may_be_ours = [*found.meant, *(p for p in found.parts if may_mean_people(view, p, name))]
        for part in may_be_ours:
            if part.key not in skip:
                given |= people & names.given.get(part.key, _NOBODY)
                family |= people & names.family.get(part.key, _NOBODY)
        may_be_others = [p for p in may_be_ours if may_mean_others(view, p, name, names)]
        others.update((p.key, None) for p in (*found.meant, *may_be_others) if p.key not in skip)
    if len(texts) > 1:
        spelled |= _spelled_across(views, names)
    for name, some in marks.items():  # "@bo Lindqvist", where Bo is shown by first name
        if (family or others) and name in texts:
            spelled |= names.spelled(
                filled(texts[name], some, lambda mark: names.first.get(mark.person, ""))
            )
    former = _NOBODY
    if names.former and (called := (spelled | given | family) & names.former.first.keys()):
        former = _called_formerly(views, names.former, people, skip).intersection(called)
    return NameScan(
        frozenset(spelled),
        frozenset(literal),
        frozenset(given),
        frozenset(family),
        former,
        tuple(others),
        signs,
    )


def _called_formerly(
    views: Iterable[tuple[str, str]],
    former: NameIndex,
    people: frozenset[str],
    skip: Collection[str],
) -> frozenset[str]:
    """People whose former name is in some texts: whole, or of `people` also a word of it."""
    views = list(views)
    called = set(_spelled_across(views, former))
    for name, view in views:
        found = former.find(view, people, is_address=name in ADDRESSES)
        called.update(id_ for full in found.full for id_ in full.people)
        parts = (*found.meant, *(p for p in found.parts if may_mean_people(view, p, name)))
        for key in {part.key for part in parts}.difference(skip):
            called |= people & (former.given.get(key, _NOBODY) | former.family.get(key, _NOBODY))
    return frozenset(called)


def _spelled_across(views: Iterable[tuple[str, str]], names: NameIndex) -> frozenset[str]:
    """People whose full name begins in one text and ends in another, whatever order they are in."""
    edges = [
        (name, view[:_EDGE], view[-_EDGE:])
        for name, view in views
        if names.may_be_in(view[:_EDGE]) or names.may_be_in(view[-_EDGE:])
    ]
    return names.spelled(
        "\n\n".join(f"{a[2]}\n{b[1]}" for a, b in permutations(edges, 2) if a[0] != b[0])
    )


def rendered_views(text: str) -> Iterator[str]:
    """A text as readers see it, without what Markdown takes away; then the addresses in it."""
    html = markdown.unsafe_html(text)
    seen = unescape(_TAG.sub("", _BLOCK.sub("\n", html)))
    yield seen
    if "%" in seen:  # an address that is no link
        yield decoded(seen)
    if '="' in html:
        yield "\n".join(decoded(unescape(value)) for value in _VALUE.findall(html))


def _literal(text: str, names: NameIndex) -> set[str]:
    found: set[str] = set()
    for match in _AT.finditer(text):
        parts = match[1].lower().split("-")
        found.update("-".join(parts[:n]) for n in range(1, len(parts) + 1))
    return found & names.first.keys()


def strangers(others: Iterable[str], people: Collection[str], names: NameIndex) -> frozenset[str]:
    """Everyone whom words of names may mean, of those words that mean nobody of `people`."""
    found = (names.given.get(key, _NOBODY) | names.family.get(key, _NOBODY) for key in others)
    return _NOBODY.union(*(ids for ids in found if ids.isdisjoint(people)))


def named_in_source(origin: Origin, body: str, names: NameIndex) -> frozenset[str]:
    """Everyone whom a file may name where no page shows it.

    Args:
        origin: The file.
        body: Its Markdown. In a file of Markdown it comes last; in YAML it is one of the fields.
        names: The names of everyone in the organisation.
    """
    text = origin.text
    front = text[: max(0, len(text) - len(body))] if origin.path.endswith(".md") else text
    may_hide = "<!--" in body or "]:" in body or "```" in body or "~~~" in body
    unprinted = "\n".join(_UNPRINTED.findall(body)) if may_hide else ""
    return (in_comments(front, names) if "#" in front else _NOBODY) | (
        names.parts_in(unprinted) if unprinted else _NOBODY
    )


def in_comments(front: str, names: NameIndex) -> frozenset[str]:
    """Everyone whom the comments of a file's YAML may name."""
    return names.parts_in("\n".join(_COMMENT.findall(front)))


def in_unprinted_fields(story: Story, names: NameIndex) -> frozenset[str]:
    """Everyone whom fields that no page shows may name, other than by an id."""
    texts = [
        text
        for name, is_persons in _unprinted_fields()
        if (value := getattr(story, name))
        for text in _texts_in(value)
        if not is_persons or text not in (*story.meta.consent, *story.meta.declined)
    ]
    return names.parts_in("\n".join(texts)) if texts else _NOBODY


@cache
def _unprinted_fields() -> tuple[tuple[str, bool], ...]:
    """The fields of a story that no page shows, each with whether it holds ids of people."""
    persons = {name for name, *_ in paths_of(Story, Holds.PERSONS)}
    unprinted = (name for name in Story.model_fields if name not in ShownStory._fields)
    return tuple((name, name in persons) for name in unprinted)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, Entry):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name))
    elif isinstance(value, str):
        yield value
