"""Finds people's names in texts, however they are written, in time that does not grow with the
number of people.

Words are compared folded (see folding.py), and each name is known in many forms (see
name_forms.py). What is a name and what is an ordinary word is for others to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from generator.model import Person, Settings
from generator.text.folding import (
    INVISIBLE,
    WORD,
    bare_words,
    fold,
    foldings,
    has_humps,
    hump_starts,
    spelled_out,
    split_at_humps,
)
from generator.text.name_forms import (
    NameForms,
    Words,
    former_forms,
    name_forms,
    solid_of,
)
from generator.text.name_words import (
    HONORIFICS,
    HONORIFICS_BEFORE,
    NO_NAMES,
    ORDINARY_WORDS,
    PARTICLES,
    PREFIXES,
)
from generator.text.unspaced import has_unspaced, run_pattern

_ASCII_WORD = re.compile("[A-Za-z]+")
_HEBREW_PREFIXES = (
    *"והבלמשכ", "וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "כש", "מש", "לכש", "וכש",
)  # fmt: skip
_PREFIXES = {"\u0600": PREFIXES, "\u0500": _HEBREW_PREFIXES}
"""Particles that Arabic and Hebrew write in one with the word that follows, by block of letters."""
_HINDI_TITLE = "जी"
"""Hindi writes it in one with a name, or apart."""
_ARTICLE = "ال"
"""Of Arabic; it merges with a particle before it."""
_SPACE_OR_HYPHEN = re.compile(r"[\s\-－.*_~]*\Z")
_IN_A_NAME = re.compile(r"[\s\-.'\"()\[\]]*\Z")
"""What may stand around a middle name or a nickname."""
_SENTENCE_END = re.compile(r"[.!?…]\s")
_A_FEW_SIGNS = re.compile(r"[\W\d_]{0,6}")
_ONE_SPACE = re.compile(" ?")
_GLUE = (".", "_", "-", "\u2010", "\u2011")
_LETTER_WORDS = frozenset("aeiouy")
"""Letters that are also words."""
_LOCAL = r"[^\s@＠<>()\[\],;:\"'|]"
_AT = re.compile(rf"[@＠](?<={_LOCAL}.)(?=[\w\[])")
_BEFORE_AT = re.compile(rf"{_LOCAL}+\Z")
_LONGEST_LOCAL_PART = 64
"""Of an address of mail, by RFC 5321."""
_PLACE = re.compile(
    r"(?:[a-z]{2,8}://|www\.|mailto:|\.[A-Za-z]{2,24}/|@[\w.-]+:|[/\\](?:home|Users)[/\\]|~(?=\w))[^\s<>\"]*"
)
"""An address of the web or of a repository, or what is in somebody's home."""
_MAY_BE_PLACE = re.compile(r"[/\\~]|mailto:")
_HOST = re.compile(r"[\w.-]+\Z")
_LONGEST_HOST = 253
_PIECES, _LOCAL_PIECES = re.compile(r"\."), re.compile("[._-]")
"""What cuts a part of an address of the web, and one of mail: `ext-mrossi@`, `adm_mrossi@`."""
_PARTS_OF_ADDRESS = re.compile(r"[/\\?&=#:@+~\s]+")
_TITLE = re.compile("|".join(map(fold, HONORIFICS)))
_TITLE_BEFORE = re.compile("|".join(map(fold, HONORIFICS_BEFORE)))
_LONGEST_NAME = 12
"""Words of the longest name that is looked for, with what may be left out in it."""
_MOST_ENCODED = 3
_LONGEST_PART = 4
"""Characters of the longest part of a name that is looked for before a title."""
_MOST_KEPT = 50_000
"""Words whose keys are remembered: those of all but the largest libraries."""


class FullName(NamedTuple):
    """A place that spells somebody's full name, or stands for it in an address."""

    start: int
    end: int
    people: frozenset[str]
    is_one: bool = True
    """Whether its words can be no other name: nothing but spaces, hyphens or full stops between."""


