"""Spelled-out names in prose: found whatever the case, the diacritics, a possessive, a script's
prefixes and endings, look-alike letters, or what stands between the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.model import Person, Settings
from generator.text.name_words import WORDISH

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"[^\W\d_A-Z][A-ZÀ-ÖØ-Þ]")
_HUMP = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[^\W\d_A-Z].)")
"""Whether there is any of these, which begins with what few letters are: that is soon seen."""
_ASCII = [chr(code) for code in range(128)]
_ASCII_WORDS = "".join(char.lower() if char.isalnum() else " " for char in _ASCII)
_CASES = "".join("a" if char.islower() else "A" if char.isupper() else " " for char in _ASCII)
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_ARABIC = re.compile("[؀-ۿ]")
_UNSPACED = [tuple(pair) for pair in ("ก๛", "ຂໟ", "က႟", "ក៿", "぀ヿ", "㐀鿿", "가힯", "豈﫿")]
"""From where to where the letters go of scripts that put no space between words."""
# Marks that join or direct letters without being letters are left out before words are cut.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0]"
)
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u093c\u094d\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)
_PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u201a\u201b\u201e\u201f\u2010\u2011\u2012\u2015\u2022«»¿¡°·×"
"""Common signs beyond ASCII, which part words as its own do."""
_BEYOND = re.compile(f"[^\x00-\x7f{_PUNCTUATION}]")
"""What ASCII and common punctuation do not cover: without it, small letters are all there is to fold."""
_LOOKALIKES = str.maketrans(
    {
        # Letters whose stroke or ligature Unicode does not decompose, as people type them without it.
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
        # One letter, several ways to write it.
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
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "bint",
        "al",
        "el",
        "af",
        "av",
        "y",
        "e",
    ]
)
_LETTER_WORDS = frozenset("aeiouy")
"""Letters that are words of their own, so that "a story" is not A. Story."""
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "ول", "وب", "فل", *"ولبكف")

Form = tuple[str, ...]


def fold(text: str) -> str:
    """Case, diacritics, joiners and look-alike letters removed, for comparison only."""
    if text.isascii() or not _BEYOND.search(text):
        return text.lower()
    bare = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).casefold())
    bare = _COMBINING.sub("", bare)
    return bare.translate(_LOOKALIKES) if _LOOKALIKE.search(bare) else bare


def words(text: str) -> list[str]:
    """The folded words of a text, in order; an apostrophe or a hyphen parts two words."""
    text = _unpunctuated(text)
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    return _WORD.findall(fold(text))


def cuts(text: str) -> Iterator[list[str]]:
    """Every way to cut a text into words that a reader could have in mind."""
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
    """A text with spaces for common signs, which makes most texts ASCII: those are quick to cut."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
    return text


def stems(text: str) -> list[str]:
    """The stems of the words of a text, whatever marks of stress and letters in two parts it has."""
    whole = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return [stem(word) for word in _WORD.findall(_COMBINING.sub("", whole))]


def stem(word: str) -> str:
    """A Cyrillic word without the ending that its case gives it; any other word, folded."""
    if word.isascii():
        return word.lower()
    if len(word) > 3 and _CYRILLIC.match(word):
        stem = _ENDINGS.sub("", word.casefold())
        if len(stem) > 3 and stem[-1] in "еиы":  # of Андрея, Чайковский, Чёрный
            stem = stem[:-1]
        word = stem if len(stem) > 2 else word
    return fold(word)


