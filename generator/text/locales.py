"""Dates, lists, numbers and plurals in an organisation's language.

Babel is imported where it is first needed, since a build without dates does not need it.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from generator.model import Cadence
from generator.model.periods import Period

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


def direction(lang: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def text_direction(text: str) -> str:
    """The direction of a text by its first letter with one: `ltr` or `rtl`."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return "rtl" if next((k for k in kinds if k in ("L", "R", "AL")), "L") != "L" else "ltr"


@cache
def date(day: dt.date, language: str) -> str:
    """A day in full: 14 October 2026."""
    from babel.dates import format_date  # noqa: PLC0415  # see above

    return format_date(day, "long", locale=_locale(language))


@cache
def month(day: dt.date, language: str) -> str:
    """A day's month: October 2026."""
    from babel.dates import format_skeleton  # noqa: PLC0415  # see above

    return format_skeleton("yMMMM", dt.datetime(day.year, day.month, 1), locale=_locale(language))


@cache
def period(of: Period, language: str) -> str:
    """A period: October 2026, 4th quarter 2026, 12 – 18 Oct 2026."""
    from babel.dates import format_date, format_interval  # noqa: PLC0415  # see above

    named = Period.parse(of.name)
    if named and of.cadence is Cadence.MONTHLY:
        return month(of.start, language)
    if named and of.cadence is Cadence.QUARTERLY:
        return format_date(of.start, "QQQQ y", locale=_locale(language))
    return format_interval(of.start, of.end, "yMMMd", locale=_locale(language))


def weekday(moment: dt.datetime, language: str) -> str:
    """The local day of a moment: Thursday, 26 November 2026."""
    from babel.dates import format_date  # noqa: PLC0415  # see above

    return format_date(moment.date(), "full", locale=_locale(language))


def clock(moment: dt.datetime, language: str) -> str:
    """The local time of a moment: 10:30."""
    from babel.dates import format_time  # noqa: PLC0415  # see above

    return format_time(moment.time(), "short", locale=_locale(language))


def zone(moment: dt.datetime, language: str) -> str:
    """The name of a moment's time zone: GMT, or its city."""
    from babel.dates import get_timezone_location, get_timezone_name  # noqa: PLC0415  # see above

    name = get_timezone_name(moment, "short", locale=_locale(language))
    if name[:1].isalpha():
        return name
    return get_timezone_location(moment, locale=_locale(language), return_city=True)


def join_list(texts: Sequence[str], language: str) -> str:
    """Texts joined to a list: "Ana, Bo and a colleague"."""
    if len(texts) == 1:
        return texts[0]
    from babel.lists import format_list  # noqa: PLC0415  # see above

    return format_list(texts, locale=_locale(language))


def number(value: int, language: str) -> str:
    """A whole number: 1,204."""
    from babel.numbers import format_decimal  # noqa: PLC0415  # see above

    return format_decimal(value, locale=_locale(language))


def plural(value: int, forms: Mapping[str, str], language: str) -> str:
    """The plural form for a number, among those of the language (`one`, `few`, `other` …)."""
    from babel import Locale  # noqa: PLC0415  # see above

    form = Locale.parse(_locale(language)).plural_form(value)
    return forms.get(form, forms["other"])


def _locale(language: str) -> str:
    return language.replace("-", "_")