class NamePart(NamedTuple):
    """A place with one word of a name, outside full names.

    `key` finds the people who may be meant in `NameIndex.given` and `NameIndex.family`.
    """

    start: int
    end: int
    word: str
    key: str


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    keys: tuple[str, ...]


class _Run(NamedTuple):
    """Letters in a row of a script that does not set words apart, folded."""

    start: int
    end: int
    folded: str
    places: tuple[int, ...]
    """Where each folded character is in the text."""


class NamesFound(NamedTuple):
    full: tuple[FullName, ...] = ()
    parts: tuple[NamePart, ...] = ()
    """Words of spaced scripts. Whether a name is meant depends on how they are written."""
    meant: tuple[NamePart, ...] = ()
    """Words that are names however they are written: in scripts that do not set words apart, beside
    a title or of people in the story, and before the @ of an address.
    """


_NOBODY: frozenset[str] = frozenset()
Pairs = Mapping[str, tuple[tuple[Words, frozenset[str]], ...]]
"""The ends of names by their second word: the words after it, and the people called so."""


@dataclass(frozen=True)
class NameIndex:
    """The names of everyone in an organisation. Values are ids of people."""

    full: Mapping[str, Pairs]
    """Full names by their first word, and then by the second."""
    solid: Mapping[str, frozenset[str]]
    """Full names of one word."""
    given: Mapping[str, frozenset[str]]
    family: Mapping[str, frozenset[str]]
    addresses: Mapping[str, frozenset[str]]
    """What stands for people in addresses."""
    unspaced: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    """Full names in scripts that do not set words apart, by their first two characters."""
    unspaced_parts: Mapping[str, tuple[str, ...]]
    """The parts of such names, by id."""
    first: Mapping[str, str]
    """The first name of each person, as it is shown, by id."""
    vocabulary: frozenset[str]
    """Every word of a name."""
    telltale: frozenset[str]
    """Words of which a text has at least one if it has a name in a script that sets words apart."""
    former: NameIndex | None = None
    """The names that people no longer have, if there are any. All the others hold them as well."""
    _keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of words that were looked up before."""
    _innocent: set[str] = field(default_factory=set)
    """Words that were looked up before and are no telltale."""

    @classmethod
    def of(cls, people: Mapping[str, Person]) -> NameIndex:
        index = cls._of({id_: name_forms(person) for id_, person in people.items()}, people)
        former = {id_: former_forms(p) for id_, p in people.items() if p.former_names}
        return replace(index, former=cls._of(former, people)) if former else index

    @classmethod
    def _of(cls, forms: Mapping[str, NameForms], people: Mapping[str, Person]) -> NameIndex:
        given = _by_word(forms, lambda f: f.given | f.unspaced_given)
        family = _by_word(forms, lambda f: f.family | f.unspaced_family)
        solid = _by_word(forms, lambda f: f.solid)
        full: dict[str, dict[str, dict[Words, set[str]]]] = {}
        for id_, form in forms.items():
            for first, second, *rest in form.full:
                seconds = full.setdefault(first, {})
                seconds.setdefault(second, {}).setdefault(tuple(rest), set()).add(id_)
        unspaced: dict[str, dict[str, set[str]]] = {}
        for id_, form in forms.items():
            for name in form.unspaced:
                if len(name) > 1:
                    unspaced.setdefault(name[:2], {}).setdefault(name, set()).add(id_)
        lasts = {
            form[-1] if len(form[-1]) > 1 else form[0]
            for each in forms.values()
            for form in each.full
        }
        parts = frozenset([*given, *family, *solid])
        return cls(
            {
                first: {
                    second: tuple((rest, frozenset(ids)) for rest, ids in ends.items())
                    for second, ends in seconds.items()
                }
                for first, seconds in full.items()
            },
            solid,
            given,
            family,
            {
                address: ids
                for address, ids in _by_word(forms, lambda f: f.addresses).items()
                if address not in parts
            },
            {
                start: tuple((name, frozenset(ids)) for name, ids in names.items())
                for start, names in unspaced.items()
            },
            {
                id_: parts_
                for id_, form in forms.items()
                if (parts_ := tuple(sorted(form.unspaced_given | form.unspaced_family)))
            },
            {id_: people[id_].first for id_ in forms},
            parts.union(word for form in forms.values() for name in form.full for word in name),
            parts | lasts | {f"{word}s" for word in parts | lasts},
        )

    def spelled(self, text: str) -> frozenset[str]:
        """The ids of the people whose full name a text spells."""
        if not self.may_be_in(text):
            return _NOBODY
        return frozenset().union(*(name.people for name in self.find(text).full))

    def parts_in(self, text: str, *, is_address: bool = False) -> frozenset[str]:
        """The ids of everyone of whose name any part is in a text or an address, written in any way."""
        found = self.find(text, self.unspaced_parts, is_address=is_address)
        ids = [name.people for name in found.full]
        for part in (*found.parts, *found.meant):
            ids += [self.given.get(part.key, _NOBODY), self.family.get(part.key, _NOBODY)]
        return frozenset().union(*ids)

    def is_name(self, word: str) -> bool:
        """Whether a word is part of a name, or a name."""
        keys = self.keys_of(word)
        return any(k in self.given or k in self.family or k in self.solid for k in keys)

    def may_be_in(self, text: str, its_words: Collection[str] | None = None) -> bool:
        """Whether a text may hold a name or a part of one. It says so too often, never too seldom.

        `its_words` are its `bare_words`, if they are known.
        """
        told = bare_words(text) if its_words is None else its_words
        if not (is_ascii := text.isascii()):
            text = spelled_out(text)
            if INVISIBLE.search(text):
                return True
            if has_unspaced(text):
                if self.unspaced_parts:
                    return True
                told = WORD.findall(run_pattern().sub(" ", text))
        return (
            self._has_any(told, is_ascii=is_ascii)
            or (
                has_humps(text)
                and self._has_any(bare_words(split_at_humps(text)), is_ascii=is_ascii)
            )
            or next(_addresses_in(text), None) is not None
        )

    def _has_any(self, told: Iterable[str], *, is_ascii: bool) -> bool:
        """Whether any of some bare words may be of a name."""
        if not self.telltale.isdisjoint(told):
            return True
        if is_ascii:  # all forms of such words are telltales
            return False
        if len(self._innocent) > _MOST_KEPT:
            self._innocent.clear()
        for word in set(told) - self._innocent:
            if not self.telltale.isdisjoint(self.keys_of(word)):
                return True
            self._innocent.add(word)
        return False

    def stands_in_address(self, text: str) -> bool:
        """Whether a part of an address, such as the name of a file, may stand for somebody."""
        return not self.addresses.keys().isdisjoint(_address_keys(text))

    def find(
        self, text: str, people: Collection[str] = (), *, is_address: bool = False
    ) -> NamesFound:
        """The names in a text.

        Args:
            text: The text, without markup.
            people: People of whose names parts are looked for in scripts that do not set words
                apart; of all others, they are found beside a title only.
            is_address: Whether the text is an address or a part of one, such as the name of a file.
        """
        text = spelled_out(text)
        with_humps = has_humps(text)
        tokens, runs = self._tokens(text, with_all=with_humps)
        in_addresses = list(self._in_addresses(text, is_address=is_address))
        full = [each for each in in_addresses if isinstance(each, FullName)]
        meant = [each for each in in_addresses if isinstance(each, NamePart)]
        full += self._full_names(text, tokens)
        if not text.isascii() and INVISIBLE.search(text):  # one may stand for a space
            apart = INVISIBLE.sub(" ", text)
            full += self._full_names(apart, self._tokens(apart)[0])
        if humps := _split_at_humps(tokens, self.keys_of) if with_humps else []:
            full += self._full_names(text, humps)
        if runs:
            full += self._full_runs(text, runs)
        used = {at for name in full if name.is_one for at in range(name.start, name.end)}
        if runs:
            meant += self._parts_of_runs(text, runs, people, used)
        parts = [*self._parts(text, tokens, used), *self._parts_of_humps(tokens, humps, used)]
        return NamesFound(tuple(full), tuple(parts), tuple(meant))

    def keys_of(self, word: str) -> tuple[str, ...]:
        """The words of names that a word may be: as it is, without an s, a prefix or an ending."""
        keys = self._keys.get(word)
        if keys is None:
            if len(self._keys) >= _MOST_KEPT:
                self._keys.clear()
            keys = self._keys[word] = tuple(dict.fromkeys(self._possible_keys(word)))
        return keys

    def _possible_keys(self, word: str) -> Iterator[str]:
        if word.endswith(_HINDI_TITLE):
            yield from {fold(word.removesuffix(_HINDI_TITLE))} & self.vocabulary
        for key in foldings(word) if word not in NO_NAMES else ():
            if key in self.vocabulary:
                yield key
            bare = key[:-1]
            is_plural = key.endswith("s") and len(bare) > 1
            if is_plural and bare in self.vocabulary:
                yield bare
            if not key.isascii():
                for prefix in _PREFIXES.get(chr(ord(key[0]) & 0xFF00), ()):
                    rest = key.removeprefix(prefix)
                    if rest != key:
                        yield from {rest, f"{_ARTICLE}{rest}"} & self.vocabulary

    def _tokens(self, text: str, *, with_all: bool = False) -> tuple[list[_Token], list[_Run]]:
        """The words of names in a text with the words after them, and the runs of letters in
        unspaced scripts; all words if wanted.
        """
        keys_of = self.keys_of
        runs: list[_Run] = []
        whole: list[_Token] = []
        if not text.isascii() and has_unspaced(text):
            for match in run_pattern().finditer(text) if self.unspaced_parts else ():
                runs.append(_run(match[0], match.start()))
                if its_keys := keys_of(match[0]):
                    whole.append(_Token(*match.span(), match[0], its_keys))
            text = run_pattern().sub(lambda match: " " * len(match[0]), text)
        pattern, known = _ASCII_WORD if text.isascii() else WORD, self._keys
        keys = [known[word] if word in known else keys_of(word) for word in pattern.findall(text)]
        near: set[int] = set()
        for at, some in enumerate(keys):
            if some and any(keys[at + 1 : at + 5]):
                near.update(range(at, at + _LONGEST_NAME))
            elif some:  # with the next word, so that it is beside no name further on
                near.update((at, at + 1))
        tokens = [
            _Token(*match.span(), match[0], keys[at])
            for at, match in enumerate(pattern.finditer(text))
            if at in near or with_all
        ]
        return (sorted([*tokens, *whole]) if whole else tokens), runs

    def _full_names(self, text: str, tokens: Sequence[_Token]) -> Iterator[FullName]:
        """Full names among the words of a text."""
        for at, token in enumerate(tokens):
            for key in token.keys:
                if key in self.solid:
                    yield FullName(token.start, token.end, self.solid[key])
                for last, people in self._ends(text, tokens, at, key):
                    name = tokens[at : last + 1]
                    is_one = _is_one_name(text, name) or _is_family_and_given(text, name)
                    yield FullName(token.start, name[-1].end, people, is_one)

    def _ends(
        self, text: str, tokens: Sequence[_Token], at: int, key: str
    ) -> Iterator[tuple[int, frozenset[str]]]:
        """The index of the last token of each name that begins with a token, and who is called so.

        One other name, or two initials, may be between the words of a short form.
        """
        pairs = self.full.get(key)
        if pairs is None or (_is_letter(key) and not _is_initial(text, tokens[at])):
            return
        for next_ in range(at + 1, min(at + 5, len(tokens))):
            for second in tokens[next_].keys:
                for rest, people in pairs.get(second, ()):
                    for last, gap in _tails(tokens, at, next_, rest):
                        name, form = tokens[at : last + 1], (key, second, *rest)
                        if _is_meant(text, form, name) and (
                            not gap or _may_leave_out(form, text, name, gap)
                        ):
                            yield last, people

    def _in_addresses(self, text: str, *, is_address: bool) -> Iterator[FullName | NamePart]:
        """What stands for people in addresses of mail and of the web, and words of names before an @."""
        spans = [*_addresses_in(text), *([(0, len(text), False)] if is_address else [])]
        for start, end, is_mail in spans:
            for part in _PARTS_OF_ADDRESS.split(decoded(text[start:end])):
                for key in _address_keys(part, _LOCAL_PIECES if is_mail else _PIECES):
                    if key in self.addresses:
                        yield FullName(start, end, self.addresses[key], is_one=False)
                    elif self._is_part(key) and key not in ORDINARY_WORDS and is_mail:
                        yield NamePart(start, end, text[start:end], key)

    def _parts(
        self, text: str, tokens: Sequence[_Token], used: Collection[int]
    ) -> Iterator[NamePart]:
        """Words of names, and names of several words such as Jean-Luc, outside full names."""
        for at, token in enumerate(tokens):
            if not token.keys or token.start in used:
                continue
            folded = fold(token.word)
            is_ordinary = folded in ORDINARY_WORDS
            for key in token.keys:  # "marks" is not Mark's
                if self._is_part(key) and (
                    key == folded or not (is_ordinary or key in ORDINARY_WORDS)
                ):
                    yield NamePart(token.start, token.end, token.word, key)
            for end in (at + 2, at + 3):
                name = tokens[at:end]
                if len(name) == end - at and name[-1].keys and _is_one_name(text, name):
                    for last in name[-1].keys:
                        key = "".join([*(fold(each.word) for each in name[:-1]), last])
                        if self._is_part(key):
                            start, until = token.start, name[-1].end
                            yield NamePart(start, until, text[start:until], key)

    def _is_part(self, key: str) -> bool:
        return key in self.given or key in self.family

    def _parts_of_humps(
        self, tokens: Iterable[_Token], humps: Iterable[_Token], used: Collection[int]
    ) -> Iterator[NamePart]:
        """Words of names inside a word with inner capitals, as in `askMaria`."""
        whole = {token.start: token for token in tokens}
        word: _Token | None = None
        for token in humps:
            word = whole.get(token.start, word)
            if word and word.word != token.word and not word.keys and token.start not in used:
                for key in token.keys:
                    if self._is_part(key) and key not in ORDINARY_WORDS:
                        yield NamePart(word.start, word.end, word.word, key)

    def _full_runs(self, text: str, runs: Sequence[_Run]) -> Iterator[FullName]:
        """Full names in scripts that do not set words apart, also with signs between their parts."""
        for group in _neighbours(text, runs, _A_FEW_SIGNS):
            solid = "".join(run.folded for run in group)
            places = [place for run in group for place in run.places]
            for at in range(len(solid) - 1):
                for name, people in self.unspaced.get(solid[at : at + 2], ()):
                    if solid.startswith(name, at):
                        yield FullName(places[at], places[at + len(name) - 1] + 1, people)

    def _parts_of_runs(
        self, text: str, runs: Iterable[_Run], people: Collection[str], used: Collection[int]
    ) -> Iterator[NamePart]:
        """Parts of names in scripts that do not set words apart, outside full names.

        Parts of one character, and those that are ordinary words, count beside a title only.
        """
        wanted = {
            part
            for id_ in people
            for part in self.unspaced_parts.get(id_, ())
            if len(part) > 1 and part not in ORDINARY_WORDS
        }
        for group in _neighbours(text, runs, _ONE_SPACE):  # Korean sets titles apart
            folded = "".join(run.folded for run in group)
            places = [place for run in group for place in run.places]
            found = [
                (match.start(), part)
                for part in wanted
                if part in folded
                for match in re.finditer(re.escape(part), folded)
            ]
            for at, part in dict.fromkeys((*sorted(found), *self._beside_titles(folded))):
                start, end = places[at], places[at + len(part) - 1] + 1
                if start not in used:
                    yield NamePart(start, end, text[start:end], part)

    def _beside_titles(self, folded: str) -> Iterator[tuple[int, str]]:
        """Parts of names before or after a title, in folded letters."""
        for match in _TITLE.finditer(folded):
            for at in range(max(0, match.start() - _LONGEST_PART), match.start()):
                part = folded[at : match.start()]
                if part in self.given or part in self.family:
                    yield at, part
        for match in _TITLE_BEFORE.finditer(folded):
            for end in range(match.end() + 1, match.end() + 2 * _LONGEST_PART + 1):
                part = folded[match.end() : end]
                if len(folded) >= end and (part in self.given or part in self.family):
                    yield match.end(), part


_fold_letter = lru_cache(maxsize=1 << 14)(fold)


def _run(word: str, start: int) -> _Run:
    """Letters in a row, folded one by one, so that each keeps its place."""
    composed = unicodedata.normalize("NFC", word)
    letters = list(map(_fold_letter, composed))
    is_same = len(composed) == len(word)  # of letters in pieces, only the first place is known
    places = [start + at * is_same for at, letter in enumerate(letters) for _ in letter]
    return _Run(start, start + len(word), "".join(letters), tuple(places))


def _by_word(
    forms: Mapping[str, NameForms], words_of: Callable[[NameForms], Iterable[str]]
) -> dict[str, frozenset[str]]:
    """The people by each of some words of their names."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, form in forms.items():
        for word in words_of(form):
            found[word].add(id_)
    return {word: frozenset(ids) for word, ids in found.items()}


