"""site_config/ → Settings: a bad configuration is named in full and never used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostics.diagnostic import Diagnostic
from generator.pipeline import load
from generator.source.settings import read_settings
from tests.conftest import TODAY, Organisation


def _problems(organisation: Organisation) -> list[tuple[str, str]]:
    return [(d.code, str(d.location).removeprefix("site_config/")) for d in organisation.problems()]


def test_the_fixture_organisation_is_sound(organisation: Organisation) -> None:
    settings, problems = read_settings(organisation.root)
    assert problems == []
    assert settings is not None
    assert settings.people["ana"].name == "Ana Óscoz"
    assert settings.default_theme == "asking"
    assert [guide.id for guide in settings.guides] == ["day-1"]


@pytest.mark.parametrize("name", ["site.yml", "people.yml", "teams.yml", "themes.yml"])
def test_a_missing_file_is_named(organisation: Organisation, name: str) -> None:
    (organisation.root / "site_config" / name).unlink()
    assert ("C111", name) in _problems(organisation)


def test_a_time_zone_and_a_language_are_checked_beside_any_other_mistake(
    organisation: Organisation,
) -> None:
    organisation.config("newsletter.yml", "cadence: now and then\n")
    site = "name: x\nurl: https://x.y\nlanguage: xx\ntime_zone: Europe/Nowhere\n"
    organisation.config("site.yml", site)
    assert set(_problems(organisation)) >= {
        ("C106", "newsletter.yml:1:10"),
        ("C103", "site.yml:3:11"),
        ("C103", "site.yml:4:12"),
    }


def test_an_empty_folder_is_no_organisation(tmp_path: Path) -> None:
    made, problems = load(tmp_path, lambda _: TODAY)
    assert made is None
    assert {d.code for d in problems} == {"C111"}


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        ("site.yml", "name: x\n", "C102", "site.yml:1:1"),
        ("site.yml", "name: x\nurl: example.org\n", "C103", "site.yml:2:6"),
        ("site.yml", "name: x\nurl: javascript:alert(1)\n", "C103", "site.yml:2:6"),
        ("site.yml", "name: x\nurl: https://x.y\nprivacy: {k: 1}\n", "C103", "site.yml:3:14"),
        (
            "site.yml",
            "name: x\nurl: https://x.y\npalette: {primary: red}\n",
            "C103",
            "site.yml:3:20",
        ),
        ("site.yml", "name: x\nurl: https://x.y\nas_of: 2026-13-01\n", "C108", "site.yml:3:8"),
        ("site.yml", "name: x\nurl: https://x.y\ntime_zone: Europe\n", "C103", "site.yml:3:12"),
        ("site.yml", "name: x\nurl: https://x.y\ntime_zone: localtime\n", "C103", "site.yml:3:12"),
        ("site.yml", "- x\n", "P111", "site.yml:1:1"),
        ("teams.yml", "bench: {name: B, headcount: many}\n", "C103", "teams.yml:1:29"),
        ("teams.yml", "bench: {name: B, headcount: -1}\n", "C103", "teams.yml:1:29"),
        ("teams.yml", "bench: {name: B}\n", "C102", "teams.yml:1:8"),
        ("themes.yml", "asking: {title: A, text: b}\n", "C112", "themes.yml"),
        (
            "themes.yml",
            "asking: {title: A, text: b, default: yes}\nb: {title: A, text: b, default: on}\n",
            "C112",
            "themes.yml:2:33",
        ),
        ("norms.yml", "Ask: {title: A, text: b}\n", "C103", "norms.yml:1:1"),
        ("norms.yml", "ask-first: {title: A, text: b, themes: [x]}\n", "C104", "norms.yml:1:41"),
        ("newsletter.yml", "first: 2026-Q3\n", "C103", "newsletter.yml:1:8"),
        ("newsletter.yml", "cadence: daily\n", "C106", "newsletter.yml:1:10"),
        ("newsletters/2026-13.yml", "note: x\n", "N101", "newsletters/2026-13.yml"),
        ("newsletters/2026-10.yml", "note: Hi @nobody\n", "C105", "newsletters/2026-10.yml:1:10"),
        ("newsletters/2026-10.yml", "pins: [a]\n", "C101", "newsletters/2026-10.yml:1:1"),
        ("newsletters/2026-10.yaml", "pin: [a]\n", "C115", "newsletters/2026-10.yaml"),
        ("onboarding/Day One.md", "---\ntitle: x\n---\n", "G103", "onboarding/Day One.md"),
        ("onboarding/a.md", "---\ntitle: x\nstep: day-2\n---\n", "G106", "onboarding/a.md:3:7"),
        ("onboarding/a.md", "---\ntitle: x\nthemes: x\n---\n", "G104", "onboarding/a.md:3:9"),
        ("onboarding/a.md", "---\ntitle: x\nnorms: [x]\n---\n", "G104", "onboarding/a.md:3:9"),
        ("onboarding/a.md", "---\ntitle: x\n---\nAsk @nobody.\n", "G105", "onboarding/a.md:4:5"),
        ("onboarding/a.txt", "x", "C115", "onboarding/a.txt"),
    ],
)
def test_what_cannot_be_used_is_named_where_it_stands(
    organisation: Organisation, name: str, text: str, code: str, place: str
) -> None:
    organisation.config(name, text)
    assert (code, place) in _problems(organisation)
    assert load(organisation.root, lambda _: TODAY)[0] is None
    assert all(d.hint for d in organisation.problems())


@pytest.mark.parametrize(
    ("value", "code"), [("maybe", "C106"), ("[yes]", "C103"), ("{site: y}", "C106"), ("", "C107")]
)
def test_a_wish_that_is_none_is_one_problem(
    organisation: Organisation, value: str, code: str
) -> None:
    organisation.config("people.yml", f"ana:\n  name: Ana\n  team: bench\n  named: {value}\n")
    found = [d for d in organisation.problems() if d.location.path.endswith("people.yml")]
    assert [(d.code, d.location.line) for d in found] == [(code, 4)]


def test_unknown_teams_are_guessed(organisation: Organisation) -> None:
    organisation.config("people.yml", "ana: {name: Ana, team: bensh}\n")
    (problem,) = [d for d in organisation.problems() if d.code == "C104"]
    assert problem.hint.startswith('Did you mean "bench"?')


def test_stories_are_checked_though_the_configuration_has_errors(
    organisation: Organisation,
) -> None:
    organisation.config("norms.yml", "x: {title: A}\n")
    organisation.story("bad", themes="[askign]")
    organisation.story("good")
    found = [(d.code, d.location.path.rpartition("/")[2]) for d in organisation.problems()]
    assert found == [
        ("C102", "norms.yml"),
        ("L111", "norms.yml"),
        ("L101", "themes.yml"),
        ("S104", "bad.md"),
    ]


def test_one_bad_person_is_not_a_problem_of_every_story(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people.replace("named: yes", "named: perhaps", 1))
    organisation.story("one")
    assert [d.code for d in organisation.problems() if d.is_error] == ["C106"]


def test_without_people_stories_are_not_blamed(organisation: Organisation) -> None:
    organisation.config("people.yml", "ana: [")
    organisation.story("one")
    assert {d.location.path for d in organisation.problems()} == {"site_config/people.yml"}


def _only(problems: list[Diagnostic], path: str) -> list[str]:
    return [d.code for d in problems if d.location.path == path]


@pytest.mark.parametrize("name", ["onboarding", "newsletters"])
def test_a_folder_that_is_a_link_is_not_read(organisation: Organisation, name: str) -> None:
    folder = organisation.root / "site_config" / name
    outside = organisation.root / "outside"
    outside.mkdir()
    (outside / "planted.md").write_text("---\ntitle: Planted\n---\n")
    if folder.exists():
        folder.rename(organisation.root / "away")
    folder.symlink_to(outside)
    problems = organisation.problems()
    assert _only(problems, f"site_config/{name}") == ["P113"]
    settings, _ = read_settings(organisation.root)
    assert settings is not None
    assert settings.guides == () or name != "onboarding"


def test_a_file_that_is_a_link_is_not_read(organisation: Organisation) -> None:
    path = organisation.root / "site_config/people.yml"
    path.rename(organisation.root / "people.yml")
    path.symlink_to(organisation.root / "people.yml")
    assert _only(organisation.problems(), "site_config/people.yml") == ["P113"]


def test_numbers_that_are_no_ascii_digits_are_refused(organisation: Organisation) -> None:
    organisation.config("teams.yml", "bench: {name: B, headcount: 1.5}\n")
    assert ("C103", "teams.yml:1:29") in _problems(organisation)


@pytest.mark.parametrize("wrong", ["", "''", "x", "[x]", "{x: y}", "-1"])
def test_whatever_is_wrong_with_a_field_the_stories_are_checked(
    organisation: Organisation, wrong: str
) -> None:
    for story, fields in {
        "one": {},
        "two": {"givers": "dora", "receivers": "eli", "consent": "[cem]", "continues": "one"},
        "three": {"givers": "fay", "receivers": "team:attic", "themes": "[listening]"},
    }.items():
        organisation.story(story, "@fay and Dora Nkemelu, with @cem and Will.", **fields)
    organisation.config("newsletters/2026-10.yml", "note: With @ana\nhero: one\npin: [two]\n")
    for name in (
        "site.yml",
        "people.yml",
        "teams.yml",
        "themes.yml",
        "norms.yml",
        "newsletter.yml",
    ):
        path = organisation.root / "site_config" / name
        good = path.read_text("utf-8")
        for match in re.finditer(r"(?<=: )[^:,{}\n\[\]]+(?=[,}\n])", good):
            path.write_text(f"{good[: match.start()]}{wrong}{good[match.end() :]}", "utf-8")
            organisation.problems()  # raises nothing
        path.write_text(good, "utf-8")


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("{page: no, deck: never}", []),
        ("{deck: monthly}", []),
        ("{deck: weekly}", ["C106"]),
        ("{page: perhaps}", ["C103"]),
        ("{pages: yes}", ["C101"]),
        ("yes", ["C103"]),
    ],
)
def test_where_the_pulse_is_shown_is_one_of_a_few_things(
    organisation: Organisation, value: str, codes: list[str]
) -> None:
    organisation.story("the-hour")
    site = organisation.root / "site_config/site.yml"
    site.write_text(f"{site.read_text('utf-8')}pulse: {value}\n", "utf-8")
    found = [d for d in organisation.problems() if d.location.path == "site_config/site.yml"]
    assert [d.code for d in found] == codes
