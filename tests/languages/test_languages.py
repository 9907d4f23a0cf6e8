"""A tag of BCP 47 means a language that we have, or none."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from generator import languages
from generator.cli import main
from generator.languages import language, locale_of, translated
from generator.languages.cldr import OwnLocale
from generator.model import Channel
from generator.rendering.artifacts import PrintedPage
from generator.text import locales
from tests import ROOT
from tests.built import Built
from tests.conftest import Organisation

_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("tag", "code"),
    [("es", "es"), ("es-MX", "es"), ("no", "nb"), ("no-NO", "nb"), ("nb", "nb"), ("EN-gb", "en")],
)
def test_a_tag_means_the_language_without_its_region(tag: str, code: str) -> None:
    found = language(tag)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("tag", ["nn", "tlh-BR", "tlh", "e"])
def test_a_language_without_a_folder_is_none(tag: str) -> None:
    assert language(tag) is None


def test_every_folder_holds_the_language_of_its_name() -> None:
    assert [each.code for each in languages.every_language()] == list(languages.CODES)


@pytest.mark.parametrize("code", languages.CODES)
def test_every_language_has_all_that_is_asked_for(code: str) -> None:
    """What `docs/how-to/languages.md` asks for, but for the catalog, which has tests of its own."""
    found = language(code)
    assert found
    assert found.unnamed
    assert found.quotes
    assert found.typed.yes
    assert found.typed.no
    matters = {*found.sensitive, *found.sensitive_phrases}
    assert matters == {"health", "family", "pay", "performance", "discipline"}
    for folder in ("first", "starters"):
        ours, english = (
            {path.name for path in (languages.FOLDER / each / folder).iterdir()}
            for each in (code, "en")
        )
        assert ours == english
    if code != languages.SOURCE:
        page = f"reference/languages/{code}.md"
        assert (ROOT / "docs" / page).is_file()
        assert f"- {page}\n" in (ROOT / "docs/mkdocs.yml").read_text("utf-8")
        assert f"](../{page})" in (ROOT / "docs/how-to/languages.md").read_text("utf-8")


def test_our_words_are_translated_where_there_is_a_catalog() -> None:
    assert [code for code in languages.CODES if not translated(code)] == []
    assert translated("de-AT") is languages.language("de")
    assert translated("tlh-FI") is None


def test_english_reads_no_catalog_and_no_babel() -> None:
    """A start in English pays nothing for other languages."""
    code = (
        "import sys; from generator.languages.messages import messages;"
        "assert messages('en-GB').gettext('Stories') == 'Stories';"
        "sys.exit('babel' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("es-MX", "es_MX"),
        ("no-NO", "nb_NO"),
        ("no", "nb"),
        ("zh-TW", "zh_Hant_TW"),
        ("tlh", "en"),
        ("xx-YY", "en"),
        ("sr-Latn-RS", "sr_Latn_RS"),
    ],
)
def test_dates_have_a_locale_whatever_the_tag(tag: str, locale: str) -> None:
    assert str(locale_of(tag)) == locale
    assert locales.date(dt.date(2026, 10, 14), tag)


def _story_page(made: Built) -> str:
    pages = (page for page in made.site() if isinstance(page, PrintedPage))
    return next(page.body().html for page in pages if page.address == "stories/one/")


@pytest.mark.parametrize("lang", ["tlh", "es-quux", "xx-YY"])
def test_a_story_in_a_language_without_dates_takes_no_site_down(
    organisation: Organisation, lang: str
) -> None:
    """Also where the organisation has words of its own for it."""
    organisation.config(f"locale/{lang}.po", f'{_HEADER}msgid "What changed"\nmsgstr "Choh"\n')
    organisation.story("one", "@ana left.", lang=lang, outcome="B.")
    html = _story_page(organisation.built())
    assert ">Choh<" in html
    assert re.search(r"<time[^>]*>(?:October 14, 2026|14 de octubre de 2026)<", html)


@pytest.mark.parametrize("lang", ["no", "no-NO", "nb", "nb-NO"])
def test_a_site_in_norwegian_may_say_so_in_every_way(organisation: Organisation, lang: str) -> None:
    organisation.config("site.yml", f"{{name: X, url: https://x.example/, language: {lang}}}\n")
    organisation.story("one", "@ana sa det til @cem.")
    root = ["--root", str(organisation.root)]
    checked = CliRunner().invoke(main, [*root, "check", "--today", "2026-11-20"])
    assert checked.exit_code == 0
    assert "C103" not in checked.output
    assert "C128" not in checked.output
    made = organisation.built()
    assert made.context(Channel.SITE).words.gettext("Stories") == "Historier"
    assert made.edition(Channel.SITE).stories[0].body == "Ana Óscoz sa det til en kollega i Bench."


def test_check_and_build_say_the_same_of_a_language_that_we_do_not_ship(
    organisation: Organisation,
) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: fi}\n")
    organisation.story("one", "@ana lähti.", outcome="Hyvä.")
    root = ["--root", str(organisation.root)]
    checked = CliRunner().invoke(main, [*root, "check", "--today", "2026-11-20"])
    said = [line for line in checked.output.splitlines() if "C128" in line]
    assert len(said) == 1
    made = organisation.built()
    assert [p.code for p in made.problems].count("C128") == 1
    html = _story_page(made)
    assert ">What changed<" in html
    assert "October 14, 2026" in html, "English as a whole, dates included"
    assert made.edition(Channel.SITE).stories[0].body == "Ana Óscoz lähti."


def test_no_language_prints_what_another_one_was_asked_for() -> None:
    """Babel's own locales do, so that a Turkish chart has the months of a Japanese story."""
    day, shown = dt.date(2026, 11, 1), locales.short_month.__wrapped__
    expected = {"he": "נוב׳", "ja": "11月", "tr": "Kas", "ar": "نوفمبر", "cs": "lis", "de": "Nov"}
    assert {tag: shown(day, tag) for tag in expected} == expected
    assert type(locale_of("pt-PT")) is OwnLocale
    assert shown(day, "pt") == "nov."
    assert shown(day, "pt-PT") == "nov."
