"""Locales of the CLDR that do not share data.

Babel stores values that a locale inherits in dictionaries that all locales share (Babel 2.18, issue 1234). Once
Japanese months were looked up, a Turkish chart could have Japanese months.
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
            localedata._cache.clear()  # so that neither this locale nor its parents share dictionaries
            data = localedata.load(str(self))
            localedata._cache.clear()
        return localedata.LocaleDataDict(data)  # type: ignore[arg-type]  # as Babel itself does
