"""People who are not named: phrases that read right in running text, and keep two people two."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.consent.display import Directory, DisplayNames, Naming
from generator.consent.scan import marks_of
from generator.languages import every_language, language
from generator.languages.catalogs import read_catalog
from generator.languages.language import Catalog
from generator.languages.unnamed import CONTEXT, unnamed_phrases
from generator.model import Channel
from tests.conftest import TODAY, Organisation, organisation_in

LANGUAGES = [each.code for each in every_language() if each.unnamed]
TEAMS = {"bench": "Bench", "other": "Bench", "office": "Office"}
PEOPLE = [f"p{number}" for number in range(12)]
ROLES = ["fitter", "Fitter", "baker"]


@cache
def _directory() -> Directory:
    """Twelve people, some of whom have a role to be shown by, in three teams; two have one name."""
    with TemporaryDirectory() as folder:
        organisation = organisation_in(Path(folder))
        organisation.config(
            "teams.yml",
            "".join(f"{slug}: {{name: {name}, headcount: 20}}\n" for slug, name in TEAMS.items()),
        )
        organisation.config(
            "people.yml",
            "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
            + "".join(
                f"{id_}: {{name: Zed{id_} Quill{id_}, team: {list(TEAMS)[at % 3]}, named: yes, show_as: role,"
                f" role: {ROLES[at % 3]}}}\n"
                for at, id_ in enumerate(PEOPLE)
            ),
        )
        return Directory(organisation.built().settings, TODAY)


def _befores(lang: str) -> list[str]:
    """Words before a phrase that may ask for another form of it, and some that do not."""
    found = language(lang)
    assert found is not None
    assert found.unnamed is not None
    words = [word for forms in found.unnamed.after for word in forms.words.split("|")]
    return [*words, *(word.capitalize() for word in words), "", "x,"]


@settings(max_examples=30)
@given(data=st.data())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_people_of_a_story_are_never_called_the_same(lang: str, data: st.DataObject) -> None:
    everybody = data.draw(st.permutations(PEOPLE))
    named = data.draw(st.frozensets(st.sampled_from(PEOPLE)))
    told = data.draw(st.frozensets(st.sampled_from(sorted(TEAMS))))
    names = DisplayNames.of(_directory(), lang, Naming(named, told))
    called: dict[str, set[str]] = {}
    for id_ in everybody:
        for before in _befores(lang):
            text = f"{before} @{id_}".strip()
            said = names.words(text, marks_of({"x": text})["x"])
            called.setdefault(id_, set()).add(said.removeprefix(before).strip().casefold())
        called[id_].add(names.shown(id_).text.casefold())
    phrases = [phrase for forms in called.values() for phrase in forms]
    assert len(phrases) == len(set(phrases))
    assert not any(id_ in phrase for id_ in PEOPLE for phrase in phrases)


def _told(organisation: Organisation, lang: str, body: str) -> str:
    organisation.config("teams.yml", "bench: {name: Bench, headcount: 9}\n")
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "cem: {name: Cem Aydın, team: bench, named: no}\n"
        "dora: {name: Dora Nkemelu, team: bench, named: no}\n"
        "eli: {name: Eli Harrow, team: bench, named: no}\n",
    )
    organisation.story("one", body, givers="ana", receivers="anonymous", lang=lang)
    (story,) = organisation.built().edition(Channel.SITE).stories
    return story.body


@pytest.mark.parametrize(
    ("lang", "body", "told"),
    [
        ("en", "Then @cem helped @dora.", "Then a colleague in Bench helped another colleague in Bench."),
        ("nb", "Etterpå hjalp @cem @dora.", "Etterpå hjalp en kollega i Bench en annen kollega i Bench."),
        ("nb", "@cem lo.", "En kollega i Bench lo."),
        ("es", "Luego @cem ayudó a @dora.", "Luego alguien de Bench ayudó a otra persona de Bench."),
        ("de", "Danach half @cem.", "Danach half jemand aus Bench."),
        ("de", "Sie sprach mit @cem und ging für @dora.",
         "Sie sprach mit jemandem aus Bench und ging für jemand anderen aus Bench."),
        ("de", "Mit @cem. Bei @dora. Von @eli.",
         "Mit jemandem aus Bench. Bei jemand anderem aus Bench. Von Person drei aus Bench."),
        ("de", "@cem lachte.", "Jemand aus Bench lachte."),
        ("de", "Das Amt @cem.", "Das Amt jemand aus Bench."),
        ("fr", "Le soir, @cem est allé avec @dora chez @eli.",
         "Le soir, quelqu’un de l’équipe Bench est allé avec quelqu’un d’autre de l’équipe Bench chez"
         " la troisième personne de l’équipe Bench."),
        ("ar", "ثم ساعد @cem @dora.", "ثم ساعد أحد الزملاء في Bench أحد الزملاء الآخرين في Bench."),
        ("ja", "@cem が @dora を助けた。", "Benchの同僚 が Benchの別の同僚 を助けた。"),
    ],
)  # fmt: skip
def test_phrases_read_right_in_running_text(
    organisation: Organisation, lang: str, body: str, told: str
) -> None:
    assert _told(organisation, lang, body) == told


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_for_a_place_is_one_of_a_phrase_that_there_is(code: str) -> None:
    found = language(code)
    assert found is not None
    assert found.unnamed is not None
    for forms in found.unnamed.after:
        assert forms.forms.keys() <= set(found.unnamed.colleagues)


def test_forgetting_somebody_writes_the_form_that_the_place_asks_for(
    organisation: Organisation,
) -> None:

    path = organisation.story(
        "one", "Sie sprach mit @cem.", givers="ana", receivers="cem", lang="de"
    )
    arguments = [
        "--root",
        str(organisation.root),
        "forget",
        "cem",
        "--yes",
        "--today",
        "2026-11-20",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "Sie sprach mit jemandem aus dem Haus." in path.read_text("utf-8")


_MSGIDS = [
    *("a colleague", "another colleague", "a third colleague", "a fourth colleague"),
    *("a fifth colleague", "a sixth colleague"),
]


def _po(said: dict[str, str]) -> str:
    """A catalog with phrases for people who are not named."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + "\n".join(
        f'msgctxt "{CONTEXT}"\nmsgid "{text}"\nmsgstr "{own}"\n' for text, own in said.items()
    )


