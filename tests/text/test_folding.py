"""Letters that look alike, and signs that show letters, are compared as the letters they show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.folding import fold, foldings, spelled_out, words

tool = pytest.importorskip("tools.lookalikes", reason="tools/ is not in the wheel")


def test_every_published_look_alike_of_a_latin_letter_is_compared_as_it() -> None:
    wrong = {
        char: latin
        for char, latin in tool.published()
        if latin not in "il" and latin not in foldings(char)  # capital I and small l look alike
    }
    assert wrong == {}


def test_the_tables_are_those_that_the_tool_makes() -> None:
    if unicodedata.unidata_version not in (text := tool.OUTPUT.read_text("utf-8")):
        pytest.skip("the tables were made with another edition of Unicode")
    assert _constants(tool.module()) == _constants(text)


def _constants(text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    exec(text, names)
    return {name: value for name, value in names.items() if name.isupper()}


@given(st.text())
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_keeps_its_length_when_signs_are_spelled_out(text: str) -> None:
    assert len(spelled_out(text)) == len(text)


def test_marks_of_indic_scripts_stay_in_their_words() -> None:
    assert len(words("प्रिया ने")) == 2
