"""Dates, lists, numbers and plurals in an organisation's language.

Babel is imported where it is first needed, since a build without dates does not need it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from generator import languages
from generator.languages import locale_of, main_code
from generator.languages.messages import Messages
from generator.model import Cadence
from generator.model.periods import Period

SPOKEN: Mapping[str, str] = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "ca": "Català", "cs": "Čeština",
    "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi",
    "fr": "Français", "ga": "Gaeilge", "gd": "Gàidhlig", "gl": "Galego", "gu": "ગુજરાતી",
    "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն",
    "id": "Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
    "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "ms": "Melayu",
    "mt": "Malti", "nb": "Norsk bokmål", "nl": "Nederlands", "nn": "Norsk nynorsk",
    "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский",
    "sk": "Slovenčina", "sl": "Slovenščina", "so": "Soomaali", "sq": "Shqip", "sr": "Српски",
    "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "th": "ไทย",
    "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "yo": "Èdè Yorùbá",
    "zh": "中文",
}  # fmt: skip
"""Languages that a form offers, besides those of the stories that are there, with their own names.

Babel knows the names, and reads all that it knows of each language first: a quarter of a second for
every build.
"""
_FIRST = re.compile(r"(?<![0-9])1(?![0-9])")
_DOTTED = {"az", "tr"}
"""Languages whose capital of i has a dot."""
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
_UPRIGHT = {*_RIGHT_TO_LEFT, "ja", "ko", "zh"}


def direction(lang: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def slant(lang: str) -> str:
    """`italic`, or `normal` for scripts that have no italics, whose letters would only be slanted."""
    return "normal" if lang.partition("-")[0].lower() in _UPRIGHT else "italic"


@cache
def own_name(tag: str) -> str:
    """A language as those who speak it call it, to begin a line: Español; its tag if we do not know."""
    if tag in SPOKEN:
        return SPOKEN[tag]
    from generator.languages.cldr import OwnLocale, UnknownLocaleError  # noqa: PLC0415  # see above

    try:
        name = OwnLocale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return opening(name, tag)


def opening(text: str, language: str) -> str:
    """A text that begins a heading, a label or a cell, with a capital where the script has them: Noviembre de 2026.

    Many languages write months and days with small letters within a sentence.
    """
    first = "İ" if text[:1] == "i" and main_code(language) in _DOTTED else text[:1].title()
    return first + text[1:]


@cache
def tags_by_name() -> Mapping[str, str]:
    """The tags of languages by their English name and by their own, in lower case."""
    english = locale_of("en").languages
    names = {name.casefold(): tag for tag, name in english.items() if 2 <= len(tag) <= 3}
    return names | {own_name(tag).casefold(): tag for tag in SPOKEN}


def text_direction(text: str) -> str:
    """The direction of a text by its first letter with one: `ltr` or `rtl`."""
    return next(filter(None, map(_direction_of, text)), "ltr")


def _direction_of(char: str) -> str | None:
    return {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(unicodedata.bidirectional(char))


def who_helped_whom(givers: str, receivers: str, words: Messages) -> str:
    """Those who helped, an arrow, and those who were helped, in a text without markup.

    Between two names in another direction than that of the language, the arrow would belong to their
    run, and point the wrong way. So marks of the language's direction begin the text, and are around
    the arrow and after commas.
    """
    arrow = words.pgettext("from those who helped to those who were helped", "→")
    way = direction(words.lang)
    if {_direction_of(char) for char in givers + receivers} <= {way, None}:
        return f"{givers} {arrow} {receivers}"
    mark, comma = "\u200f" if way == "rtl" else "\u200e", words.separators.comma
    line = f"{mark}{givers} {mark}{arrow}{mark} {receivers}"
    return line.replace(comma, f"{comma}{mark}")


@cache
def weekend(language: str, time_zone: str) -> frozenset[int]:
    """The days off of a week, Monday as 0: those of the language's country, else of the time zone's."""
    from babel import Locale  # noqa: PLC0415  # see above
    from babel.core import get_global  # noqa: PLC0415  # see above

    country = locale_of(language).territory
    country = country or get_global("zone_territories").get(time_zone) or "001"
    week = Locale.parse(f"und_{country}")
    first, last = week.weekend_start, week.weekend_end
    return frozenset((first + day) % 7 for day in range((last - first) % 7 + 1))


@cache
def date(day: dt.date, language: str) -> str:
    """A day in full: 14 October 2026."""
    from babel.dates import format_date  # noqa: PLC0415  # see above

    return _with_first(format_date(day, "long", locale=locale_of(language)), language)


def _with_first(text: str, language: str) -> str:
    """A date with the number that a month's first day has in its language: 1er juillet 2026."""
    found = languages.language(language)
    return _FIRST.sub(found.first_of_month, text) if found else text


