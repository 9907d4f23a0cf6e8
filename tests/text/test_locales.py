"""How each language writes dates, numbers, its own name, and what begins a heading."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from babel import Locale, localedata

from generator.languages.messages import messages
from generator.model.periods import Period
from generator.rendering.artifacts import File, Page, PrintedPage
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


@pytest.mark.parametrize(
    ("lang", "givers", "receivers", "shown"),
    [
        ("en", "Ana, Bo", "Cem", "Ana, Bo → Cem"),
        ("ar", "رانيا", "يوسف", "رانيا ← يوسف"),
        ("ar", "Ana، Bo", "Cem", "\u200fAna، \u200fBo \u200f←\u200f Cem"),
        ("ar", "رانيا", "Cem", "\u200fرانيا \u200f←\u200f Cem"),
        ("en", "رانيا", "يوسف", "\u200eرانيا \u200e→\u200e يوسف"),
    ],
)
def test_an_arrow_points_to_those_who_were_helped_whatever_their_script(
    lang: str, givers: str, receivers: str, shown: str
) -> None:
    assert locales.who_helped_whom(givers, receivers, messages(lang)) == shown


@pytest.mark.parametrize("rtl", [False, True])
def test_mail_and_feeds_are_turned_as_a_whole(organisation: Organisation, rtl: bool) -> None:
    """Outlook turns tables by their own attribute, and feeds have no direction of their own."""
    lang = "ar" if rtl else "es"
    organisation.config("site.yml", f"{{name: X, url: https://x.example/, language: {lang}}}\n")
    organisation.config("newsletters/2026-10.yml", "call_to_action: A.\n")
    organisation.story("one", "@ana بقيت ساعة." if rtl else "@ana se quedó.", date="2026-10-14")
    made = organisation.built()
    period = Period.parse("2026-10")
    assert period
    mail = next(file for file in made.digest(period, ["email"]) if file.path == "email.html")
    tables = re.findall(rb"<table[^>]*class=.(?:frame|sheet)[^>]*>", mail.content)
    assert len(tables) == 2
    assert all((b'dir="rtl"' in table) == rtl for table in tables)
    files = {file.path: file.content for file in made.site() if isinstance(file, File)}
    for path in ("feed.xml", "newsletter/feed.xml"):
        assert (b"&lt;div dir=&#34;rtl&#34;&gt;" in files[path]) == rtl, path


@pytest.mark.parametrize(
    ("language", "quarter", "month"),
    [
        ("en", "4th quarter 2026", "October 2026"), ("ja", "2026年第4四半期", "2026年10月"), ("es", "4.º trimestre de 2026", "octubre de 2026"),
        ("hu", "2026. IV. negyedév", "2026. október"), ("de", "4. Quartal 2026", "Oktober 2026"), ("ko", "2026년 제 4/4분기", "2026년 10월"),
        ("fr", "4e trimestre 2026", "octobre 2026"), ("nb", "4. kvartal 2026", "oktober 2026"), ("ar", "الربع الرابع 2026", "أكتوبر 2026"),
    ],
)  # fmt: skip
def test_a_period_is_named_in_the_order_of_its_language(
    language: str, quarter: str, month: str
) -> None:
    for name, said in (("2026-Q4", quarter), ("2026-10", month)):
        period = Period.parse(name)
        assert period
        assert locales.period(period, language) == said


def test_the_first_of_a_month_has_the_number_that_its_language_gives_it() -> None:
    day = dt.date(2026, 7, 1)
    week = Period.range(dt.date(2026, 6, 25), day)
    assert locales.date(day, "fr") == "1er juillet 2026"
    assert locales.weekday(day, "fr-CA") == "mercredi 1er juillet 2026"
    assert locales.period(week, "fr") == "25 juin\u2009–\u20091er juil. 2026"
    assert locales.date(day.replace(day=11), "fr") == "11 juillet 2026"
    assert locales.date(day, "es") == "1 de julio de 2026"
    assert locales.date(day.replace(month=1), "ja") == "2026年1月1日"


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
