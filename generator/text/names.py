"""Finds names in prose, in any case, with or without diacritics, with a possessive, a prefix or an
ending, in look-alike letters, and with anything between the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.model import Person, Settings
from generator.text.name_words import ORDINARY_WORDS, PARTICLES

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"[^\W\d_A-Z][A-ZÀ-ÖØ-Þ]")
_HUMP = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[^\W\d_A-Z].)")
"""The second character of such a pair. Few characters match its beginning, so this search is fast."""
_ASCII = [chr(code) for code in range(128)]
_ASCII_WORDS = "".join(char.lower() if char.isalnum() else " " for char in _ASCII)
_CASES = "".join("a" if char.islower() else "A" if char.isupper() else " " for char in _ASCII)
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_ARABIC = re.compile("[؀-ۿ]")
_UNSPACED = [tuple(pair) for pair in ("ก๛", "ຂໟ", "က႟", "ក៿", "぀ヿ", "㐀鿿", "가힯", "豈﫿")]
"""The first and last characters of scripts without spaces between words."""
# Marks that join letters or set their direction are removed before a text is cut into words.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0]"
)
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u093c\u094d\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)
_PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u201a\u201b\u201e\u201f\u2010\u2011\u2012\u2015\u2022«»¿¡°·×"
"""Common punctuation beyond ASCII, which separates words."""
_BEYOND = re.compile(f"[^\x00-\x7f{_PUNCTUATION}]")
"""Characters that need more than lower case to be folded."""
_LOOKALIKES = str.maketrans(
    {
        # Letters with a stroke and ligatures, which Unicode does not decompose.
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŧ": "t",
        "ɡ": "g",
        "ɑ": "a",
        "ɩ": "i",
        "ƒ": "f",
        # Cyrillic and Greek letters that look like Latin ones.
        **dict(zip("авекмнорстухіјѕһԁԛԝгпї", "abekmhopctyxijshdqwrni", strict=True)),
        **dict(zip("αβεζηικμνορτυχω", "abeznikmvoptyxw", strict=True)),
        # Arabic letters with several code points.
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
        "ٱ": "ا",
    }
)
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
_ENDINGS = re.compile(
    "(?:ого|ому|ому|его|ему|ами|ями|ой|ою|ом|ем|ым|им|ых|их|ей|ею|єю|ові|еві|а|я|у|ю|е|и|ы|о|й|ь|і|ї|є)$"
)
_LETTER_WORDS = frozenset("aeiouy")
"""Letters that are also words, so that "a story" is not taken for A. Story."""
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "ول", "وب", "فل", *"ولبكف")

Form = tuple[str, ...]


def fold(text: str) -> str:
    """A text without case, diacritics, joiners and look-alike letters, for comparison only."""
    if text.isascii() or not _BEYOND.search(text):
        return text.lower()
    bare = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).casefold())
    bare = _COMBINING.sub("", bare)
    return bare.translate(_LOOKALIKES) if _LOOKALIKE.search(bare) else bare


def words(text: str) -> list[str]:
    """The folded words of a text, in order; apostrophes and hyphens separate words."""
    text = _unpunctuated(text)
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    return _WORD.findall(fold(text))


def cuts(text: str) -> Iterator[list[str]]:
    """Each way to cut a text into words: plain, at inner capitals, and with Cyrillic stems."""
    text = _unpunctuated(text)
    yield words(text)
    if "aA" in text.translate(_CASES) if text.isascii() else _HUMP.search(text):
        yield words(_CAMEL.sub(lambda pair: f"{pair[0][0]} {pair[0][1]}", text))
    if not text.isascii() and _CYRILLIC.search(text):
        bare = _INVISIBLE.sub("", text)
        yield [stem(word) for word in _WORD.findall(bare)]
        if _COMBINING.search(bare):
            yield stems(text)


def _unpunctuated(text: str) -> str:
    """A text with spaces for common punctuation. Most texts are ASCII then, and fast to cut."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
    return text


