"""What a story changed is taken from answers as it was typed, and never guessed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.intake.values import draft_values
from generator.model import Settings, Site
from tests.conftest import Organisation

SETTINGS = Settings(Site(name="x", url="https://x.example/"))


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("time", ["time"]),
        ("Time, Quality", ["time", "quality"]),
        ("time and time", ["time"]),
        ("They saved hours", ["they saved hours"]),  # which the checker refuses
    ],
)
def test_words_are_taken_as_they_were_typed(typed: str, values: list[str]) -> None:
    assert draft_values({"changed": typed}, SETTINGS) == {"changed": values}


@pytest.mark.parametrize("typed", ["", " ", ","])
def test_nothing_is_nothing(typed: str) -> None:
    assert "changed" not in draft_values({"outcome": "It held.", "changed": typed}, SETTINGS)


def test_an_outcome_alone_changes_nothing() -> None:
    """However plainly an outcome speaks of time, nobody said that it is what changed."""
    values = draft_values({"outcome": "It saved time and quality, for a customer."}, SETTINGS)
    assert "changed" not in values


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--changed", "time", "--changed", "safety"), "changed: [time, safety]"),
        (("--changed", "hours"), "'hours' is not one of"),
        (
            ("--changed", "time", "--changed", "safety", "--changed", "learning"),
            "there is room for 2",
        ),
    ],
)
def test_new_takes_it_as_a_flag(
    organisation: Organisation, flags: tuple[str, ...], said: str
) -> None:
    story = ("--date", "2026-10-14", "--giver", "ana", "--receiver", "bo", "--text", "A lamp.")
    arguments = ["--root", str(organisation.root), "new", "--no-input", "--stdout", *story, *flags]
    done = CliRunner().invoke(main, [*arguments, "--today", "2026-11-20"])
    assert said in done.output
