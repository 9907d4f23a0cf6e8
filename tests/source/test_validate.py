"""Fields → types: each mistake has its place, its reason and what to type instead."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from generator.diagnostics.diagnostic import Diagnostic
from generator.model import (
    WORDING,
    EditorChoices,
    Guide,
    Newsletter,
    Norm,
    Person,
    Site,
    Story,
    Team,
    Theme,
)
from generator.source.field_codes import CONFIGURATION, STORIES
from generator.source.lookup import PeopleLookup
from generator.source.parser import parse_markdown, parse_yaml
from generator.source.validate import validate

MODELS: list[type[BaseModel]] = [
    Story,
    Person,
    Team,
    Theme,
    Norm,
    Site,
    Newsletter,
    EditorChoices,
    Guide,
]
_GOOD = {
    "date": "2026-10-14",
    "givers": "ana",
    "receivers": "bo",
}


def _problems(**fields: str | None) -> list[Diagnostic]:
    values = {k: v for k, v in (_GOOD | fields).items() if v is not None}
    document, found = parse_markdown(
        "a.md", "---\n" + "".join(f"{k}: {v}\n" for k, v in values.items()) + "---\n"
    )
    assert found == []
    return validate(Story, document, STORIES, extra={"body": "Words."})[1]


@pytest.mark.parametrize(
    ("field", "value", "code", "message", "hint"),
    [
        ("date", None, "S102", '"date" is missing', "date: 2026-10-14"),
        ("date", "14/10/2026", "S103", '"14/10/2026" is not a date', "2026-10-14"),
        ("date", "20261014", "S103", '"20261014" is not a date', "2026-10-14"),
        ("date", "2026-10-14 10:00", "S103", "is not a date", "2026-10-14"),
        ("date", "٢٠٢٦-10-14", "S103", "is not a date", "2026-10-14"),
        ("date", "[2026-10-14]", "S103", '"date" is not a date', "2026-10-14"),
        ("date", "2026-02-30", "S108", "does not exist", "only 28 days"),
        ("date", "2026-13-45", "S108", "does not exist", "the month and the day"),
        ("date", "0000-01-01", "S108", "does not exist", "the month and the day"),
        ("date", "", "S107", '"date" is empty', "write for example date: 2026-10-14"),
        ("givers", "[]", "S107", '"givers" is empty', "at least one"),
        ("givers", "[ana, ]", None, "", ""),
        ("givers", "[ana, ~]", "S107", 'an entry of "givers" is empty', "delete the entry"),
        ("givers", "Ana", "S103", '"Ana" is not the id of a person or a team', "people.yml"),
        ("givers", "ana, bo", "S103", '"ana, bo" is not', "brackets: [ana, bo]"),
        ("givers", "ana and bo", "S103", '"ana and bo" is not', "brackets: [ana, bo]"),
        (
            "givers",
            "{a: b}",
            "S103",
            '"givers" must be one value or a list',
            "brackets: givers: [maria, …]",
        ),
        ("givers", "[[ana]]", "S103", "must be text", "one pair of brackets"),
        (
            "givers",
            "a" * 81,
            "S110",
            '"givers" is too long (81 characters; the limit is 80)',
            "shorten",
        ),
        ("title", '""', "S107", '"title" is empty', "or delete the line"),
        ("title", '" "', "S107", '"title" is empty', "or delete the line"),
        ("title", '"one\\ntwo"', "S103", '"title" has more than one line', "one line"),
        ("title", "[a]", "S103", '"title" must be text', "without brackets"),
        (
            "title",
            "x" * 161,
            "S110",
            '"title" is too long (161 characters; the limit is 160)',
            "shorten",
        ),
        (
            "summary",
            "é" * 303,
            "S110",
            '"summary" is too long (303 characters; the limit is 280)',
            "shorten",
        ),
        (
            "kind",
            "mentorin",
            "S106",
            '"mentorin" is not one of the possible values',
            'Did you mean "mentoring"?',
        ),
        (
            "kind",
            "Feedback",
            "S106",
            '"Feedback" is not one of the possible',
            'Did you mean "feedback"?',
        ),
        ("kind", "[help]", "S103", '"kind" must be a single value', "write mentoring"),
        ("themes", "On Call", "S103", '"On Call" is not a valid id', 'Did you mean "on-call"?'),
        (
            "themes",
            "[a, b, c, d, e]",
            "S110",
            '"themes" has 5 entries; there is room for 4',
            "matter most",
        ),
        (
            "channels",
            "web",
            "S106",
            '"web" is not one of the possible values of "channels"',
            "values are site,",
        ),
        ("lang", "English", "S103", '"English" is not a language code', "write en"),
        ("lang", "Klingonish", "S103", "is not a language code", "en, es or pt-BR"),
        ("quote", "hello", "S103", '"quote" must be a group of fields: text, by', "below it"),
        ("quote", "{by: bo}", "S102", '"text" is missing from "quote"', "text: "),
        (
            "quote",
            "{text: x, by: bo, on: y}",
            "S101",
            'unknown field "on"',
            "the fields are text and by",
        ),
        ("image", "a.png", "S103", '"image" must be a group of fields: file, alt', "below it"),
        ("image", "{file: a.png}", "S102", '"alt" is missing from "image"', "alt: "),
        ("image", '{file: a.png, alt: ""}', "S107", '"alt" is empty', "write something"),
        ("themse", "a", "S101", 'unknown field "themse"', 'Did you mean "themes"?'),
        ("Date", "x", "S101", 'unknown field "Date"', 'Did you mean "date"?'),
        ("zzz", "x", "S101", 'unknown field "zzz"', "the fields are date, givers, receivers"),
    ],
)
def test_a_value_of_the_wrong_form_is_reported_with_a_remedy(
    field: str, value: str | None, code: str | None, message: str, hint: str
) -> None:
    problems = _problems(**{field: value})
    assert [d.code for d in problems] == ([code] if code else [])
    for problem in problems:
        assert message in problem.message
        assert hint in problem.hint


def test_every_mistake_is_reported_at_its_value() -> None:
    text = "---\ndate: soon\nkind: x\nthemes: [ok, Not ok]\nquote:\n  text: a\n  by: B\n---\n"
    problems = validate(Story, parse_markdown("a.md", text)[0], STORIES)[1]
    assert sorted((d.code, str(d.location)) for d in problems) == [
        ("S102", "a.md:2:1"),
        ("S102", "a.md:2:1"),
        ("S103", "a.md:2:7"),
        ("S103", "a.md:4:14"),
        ("S103", "a.md:7:7"),
        ("S106", "a.md:3:7"),
    ]


def test_what_is_left_can_be_had_for_further_checks() -> None:
    document, _ = parse_yaml("a.yml", "date: soon\ngivers: ana\nkind: x\ntitle: Kept\n")
    assert validate(Story, document, STORIES)[0] is None
    instead = {"date": "2026-01-01", "receivers": "bo", "givers": "nobody"}
    story, problems = validate(Story, document, STORIES, instead=instead)
    assert story is not None
    assert (story.title, story.givers, story.receivers) == ("Kept", ("ana",), ("bo",))
    assert len(problems) == 3


def test_an_entry_of_a_file_has_its_own_place() -> None:
    document, _ = parse_yaml("people.yml", "ana: {name: Ana, team: bench, named: maybe}\nbo: x\n")
    (problem,) = validate(Person, document, CONFIGURATION, ("ana",))[1]
    assert (problem.code, str(problem.location)) == ("C106", "people.yml:1:38")
    (problem,) = validate(Person, document, CONFIGURATION, ("bo",))[1]
    assert (problem.code, str(problem.location)) == ("C103", "people.yml:2:5")


def test_a_name_for_an_id_is_looked_up() -> None:
    document, _ = parse_yaml("a.yml", "date: 2026-10-14\ngivers: Ana Óscoz\nreceivers: bo\n")
    people = {"ana": Person(name="Ana Óscoz", team="bench")}
    problem = validate(Story, document, STORIES, lookup=PeopleLookup(people))[1][0]
    assert problem.hint == "write ana, the id in site_config/people.yml"


def _patterns(model: type[BaseModel]) -> set[str]:
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.update([node["pattern"]] if isinstance(node.get("pattern"), str) else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(model.model_json_schema())
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_pattern_has_its_words(model: type[BaseModel]) -> None:
    assert _patterns(model) <= WORDING.keys()


def test_no_model_is_forgotten_here() -> None:
    from generator.model import Settings

    held = {
        t for hint in Settings.__annotations__.values() for t in MODELS if t.__name__ in str(hint)
    }
    assert held | {Story} == set(MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "value", ["''", "x", "[]", "{}", "[x]", "{x: y}", "1", "yes", "'a\n\n  b'"]
)
def test_no_value_of_any_field_leaves_a_message_of_the_library(
    model: type[BaseModel], value: str
) -> None:
    for field in (info.alias or name for name, info in model.model_fields.items()):
        document, _ = parse_yaml("a.yml", f"{field}: {value}\n")
        for problem in validate(model, document, CONFIGURATION)[1]:  # type: ignore[type-var]  # all are entries
            assert "cannot be used" not in problem.message
            assert problem.hint
