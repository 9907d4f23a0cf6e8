"""First names in what somebody typed stand for those whom the story is about, where it is clear."""

from __future__ import annotations

import pytest

from generator.intake.values import draft_values
from generator.source.settings import read_settings
from tests.conftest import Organisation

TYPED = {"givers": "Ana Óscoz", "receivers": "Bo Lindqvist"}


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("Ana rang the yard.", "@ana rang the yard."),
        ("It was Ana's idea, and Bo’s day.", "It was @ana's idea, and @bo’s day."),
        ("“Ana,” I said, **Bo** asks.", "“@ana,” I said, **@bo** asks."),
        ("Thanks, Ana Óscoz. Ana stayed.", "Thanks, @ana. @ana stayed."),
        ("Cem came by, and so did Eli.", "Cem came by, and so did Eli."),  # is it them?
        ("Ana Pavlova danced.", "Ana Pavlova danced."),
        ("Ana Ólafsdóttir danced.", "Ana Ólafsdóttir danced."),
        ("See https://x.example/Ana-Bo or /Ana.", "See https://x.example/Ana-Bo or /Ana."),
        ("A \\@Ana, an ana and ANA.", "A \\@Ana, an ana and ANA."),
    ],
)
def test_first_names_of_those_in_the_story_become_mentions(
    organisation: Organisation, typed: str, body: str
) -> None:
    settings, _ = read_settings(organisation.root)
    assert settings
    assert draft_values({**TYPED, "body": typed}, settings)["body"] == body


def test_a_first_name_of_two_people_is_nobodys(organisation: Organisation) -> None:
    people = organisation.root / "site_config/people.yml"
    organisation.config(
        "people.yml",
        people.read_text("utf-8") + "reyes: {name: Ana Reyes, team: bench, named: yes}\n",
    )
    settings, _ = read_settings(organisation.root)
    assert settings
    assert draft_values({**TYPED, "body": "Ana rang."}, settings)["body"] == "Ana rang."
