"""Each field is declared once, with what it holds and what may happen to it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator
from generator.model import (
    Attendance,
    Image,
    Mentoring,
    NameIn,
    NamingWishes,
    Person,
    Quote,
    Reach,
    Story,
)
from generator.model.roles import (
    Asked,
    Holds,
    NotAsked,
    Use,
    dotted,
    groups_of,
    list_fields,
    notes_of,
    paths_of,
    required_fields,
    undotted,
    values_of,
)
from tests.conftest import Organisation


@pytest.mark.parametrize("model", [Story, Quote, Image, Person])
def test_every_field_says_what_may_happen_to_it(model: type[Story]) -> None:
    said = {path[0] for path in paths_of(model, *Use)}
    assert said == set(model.model_fields)


def test_every_field_of_a_story_is_asked_for_in_forms_or_says_why_not() -> None:
    asked, left_out = notes_of(Story, Asked), notes_of(Story, NotAsked)
    assert asked.keys().isdisjoint(left_out)
    assert asked.keys() | left_out.keys() == Story.model_fields.keys()
    assert sorted(note.order for note in asked.values()) == list(range(1, len(asked) + 1))
    assert all(note.why for note in left_out.values())


def test_paths_go_into_groups() -> None:
    assert ("quote", "text") in paths_of(Story, Holds.PROSE)
    assert ("quote", "by") in paths_of(Story, Holds.PARTICIPANTS)
    assert paths_of(Story, Holds.PERSONS) == (("consent",), ("declined",))
    assert groups_of(Story)["image"] is Image
    assert groups_of(Person) == {
        "named": NamingWishes,
        "name_in": NameIn,
        "mentoring": Mentoring,
        "attended": Attendance,
        "reach": Reach,
    }


def test_values_are_those_that_are_there(organisation: Organisation) -> None:
    organisation.story("told", "It was late.", quote="{text: Ask at four., by: ana}")
    ((story, _),) = organisation.built().stories()
    assert values_of(story, Holds.PROSE) == {
        ("quote", "text"): "Ask at four.",
        ("body",): "It was late.\n",
    }
    assert values_of(story, Holds.PARTICIPANTS) == {
        ("givers",): ("ana",),
        ("receivers",): ("bo",),
        ("quote", "by"): "ana",
    }


def test_required_fields_and_lists_are_those_of_the_declaration() -> None:
    assert required_fields(Story) == ("date", "givers", "receivers")
    assert {"givers", "channels", "not_names"} <= set(list_fields(Story))
    assert "title" not in list_fields(Story)


@pytest.mark.parametrize("path", [("body",), ("quote", "text"), ("corrections", 0, "note")])
def test_a_dotted_path_reads_back(path: tuple[str | int, ...]) -> None:
    assert undotted(dotted(path)) == path


def test_no_other_module_lists_the_fields_of_a_story() -> None:
    """Three or more names of fields together are a list that a new field would be missing from."""
    names = set(Story.model_fields)
    exempt = {
        "source/messages.py": "what other programs and languages call the fields",
        "intake/tables.py": "what surveys call the fields",
        "intake/drafts.py": "the texts that an id may be taken from, in this order",
        "coach/note.py": "the texts that tell what happened, in the order in which the coach speaks of them",
        "outputs/site/share.py": "what everybody is asked, in the order in which people tell a story",
        "cli/new.py": "the few fields that an interview asks about, in its own order",
    }
    for path in sorted(Path(generator.__file__).parent.rglob("*.py")):
        module = path.relative_to(Path(generator.__file__).parent).as_posix()
        if module.startswith("model/") or module in exempt:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                listed = [e.value for e in node.elts if isinstance(e, ast.Constant)]
                assert len(names & {e for e in listed if isinstance(e, str)}) < 3, (
                    f"{module}:{node.lineno} lists fields of a story"
                )
