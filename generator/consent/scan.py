"""What a story's prose says about people, gathered once, where the story is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import unescape
from itertools import permutations
from typing import NamedTuple
from urllib.parse import unquote

from generator.consent.sensitive import SIGNS
from generator.consent.single_names import single_names
from generator.model import ANONYMOUS, TEAM, Mark, Story
from generator.model.roles import Holds, dotted, values_of
from generator.record import Scan
from generator.text import markdown
from generator.text.glossary import Glossary
from generator.text.names import NameIndex, cuts, words

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
_EDGE = 80
"""How many characters at the ends of texts are looked at for names spread over two of them."""
_VALUE = re.compile(r'="([^"]*)"')
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
    front = story.origin.text[: max(0, len(story.origin.text) - len(story.body))]
    return Scan(
        mentions,
        found_names.spelled,
        found_names.literal,
        found_names.given,
        found_names.family,
        people,
        marks,
        lead,
        in_comments(front, names) if "#" in front else frozenset(),
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
        and name not in ("id", "image.file")
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
    everything = "\n\n".join([view for _, view in views])
    seen = tuple(cuts(everything))
    named = names.may_be_in(everything, seen)
    spelled = set(names.spelled(everything, seen if named else ()))
    if named and len(texts) > 1:
        spelled |= _spelled_across(views, names)
    literal = _literal(everything, names) if "@" in everything or "＠" in everything else set()
    given: set[str] = set()
    family: set[str] = set()
    if named:
        skip = {word for phrase in not_names for word in words(phrase)}
        for name, view in views:
            for hit in single_names(view, names, people, skip, name):
                given.update(hit.given)
                family.update(hit.family)
        for name, some in marks.items():  # "@bo Lindqvist", where Bo is shown by first name
            if family and name in texts:
                spelled |= names.spelled(
                    filled(texts[name], some, lambda mark: names.first.get(mark.person, ""))
                )
    return NameScan(
        frozenset(spelled | (given & names.single)),
        frozenset(literal),
        frozenset(given),
        frozenset(family),
        SIGNS.intersection(seen[0]),
    )


def _spelled_across(views: Iterable[tuple[str, str]], names: NameIndex) -> frozenset[str]:
    """People whose full name begins in one text and ends in another, whatever order they are in."""
    edges: list[tuple[str, str, str]] = []
    for name, view in views:
        start, end = view[:_EDGE], view[-_EDGE:]
        both = f"{start}\n{end}"
        if names.may_be_in(both, tuple(cuts(both))):
            edges.append((name, start, end))
    return names.spelled(
        "\n\n".join(f"{a[2]}\n{b[1]}" for a, b in permutations(edges, 2) if a[0] != b[0])
    )


def rendered_views(text: str) -> Iterator[str]:
    """A text as readers see it, without what Markdown takes away; then the addresses in it."""
    html = markdown.unsafe_html(text)
    seen = unescape(_TAG.sub("", _BLOCK.sub("\n", html)))
    yield seen
    if "%" in seen:  # an address that is no link
        yield unquote(seen)
    if '="' in html:
        yield "\n".join(unquote(unescape(value)) for value in _VALUE.findall(html))


def _literal(text: str, names: NameIndex) -> set[str]:
    found: set[str] = set()
    for match in _AT.finditer(text):
        parts = match[1].lower().split("-")
        found.update("-".join(parts[:n]) for n in range(1, len(parts) + 1))
    return found & names.first.keys()


def in_comments(front: str, names: NameIndex) -> frozenset[str]:
    """Everyone whom the comments of a file's YAML may name. Broad on purpose: it only costs an edit link."""
    comments = "\n".join(re.findall(r"(?:^|\s)#(.*)", front))
    told = set(words(comments))
    return frozenset(
        id_
        for word in names.words & told
        for id_ in (*names.given.get(word, ()), *names.family.get(word, ()))
    ) | names.spelled(comments)
