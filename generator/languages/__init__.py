"""All that belongs to a language: a folder for each, which is imported when it is first needed.

`docs/how-to/languages.md` says how to add one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator.languages.language import Language, Separators

if TYPE_CHECKING:
    from babel import Locale

FOLDER = Path(__file__).parent
CODES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/__init__.py")))
"""The languages that have a folder."""
SOURCE = "en"
"""The language that our words are written in."""
_SAME = {"no": "nb"}
"""A code for Norwegian that most people mean Bokmål by."""


def main_code(tag: str) -> str:
    """The code of a BCP 47 tag's language without its region: `es` for `es-MX`, `nb` for `no`."""
    main = tag.partition("-")[0].lower()
    return _SAME.get(main, main)


@cache
def locale_of(tag: str) -> Locale:
    """The locale of a BCP 47 tag: `es_MX`, `nb_NO` for `no-NO`.

    Of a region that the CLDR does not have it is the language's, and of such a language English.
    """
    _, dash, rest = tag.partition("-")
    names = (f"{main_code(tag)}{dash}{rest}".replace("-", "_"), main_code(tag), SOURCE)
    return next(filter(None, map(_locale, names)))


def has_locale(name: str) -> bool:
    """Whether the CLDR has dates and numbers for a language, or for one of a region: `es_MX`."""
    return _locale(name) is not None


def _locale(name: str) -> Locale | None:
    from generator.languages.cldr import OwnLocale, UnknownLocaleError  # noqa: PLC0415  # not for English

    try:
        return OwnLocale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None


@cache
def language(tag: str) -> Language | None:
    """What we have of the language that a BCP 47 tag means. None if it has no folder."""
    code = main_code(tag)
    if code not in CODES:
        return None
    found: Language = import_module(f"{__name__}.{code}").LANGUAGE
    return found


@cache
def translated(tag: str) -> Language | None:
    """The language that a BCP 47 tag means, if our own words are translated into it."""
    found = language(tag)
    if found and (found.code == SOURCE or catalog(found.code).is_file()):
        return found
    return None


def separators(tag: str) -> Separators:
    """The commas and colons of the language that a BCP 47 tag means; those of English by default."""
    found = language(tag)
    return found.separators if found else Separators()


def catalog(code: str) -> Path:
    """The file with the translation of our words into a language."""
    return FOLDER / code / "messages.po"


def every_language() -> tuple[Language, ...]:
    """All languages that have a folder, for what must be known of any text: words of names."""
    return tuple(found for code in CODES if (found := language(code)))
