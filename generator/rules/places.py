"""Find the place of a person in a story's source. Only stories with problems pay for it."""

from __future__ import annotations

import re

from generator.consent.scan import blanked, marks_of, texts_of
from generator.consent.single_names import TOKEN
from generator.diagnostics.diagnostic import Location
from generator.model import Settings, Story
from generator.model.roles import undotted
from generator.source.nodes import location_in_text
from generator.source.parser import document, locate
from generator.text.names import NameIndex, fold, stem, unprefixed, words


def reference(story: Story, what: str, index: int | None = None) -> Location:
    """The place of a field, or the first place of a person's id."""
    if what in type(story).model_fields:
        return locate(story, what) if index is None else locate(story, what, index)
    text = story.origin.text  # advice comes by the thousand: the first mention will do
    match = re.search(rf"(?<![\w@-])@?{re.escape(what)}(?![\w-])", text)
    if match is None:
        return locate(story, "givers")
    return location_in_text(story.origin.path, text, 1, match.start(), len(match[0]))


def first_place(
    story: Story, settings: Settings, names: NameIndex, id_: str
) -> tuple[Location, str]:
    """The first place of a person's name, or of a part of it, and how it is written there."""
    person = settings.people[id_]
    parts = {*words(person.name), *words(person.first), id_}
    parts |= {stem(word) for word in person.name.split()}
    texts = _texts(story)
    skip = {word for phrase in story.not_names for word in words(phrase)}
    marks = marks_of(texts)
    found: list[tuple[int, str, int, int, str]] = []
    for name, text in texts.items():
        seen = blanked(text, marks[name]) if name in marks else text
        spelled = id_ in names.spelled(seen)
        for match in TOKEN.finditer(seen):
            keys = {fold(match[0]), stem(match[0])}
            keys |= {unprefixed(key, parts) for key in keys}
            if keys & parts - skip:
                rank = 0 if spelled else 1 if match[0][0].isupper() else 2
                found.append((rank, name, match.start(), match.end(), match[0]))
    best = min(found, key=lambda hit: hit[0], default=None)
    if best is None:
        return Location(story.origin.path), ""
    _, name, start, end, word = best
    return _in(story, name, start, end), word


def _texts(story: Story) -> dict[str, str]:
    return {**texts_of(story), "body": story.body}


def _in(story: Story, name: str, start: int, end: int) -> Location:
    if name == "id":
        return Location(story.origin.path)
    return document(story).locate_in(*undotted(name), offset=start, length=end - start)
