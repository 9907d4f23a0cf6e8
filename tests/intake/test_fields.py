"""Everything that people fill in agrees with the one declaration of the fields."""

from __future__ import annotations

import json
import re

import pytest

from generator import languages
from generator.cli import new
from generator.intake.columns import SYNONYMS
from generator.intake.fields import FORM_FIELDS, LEFT_OUT, field, fields, form_fields
from generator.intake.issue_form import form_text
from generator.intake.reference import reference_text
from generator.intake.schema import schema
from generator.intake.starters import starters
from generator.model import Channel, Story
from generator.model.fields import fields_of
from generator.model.roles import NotAsked, groups_of, notes_of
from generator.outputs.site import share
from tests.conftest import Organisation

NAMES = list(fields_of(Story))
PATHS = [path for path, _ in form_fields()]


def test_every_field_is_asked_for_or_left_out_with_a_reason() -> None:
    assert sorted([*FORM_FIELDS, *LEFT_OUT]) == sorted(NAMES)
    assert all(LEFT_OUT.values())


def test_every_field_says_what_it_asks_means_and_looks_like() -> None:
    for name, one in fields().items():
        for part in (one, *one.parts):
            assert part.title, name
            assert part.description.endswith("."), name
            assert part.example or part.parts, name


def test_no_two_questions_are_the_same() -> None:
    titles = [one.title for _, one in form_fields()]
    assert len(titles) == len(set(titles))


def test_an_example_is_a_value() -> None:
    """A story made of every example is read without a complaint about its form."""
    from generator.intake.writing import Value, story_text
    from generator.source.stories import story_from_text

    values: dict[str, Value] = {
        name: {part.name: part.example for part in one.parts} if one.parts else one.example
        for name, one in fields().items()
    }
    for form in ("md", "yml"):
        text = story_text(values, form)
        file = story_from_text(f"stories/2026/x.{form}", text)
        assert file.problems == []
        assert file.story is not None
        assert set(NAMES) == file.story.model_fields_set


def test_the_schema_has_every_field_and_no_other(organisation: Organisation) -> None:
    made = schema(organisation.built().settings)
    assert list(made["properties"]) == NAMES
    assert made["required"] == [n for n, f in fields_of(Story).items() if f.is_required()]
    for name in NAMES:
        assert made["properties"][name]["description"] == fields_of(Story)[name].description
    assert list(made["properties"]["quote"]["properties"]) == ["text", "by"]


def test_new_has_a_flag_for_every_field() -> None:
    covered = {path.partition(".")[0] for _, path, _ in new.flags()}
    without = {name for name, note in notes_of(Story, NotAsked).items() if not note.has_flag}
    assert covered | without == set(NAMES)
    options = {opt for param in new.new.params for opt in param.opts}
    assert {flag for flag, _, _ in new.flags()} <= options
    assert {"--giver", "--receiver", "--text", "--theme", "--quote-by", "--image-alt"} <= options
    assert set(new.INTERVIEW) <= set(FORM_FIELDS)


def test_the_issue_form_asks_everything_with_the_declared_question(
    organisation: Organisation,
) -> None:
    text = form_text(organisation.built().settings)
    labels = [json.loads(found) for found in re.findall(r"^      label: (.+)$", text, re.MULTILINE)]
    assert labels[:-1] == [one.title for _, one in form_fields()]
    for theme in ("Asking early (asking)", "Listening (listening)"):
        assert f"- {json.dumps(theme)}" in text


def test_the_form_on_the_site_asks_everything(organisation: Organisation) -> None:
    from markupsafe import escape

    page, data = share.make(organisation.built().context(Channel.SITE))
    html = page.inserts["insertpage"]  # type: ignore[union-attr]  # the first is the page
    assert sorted(re.findall(r'data-field="([^"]+)"', html)) == sorted(PATHS)
    for path in PATHS:
        assert str(escape(field(path).title)) in html
    form = json.loads(data.content.split(b"=", 1)[1].rstrip(b";\n"))  # type: ignore[union-attr]  # the second is the file
    assert form["longest"] == {"title": 160, "summary": 280, "for_editors": 1000}
    assert form["most"] == {"themes": 4, "changed": 2}


def test_the_reference_has_a_row_for_every_field() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", reference_text(), re.MULTILINE)
    assert [row for row in rows if "." not in row] == NAMES
    parts = [
        f"{name}.{part}" for name, group in groups_of(Story).items() for part in fields_of(group)
    ]
    assert [row for row in rows if "." in row] == parts


@pytest.mark.parametrize("lang", languages.CODES)
def test_starters_set_and_ask_what_is_declared(organisation: Organisation, lang: str) -> None:
    for starter in starters(organisation.root, [], lang).values():
        assert {*starter.values, *starter.hints} <= set(NAMES)
        assert re.findall(r"^(\w+):", starter.text, re.MULTILINE)[0] == "date"


def test_columns_are_known_for_every_field_that_is_asked_for() -> None:
    assert set(SYNONYMS) == set(PATHS)
    words = [word for aliases in SYNONYMS.values() for word in aliases.split("|")]
    assert len(words) == len(set(words)), "one header, two fields"
