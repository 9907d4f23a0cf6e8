"""Text is measured and broken in columns as a terminal shows it."""

from __future__ import annotations

import pytest
import wcwidth

from generator.text.width import _ONE_COLUMN_EACH, cut_end, cut_start, utf16_length, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("plain", 5),
        ("e\u0301", 1),
        ("灯り", 4),
        ("👩\u200d🔧", 2),
        ("❤\ufe0f", 2),
        ("👍🏽", 2),
        ("🇳🇴", 2),
        ("\u200e", 0),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_text_is_cut_between_letters() -> None:
    assert cut_end("👩\u200d🔧👩\u200d🔧👩\u200d🔧", 4) == "👩\u200d🔧…"
    assert cut_start("ae\u0301o\u0302", 2) == "…o\u0302"
    assert cut_end("short", 5) == cut_start("short", 5) == "short"
    assert cut_end("long", 0) == ""


def test_only_scripts_without_spaces_break_within_a_word() -> None:
    assert wrap("का रास्ता", 6) == "का\nरास्ता"
    assert wrap("灯り" * 3, 8) == "灯り灯り\n灯り"
    assert wrap("👩\u200d🔧 bench", 4) == "👩\u200d🔧\nbench"


@pytest.mark.parametrize(("text", "units"), [("oven", 4), ("日本", 2), ("👍🏽", 4), ("\ud83d", 1)])
def test_a_text_is_as_long_as_utf_16_has_it(text: str, units: int) -> None:
    assert utf16_length(text) == units


def test_what_is_counted_without_the_tables_is_as_wide_as_they_say() -> None:
    simple = [char for char in map(chr, range(0x3000)) if _ONE_COLUMN_EACH.fullmatch(char)]
    assert len(simple) > 700
    assert [char for char in simple if wcwidth.wcwidth(char) != 1] == []
