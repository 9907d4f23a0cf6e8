"""Dates in another form: 14 October 2026, 2026/10/14, 14.10.2026. Never 03/04/2026."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from generator.consent.names import fold
from generator.fixing.case import Case, values
from generator.fixing.cleaned import cleaned
from generator.reading.edit import Change

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/._ ]?)([0-9]{1,2})\2([0-9]{1,2})")
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}.*|T[0-9]{4,6}Z?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/._ ])([0-9]{1,2})\2([0-9]{4})")
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_ORDINAL = {"st", "nd", "rd", "th", "de", "del", "of", "the", "o", "a", "er"}
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def mend(case: Case) -> Iterator[Change]:
    """S103: a day that is written in a clear form, but not in ours."""
    lang = next((value.text for value in values(case, "lang")), case.known.settings.site.language)
    for field in ("date", "withdrawn"):
        for value in values(case, field):
            day = clear_day(value.text, lang)
            if day is not None and day.isoformat() != value.text:
                yield case.editor.replaced(value, day.isoformat(), "S103")


def clear_day(text: str, lang: str = "en") -> dt.date | None:
    """The one day that a text can mean, or None."""
    text = _TIME.sub("", cleaned(text), count=1).strip(" .,")
    numbers: set[tuple[int, int, int]] = set()
    if match := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = match.groups()
        if sign or len(month) == len(day) == 2:
            numbers = {(int(year), int(month), int(day))}
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        numbers = {(year, second, first), (year, first, second)}
    else:
        numbers = _in_words(text, lang)
    days = set()
    for triple in numbers:
        with suppress(ValueError):
            days.add(dt.date(*triple))
    found = days.pop() if len(days) == 1 else None
    return found if found and found.year >= 1900 and _weekday_fits(text, found) else None


def _in_words(text: str, lang: str) -> set[tuple[int, int, int]]:
    """A day, a month's name and a year of four digits, in any order, and nothing unknown."""
    names = months(lang)
    day = year = month = 0
    for word in _WORDS.findall(text):
        known = fold(word)
        if word.isdigit():
            if len(word) == 4 and not year:
                year = int(word)
            elif len(word) <= 2 and not day:
                day = int(word)
            else:
                return set()
        elif known in names and not month:
            month = names[known]
        elif known not in _ORDINAL and not _weekday(known):
            return set()
    return {(year, month, day)} if year and month and day else set()


@lru_cache(maxsize=8)
def months(lang: str) -> Mapping[str, int]:
    """The names of the months, whole and short, in English and in one more language."""
    names = {name: number for number, name in enumerate(_ENGLISH, 1)}
    names |= {name[:3]: number for name, number in names.items()} | {"sept": 9}
    if not lang.startswith("en"):
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # only for dates that need a mend

        with suppress(UnknownLocaleError, ValueError):
            forms = Locale.parse(lang, sep="-").months["format"]
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    names.setdefault(fold(name).strip("."), number)
    return names


def _weekday(word: str) -> str:
    return next((day for day in _DAYS if word in (day, day[:3], day[:4], day[:5])), "")


def _weekday_fits(text: str, day: dt.date) -> bool:
    """A weekday that is named is that of the day: else one of the two is wrong, and who knows which."""
    named = {_weekday(fold(word)) for word in _WORDS.findall(text)} - {""}
    return named <= {_DAYS[day.weekday()]}
