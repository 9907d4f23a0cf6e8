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


def phrases_of(lang: str) -> Mapping[str, str]:
    """A pattern of the phrases of each matter in a language."""
    found = language(lang)
    return found.sensitive_phrases if found else {}


@cache
def signs_of(lang: str) -> frozenset[str]:
    """Folded words, one of which is in every text that touches a sensitive matter."""
    found = language(lang)
    signs = found.sensitive_signs.split() if found else ()
    return frozenset([*matters_by_word(lang), *map(fold, signs)])


SIGNS = frozenset[str]().union(*(signs_of(each.code) for each in every_language()))
"""The signs of all languages."""
