"""What we say of languages is what Babel knows, where we do not ask it."""

from __future__ import annotations

import pytest
from babel import Locale, localedata

from generator.text import locales


@pytest.mark.parametrize("tag", locales.SPOKEN)
def test_a_language_is_called_as_babel_calls_it(tag: str) -> None:
    name = Locale(tag).get_display_name()
    assert name is not None
    assert locales.SPOKEN[tag] == name[:1].title() + name[1:]


def test_the_languages_that_a_form_offers_are_named_without_reading_all_of_their_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[object] = []
    monkeypatch.setattr(localedata, "load", read.append)
    locales.own_name.cache_clear()
    assert [locales.own_name(tag) for tag in locales.SPOKEN] == [*locales.SPOKEN.values()]
    assert not read
