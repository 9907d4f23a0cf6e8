"""How a language writes what begins a heading, and numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.rendering.artifacts import Page, PrintedPage
from generator.text import locales
from tests.conftest import Organisation

DAY = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("lang", "within", "opening"),
    [
        ("es", "noviembre de 2026", "Noviembre de 2026"),
        ("nb", "november 2026", "November 2026"),
        ("fr", "novembre 2026", "Novembre 2026"),
        ("de", "November 2026", "November 2026"),
        ("ar", "نوفمبر 2026", "نوفمبر 2026"),
        ("ja", "2026年11月", "2026年11月"),
    ],
)
def test_a_month_that_begins_a_heading_has_a_capital(lang: str, within: str, opening: str) -> None:
    assert locales.month(DAY, lang) == within
    assert locales.opening(within, lang) == opening


@pytest.mark.parametrize(
    ("lang", "text", "opening"),
    [("az", "iyun", "İyun"), ("tr", "ilk", "İlk"), ("es", "", ""), ("ka", "ნოემბერი", "ნოემბერი")],
)
def test_capitals_are_those_of_the_language(lang: str, text: str, opening: str) -> None:
    assert locales.opening(text, lang) == opening


def test_only_headings_and_labels_have_it(organisation: Organisation) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: es}\n")
    organisation.story("one", "@ana se fue.", date="2026-10-14")
    made = organisation.built()
    pages = {
        page.address: (page.title, page.description, page.body().html)
        for page in made.site()
        if isinstance(page, PrintedPage)
    }
    title, description, html = pages["stories/2026/10/"]
    assert title == "Historias: octubre de 2026"
    assert description == "Todas las historias de octubre de 2026."
    assert ">Octubre de 2026</h1>" in html
    _, _, html = pages["stories/2026/"]
    assert "<h2>Octubre de 2026</h2>" in html
    assert ">Oct<" in html
    _, _, html = pages["stories/one/"]
    assert ">14 de octubre de 2026<" in html
    home = next(page for page in made.site() if isinstance(page, Page) and page.address == "")
    assert ">Noviembre de 2026<" in str(home.inserts)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("en", "69%"), ("de", "69\u00a0%"), ("he", "69%"), ("ar", "69\u200e%\u200e")],
)
def test_a_percentage_reads_as_the_language_writes_it(lang: str, shown: str) -> None:
    """After an Arabic letter, a bare sign would move before its digits."""
    assert locales.percent(69, lang) == shown
