"""What a story names is defined in site_config/."""

from __future__ import annotations

import pytest

from tests.conftest import Organisation


def _found(organisation: Organisation, code: str) -> list[tuple[str, str, str]]:
    return [
        (str(d.location).rpartition("/")[2], d.message, d.hint)
        for d in organisation.problems()
        if d.code == code
    ]


def test_an_unknown_theme_is_guessed(organisation: Organisation) -> None:
    organisation.story("one", themes="[listening, askin]")
    ((place, message, hint),) = _found(organisation, "S104")
    assert (place, message) == ("one.md:5:21", 'there is no theme "askin"')
    assert hint == 'Did you mean "asking"? Themes are listed in site_config/themes.yml.'


@pytest.mark.parametrize(
    ("field", "value", "message", "hint"),
    [
        ("givers", "anna", 'there is no person "anna"', 'Did you mean "ana"?'),
        ("givers", "team:benhc", 'there is no team "benhc"', 'Did you mean "bench"?'),
        (
            "receivers",
            "bench",
            'there is no person "bench"',
            "if you mean the team, write team:bench",
        ),
        ("receivers", "[bo, zoe]", 'there is no person "zoe"', "zoe: {name:"),
        ("consent", "[zoe]", 'there is no person "zoe"', "people.yml"),
        ("consent", "[team:bench]", '"team:bench" is not a person', "the ids of people"),
        ("consent", "{person: zoe}", 'there is no person "zoe"', "people.yml"),
        ("consent", "anonymous", '"anonymous" is not a person', "the ids of people"),
        ("quote", "{text: x, by: zoe}", 'there is no person "zoe"', "people.yml"),
        ("title", "Thanks to @zoe", 'there is no person "zoe"', "write \\@zoe"),
        ("ask", "'   See @zoe'", 'there is no person "zoe"', "write \\@zoe"),
        ("outcome", "|\n  One.\n  See @zoe.", 'there is no person "zoe"', "write \\@zoe"),
    ],
)
def test_an_id_of_nobody_is_reported_with_a_guess(
    organisation: Organisation, field: str, value: str, message: str, hint: str
) -> None:
    path = organisation.story("one", **{field: value})
    ((place, said, remedy),) = _found(organisation, "S105")
    assert message in said
    assert hint in remedy
    _, line, column = place.split(":")
    at = path.read_text("utf-8").split("\n")[int(line) - 1][int(column) - 1 :]
    assert at.lstrip("@").startswith(("anna", "team:b", "bench", "zoe", "anonymous"))


def test_a_first_name_that_is_an_id_of_nobody_leads_to_the_person(
    organisation: Organisation,
) -> None:
    organisation.config("people.yml", "b-lindqvist: {name: Bo Lindqvist, team: bench}\n")
    organisation.config("onboarding/day-1.md", "---\ntitle: x\n---\n")
    organisation.story("one", body="Words.", givers="bo", receivers="anonymous")
    ((_, _, hint),) = _found(organisation, "S105")
    assert hint.startswith('Did you mean "b-lindqvist"?')


def test_teams_and_anonymous_need_no_entry(organisation: Organisation) -> None:
    organisation.story("one", givers="team:bench", receivers="anonymous", body="It rained.")
    assert _found(organisation, "S105") == []


def test_a_name_that_is_unknown_everywhere_is_reported_everywhere(
    organisation: Organisation,
) -> None:
    organisation.story("one", body="@zoe, then @zoe,\nthen `@zoe` and @zoe.")
    assert [place for place, _, _ in _found(organisation, "S105")] == [
        "one.md:6:1",
        "one.md:6:12",
        "one.md:7:17",
    ]


def test_a_thousand_unknown_names_are_reported_in_bounds(organisation: Organisation) -> None:
    organisation.story("one", body=" ".join(f"@z{n}" for n in range(1_000)))
    assert len(_found(organisation, "S105")) == 50
