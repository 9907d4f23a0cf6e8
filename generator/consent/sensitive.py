"""Words of sensitive matters, by language: health, family, pay, performance and discipline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.languages import every_language, language
from generator.text.folding import fold


@cache
def matters_by_word(lang: str) -> dict[str, str]:
    """The matter of each folded word of a language."""
    found = language(lang)
    matters = found.sensitive if found else {}
    return {fold(word): matter for matter, words in matters.items() for word in words.split()}


@cache
def prefixes_of(lang: str) -> tuple[str, ...]:
    """The folded particles that a language writes in one with the word that follows."""
    found = language(lang)
    return tuple(map(fold, found.names.prefixes.split())) if found else ()


def matter_of(word: str, lang: str) -> str | None:
    """The matter of a folded word, with or without a particle before it."""
    words = matters_by_word(lang)
    if found := words.get(word):
        return found
    bare = (word.removeprefix(prefix) for prefix in prefixes_of(lang))
    return next((words[each] for each in bare if each in words), None)


def phrases_of(lang: str) -> Mapping[str, str]:
    """A pattern of the phrases of each matter in a language."""
    found = language(lang)
    return found.sensitive_phrases if found else {}


@cache
def signs_of(lang: str) -> frozenset[str]:
    """Folded words, one of which is in every text that touches a sensitive matter.

    None where words are not told apart, so that any text may.
    """
    found = language(lang)
    more = map(fold, found.sensitive_signs.split() if found else ())
    words = (*matters_by_word(lang), *more)
    return frozenset(prefix + word for word in words for prefix in ("", *prefixes_of(lang)))


SIGNS = frozenset[str]().union(*(signs_of(each.code) for each in every_language()))
"""The signs of all languages."""