def _split_at_humps(
    tokens: Iterable[_Token], keys_of: Callable[[str], tuple[str, ...]]
) -> list[_Token]:
    """Tokens split at inner capitals."""
    split: list[_Token] = []
    for token in tokens:
        start = 0
        for end in (*hump_starts(token.word), len(token.word)):
            word = token.word[start:end]
            split.append(_Token(token.start + start, token.start + end, word, keys_of(word)))
            start = end
    return split


def _between(text: str, tokens: Sequence[_Token]) -> Iterator[str]:
    """What is between tokens."""
    return (text[a.end : b.start] for a, b in pairwise(tokens))


def _is_one_name(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether some words can only be one name: nothing but spaces, hyphens and full stops between."""
    return all(_SPACE_OR_HYPHEN.match(between) for between in _between(text, tokens))


def _is_family_and_given(text: str, name: Sequence[_Token]) -> bool:
    """Whether a name is written as in lists: NGUYEN, Michelle."""
    is_set_apart = text[name[0].end : name[1].start].strip() == "," if len(name) > 1 else False
    return is_set_apart and len(name[0].word) > 1 and name[0].word.isupper()


def _is_letter(word: str) -> bool:
    """Whether a word of a name is an initial: one letter, of a script that sets words apart."""
    return len(word) == 1 and not has_unspaced(word)


def _is_initial(text: str, token: _Token) -> bool:
    """Whether a single letter before a name stands for one: "M. Rossi", "M Rossi", "m_rossi".

    One that is a word as well needs a full stop or the like: "a story" is not A. Story.
    """
    after = text[token.end : token.end + 1]
    if fold(token.word) in _LETTER_WORDS:
        return after in _GLUE
    return token.word.isupper() or after in _GLUE


def _tails(
    tokens: Sequence[_Token], at: int, next_: int, rest: Words
) -> Iterator[tuple[int, Sequence[_Token]]]:
    """Where a name may end whose first two words are the tokens at `at` and `next_`, and what is left
    out between its words. Only in one place something may be: after the first, or the second.
    """
    first_gap = tokens[at + 1 : next_]
    for skipped in range(1 if first_gap or not rest else 3):
        start = next_ + 1 + skipped
        tail = tokens[start : start + len(rest)]
        if len(tail) == len(rest) and all(
            word in each.keys for word, each in zip(rest, tail, strict=True)
        ):
            yield start + len(rest) - 1, first_gap or tokens[next_ + 1 : start]


def _may_leave_out(form: Words, text: str, name: Sequence[_Token], gap: Sequence[_Token]) -> bool:
    """Whether what is between the words of a name may be a middle name, or initials."""
    if len(form) == 2 and not ORDINARY_WORDS.isdisjoint(form):
        return False
    if not all(_IN_A_NAME.match(each) for each in _between(text, name)):
        return False
    if len(gap) > 1 or _is_letter(form[0]) or _is_letter(form[-1]):
        return all(len(each.word) == 1 for each in gap)
    word = gap[0].word
    return (
        word[0].isupper()
        or len(word) == 1
        or not name[0].word[0].isupper()
        or (word in PARTICLES and len(word) > 1)
    )


def _is_meant(text: str, form: Words, tokens: Sequence[_Token]) -> bool:
    """Whether the words of a name mean it: it may consist of ordinary words ("Mark May")."""
    if _is_letter(form[-1]):
        after, before = text[tokens[-1].end :][:1], text[: tokens[-1].start][-1:]
        return after == "." or before in _GLUE
    if _is_letter(form[0]) and ORDINARY_WORDS.issuperset(form[1:]):
        is_initial = tokens[0].word.isupper() and text[tokens[0].end :][:1] == "."
        return is_initial and all(token.word[0].isupper() for token in tokens[1:])
    if any(_SENTENCE_END.search(between) for between in _between(text, tokens)):
        return any(len(token.word) == 1 for token in tokens)
    if ORDINARY_WORDS.issuperset(form):
        return all(token.word[0].isupper() for token in tokens) or not any(
            re.search(r"\s", between) for between in _between(text, tokens)
        )
    return True


def _neighbours(text: str, runs: Iterable[_Run], signs: re.Pattern[str]) -> Iterator[list[_Run]]:
    """Runs with nothing but some signs between them."""
    group: list[_Run] = []
    for run in runs:
        if group and not signs.fullmatch(text, group[-1].end, run.start):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _addresses_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """The places of addresses: of what stands before an @, and of all others; and whether it is the
    former.
    """
    for at in _AT.finditer(text) if "@" in text or "＠" in text else ():
        start = max(0, at.start() - _LONGEST_LOCAL_PART)
        if match := _BEFORE_AT.search(text[start : at.start()]):
            yield start + match.start(), at.start(), True
    for address in _PLACE.finditer(text) if _MAY_BE_PLACE.search(text) else ():
        start = max(0, address.start() - _LONGEST_HOST)
        before = _HOST.search(text[start : address.start()])
        yield start + before.start() if before else address.start(), address.end(), False


def decoded(address: str) -> str:
    """An address without percent signs, however often it was encoded."""
    for _ in range(_MOST_ENCODED):
        address = unquote(address)
    return address


def _address_keys(part: str, pieces: re.Pattern[str] = _PIECES) -> Iterator[str]:
    """What a part of an address may stand for: whole or a piece, with its digits or without."""
    for piece in {part, *pieces.split(part)}:
        solid = solid_of(piece)
        yield from {solid, "".join(filter(str.isalpha, solid))}


@lru_cache(maxsize=1)
def names_of(settings: Settings) -> NameIndex:
    """The names of everyone in an organisation."""
    return NameIndex.of(settings.people)
