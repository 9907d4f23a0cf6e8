"""Find the place of a person in a story's source. Only stories with problems pay for it."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.consent.scan import blanked, marks_of, texts_of
from generator.consent.single_names import ADDRESSES
from generator.diagnostics.diagnostic import Location
from generator.model import Settings, Story
from generator.model.roles import undotted
from generator.source.nodes import location_in_text
from generator.source.parser import locate, locate_in
from generator.text.folding import words
from generator.text.names import NameIndex
from generator.text.unspaced import set_apart


def reference(story: Story, what: str, index: int | None = None) -> Location:
    """The place of a field, or the first place of a person's id."""
    if what in type(story).model_fields:
        return locate(story, what) if index is None else locate(story, what, index)
    text = story.origin.text  # advice comes by the thousand: the first mention will do
    match = re.search(rf"(?<![\w@-])@?{re.escape(what)}(?![\w-])", set_apart(text))
    if match is None:
        return locate(story, "givers")
    return location_in_text(story.origin.path, text, 1, match.start(), len(match[0]))


def first_place(
    story: Story, settings: Settings, id_: str, word: str = "", *, is_former: bool = False
) -> tuple[Location, str]:
    """The first place of a person's name, or of a part of it, and how it is written there.

    `word` is a part of the name, folded, if only that is looked for. If `is_former`, only names that the
    person no longer has are looked for.
    """
    names = _names_of(id_, settings)
    if is_former and names.former:
        names = names.former
    texts = _texts(story)
    skip = {word for phrase in story.not_names for word in words(phrase)}
    marks = marks_of(texts)
    found: list[tuple[int, str, int, int, str]] = []
    for name, text in texts.items():
        seen = blanked(text, marks[name]) if name in marks else text
        names_found = names.find(seen, [id_], is_address=name in ADDRESSES)
        if not word:
            found += [(0, name, f.start, f.end, seen[f.start : f.end]) for f in names_found.full]
        found += [
            (1 if part.word[0].isupper() else 2, name, part.start, part.end, part.word)
            for part in (*names_found.parts, *names_found.meant)
            if part.key not in skip and word in ("", part.key)
        ]
    best = min(found, key=lambda hit: hit[0], default=None)
    if best is None:
        return Location(story.origin.path), word
    _, name, start, end, written = best
    return _in(story, name, start, end), written


@lru_cache(maxsize=256)
def _names_of(id_: str, settings: Settings) -> NameIndex:
    return NameIndex.of({id_: settings.people[id_]})


def _texts(story: Story) -> dict[str, str]:
    return {**texts_of(story), "body": story.body}


def _in(story: Story, name: str, start: int, end: int) -> Location:
    if name == "id":
        return Location(story.origin.path)
    return locate_in(story, *undotted(name), offset=start, length=end - start)
