"""Words of sensitive matters, by language: health, family, pay, performance and discipline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from generator.languages import every_language, language
from generator.text.folding import fold


@cache
def matters_by_word(lang: str) -> dict[str, str]:
    """The matter of each folded word of a language."""
    found = language(lang)
    matters = found.sensitive if found else {}
    return {word: matter for matter, words in matters.items() for word in _written(lang, words)}


def _written(lang: str, words: str) -> Iterator[str]:
    """The folded words of a text, also with the particles that a language writes in one with them."""
    found = language(lang)
    prefixes = ["", *(found.names.prefixes.split() if found else ())]
    return (fold(prefix + word) for word in words.split() for prefix in prefixes)


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
    return frozenset(
        [*matters_by_word(lang), *_written(lang, found.sensitive_signs if found else "")]
    )


SIGNS = frozenset[str]().union(*(signs_of(each.code) for each in every_language()))
"""The signs of all languages."""
