"""Every code is explained, and its examples are what they say they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.diagnostics.codes import CODES
from generator.diagnostics.explained import EXPLAINED
from generator.diagnostics.explained import page as pages
from generator.diagnostics.explained.explanation import Files, Link
from generator.media import images
from tests import ROOT
from tests.conftest import TODAY, Organisation

REFERENCE = ROOT / "docs" / "reference" / "codes"
NOWHERE = ("C109", "N106", "N109", "N111", "N112", "N116")
"""A number that nothing in its family reports today; and what wants earlier issues, a picture or much
text to come to light, for which tests/issues has examples.
"""
EVE = ("N104", "N105", "N107", "N108", "N110", "N113", "N115")
"""What is said before an issue goes out."""
ENGINE = ("T101", "T102", "T103")
"""What comes to light when pages are made."""


def _lay(organisation: Organisation, files: Files) -> None:
    for path, given in files.items():
        target = organisation.root / path
        if given is None:
            target.unlink()
        elif isinstance(given, Link):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(given.target)
        else:
            organisation.write(path, given)


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_every_code_is_explained() -> None:
    assert set(EXPLAINED) == set(CODES)
    for name, explained in EXPLAINED.items():
        for text in (explained.what, explained.why, explained.mend):
            assert text.strip() == text, name
            assert text.endswith("."), name
            assert 20 < len(text) < 400, name
        assert bool(explained.bad) == (name not in NOWHERE), name
        assert bool(explained.good) == bool(explained.bad), name


@pytest.mark.parametrize("name", [n for n in CODES if n not in (*NOWHERE, *ENGINE, *EVE)])
def test_the_bad_example_is_reported_and_the_good_one_is_not(
    press: Organisation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.media.calendar.available", lambda: name != "G147")
    if name == "S127":
        monkeypatch.setattr("generator.rules.pictures.available", lambda: False)
    elif name == "S126" and not images.available():
        pytest.skip("needs Pillow")
    explained = EXPLAINED[name]
    _lay(press, explained.bad)
    found = press.problems()
    assert {problem.code for problem in found} == {name}, found
    shown = {path for path, _ in pages._shown(explained.bad)}
    assert {problem.location.path for problem in found} <= shown | {"stories"}
    for path, given in explained.bad.items():
        if given is not None:
            (press.root / path).unlink()
    _lay(press, explained.good)
    assert press.problems() == []


@pytest.mark.parametrize("name", EVE)
def test_examples_of_what_an_editor_is_told(press: Organisation, name: str) -> None:
    def told() -> list[str]:
        root = str(press.root)
        result = _run("--root", root, "digest", "2026-10", "--today", f"{TODAY}")
        return re.findall(r"(?:error|warning|advice) ([A-Z][0-9]{3}):", result.output)

    _lay(press, EXPLAINED[name].bad)
    assert name in told()
    _lay(press, EXPLAINED[name].good)
    assert name not in told()


@pytest.mark.slow
@pytest.mark.parametrize("name", ENGINE)
def test_examples_of_what_stops_a_build(press: Organisation, name: str) -> None:
    def build() -> Result:
        root = str(press.root)
        return _run("--root", root, "build", "--strict", "--today", f"{TODAY}")

    _lay(press, EXPLAINED[name].bad)
    result = build()
    assert result.exit_code == 1
    assert set(re.findall(r"error ([A-Z][0-9]{3}):", result.output)) == {name}
    _lay(press, EXPLAINED[name].good)
    result = build()
    assert result.exit_code == 0, result.output


def test_a_code_is_explained_whatever_its_case() -> None:
    result = _run("explain", "s104")
    assert result.exit_code == 0
    assert result.output == _run("explain", "S104").output
    assert result.output.startswith("error S104: not defined in the configuration\n")
    assert "    themes: [asking-erly]\n" in result.output


def test_an_unknown_code_is_wrong_usage_with_a_guess() -> None:
    result = _run("explain", "S1O4")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert 'There is no code "S1O4". Did you mean "S1' in result.stderr
    assert "\x1b" not in _run("explain", "\x1b[31m").stderr


def test_without_a_code_all_are_listed() -> None:
    result = _run("explain")
    assert result.exit_code == 0
    listed = re.findall(r"^  ([A-Z][0-9]{3})  (\w+)", result.output, re.MULTILINE)
    assert dict(listed) == {name: made.severity for name, made in CODES.items()}


def test_the_reference_pages_are_up_to_date() -> None:
    there = {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*")}
    assert there == pages.pages(), "run make reference"


def test_explanations_can_be_printed_anywhere() -> None:
    for name in CODES:
        assert pages.words(name).replace("\n", "").isprintable()
        assert pages.markdown(name).replace("\n", "").isprintable()


def test_pages_are_written_where_one_likes(tmp_path: Path) -> None:
    assert _run("explain", "--pages", str(tmp_path / "codes")).exit_code == 0
    assert {path.name for path in (tmp_path / "codes").iterdir()} == set(pages.pages())