class NameIndex(NamedTuple):
    """Everybody's names, by word."""

    full: Mapping[str, tuple[tuple[Form, str], ...]]
    """Full names by their first word: what follows it, and whose it is."""
    runs: Mapping[str, tuple[str, ...]]
    """Full names in scripts that put no space between words."""
    given: Mapping[str, tuple[str, ...]]
    family: Mapping[str, tuple[str, ...]]
    single: frozenset[str]
    """The ids of people whose whole name is one word."""
    first: Mapping[str, str]
    """Everybody's first name, as it is shown."""
    words: frozenset[str]
    """Every word that is part of a name, with an s too."""
    telltale: frozenset[str]
    """These, and whatever a full name may end with: a text without any of them, cut in every way,
    names nobody but in scripts that put no space between words.
    """

    @classmethod
    def of(cls, people: Mapping[str, Person]) -> NameIndex:
        full: dict[str, set[tuple[Form, str]]] = {}
        ends: set[str] = set()
        given: dict[str, set[str]] = {}
        family: dict[str, set[str]] = {}
        runs: dict[str, tuple[str, ...]] = {}
        single: set[str] = set()
        for id_, person in people.items():
            name, first = words(person.name), words(person.first)
            for form in _forms(person):
                full.setdefault(form[0], set()).add((form[1:], id_))
                ends.update((form[-1], f"{form[-1]}s"))
            if _is_unspaced(person.name):
                run = "".join(words(person.name))
                runs[run] = (*runs.get(run, ()), id_)
            if len(name) == 1:
                single.add(id_)
            stemmed = stems(person.name)
            for word in {*first, *name[:1], *stemmed[:1]}:
                if len(first) == 1 or word not in first or len(word) > 3:
                    given.setdefault(word, set()).add(id_)
            for word in {*name[1:], *stemmed[1:]} - _PARTICLES - set(first):
                if len(word) > 1:
                    family.setdefault(word, set()).add(id_)
        plurals = [f"{word}s" for word in (*given, *family) if word not in WORDISH]
        return cls(
            {k: tuple(sorted(v)) for k, v in full.items()},
            {k: v for k, v in runs.items() if len(k) > 1 and not k.isascii()},
            {k: tuple(sorted(v)) for k, v in given.items()},
            {k: tuple(sorted(v)) for k, v in family.items()},
            frozenset(single),
            {id_: person.first for id_, person in people.items()},
            frozenset([*given, *family, *plurals]),
            frozenset([*given, *family, *plurals, *ends]),
        )

    def may_be_in(self, text: str, seen: Iterable[list[str]]) -> bool:
        """Whether a text that was cut in these ways has any word of anybody's name."""
        if any(not self.telltale.isdisjoint(cut) for cut in seen):
            return True
        return _is_arabic(text) and any(
            unprefixed(word, self.telltale) in self.telltale for cut in seen for word in cut
        )

    def spelled(self, text: str, seen: Iterable[list[str]] | None = None) -> frozenset[str]:
        """The ids of the people whose full name of two words or more the text spells.

        `seen` is the text, cut, if the caller has it already. It is empty where no word of a name
        is in it: then only scripts without spaces are looked through.
        """
        found: set[str] = set()
        for cut in cuts(text) if seen is None else seen:
            found.update(self._matches(cut, text))
            if _is_arabic(text):
                found.update(self._matches([unprefixed(word, self.full) for word in cut], text))
        if self.runs and _BEYOND.search(text):
            solid = "".join(words(text))
            found.update(id_ for run, ids in self.runs.items() if run in solid for id_ in ids)
        return frozenset(found)

    def _matches(self, cut: Sequence[str], text: str) -> Iterator[str]:
        for at, word in enumerate(cut):
            if word in self.full:
                for rest, id_ in self.full[word]:
                    if _follows(cut, at, word, rest) and _meant((word, *rest), text):
                        yield id_


@lru_cache(maxsize=1)
def names_of(settings: Settings) -> NameIndex:
    """The names of everybody in an organisation."""
    return NameIndex.of(settings.people)


def _is_arabic(text: str) -> bool:
    """Whether particles may be written onto words, foreign names among them."""
    return not text.isascii() and _ARABIC.search(text) is not None


def _is_unspaced(name: str) -> bool:
    return not name.isascii() and any(a <= char <= z for char in name for a, z in _UNSPACED)


def unprefixed(word: str, known: Container[str]) -> str:
    """An Arabic word without the particles written onto it, if that leaves a known word."""
    if word not in known and _ARABIC.match(word):
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and word[len(prefix) :] in known:
                return word[len(prefix) :]
    return word


def _follows(cut: Sequence[str], at: int, word: str, rest: Form) -> bool:
    """Whether the rest of a name follows its first word, a middle name or initials between."""
    if not rest:
        return True
    there = cut[at + 1 : at + 1 + len(rest)]
    if len(there) == len(rest) and all(map(_same, there, rest)):
        return True
    if len(rest) > 1 or word in WORDISH or rest[0] in WORDISH:
        return False
    between = cut[at + 1 : at + 4]
    return (len(between) > 1 and _same(between[1], rest[0])) or (
        len(between) > 2
        and len(between[0]) == 1
        and len(between[1]) == 1
        and _same(between[2], rest[0])
    )


def _same(word: str, part: str) -> bool:
    """A word of a name, maybe with a possessive s written onto it."""
    return word == part or (len(part) > 2 and word == f"{part}s")


def _meant(form: Form, text: str) -> bool:
    """Whether a name made of ordinary words ("Mark May") is written as a name at least once."""
    if len(form) < 2 or not WORDISH.issuperset(form):
        return True
    seen = re.findall(r"[\W_]*".join(map(re.escape, form)), text, re.IGNORECASE)
    return not seen or any(
        all(word[0].isupper() for word in match.split()) or not match.replace(" ", "").isalpha()
        for match in seen
    )


def _forms(person: Person) -> Iterator[Form]:
    """The ways to write a full name: as it stands, short, turned round, in one, and stemmed."""
    first = words(person.first)
    for name in (words(person.name), stems(person.name)):
        if len(name) < 2:
            continue
        tails = [w for w in name[1:] if w not in _PARTICLES and len(w) > 1] or name[-1:]
        yield tuple(name)
        yield (name[-1], *name[:-1])
        for tail in tails:
            if name[0][0] not in _LETTER_WORDS and tail not in WORDISH:
                yield name[0][0], tail
            for start in {tuple(name[:1]), tuple(first)} - {()}:
                yield (*start, tail)
                yield (tail, *start)
        solids = ["".join(name), *(s + t for t in tails for s in ("".join(first), name[0]))]
        if not WORDISH.issuperset(name):
            yield from ((solid,) for solid in solids if len(solid) > 5)
