"""What authors type in place of the words of a story's file, in all languages: they type any of them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.languages import every_language
from generator.languages.language import TypedWords

_OTHERS = TypedWords(
    fields={"date": "data dia tarih", "kind": "tipo"},
    both="e och en i и ve",
)
"""Of languages without a folder: Italian, Portuguese, Swedish, Polish, Russian, Turkish…"""
_PROGRAMS = TypedWords(
    fields={
        "themes": "tag tags category categories",
        "summary": "excerpt abstract",
        "consent": "permission approved",
        "by": "saidby who author speaker",
        "person": "id who name by",
        "on": "date day when at",
        "how": "via channel by through note",
    }
)
"""Of other programs and forms."""
_ALL = (*(language.typed for language in every_language()), _OTHERS, _PROGRAMS)


def _words(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for each in _ALL for word in getattr(each, name).split()))


def _fields() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for each in _ALL:
        for field, words in each.fields.items():
            found.setdefault(field, set()).update(words.split())
    return {field: frozenset(words) for field, words in found.items()}


FIELDS = _fields()
"""What fields are called elsewhere, by their names: letters and digits alone."""
ARTICLES = frozenset(_words("articles"))
BOTH = _words("both")
"""The words between the last two of a list: and, y, und."""
OURSELVES = frozenset(_words("ourselves"))
EVERYBODY = frozenset(_words("everybody"))
NOBODY = frozenset(_words("nobody"))
YES = frozenset(_words("yes"))
NO = frozenset(_words("no"))