def stems(text: str) -> list[str]:
    """The stems of the words of a text, without stress marks and with composed letters."""
    whole = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return [stem(word) for word in _WORD.findall(_COMBINING.sub("", whole))]


def stem(word: str) -> str:
    """A Cyrillic word without its case ending; any other word, folded."""
    if word.isascii():
        return word.lower()
    if len(word) > 3 and _CYRILLIC.match(word):
        stem = _ENDINGS.sub("", word.casefold())
        if len(stem) > 3 and stem[-1] in "еиы":  # of Андрея, Чайковский, Чёрный
            stem = stem[:-1]
        word = stem if len(stem) > 2 else word
    return fold(word)


class NameIndex(NamedTuple):
    """The names of everyone in an organisation, by their words. Values are ids of people."""

    full: Mapping[str, tuple[tuple[Form, str], ...]]
    """The forms of full names by their first word: the words after it, and the id."""
    unspaced: Mapping[str, tuple[str, ...]]
    """Full names in scripts without spaces between words."""
    given: Mapping[str, tuple[str, ...]]
    family: Mapping[str, tuple[str, ...]]
    single: frozenset[str]
    """The ids of people whose whole name is one word."""
    first: Mapping[str, str]
    """The first name of each person, as it is shown, by id."""
    words: frozenset[str]
    """Every word that is part of a name, with and without a possessive s."""
    telltale: frozenset[str]
    """The same words, and the last words of all forms of full names. A text that has none of them,
    cut in every way, has no names, except in scripts without spaces between words.
    """

    @classmethod
    def of(cls, people: Mapping[str, Person]) -> NameIndex:
        full: dict[str, set[tuple[Form, str]]] = {}
        given: dict[str, set[str]] = {}
        family: dict[str, set[str]] = {}
        unspaced: dict[str, set[str]] = {}
        last_words: set[str] = set()
        single: set[str] = set()
        for id_, person in people.items():
            name, first = words(person.name), words(person.first)
            for form in _forms(person):
                full.setdefault(form[0], set()).add((form[1:], id_))
                last_words.update((form[-1], f"{form[-1]}s"))
            if _is_unspaced(person.name):
                unspaced.setdefault("".join(name), set()).add(id_)
            if len(name) == 1:
                single.add(id_)
            stemmed = stems(person.name)
            for word in {*first, *name[:1], *stemmed[:1]}:
                if len(first) == 1 or word not in first or len(word) > 3:
                    given.setdefault(word, set()).add(id_)
            for word in {*name[1:], *stemmed[1:]} - PARTICLES - set(first):
                if len(word) > 1:
                    family.setdefault(word, set()).add(id_)
        with_s = [f"{word}s" for word in (*given, *family) if word not in ORDINARY_WORDS]
        parts = frozenset([*given, *family, *with_s])
        return cls(
            _sorted(full),
            {k: v for k, v in _sorted(unspaced).items() if len(k) > 1 and not k.isascii()},
            _sorted(given),
            _sorted(family),
            frozenset(single),
            {id_: person.first for id_, person in people.items()},
            parts,
            parts | last_words,
        )

    def may_be_in(self, text: str, text_cuts: Iterable[list[str]]) -> bool:
        """Whether a text has any word of a name. `text_cuts` are its words, cut in every way."""
        if any(not self.telltale.isdisjoint(cut) for cut in text_cuts):
            return True
        return _is_arabic(text) and any(
            unprefixed(word, self.telltale) in self.telltale for cut in text_cuts for word in cut
        )

    def spelled(self, text: str, text_cuts: Iterable[list[str]] | None = None) -> frozenset[str]:
        """The ids of the people whose full name of two words or more the text spells.

        `text_cuts` are the words of the text, cut in every way, if they are known. If they are
        empty, only names in scripts without spaces are found.
        """
        found: set[str] = set()
        for cut in cuts(text) if text_cuts is None else text_cuts:
            found.update(self._matches(cut, text))
            if _is_arabic(text):
                found.update(self._matches([unprefixed(word, self.full) for word in cut], text))
        if self.unspaced and _BEYOND.search(text):
            solid = "".join(words(text))
            found.update(id_ for name, ids in self.unspaced.items() if name in solid for id_ in ids)
        return frozenset(found)

    def _matches(self, cut: Sequence[str], text: str) -> Iterator[str]:
        for at, word in enumerate(cut):
            if word in self.full:
                for rest, id_ in self.full[word]:
                    if _follows(cut, at, word, rest) and _is_meant((word, *rest), text):
                        yield id_


