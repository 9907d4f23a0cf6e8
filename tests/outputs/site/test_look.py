"""Marks and faces: small drawings, and initials of nobody who is not named."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest

from generator.edition import ShownPerson
from generator.languages.messages import Messages
from generator.model.organisation import Drawing
from generator.rendering.kinds import kinds
from generator.rendering.templates import initials
from tests import ROOT
from tests.conftest import Organisation

MARKS = ROOT / "templates" / "site" / "marks"
NAMES = typing.get_args(Drawing)


def test_every_mark_is_drawn_once_and_small() -> None:
    assert {path.stem for path in MARKS.iterdir()} == set(NAMES)
    assert list(NAMES) == sorted(NAMES)
    for path in MARKS.iterdir():
        drawing = path.read_text("utf-8")
        assert drawing.startswith(
            '<svg class="r-mark" viewBox="0 0 48 48" fill="currentColor" aria-hidden="true"'
        )
        assert drawing.count("\n") == 1
        assert len(drawing) < 900, path.stem


def test_kinds_have_marks_of_their_own() -> None:
    known = kinds(Messages())
    assert len({about.mark for about in known.values()}) == len(known)


def test_a_mark_that_is_not_there_is_named_with_those_that_are(organisation: Organisation) -> None:
    organisation.config("themes.yml", "asking: {title: A, text: B, mark: moom, default: yes}\n")
    (found,) = [d for d in organisation.problems() if d.location.path.endswith("themes.yml")]
    assert found.code == "C106"
    assert 'Did you mean "moon"?' in found.hint
    assert "signpost" in found.hint


def test_an_organisation_may_draw_its_own(organisation: Organisation) -> None:
    organisation.config("templates/site/marks/moon.svg", "<svg><title>ours</title></svg>\n")
    organisation.config("themes.yml", "asking: {title: A, text: B, mark: moon, default: yes}\n")
    organisation.story("first")
    (home,) = [a for a in organisation.built().site() if getattr(a, "path", "") == "index.md"]
    assert "<title>ours</title>" in home.inserts["insertpage"]  # type: ignore[union-attr]  # a page


@pytest.mark.parametrize(
    ("shown", "letters"),
    [
        (ShownPerson(1, "Ana Óscoz"), "AÓ"),
        (ShownPerson(1, "Bo"), "B"),
        (ShownPerson(1, "Anna de la Cruz"), "AC"),
        (ShownPerson(1, "Øystein (Ops) Lie"), "ØL"),
        (ShownPerson(1, "ليلى حداد"), "ل"),
        (ShownPerson(1, "123"), ""),
        (ShownPerson(1, "Office", "office", True), ""),
        (ShownPerson(None, "a colleague in Office", "office"), ""),
        (ShownPerson(None, "the bookkeeper"), ""),
    ],
)
def test_initials_are_of_what_is_shown(shown: ShownPerson, letters: str) -> None:
    assert initials(shown) == letters


def test_nobody_unnamed_has_a_face_of_their_own(organisation: Organisation) -> None:
    organisation.story("first", givers="dora", receivers="eli", body="It was enough.")
    (sheet,) = [
        a for a in organisation.built().site() if getattr(a, "address", "") == "stories/first/"
    ]
    html = sheet.body().html  # type: ignore[union-attr]  # a sheet
    assert html.count('r-face-none" aria-hidden="true"></span>') == 2


@pytest.mark.parametrize("path", [*ROOT.glob("templates/**/*.css")], ids=lambda path: path.name)
def test_no_selector_is_one_that_browsers_drop(path: Path) -> None:
    """`:is(p, > p)` is no error, and its second half matches nothing: only `:has` takes such selectors."""
    css = re.sub(r"/\*.*?\*/|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    dropped = re.findall(r"[^{}]*(?:(?<!:has)\(|,)\s*[>+~][^{}]*(?=\{)", css)
    assert dropped == []
