"""The fields of a story that record what came of it, when it was told, and what was corrected."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model import Story
from tests.conftest import Organisation


def _story(organisation: Organisation, **fields: str) -> Story:
    organisation.story("told", "It was late, and @ana stayed.", **fields)
    ((story, _),) = organisation.built().stories()
    return story


def test_a_story_says_what_it_changed(organisation: Organisation) -> None:
    assert _story(organisation, changed="quality").changed == ("quality",)
    assert _story(organisation, changed="[time, learning]").changed == ("time", "learning")
    assert _story(organisation).changed == ()


def test_a_story_was_told_when_it_happened_unless_it_says_otherwise(
    organisation: Organisation,
) -> None:
    assert _story(organisation).told == dt.date(2026, 10, 14)
    assert _story(organisation, told="2026-11-02").told == dt.date(2026, 11, 2)


def test_corrections_are_dated_notes(organisation: Organisation) -> None:
    one = "{date: 2026-11-09, note: It was the second batch.}"
    for typed in (one, f"[{one}]"):
        (correction,) = _story(organisation, corrections=typed).corrections
        assert (correction.date, correction.note) == (
            dt.date(2026, 11, 9),
            "It was the second batch.",
        )


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("changed", "speed", "S106"),
        ("changed", "[time, quality, safety]", "S110"),
        ("told", "yesterday", "S103"),
        ("corrections", "[{date: 2026-11-09}]", "S102"),
        ("corrections", "[{date: 2026-11-09, note: it, by: ana}]", "S101"),
        ("corrections", "[{date: 2026-11-09, note: 'It was @nobody.'}]", "S105"),
    ],
)
def test_a_mistake_is_reported_at_its_place(
    organisation: Organisation, field: str, value: str, code: str
) -> None:
    organisation.story("told", **{field: value})
    problems = [p for p in organisation.problems() if p.is_error]
    assert [(p.code, p.location.line) for p in problems] == [(code, 5)], problems


def test_a_name_in_a_correction_is_found_as_in_any_other_prose(organisation: Organisation) -> None:
    organisation.story("told", corrections="[{date: 2026-11-09, note: 'It was Dora Nkemelu.'}]")
    assert [code for code in organisation.codes() if code[0] == "S"] == ["S130"]
    assert organisation.edition().stories == ()


def test_a_broken_date_is_one_mistake(organisation: Organisation) -> None:
    organisation.story("told", date="2026-02-31")
    assert [p.code for p in organisation.problems() if p.is_error] == ["S108"]