def _wording(code: str, said: dict[str, str]) -> dict[str, Catalog]:
    return {code: read_catalog(_po(said).encode(), code)[0]}


def test_an_organisation_may_bring_the_phrases_of_a_language_that_we_do_not_ship(
    organisation: Organisation,
) -> None:
    phrases = {
        "a colleague": "en kollega",
        "another colleague": "en annan kollega",
        "colleague number %(number)s": "kollega nummer %(number)s",
        "%(colleague)s in %(team)s": "%(colleague)s på %(team)s",
    }
    organisation.config("locale/sv.po", _po(phrases))
    assert "T105" not in organisation.codes()
    said = _told(organisation, "sv", "Sedan hjälpte @cem @dora och @eli. @cem tackade.")
    assert said == (
        "Sedan hjälpte en kollega på Bench en annan kollega på Bench och kollega nummer 3 på Bench."
        " En kollega på Bench tackade."
    )


def test_one_phrase_is_enough_to_keep_a_sentence_in_its_language() -> None:
    phrases = unnamed_phrases("sv-FI", _wording("sv", {"a colleague": "en kollega"}))
    assert [phrases.of_colleague(n, None) for n in range(3)] == [
        *("en kollega", "en kollega 2", "en kollega 3")
    ]
    assert phrases.of_colleague(0, "Bench") == "en kollega (Bench)"


def test_an_organisation_may_call_them_something_else_in_a_language_that_we_ship() -> None:
    english = unnamed_phrases("en-GB", _wording("en", {"a colleague": "a teammate"}))
    assert english.of_colleague(0, "Bench") == "a teammate in Bench"
    assert english.of_colleague(1, None) == "another colleague"
    spanish = unnamed_phrases("es", _wording("es", {"a colleague": "una compañía"}))
    assert spanish.of_colleague(0, None) == "una compañía"
    assert unnamed_phrases("tlh", _wording("en", {"a colleague": "a teammate"})).of_colleague(
        0, None
    ) == ("a teammate")


def test_braces_in_a_phrase_are_braces() -> None:
    wording = _wording("sv", {"a colleague": "{team.__class__} 100%%"})
    assert unnamed_phrases("sv", wording).of_colleague(0, "B") == "{team.__class__} 100% (B)"


@settings(max_examples=60)
@given(
    said=st.dictionaries(st.sampled_from(_MSGIDS), st.sampled_from(["x", "X", "y", "z {n}"])),
    lang=st.sampled_from(["en", "es", "sv", "de"]),
)
def test_own_phrases_keep_people_apart(said: dict[str, str], lang: str) -> None:
    phrases = unnamed_phrases(lang, _wording(lang, said))
    called = [phrases.of_colleague(n, team).casefold() for n in range(12) for team in (None, "B")]
    assert len(set(called)) == len(called)