@cache
def days(count: int, language: str) -> str:
    """A number of days, in days, weeks, months or years: 5 months."""
    from babel.dates import format_timedelta  # noqa: PLC0415  # see above

    length = dt.timedelta(days=count)
    return format_timedelta(length, granularity="day", locale=locale_of(language))


@cache
def month(day: dt.date, language: str) -> str:
    """A day's month: October 2026."""
    from babel.dates import format_skeleton  # noqa: PLC0415  # see above

    return format_skeleton("yMMMM", dt.datetime(day.year, day.month, 1), locale=locale_of(language))


@cache
def short_month(day: dt.date, language: str) -> str:
    """A day's month without its year, short: Oct."""
    from babel.dates import format_date  # noqa: PLC0415  # see above

    return format_date(day, "LLL", locale=locale_of(language))


@cache
def short_month_of_year(day: dt.date, language: str) -> str:
    """A day's month with its year, short: Oct 2026."""
    from babel.dates import format_skeleton  # noqa: PLC0415  # see above

    return format_skeleton("yMMM", dt.datetime(day.year, day.month, 1), locale=locale_of(language))


@cache
def short_quarter(day: dt.date, language: str) -> str:
    """A day's quarter, short: Q4 2026."""
    from babel.dates import format_skeleton  # noqa: PLC0415  # see above

    return format_skeleton("yQQQ", dt.datetime(day.year, day.month, 1), locale=locale_of(language))


@cache
def period(of: Period, language: str) -> str:
    """A period: October 2026, 4th quarter 2026, 12 – 18 Oct 2026."""
    from babel.dates import format_interval, format_skeleton  # noqa: PLC0415  # see above

    named = Period.parse(of.name)
    if named and of.cadence is Cadence.MONTHLY:
        return month(of.start, language)
    if named and of.cadence is Cadence.QUARTERLY:
        day = dt.datetime(of.start.year, of.start.month, 1)
        return format_skeleton("yQQQQ", day, locale=locale_of(language))
    span = format_interval(of.start, of.end, "yMMMd", locale=locale_of(language))
    return _with_first(span, language)


def weekday(moment: dt.date, language: str) -> str:
    """A day, or the local day of a moment: Thursday, 26 November 2026."""
    from babel.dates import format_date  # noqa: PLC0415  # see above

    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return _with_first(format_date(day, "full", locale=locale_of(language)), language)


def clock(moment: dt.datetime, language: str) -> str:
    """The local time of a moment: 10:30."""
    from babel.dates import format_time  # noqa: PLC0415  # see above

    return format_time(moment.time(), "short", locale=locale_of(language))


def hours(start: dt.datetime, end: dt.datetime, language: str) -> str:
    """The local times of a meeting with their zone: 10:30–11:00 GMT."""
    return f"{clock(start, language)}–{clock(end, language)} {zone(start, language)}"


def zone(moment: dt.datetime, language: str) -> str:
    """The name of a moment's time zone: GMT, or its city."""
    from babel.dates import get_timezone_location, get_timezone_name  # noqa: PLC0415  # see above

    name = get_timezone_name(moment, "short", locale=locale_of(language))
    if name[:1].isalpha():
        return name
    return get_timezone_location(moment, locale=locale_of(language), return_city=True)


def join_list(texts: Sequence[str], language: str) -> str:
    """Texts joined to a list: "Ana, Bo and a colleague"."""
    if len(texts) == 1:
        return texts[0]
    from babel.lists import format_list  # noqa: PLC0415  # see above

    return format_list(texts, locale=locale_of(language))


def number(value: int, language: str) -> str:
    """A whole number: 1,204."""
    from babel.numbers import format_decimal  # noqa: PLC0415  # see above

    return format_decimal(value, locale=locale_of(language))


@cache
def percent(value: int, language: str) -> str:
    """A whole number of hundredths: 82%, 82 %."""
    from babel.numbers import format_percent  # noqa: PLC0415  # see above

    locale = locale_of(language)
    # Babel prints a bare sign. That of Arabic has marks, without which it moves before the digits.
    sign = locale.number_symbols["latn"].get("percentSign") or "%"
    return format_percent(Decimal(value) / 100, locale=locale).replace("%", sign)


def plural(value: int, forms: Mapping[str, str], language: str) -> str:
    """The plural form for a number, among those of the language (`one`, `few`, `other` …)."""
    form = locale_of(language).plural_form(value)
    return forms.get(form, forms["other"])
