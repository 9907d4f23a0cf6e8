"""Our words: from catalogs, in the right plural form, and with every placeholder."""

from __future__ import annotations

import pickle

import pytest

from generator import languages
from generator.languages.catalogs import CatalogEntry, Unreadable, read_catalog
from generator.languages.language import Catalog, Separators
from generator.languages.messages import Messages, messages
from tests.conftest import Organisation

_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
SHIPPED = [code for code in languages.CODES if languages.catalog(code).is_file()]


def _wording(code: str, text: str) -> dict[str, Catalog]:
    return {code: read_catalog((_HEADER + text).encode(), code)[0]}


def test_values_take_the_place_of_placeholders_and_numbers_are_those_of_the_language() -> None:
    assert Messages().gettext("100%% of %(what)s", what="it") == "100% of it"
    assert Messages().ngettext("%(num)s story", "%(num)s stories", 1) == "1 story"
    assert Messages().ngettext("%(num)s story", "%(num)s stories", 1204) == "1,204 stories"
    assert messages("es").number(12040) == "12.040"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "قصة أخرى"), (2, "قصتان أخريان"), (5, "5 قصص أخرى"), (11, "11 قصة أخرى")],
)
def test_plurals_follow_the_rules_of_the_language(number: int, said: str) -> None:
    assert messages("ar").ngettext("%(num)s more story", "%(num)s more stories", number) == said


def test_a_text_means_different_things_in_different_contexts() -> None:
    found = messages("es", _wording("es", 'msgctxt "one"\nmsgid "x"\nmsgstr "uno"\n'))
    assert (found.pgettext("one", "x"), found.gettext("x")) == ("uno", "x")


def test_what_is_not_translated_is_english() -> None:
    assert messages("es").gettext("This is not translated.") == "This is not translated."


def test_a_language_that_we_do_not_ship_is_english_as_a_whole() -> None:
    assert messages("fi").lang == "en"
    assert messages("fi").gettext("Stories") == "Stories"


def test_an_organisation_has_words_of_its_own_before_ours() -> None:
    own = _wording("es", 'msgid "What changed"\nmsgstr "Y entonces"\n')
    assert messages("es-MX", own).gettext("What changed") == "Y entonces"
    assert messages("es-MX", own).gettext("The ask") == "La petición"
    english = _wording("en", 'msgid "Stories"\nmsgstr "Tales"\n')
    assert messages("en-GB", english).gettext("Stories") == "Tales"
    assert messages("fi", english).gettext("Stories") == "Tales", "Finnish falls back to English"


def test_a_regions_own_words_go_before_those_of_its_language() -> None:
    own = _wording("es", 'msgid "Home"\nmsgstr "Inicio"\n')
    own |= _wording("es-mx", 'msgid "Home"\nmsgstr "Portada"\n')
    assert messages("es-MX", own).gettext("Home") == "Portada"
    assert messages("es", own).gettext("Home") == "Inicio"


def test_an_organisation_may_bring_a_language_that_we_do_not_ship() -> None:
    found = messages("no", _wording("nb", 'msgid "Stories"\nmsgstr "Historier"\n'))
    assert (found.lang, found.gettext("Stories")) == ("no", "Historier")


def test_what_is_fuzzy_or_empty_is_not_used() -> None:
    own = _wording("fi", '#, fuzzy\nmsgid "Home"\nmsgstr "Koti"\n\nmsgid "Stories"\nmsgstr ""\n')
    assert messages("fi", own).gettext("Home") == "Home"
    assert messages("fi", own).gettext("Stories") == "Stories"


def test_a_word_of_two_meanings_has_two_translations() -> None:
    french, german = messages("fr"), messages("de")
    assert french.pgettext("what a story changed", "Time") == "Temps"
    assert french.pgettext("how long a slide takes", "Time") == "Durée"
    assert german.pgettext("a way to reach somebody", "Phone") == "Telefon"
    assert german.pgettext("where a mail is read", "Phone") == "Handy"


def test_messages_go_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(messages("ar")))
    assert again.pgettext("what a story changed", "Time") == "الوقت"


@pytest.mark.parametrize(
    "text",
    [
        "msgid unquoted\n",
        'msgid "x"\nmsgstr "y\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n/0;\\n"\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n;\\n"\n',
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n;\\n"\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n\nmsgid "x"\nmsgstr "é"\n',
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_catalog(text.encode(), "es")
    assert raised.value.line >= 1


@pytest.mark.parametrize(
    ("sources", "forms", "problem"),
    [
        (("Scene %(number)s",), ("Escena",), 'the placeholder "%(number)s" is missing'),
        (("Scene %(number)s",), ("Escena %(no)s",), 'no placeholder "%(no)s"'),
        (("Scene",), ("100 % Escena",), 'write a percent sign as "%%"'),
        (("Scene",), ("<b>Escena</b>",), "the markup differs"),
        (("See <b>it</b>",), ("Lo <i>veo</i>",), "the markup differs"),
        (("Scene",), ('"Escena"',), "straight quotation mark"),
        (("%(num)s story", "%(num)s stories"), ("una", "muchas"), "the last form lacks"),
    ],
)
def test_a_translation_that_would_break_a_page_is_found(
    sources: tuple[str, ...], forms: tuple[str, ...], problem: str
) -> None:
    assert problem in CatalogEntry("", sources, forms, 1).problem()


@pytest.mark.parametrize(
    ("sources", "forms"),
    [
        (("Scene %(number)s",), ("Escena %(number)s: 100%%",)),
        (('See <a href="%(href)s">it</a>',), ('<a href="%(href)s">Lo</a> veo',)),
        (("%(num)s story", "%(num)s stories"), ("una historia", "%(num)s historias")),
        (("Scene",), ("",)),
    ],
)
def test_a_translation_may_move_what_the_english_has(
    sources: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    assert CatalogEntry("", sources, forms, 1).problem() == ""


@pytest.mark.parametrize("code", SHIPPED)
def test_no_translation_of_ours_has_lost_anything(code: str) -> None:
    _, entries = read_catalog(languages.catalog(code).read_bytes(), code)
    assert {entry.sources[0]: entry.problem() for entry in entries if entry.problem()} == {}


@pytest.mark.parametrize("code", SHIPPED)
def test_a_catalog_that_we_ship_is_whole(code: str) -> None:
    _, entries = read_catalog(languages.catalog(code).read_bytes(), code)
    assert len(entries) > 1500
    assert [entry.sources[0] for entry in entries if not all(entry.forms)] == []


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("", "Historier om kolleger som hjelper hverandre."),
        ("description: Fra verkstedet\n", "Fra verkstedet"),
    ],
)
def test_what_a_site_says_of_itself_is_in_its_language(
    organisation: Organisation, own: str, printed: str
) -> None:
    organisation.config(
        "site.yml", f"name: Tales\nurl: https://tales.example/\nlanguage: nb\n{own}"
    )
    assert organisation.edition().site.description == printed


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("en-GB", (", ", ": ", " — ")),
        ("ar", ("، ", ": ", " — ")),
        ("de", (", ", ": ", " – ")),
        ("fr-CH", (", ", "\u00a0: ", " – ")),
        ("ja", ("、", "：", " — ")),
    ],
)
def test_lists_labels_and_titles_have_the_signs_of_the_language(
    code: str, signs: tuple[str, str, str]
) -> None:
    assert messages(code).separators == Separators(*signs)
    assert messages("fi").separators == Separators(), "English as a whole"
