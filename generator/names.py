"""Spelled-out names in prose: found whatever the case, the diacritics or a possessive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model import Person

# Marks that join or direct letters without being letters are left out before words are cut.
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x61C])


def fold(text: str) -> str:
    """Case, diacritics and look-alike forms removed, for comparison only."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_INVISIBLE).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_STROKES)


# Letters whose stroke or ligature Unicode does not decompose, as people type them without it.
_STROKES = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def words(text: str) -> list[str]:
    """The folded words of a text, in order; an apostrophe or a hyphen parts two words."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Everybody's full name by its first word, and first names by word."""

    full: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    first: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, people: Mapping[str, Person]) -> NameIndex:
        full: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        first: dict[str, list[str]] = {}
        for id_, person in people.items():
            for form in _forms(person):
                full.setdefault(form[0], []).append((form[1:], id_))
            given = words(person.first)
            if len(given) == 1:
                first.setdefault(given[0], []).append(id_)
        return cls({k: tuple(v) for k, v in full.items()}, {k: tuple(v) for k, v in first.items()})

    def spelled(self, text: str) -> frozenset[str]:
        """The ids of the people whose full name the text spells."""
        cut = words(text)
        starts = self.full.keys() & cut
        if not starts:
            return frozenset()
        return frozenset(self._matches(cut, starts))

    def _matches(self, cut: list[str], starts: Iterable[str]) -> Iterator[str]:
        wanted = set(starts)
        for at, word in enumerate(cut):
            if word in wanted:
                for rest, id_ in self.full[word]:
                    if tuple(cut[at + 1 : at + 1 + len(rest)]) == rest:
                        yield id_


def _forms(person: Person) -> set[tuple[str, ...]]:
    """The full name as written, turned round, and first with last word only."""
    name = words(person.name)
    if len(name) < 2:
        return {tuple(name)} if name else set()
    forms = {tuple(name), (name[0], name[-1]), (name[-1], *name[:-1])}
    first = words(person.first)
    if first:
        forms.add((*first, name[-1]))
    return forms
