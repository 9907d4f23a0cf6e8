"""An organisation's own words: read with place and remedy, and used on its pages."""

from __future__ import annotations

import pytest

from generator.model import Channel
from generator.rendering.artifacts import Page
from tests.conftest import Organisation


def _told(organisation: Organisation, name: str, text: str) -> list[tuple[str, int, str]]:
    organisation.config(f"locale/{name}", text)
    return [
        (problem.code, problem.location.line, problem.message)
        for problem in organisation.problems()
        if problem.location.path.startswith("site_config/locale/")
    ]


def _page(organisation: Organisation, path: str) -> Page:
    (page,) = (a for a in organisation.built().site() if isinstance(a, Page) and a.path == path)
    return page


def test_own_words_replace_ours_in_english_too(organisation: Organisation) -> None:
    organisation.story("the-hour")
    text = 'msgid "Themes"\nmsgstr "What we see"\n\nmsgid "Newest"\nmsgstr "Just in"\n'
    assert _told(organisation, "en.po", text) == []
    assert _page(organisation, "themes/index.md").title == "What we see"
    assert ">What we see<" in _page(organisation, "index.md").inserts["insertpage"]


def test_a_line_that_is_no_text_is_an_error_at_its_place(organisation: Organisation) -> None:
    (found,) = _told(organisation, "en.po", 'msgid "Themes"\nmsgstr "What we see\n')
    assert found[:2] == ("T104", 2)


def test_a_text_that_is_there_twice_is_an_error(organisation: Organisation) -> None:
    """As where the line of an example is added to a copy of all texts."""
    text = 'msgid "Themes"\nmsgstr ""\n\nmsgid "Home"\nmsgstr "Start"\n\nmsgid "Themes"\nmsgstr "Seen"\n'
    ((code, line, message),) = _told(organisation, "en.po", text)
    assert (code, line) == ("T104", 7)
    assert '"Themes" is here a second time' in message


def test_words_that_would_break_a_page_are_an_error(organisation: Organisation) -> None:
    text = 'msgid "Themes"\nmsgstr "<script>x</script>"\n\nmsgid "Home"\nmsgstr "Start"\n'
    ((code, line, message),) = _told(organisation, "en.po", text)
    assert (code, line) == ("T104", 1)
    assert "the markup differs from that of the English text" in message


def test_a_text_that_we_do_not_have_is_told_with_the_nearest(organisation: Organisation) -> None:
    organisation.config("locale/en.po", 'msgid "Theme s"\nmsgstr "What we see"\n')
    (found,) = (p for p in organisation.problems() if p.code == "T105")
    assert 'Did you mean "Themes"?' in found.hint
    assert not found.is_error


@pytest.mark.parametrize("name", ["english.po", "1.po", "e.po"])
def test_a_file_is_named_for_a_language(organisation: Organisation, name: str) -> None:
    ((code, line, message),) = _told(organisation, name, "")
    assert (code, line) == ("T104", 0)
    assert "is not a language" in message


def test_other_files_beside_them_are_told(organisation: Organisation) -> None:
    assert [code for code, _, _ in _told(organisation, "en.mo", "x")] == ["C115"]


@pytest.mark.parametrize("lang", ["fi", "nn", "tr"])
def test_a_language_that_we_do_not_ship_is_told_once(organisation: Organisation, lang: str) -> None:
    organisation.config("site.yml", f"name: X\nurl: https://x.example/\nlanguage: {lang}\n")
    organisation.story("the-hour", lang=lang)
    told = [problem for problem in organisation.problems() if problem.code == "C128"]
    assert len(told) == 1
    assert f"site_config/locale/{lang}.po" in told[0].hint


def test_a_catalog_without_a_translation_is_none_yet(organisation: Organisation) -> None:
    """As a copy of messages.pot is before anybody has translated a text."""
    organisation.config("site.yml", "name: X\nurl: https://x.example/\nlanguage: fi\n")
    organisation.config("locale/fi.po", 'msgid "Themes"\nmsgstr ""\n')
    assert "C128" in organisation.codes()
    assert organisation.built().context(Channel.SITE).words.lang == "en"


@pytest.mark.parametrize("lang", ["en-GB", "es-MX", "ar"])
def test_a_language_that_we_ship_is_not(organisation: Organisation, lang: str) -> None:
    organisation.config("site.yml", f"name: X\nurl: https://x.example/\nlanguage: {lang}\n")
    assert "C128" not in organisation.codes()


def test_a_translation_of_the_organisation_is_enough(organisation: Organisation) -> None:
    organisation.config("site.yml", "name: X\nurl: https://x.example/\nlanguage: no\n")
    organisation.config("locale/nb.po", 'msgid "Themes"\nmsgstr "Temaer"\n')
    assert "C128" not in organisation.codes()
    assert _page(organisation, "themes/index.md").title == "Temaer"


def test_without_a_translation_no_date_or_sentence_is_half_in_another_language(
    organisation: Organisation,
) -> None:
    organisation.config("site.yml", "name: X\nurl: https://x.example/\nlanguage: fi\n")
    organisation.story("the-hour")
    html = _page(organisation, "index.md").inserts["insertpage"]
    assert ">October 14, 2026<" in html
    assert "lokakuu" not in html