K = TypeVar("K", bound=str | tuple[Form, str])


def _sorted(ids: Mapping[str, set[K]]) -> dict[str, tuple[K, ...]]:
    return {word: tuple(sorted(found)) for word, found in ids.items()}


@lru_cache(maxsize=1)
def names_of(settings: Settings) -> NameIndex:
    """The names of everyone in an organisation."""
    return NameIndex.of(settings.people)


def _is_arabic(text: str) -> bool:
    """Whether a text is Arabic, where particles are joined to words, even to foreign names."""
    return not text.isascii() and _ARABIC.search(text) is not None


def _is_unspaced(name: str) -> bool:
    return not name.isascii() and any(a <= char <= z for char in name for a, z in _UNSPACED)


def unprefixed(word: str, known: Container[str]) -> str:
    """An Arabic word without the particles joined to it, if the rest is a known word."""
    if word not in known and _ARABIC.match(word):
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and word[len(prefix) :] in known:
                return word[len(prefix) :]
    return word


def _follows(cut: Sequence[str], at: int, word: str, rest: Form) -> bool:
    """Whether the rest of a name follows its first word, also after a middle name or initials."""
    if not rest:
        return True
    following = cut[at + 1 : at + 1 + len(rest)]
    if len(following) == len(rest) and all(map(_is_part, following, rest)):
        return True
    if len(rest) > 1 or word in ORDINARY_WORDS or rest[0] in ORDINARY_WORDS:
        return False
    between = cut[at + 1 : at + 4]
    return (len(between) > 1 and _is_part(between[1], rest[0])) or (
        len(between) > 2
        and len(between[0]) == 1
        and len(between[1]) == 1
        and _is_part(between[2], rest[0])
    )


def _is_part(word: str, part: str) -> bool:
    """Whether a word is a part of a name, with or without a possessive s."""
    return word == part or (len(part) > 2 and word == f"{part}s")


def _is_meant(form: Form, text: str) -> bool:
    """Whether a name of ordinary words ("Mark May") is written as a name at least once."""
    if len(form) < 2 or not ORDINARY_WORDS.issuperset(form):
        return True
    found = re.findall(r"[\W_]*".join(map(re.escape, form)), text, re.IGNORECASE)
    return not found or any(
        all(word[0].isupper() for word in match.split()) or not match.replace(" ", "").isalpha()
        for match in found
    )


def _forms(person: Person) -> Iterator[Form]:
    """The ways to write a full name: whole, short, family name first, in one word, and stemmed."""
    first = words(person.first)
    for name in (words(person.name), stems(person.name)):
        if len(name) < 2:
            continue
        tails = [w for w in name[1:] if w not in PARTICLES and len(w) > 1] or name[-1:]
        yield tuple(name)
        yield (name[-1], *name[:-1])
        for tail in tails:
            if name[0][0] not in _LETTER_WORDS and tail not in ORDINARY_WORDS:
                yield name[0][0], tail
            for start in {tuple(name[:1]), tuple(first)} - {()}:
                yield (*start, tail)
                yield (tail, *start)
        solids = ["".join(name), *(s + t for t in tails for s in ("".join(first), name[0]))]
        if not ORDINARY_WORDS.issuperset(name):
            yield from ((solid,) for solid in solids if len(solid) > 5)
