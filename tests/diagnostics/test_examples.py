"""Every code has a manual, and its examples are what they say they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.manuals import all_manuals
from generator.diagnostics import docs
from generator.diagnostics.manual import Files, Link
from generator.media import images
from tests import ROOT
from tests.conftest import TODAY, Organisation

MANUALS = all_manuals()
REFERENCE = ROOT / "docs" / "reference" / "codes"
NOWHERE = ("C109", "C135", "N106", "N109", "N111", "N112", "N116", "N117",
           *(name for name in MANUALS if name.startswith("O")))  # fmt: skip
"""A number that nothing in its family reports today; what `doctor` says, of a whole folder; and what wants the clock, earlier issues, a picture or
much text to come to light, for which other tests have examples.
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


@pytest.mark.parametrize("name", MANUALS)
def test_every_manual_is_whole(name: str) -> None:
    manual = MANUALS[name]
    for text in (manual.what, manual.why, manual.remedy):
        assert text.endswith(".")
        assert 20 < len(text) < 400
    assert bool(manual.bad) == bool(manual.good) == (name not in NOWHERE)


@pytest.mark.parametrize("name", [n for n in MANUALS if n not in (*NOWHERE, *ENGINE, *EVE)])
def test_the_bad_example_is_reported_and_the_good_one_is_not(
    press: Organisation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.media.calendar.available", lambda: name != "G147")
    if name == "S127":
        monkeypatch.setattr("generator.rules.pictures.available", lambda: False)
    elif name in ("S126", "S139") and not images.available():
        pytest.skip("needs Pillow")
    manual = MANUALS[name]
    _lay(press, manual.bad)
    found = press.problems()
    assert {problem.code for problem in found} == {name}, found
    shown = {path for path, _ in docs.example_files(manual.bad)}
    assert {problem.location.path for problem in found} <= shown | {"stories"}
    for path, given in manual.bad.items():
        if given is not None:
            (press.root / path).unlink()
    _lay(press, manual.good)
    assert press.problems() == []


@pytest.mark.parametrize("name", EVE)
def test_an_editor_is_told_what_the_example_shows(press: Organisation, name: str) -> None:
    def told() -> list[str]:
        root = str(press.root)
        result = _run("--root", root, "digest", "2026-10", "--today", f"{TODAY}")
        return re.findall(r"(?:error|warning|advice) ([A-Z][0-9]{3}):", result.output)

    _lay(press, MANUALS[name].bad)
    assert name in told()
    _lay(press, MANUALS[name].good)
    assert name not in told()


@pytest.mark.slow
@pytest.mark.parametrize("name", ENGINE)
def test_an_example_of_what_stops_a_build_stops_it(press: Organisation, name: str) -> None:
    def build() -> Result:
        root = str(press.root)
        return _run("--root", root, "build", "--strict", "--today", f"{TODAY}")

    _lay(press, MANUALS[name].bad)
    result = build()
    assert result.exit_code == 1
    assert set(re.findall(r"error ([A-Z][0-9]{3}):", result.output)) == {name}
    _lay(press, MANUALS[name].good)
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
    assert dict(listed) == {name: manual.code.severity for name, manual in MANUALS.items()}


def test_the_reference_pages_are_up_to_date() -> None:
    there = {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*")}
    assert there == docs.pages(MANUALS.values()), "run make reference"


def test_manuals_can_be_printed_anywhere() -> None:
    for manual in MANUALS.values():
        assert docs.as_text(manual).replace("\n", "").isprintable()
        assert docs.as_markdown(manual).replace("\n", "").isprintable()


def test_pages_are_written_where_one_likes(tmp_path: Path) -> None:
    assert _run("explain", "--pages", str(tmp_path / "codes")).exit_code == 0
    assert {path.name for path in (tmp_path / "codes").iterdir()} == set(
        docs.pages(MANUALS.values())
    )
