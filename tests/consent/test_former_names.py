"""A name that somebody no longer has is printed nowhere, also of people who said yes to their name."""

from __future__ import annotations

import pytest

from generator.consent.scan import scan_texts
from generator.edition import Edition
from generator.model import Channel, Person
from generator.text.names import NameIndex
from tests.conftest import Organisation

_PEOPLE = (
    "nadia: {name: Nadia Falk, team: bench, named: yes, former_names: [Nadia Brandt]}\n"
    "eli: {name: Eli Harrow, team: bench, named: yes, former_names: [Elisabeth Harrow]}\n"
    "jonas: {name: Jonas Brandt, team: office, named: yes}\n"
    "mia: {name: Mia Oda-Lund, team: office, named: yes, former_names: [Mia Oda]}\n"
    "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
    "bo: {name: Bo Lindqvist, team: office, named: yes}\n"
)


@pytest.fixture
def renamed(organisation: Organisation) -> Organisation:
    organisation.config("people.yml", _PEOPLE)
    return organisation


@pytest.mark.parametrize(
    "text",
    [
        "@ana rang Nadia Brandt.",
        "@ana rang N. Brandt.",
        "@ana wrote to nadia.brandt@belt.example.",
        "@ana rang @nadia, whom we knew as Brandt.",
        "@ana rang @nadia Brandt.",
        "@ana rang @eli, then Elisabeth.",
        "@ana rang Elisabeth Harrow.",
        "@ana rang Nadia **Brandt**.",
    ],
)
@pytest.mark.parametrize("channel", list(Channel))
def test_a_story_with_a_name_from_before_is_hidden_everywhere(
    renamed: Organisation, text: str, channel: Channel
) -> None:
    renamed.story("first", text)
    edition: Edition = renamed.edition(channel)
    assert edition.stories == ()
    problems = [problem for problem in renamed.problems() if problem.code == "S130"]
    assert len(problems) == 1
    assert "no longer has" in str(problems[0].message)
    assert "Brandt" not in str(problems[0].message)
    assert problems[0].location.line > 1


@pytest.mark.parametrize(
    "text",
    [
        "@ana rang @nadia and Nadia Falk.",
        "@ana rang Nadia.",
        "@ana rang @nadia, and Jonas Brandt rang back.",
        "@ana rang @eli, and Harrow was at home.",
        "@ana rang Mia Oda-Lund, whom some call Mia Oda.",
    ],
)
def test_a_name_of_today_is_shown(renamed: Organisation, text: str) -> None:
    renamed.story("first", text)
    edition: Edition = renamed.edition()
    assert [story.id for story in edition.stories] == ["first"]
    assert [problem for problem in renamed.problems() if problem.code == "S130"] == []


def test_a_word_that_is_no_name_there_can_be_said_to_be_none(renamed: Organisation) -> None:
    renamed.story("first", "@nadia drove to Brandt in Styria.", not_names="[Brandt]")
    edition: Edition = renamed.edition()
    assert [story.id for story in edition.stories] == ["first"]


def test_a_text_of_the_organisation_with_a_name_from_before_is_left_out(
    renamed: Organisation,
) -> None:
    renamed.config(
        "norms.yml",
        "ask-first: {title: Ask first, text: Nadia Brandt asks first., themes: [asking]}\n",
    )
    renamed.story("first", "@ana rang @bo.")
    edition: Edition = renamed.edition()
    assert edition.norms == {}
    assert "this is hidden, because it has a name that nadia no longer has" in [
        str(problem.message) for problem in renamed.problems()
    ]


def test_an_old_address_with_a_name_from_before_leads_nowhere(renamed: Organisation) -> None:
    renamed.config(
        "redirects.yml",
        "stories/brandt-rings: {to: stories/first}\nstories/nadia-rings: {to: stories/first}\n",
    )
    renamed.story("first", "@ana rang @bo.")
    edition: Edition = renamed.edition()
    assert edition.moves == {"stories/nadia-rings": "stories/first"}


def test_an_address_with_a_name_from_before_is_not_shown(renamed: Organisation) -> None:
    renamed.config(
        "people.yml",
        _PEOPLE.replace(
            "[Nadia Brandt]",
            "[Nadia Brandt], offers: [routes], reach: {mail: nadia.brandt@belt.example, chat: nadia}",
        ),
    )
    renamed.story("first", "@ana rang @bo.")
    edition: Edition = renamed.edition()
    (helper,) = edition.helpers
    assert (helper.reach.mail, helper.reach.chat) == (None, "nadia")
    assert any("this is not shown" in str(problem.message) for problem in renamed.problems())


def test_names_in_scripts_without_spaces() -> None:
    people = {
        "yuki": Person(
            name="田中 雪", first_name="雪", team="bench", named="yes", former_names=("森 太郎",)
        )
    }
    names = NameIndex.of(people)
    assert scan_texts({"body": "昨日、森太郎に聞いた。"}, {}, names).former == {"yuki"}
    assert scan_texts({"body": "昨日、田中雪に聞いた。"}, {}, names).former == frozenset()
