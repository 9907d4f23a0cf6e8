"""Asking for a yes, recording it, and looking at a story as a channel shows it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import Organisation


def _run(organisation: Organisation, *words: str) -> tuple[int, str]:
    arguments = ["--root", str(organisation.root), *words, "--today", "2026-11-20"]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    organisation.story("told", "@cem stayed an hour with @dora.", receivers="cem")
    return organisation


def test_the_message_shows_the_story_as_they_would_appear(told: Organisation) -> None:
    code, output = _run(told, "consent", "told")
    assert code == 0
    assert "Hello Cem," in output
    assert "  Cem Aydın stayed an hour with a colleague." in output
    assert "on the site, in the newsletter, at the town hall, and on the onboarding pages" in output
    assert "you appear as “a colleague in Bench”" in output
    assert "reciprocity consent told --yes cem" in output
    assert "Dora" not in output, "who said no is not asked"


def test_only_the_channels_that_would_name_them_are_asked_for(told: Organisation) -> None:
    told.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "dora: {name: Dora Nkemelu, team: attic, named: no}\n"
        "cem: {name: Cem Aydın, team: bench, channels: [site, townhall],"
        " named: {site: ask, newsletter: ask, townhall: no, onboarding: yes}}\n",
    )
    output = _run(told, "consent", "told")[1]
    assert "would read like this (on the site):" in output


@pytest.mark.parametrize(("lang", "hello"), [("es", "Hola, Cem:"), ("ar", "مرحبًا Cem،")])
def test_the_message_speaks_the_language_of_the_organisation(
    told: Organisation, lang: str, hello: str
) -> None:
    told.config("site.yml", f"name: X\nurl: https://x.example/\nlanguage: {lang}\n")
    assert hello in _run(told, "consent", "told")[1]


def test_a_yes_is_recorded_with_its_day_and_how_it_was_given(told: Organisation) -> None:
    details = ("--on", "2026-10-16", "--how", "by mail")
    code, output = _run(told, "consent", "told", "--yes", "cem", *details)
    assert code == 0, output
    text = (told.root / "stories/2026/told.md").read_text("utf-8")
    assert "consent: [{person: cem, on: 2026-10-16, how: 'by mail'}]\n" in text
    (story,) = told.edition().stories
    assert story.receivers[0].text == "Cem Aydın"
    assert _run(told, "consent", "told", "--how", "by mail")[0] == 2


def test_a_yes_is_recorded_and_counts(told: Organisation) -> None:
    code, output = _run(told, "consent", "told", "--yes", "cem")
    assert code == 0, output
    (story,) = told.edition().stories
    assert story.receivers[0].text == "Cem Aydın"
    assert "There is nobody left to ask in this story." in _run(told, "consent", "told")[1]


def test_a_yes_of_somebody_else_is_refused(told: Organisation) -> None:
    before = (told.root / "stories/2026/told.md").read_bytes()
    code, output = _run(told, "consent", "told", "--yes", "bo")
    assert code == 2
    assert "ana, cem and dora" in output
    assert (told.root / "stories/2026/told.md").read_bytes() == before


def test_show_is_what_the_channel_shows(told: Organisation) -> None:
    told.story("kept", "@ana stayed.", channels="[site]")
    code, output = _run(told, "show", "stories/2026/told.md", "--channel", "townhall")
    assert code == 0
    assert "Ana Óscoz → a colleague in Bench" in output
    assert "A colleague in Bench stayed an hour with a colleague." in output
    assert "not shown" in _run(told, "show", "kept", "--channel", "townhall")[1]
    assert "not shown" not in _run(told, "show", "kept")[1]


def test_show_says_why_not(told: Organisation) -> None:
    told.story("names", "Dora Nkemelu stayed.")
    code, output = _run(told, "show", "names")
    assert code == 0
    assert "says the full name of dora" in output
    assert "Nkemelu" not in output


def test_a_story_that_is_not_there(told: Organisation) -> None:
    assert _run(told, "show", "tolt")[0] == 2
    told.story("broken", themes="[nothing]")
    code, output = _run(told, "show", "broken")
    assert code == 1
    assert "S104" in output


def test_advice_is_for_the_files_that_are_named(told: Organisation) -> None:
    everything = _run(told, "check")[1]
    assert "S132" not in everything
    assert "2 pieces of advice" in everything
    one = _run(told, "check", str(told.root / "stories/2026/told.md"))[1]
    assert one.count("advice S132") == 2


def test_timings_show_the_gate(told: Organisation) -> None:
    code, output = _run(told, "build", "--timings")
    assert code == 0, output
    assert any(line.endswith("Reading and checking") and "%" in line for line in output.split("\n"))
