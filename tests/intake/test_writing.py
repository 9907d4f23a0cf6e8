"""What was typed is what is read back, whatever it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.writing import Value, sanitized, story_text
from generator.model import Story
from generator.source.stories import story_from_text

FORMS: tuple[Literal["md", "yml"], ...] = ("md", "yml")


def read_back(values: dict[str, Value], form: Literal["md", "yml"]) -> Story:
    text = story_text(values, form)
    file = story_from_text(f"stories/2026/x.{form}", text)
    assert file.story is not None, (file.problems, text)
    assert [p for p in file.problems if p.code != "S110"] == [], text  # too long is no misreading
    return file.story


def _holds(text: str) -> None:
    """Every field of prose holds a text, and the file reads back as it."""
    wanted = sanitized(text)
    if not wanted:
        return
    line = " ".join(wanted.split())[:150].strip()
    for form in FORMS:
        story = read_back(
            {
                "date": "2026-10-14", "givers": ["ana", "team:bench"], "receivers": "bo", "title": line, "ask": text,
                "outcome": text, "quote": {"text": text, "by": "ana"}, "not_names": [line, "x"], "body": text,
            }, form)  # fmt: skip
        assert (story.ask, story.outcome, story.title) == (wanted, wanted, line)
        assert story.quote is not None
        assert (story.quote.text, story.quote.by) == (wanted, "ana")
        assert story.body.strip() == wanted
        assert story.givers == ("ana", "team:bench")
        assert story.not_names == (line, "x")


@given(st.text(max_size=60))
def test_any_text_reads_back(text: str) -> None:
    _holds(text)


@pytest.mark.parametrize(
    "text",
    ["null", "~", "no", "1.10", "@ana", "a: b", "# x", "- x", "'", '"', "''", "\\n", "{a: b}", "[x", "---", "---\nx",
     "x\n---\ny", "...", "%x", "!tag", "&a", "*a", "|", ">", "x #y", " x\n  y\n\n\nz ", "\tx", "2026-10-14", "a\tb",
     "\ud800", "x\u2028y", "x\x00y", "=1+1", "?", "? x", "x:", "a\r\nb\rc"],
)  # fmt: skip
def test_what_yaml_would_misread_reads_back(text: str) -> None:
    _holds(text)


def test_naughty_strings_are_read_back(corpus: Callable[[str], Path]) -> None:
    for text in json.loads(corpus("blns.json").read_text("utf-8")):
        _holds(text)


def test_plain_values_stay_plain() -> None:
    values: dict[str, Value] = {"date": "2026-10-14", "givers": ["ana"], "receivers": ["bo", "team:x"], "kind": "help",
                                "themes": [], "title": "It's late", "body": "x"}  # fmt: skip
    assert story_text(values) == (
        "---\ndate: 2026-10-14\ngivers: ana\nreceivers: [bo, team:x]\ntitle: 'It''s late'\n"
        "kind: help\n---\nx\n"
    )
    assert story_text(values, "yml").startswith("date: 2026-10-14\n")
    assert story_text(values, "yml").endswith("body: |\n  x\n")
