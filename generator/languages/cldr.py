"""The locales of the CLDR, each with data of its own.

What a locale has from another one, Babel puts where all locales find it (2.18, its issue 1234): whatever is
asked for first is printed for every later one, such as Japanese months in a Turkish chart.
"""

from __future__ import annotations

from functools import cached_property

from babel import Locale, UnknownLocaleError, localedata

__all__ = ["OwnLocale", "UnknownLocaleError"]


class OwnLocale(Locale):
    """A locale that shares no data with another one."""

    @cached_property
    def _data(self) -> localedata.LocaleDataDict:
        with localedata._cache_lock:
            localedata._cache.clear()  # it is loaded once more, and so is what it has from others
            data = localedata.load(str(self))
            localedata._cache.clear()
        return localedata.LocaleDataDict(data)  # type: ignore[arg-type]  # as Babel itself does
