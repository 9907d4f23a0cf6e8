"""Read a day as people write it: 14 October 2026, 2026/10/14, 14.10.2026, 14 octobre 2026."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Literal

from generator.languages.message import Message, any_of
from generator.languages.message import gettext as _
from generator.text.clean import cleaned
from generator.text.folding import fold

Order = Literal["dmy", "mdy"]
"""Whether 10/11/2026 is 10 November or October 11."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")  # Word makes these of hyphens
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/._ ]?)([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/._ ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_EASTERN = re.compile(
    r"(?<![0-9])([0-9]{4})(?:[年년] ?|\. )([0-9]{1,2})(?:[月월] ?|\. )([0-9]{1,2})(?:[日일]|\.(?![0-9])|(?![0-9]))"
)
"""2026年10月14日, 2026년 10월 14일 and 2026. 10. 14."""
_SHORT_YEAR = re.compile(r"^([0-9]{1,2}([-/.])[0-9]{1,2}\2)([0-9]{2})$")
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}.*|T[0-9]{4,6}Z?")
_WITHIN = tuple(
    re.compile(rf"(?<![0-9]){pattern}(?![0-9])")
    for pattern in (
        r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}",
        r"[0-9]{1,2}(?:[^\W\d_]{2})?\.? (?:(?:of|de|del) )?[^\W\d_]{3,9}\.?,? (?:(?:de|del) )?[0-9]{4}",
        r"(?:(?<!\w)[^\W\d_]{3,9})\.? [0-9]{1,2}(?:[^\W\d_]{2})?,? [0-9]{4}",
        r"[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2}(?=[ ,T]|$))",
    )
)
"""Where a day may be within a text, the clearest form first."""
_ISO = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_MONTH_ALONE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{4}")
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_ORDINAL = {"st", "nd", "rd", "th", "de", "del", "of", "the", "o", "a", "er", "den", "le"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANGUAGES = (
    *("ar", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "hr", "hu", "id", "it"),
    *("nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk"),
)
_LONGEST = 100
"""No day is written with more characters."""
_MOST_OFFERED = 3
"""How many days a hint offers at most."""
_CELLS = range(36_526, 73_051)
"""The numbers of spreadsheets for the days from 2000 to 2099."""


def parse_day(text: str, order: Order | None = None) -> dt.date | None:
    """The one day that a text can mean, or None: without `order`, 03/04/2026 means two."""
    found = _days(text, order) if len(text) <= _LONGEST else []
    return found[0] if len(found) == 1 else None


def find_day(text: str, order: Order | None = None) -> dt.date | None:
    """The first clear day within a text. Numbers with dots are taken for day, month and year."""
    if found := parse_day(text, order):
        return found
    text = _plain(text)
    for pattern in _WITHIN:
        for match in pattern.finditer(text):
            words = _SHORT_YEAR.sub(r"\g<1>20\3", match[0])
            short = re.sub(r"([^\W\d_]{3})[^\W\d_]+", r"\1", words)  # Octobr 14
            usual: Order | None = order or ("dmy" if "." in words else None)
            if found := parse_day(words, usual) or parse_day(short, usual):
                return found
    return None


def order_in(texts: Iterable[str]) -> Order | None:
    """The order of day and month in a column, where one of its days can be read in one way only."""
    orders: set[Order] = set()
    for text in texts:
        if found := _WITHIN[-1].search(_plain(text)):
            first, second = map(int, re.split("[-/.]", found[0])[:2])
            if first != second and max(first, second) > 12:
                orders.add("dmy" if first > 12 else "mdy")
    return orders.pop() if len(orders) == 1 else None


def days_meant(text: str) -> list[dt.date]:
    """The days that may be meant by a text in another form, or by one that is no day."""
    text = text if len(text) <= _LONGEST else ""
    return (_days(text) or _guesses(text))[:_MOST_OFFERED]


def day_hint(text: str) -> Message:
    """What to type for a day that was written in another form."""
    found = [day.isoformat() for day in days_meant(text)]
    if len(found) == 1:
        typed = cleaned(text)
        if typed != typed.translate(_DASHES) == found[0]:
            return _("write %(day)s, with plain hyphens", day=found[0])
        return _("write %(day)s", day=found[0])
    if found:
        return _("write %(days)s, whichever is meant", days=any_of(found))
    if len(text) <= _LONGEST and _is_month(text):
        return _(
            "add the day, for example 2026-10-14; if nobody knows it, take any day of that month"
        )
    return _("write it as year-month-day, for example 2026-10-14")


def _days(text: str, order: Order | None = None) -> list[dt.date]:
    """The days that a text with a whole year can mean."""
    text = _without_time(text)
    triples: Iterable[tuple[int, int, int]] = ()
    if match := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = match.groups()
        if sign or len(month) == len(day) == 2:
            triples = [(int(year), int(month), int(day))]
    elif (match := _YEAR_LAST.fullmatch(text)) and len(match[4]) == 4:
        triples = _either(match, order)
    else:
        triples = _in_words(text)
    return [day for day in _real(triples) if day.year >= 1900 and _weekday_fits(text, day)]


def _guesses(text: str) -> list[dt.date]:
    """Days that may be meant by a text that has no whole day, one that does not exist, or several."""
    text = _without_time(text)
    if text.isdigit() and len(text) == 5 and int(text) in _CELLS:
        return [dt.date(1899, 12, 30) + dt.timedelta(int(text))]
    if (match := _YEAR_LAST.fullmatch(text)) and len(match[4]) == 2:
        return _real(_either(match))
    if match := _YEAR_FIRST.fullmatch(text):
        return _real([(int(match[1]), int(match[4]), int(match[3]))])
    return _real(tuple(map(int, found.split("-"))) for found in _ISO.findall(text))  # type: ignore[misc]  # three numbers each


def _either(match: re.Match[str], order: Order | None = None) -> list[tuple[int, int, int]]:
    """Year, month and day of two numbers and a year, in both orders or in the one that is known.

    Dots are only written between day, month and year.
    """
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if len(match[4]) == 2 else 0
    orders = {"dmy": (year, second, first), "mdy": (year, first, second)}
    return [orders["dmy" if match[2] == "." else order]] if order else list(orders.values())


def _real(triples: Iterable[tuple[int, int, int]]) -> list[dt.date]:
    """The days that there are, each once."""
    found: dict[dt.date, None] = {}
    for triple in triples:
        with suppress(ValueError):
            found[dt.date(*triple)] = None
    return list(found)


def _plain(text: str) -> str:
    """ASCII digits and hyphens, whatever the script and the word processor."""
    text = cleaned(text).translate(_DASHES)
    text = re.sub(r"\d", lambda digit: str(int(digit[0])), text)
    return _EASTERN.sub(r"\1-\2-\3", text)


def _without_time(text: str) -> str:
    return _TIME.sub("", _plain(text), count=1).strip(" .,")


def _is_month(text: str) -> bool:
    """Whether a text is a month of a year, and no day."""
    text = _plain(text)
    if _MONTH_ALONE.fullmatch(text):
        return True
    found = [fold(word) for word in _WORDS.findall(text)]
    return len(found) == 2 and any(map(_is_year, found)) and any(w in month_names() for w in found)


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4


def _in_words(text: str) -> Iterator[tuple[int, int, int]]:
    """A day, a month's name and a year of four digits, in any order, and nothing unknown."""
    day = year = month = 0
    words = _WORDS.findall(text)
    if sum(map(str.isdigit, words)) < 2:
        return  # without looking up names of months, which are read from many files
    for word in words:
        known = fold(word)
        if word.isdigit():
            if _is_year(word) and not year:
                year = int(word)
            elif len(word) <= 2 and not day:
                day = int(word)
            else:
                return
        elif not month and known in month_names():
            month = month_names()[known]
        elif known not in _ORDINAL and not _weekday(known):
            return
    if year and month and day:
        yield year, month, day


@lru_cache(maxsize=1)
def month_names() -> Mapping[str, int]:
    """The names of the months, whole and short, in many languages; a name that means two
    months is left out.
    """
    from generator.languages.cldr import OwnLocale  # noqa: PLC0415  # only for dates that are written in words

    names: dict[str, set[int]] = {}
    for lang in _LANGUAGES:
        for forms in OwnLocale(lang).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    names.setdefault(fold(name).strip("."), set()).add(number)
    clear = {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}
    english = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
    english |= {name[:3]: number for name, number in english.items()} | {"sept": 9}
    return {name: n for name, n in clear.items() if name.isalpha()} | english


def _weekday(word: str) -> str:
    return next((day for day in _DAYS if word in (day, day[:3], day[:4], day[:5])), "")


def _weekday_fits(text: str, day: dt.date) -> bool:
    """A weekday that is named is that of the day: else one of the two is wrong, and who knows which."""
    named = {_weekday(fold(word)) for word in _WORDS.findall(text)} - {""}
    return named <= {_DAYS[day.weekday()]}
