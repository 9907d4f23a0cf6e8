"""Diagnostics → text: the place, the line, the span underlined, and the remedy."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import report
from generator.diagnostics.diagnostic import (
    Code,
    Diagnostic,
    Location,
    Severity,
    did_you_mean,
    in_order,
)
from generator.source import files
from tests.conftest import Organisation


def _error_code(name: str) -> Code:
    return Code(name, Severity.ERROR, "a title")


def _error(line: int, column: int, end: int, message: str = "wrong", hint: str = "") -> Diagnostic:
    place = Location("stories/2026/a.md", line, column, line, end)
    return _error_code("S103")(place, message, hint)


def test_a_report_has_the_format_of_the_design(organisation: Organisation) -> None:
    organisation.config(
        "themes.yml",
        "mentoring: {title: M, text: t, default: true}\non-call: {title: O, text: t}\n",
    )
    organisation.config("norms.yml", "{}")
    organisation.config("onboarding/day-1.md", "---\ntitle: x\n---\n")
    organisation.write(
        "stories/2026/rollback.md",
        "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\nkind: help\nthemes: [mentring, on-call]\n"
        "---\n@ana stayed.\n",
    )
    organisation.story("two")
    problems = organisation.problems()
    text = report.text(problems, lambda path: files.read_lines(organisation.root, path))
    assert text == (
        'stories/2026/rollback.md:6:10: error S104: there is no theme "mentring"\n'
        "  6 │ themes: [mentring, on-call]\n"
        "    │          ^^^^^^^^\n"
        '  = Did you mean "mentoring"? Themes are listed in site_config/themes.yml.'
    )
    assert report.summary(problems, 16) == "1 error in 1 of 16 files"


@pytest.mark.parametrize(
    ("line", "column", "end", "under"),
    [
        ("title: 漢字 bad", 11, 14, "            ^^^"),
        ("title: 漢字 bad", 8, 10, "       ^^^^"),
        ("title: e\u0301 bad", 11, 14, "         ^^^"),
        ("title: 👩\u200d🔧 bad", 12, 15, "          ^^^"),
        ("title: 👩\u200d🔧 bad", 8, 11, "       ^^"),
        ("title: ❤\ufe0f bad", 11, 14, "          ^^^"),
        ("title: 👍🏽 bad", 11, 14, "          ^^^"),
        ("title: 🇳🇴 bad", 11, 14, "          ^^^"),
        ("title: a\tbad", 10, 13, "         ^^^"),
        ("title: שלום bad", 13, 16, "            ^^^"),
        ("title:", 7, 7, "      ^"),
        ("title: ab", 8, 99, "       ^^"),
        ("k: \x1b[31m", 4, 5, "   ^^^^^^"),
    ],
)
def test_the_span_is_underlined(line: str, column: int, end: int, under: str) -> None:
    shown = report.text([_error(1, column, end)], lambda _: [line]).split("\n")[2]
    assert shown == f"    │ {under}"


def test_a_long_line_is_cut_around_the_span() -> None:
    line = "title: " + "x" * 500 + " bad " + "y" * 500
    _, source, under = report.text([_error(1, 509, 512)], lambda _: [line]).split("\n")
    assert len(source) < 120
    assert source.startswith("  1 │ …xxx")
    assert source.endswith("y…")
    start = under.index("^")
    assert source[start : start + 3] == "bad"


@pytest.mark.parametrize("letter", ["字", "👩\u200d🔧", "👍🏽", "e\u0301"])
def test_a_line_is_cut_between_letters_and_the_caret_stands_under_the_span(letter: str) -> None:
    line = letter * 200 + "bad" + letter * 200
    start = len(letter) * 200 + 1
    _, source, under = report.text([_error(1, start, start + 3)], lambda _: [line]).split("\n")
    before, _, after = source.removeprefix("  1 │ …").removesuffix("…").partition("bad")
    assert set(before.split(letter)) == set(after.split(letter)) == {""}
    assert report.width(source) <= report.COLUMNS
    assert under.index("^") == report.width(source.partition("bad")[0])


def test_many_problems_of_one_file_read_it_once() -> None:
    asked = []

    def lines(path: str) -> list[str]:
        asked.append(path)
        return ["a", "b", "c"]

    report.text([_error(n, 1, 2) for n in (1, 2, 3)], lines)
    assert asked == ["stories/2026/a.md"]


def test_without_a_line_there_is_no_excerpt() -> None:
    problem = _error_code("S121")(Location("stories/x.txt"), "no story", "move it")
    assert (
        report.text([problem], lambda _: ["x"])
        == "stories/x.txt: error S121: no story\n  = move it"
    )


@pytest.mark.parametrize("lines", [[], ["one"], ["one", "  "]])
def test_a_line_that_is_gone_or_empty_is_not_shown(lines: list[str]) -> None:
    assert report.text([_error(2, 1, 2)], lambda _: lines).count("\n") == 0


def test_colour_only_where_it_is_wanted() -> None:
    problem = _error(1, 1, 2, hint="mend it")
    assert "\x1b" not in report.text([problem], lambda _: ["x"])
    coloured = report.text([problem], lambda _: ["x"], colour=True)
    assert "\x1b[1;31merror S103\x1b[0m" in coloured


@given(st.text(), st.text(), st.integers(1, 50), st.integers(1, 50))
def test_nothing_reaches_the_terminal_that_could_command_it(
    line: str, message: str, column: int, end: int
) -> None:
    text = report.text([_error(1, column, end, message, message)], lambda _: [line])
    for char in text.replace("\n", ""):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("severities", "files_", "line"),
    [
        ("", 1, "No problems in 1 file."),
        ("", 16, "No problems in 16 files."),
        ("e", 1, "1 error in 1 of 1 file"),
        ("eeew", 16, "3 errors, 1 warning in 4 of 16 files"),
        ("waa", 9, "1 warning, 2 pieces of advice in 3 of 9 files"),
        ("a", 9, "1 piece of advice in 1 of 9 files"),
    ],
)
def test_the_closing_line_counts_what_was_found(severities: str, files_: int, line: str) -> None:
    kinds = {"e": Severity.ERROR, "w": Severity.WARNING, "a": Severity.ADVICE}
    problems = [
        Code("X", kinds[s], "a title")(Location(f"f{n}"), "m") for n, s in enumerate(severities)
    ]
    assert report.summary(problems, files_) == line


def test_problems_are_sorted_by_place_and_told_once() -> None:
    a, b, c = _error(2, 1, 2), _error(10, 1, 2), _error(2, 5, 6)
    assert in_order([b, a, c, a]) == [a, c, b]


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("mentring", "mentoring"),
        ("Mentoring", "mentoring"),
        ("oncall", "on-call"),
        ("On Call", "on-call"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_a_guess_is_made_only_where_it_is_near(word: str, guess: str) -> None:
    found = did_you_mean(word, ["mentoring", "on-call", "asking"])
    assert found == (f'Did you mean "{guess}"?' if guess else "")
