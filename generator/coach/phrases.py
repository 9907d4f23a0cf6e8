r"""Lists of phrases → patterns, the same for Python and for the script of the form.

A list has a phrase in each line. In a phrase, `a/b` is either word, `(a)` is a word that may be missing,
`..` is up to three words, `...` is up to
twenty, `*ing` is any word that ends so, `!a/b` says that
neither comes next, and `@` is a mention. Patterns match what `lowered` makes of a text, and use only
what regular expressions mean alike in Python and in JavaScript: no `\w`, `\b` or `\s`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from generator.languages import language
from generator.languages.language import CoachWords

_GAP = r"[ \n\t\xa0-]+"
_BEFORE = r"(?<![a-z0-9_@'-])"
_AFTER = r"(?![a-z0-9_-]|'[a-z])"
_ANY = r"[^ \n\t\xa0.!?;:-]+"
"""A word between others. It holds nothing that a gap may, so that a text is divided in one way only."""
_MENTION = "@[a-z0-9-]+"
_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {ord("’"): "'"}

WORD = r"@?[A-Za-z0-9\xc0-\u024f]+(?:'[A-Za-z\xc0-\u024f]+)*"
"""A word of a text, or a mention up to its first hyphen."""


_TO_KEYS = bytes(
    ord(char.lower()) if (char := chr(code)).isascii() and char.isalnum() else 32
    for code in range(256)
)
"""Makes words of UTF-8: small letters and digits of ASCII, with spaces in place of everything else."""
_PIECE = re.compile(r"[a-z0-9]+")


class Phrase(NamedTuple):
    """One phrase: its pattern, and sets of keys of which every text that it matches has one each."""

    pattern: str
    keys: tuple[frozenset[bytes], ...]
    """The first of them are met most rarely."""


def lowered(text: str) -> str:
    """The text with small letters of ASCII and straight apostrophes; every character keeps its place."""
    return text.translate(_LOWER)


def keys(texts: Iterable[str]) -> list[bytes]:
    """The words of texts, for a first look: most phrases need not be looked for then."""
    return " ".join(texts).encode("utf-8", "replace").translate(_TO_KEYS).split()


def phrase(line: str, vague: frozenset[str] = frozenset()) -> Phrase:
    """What a line of a list means; `vague` are words that many texts have."""
    pattern, gap = _BEFORE, ""
    groups: list[list[str]] = []
    for token in line.split():
        words = token.strip("()!").split("/")
        one = f"(?:{'|'.join(map(_word, words))})"
        if set(token) == {"."}:
            pattern += f"(?:{gap}{_ANY}){{0,{3 if len(token) == 2 else 20}}}"
        elif token[0] == "!":
            pattern += f"(?!{gap}{one}{_AFTER})"
        elif token[0] == "(":
            pattern += f"(?:{gap}{one})?" if gap else f"(?:{one}{_GAP})?"
        else:
            pattern += f"{gap}{one}"
            gap = _GAP
            if not any(word[0] in "@*" for word in words):
                groups.append(words)
    groups.sort(key=lambda words: (sum(word in vague for word in words), len(words)))
    return Phrase(pattern + _AFTER, tuple(frozenset(map(_key, words)) for words in groups))


def _word(word: str) -> str:
    if word == "@":
        return _MENTION
    return f"[a-z]+{re.escape(word[1:])}" if word[0] == "*" else re.escape(word)


def _key(word: str) -> bytes:
    """The longest part of a word without apostrophes."""
    pieces: list[str] = _PIECE.findall(word)
    return max(pieces, key=len).encode()


@cache
def phrases_of(lang: str, name: str) -> tuple[Phrase, ...]:
    """A list of a language, by its name; no phrases if the language has no such list."""
    words = words_of(lang)
    lines = getattr(words, name).strip().splitlines() if words else ()
    return tuple(phrase(line, vague_words(lang)) for line in lines)


Near = Mapping[str, tuple[Phrase, ...]]
"""The phrases that a text may have, by the names of their lists."""


@cache
def _index(
    lang: str, names: tuple[str, ...]
) -> tuple[Mapping[bytes, list[tuple[str, Phrase]]], frozenset[bytes]]:
    """The phrases of some lists by their rarest keys, and these keys."""
    found: dict[bytes, list[tuple[str, Phrase]]] = {}
    for name in names:
        for each in phrases_of(lang, name):
            for key in each.keys[0]:
                found.setdefault(key, []).append((name, each))
    return found, frozenset(found)


def near(lang: str, names: tuple[str, ...], texts: Iterable[str]) -> Near:
    """The phrases of some lists that may be in texts. The others are not in them."""
    (index, rarest), words = _index(lang, names), keys(texts)
    if rarest.isdisjoint(words):
        return {}
    there = frozenset(words)
    found: dict[str, dict[Phrase, None]] = {}
    for key in sorted(there & rarest):
        for name, each in index[key]:
            if not any(map(there.isdisjoint, each.keys)):
                found.setdefault(name, {})[each] = None
    return {name: tuple(phrases) for name, phrases in found.items()}


def words_of(lang: str) -> CoachWords | None:
    """What the coach knows of a language; None if it has no words of it."""
    found = language(lang)
    return found.coaching if found else None


@cache
def vague_words(lang: str) -> frozenset[str]:
    """Words that say nothing of what was done."""
    words = words_of(lang)
    return frozenset(f"{words.vague} {words.function}".split()) if words else frozenset()
