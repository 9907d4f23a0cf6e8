"""The locales of the CLDR, each with data of its own.

What a locale has from another one, Babel puts where all locales find it (2.18, its issue 1234): whatever is
asked for first is printed for every later one, such as Japanese months in a Turkish chart.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.localedata import LocaleDataDict, load

__all__ = ["OwnLocale", "UnknownLocaleError"]


class OwnLocale(Locale):
    """A locale that shares no data with another one."""

    @cached_property
    def _data(self) -> LocaleDataDict:
        return LocaleDataDict(_copied(load(str(self))))


def _copied(data: dict[Any, Any]) -> dict[Any, Any]:
    return {
        key: _copied(value) if isinstance(value, dict) else value for key, value in data.items()
    }
