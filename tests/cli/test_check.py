"""`reciprocity check`: what a person sees, and what a script gets."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import TODAY, Organisation


def _check(organisation: Organisation, *arguments: str) -> Result:
    result = CliRunner().invoke(
        main, ["--root", str(organisation.root), "check", "--today", f"{TODAY}", *arguments]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def _sound(organisation: Organisation) -> None:
    organisation.story("one")
    organisation.story("two", themes="[listening]")


def test_no_problems_is_one_line_and_zero(organisation: Organisation) -> None:
    _sound(organisation)
    result = _check(organisation)
    assert result.exit_code == 0
    assert re.fullmatch(r"No problems in [0-9]+ files\.\n", result.output)


def test_every_problem_of_every_file_is_reported_in_order(organisation: Organisation) -> None:
    _sound(organisation)
    organisation.story("bad", kind="hepl", themes="[askign]")
    organisation.story("worse", date="2026-02-30", givers="zoe")
    organisation.write("stories/2026/notes.txt", "x")
    organisation.config("norms.yml", "ask-first: {titel: x}\n")
    result = _check(organisation)
    assert result.exit_code == 1
    places = re.findall(
        r"^(\S+?):(?:(\d+):(\d+):)? (error|warning) ([A-Z]\d+)", result.output, re.MULTILINE
    )
    assert [(p[0], p[4]) for p in places] == [
        ("site_config/norms.yml", "C102"),
        ("site_config/norms.yml", "L111"),
        ("site_config/norms.yml", "C101"),
        ("stories/2026/bad.md", "S106"),
        ("stories/2026/bad.md", "S104"),
        ("stories/2026/notes.txt", "S121"),
        ("stories/2026/worse.md", "S108"),
        ("stories/2026/worse.md", "S105"),
    ]
    assert re.search(r"^7 errors, 1 warning in 4 of [0-9]+ files$", result.output, re.MULTILINE)


def test_a_warning_fails_only_when_strict(organisation: Organisation) -> None:
    organisation.story("one")
    assert _check(organisation).exit_code == 0
    assert "1 warning in 1 of " in _check(organisation).output
    assert _check(organisation, "--strict").exit_code == 1


def test_only_some_files_can_be_asked_for(organisation: Organisation) -> None:
    _sound(organisation)
    bad = organisation.story("bad", kind="hepl")
    good = organisation.root / "stories" / "2026" / "one.md"
    assert _check(organisation, str(good)).exit_code == 0
    assert _check(organisation, str(good)).output == "No problems in 1 file.\n"
    result = _check(organisation, str(bad), str(good))
    assert result.exit_code == 1
    assert result.output.endswith("1 error in 1 of 2 files\n")


@pytest.mark.parametrize("arguments", [["--wrong"], ["/no/such/file"], ["--today", "soon"]])
def test_wrong_usage_is_two(organisation: Organisation, arguments: list[str]) -> None:
    assert _check(organisation, *arguments).exit_code == 2


def test_no_organisation_is_one_sentence_each(tmp_path: Path) -> None:
    result = _check(Organisation(tmp_path))
    assert result.exit_code == 1
    assert "site_config/site.yml: error C111: the file is missing" in result.output
    assert re.search(r"^4 errors in 4 of 4 files$", result.output, re.MULTILINE)


def test_files_that_nobody_would_call_stories_do_no_harm(organisation: Organisation) -> None:
    _sound(organisation)
    folder = organisation.root / "stories" / "2026"
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    (folder / "binary.md").write_bytes(bytes(range(256)) * 20)
    (folder / "nul.yml").write_bytes(b"\0" * 1000)
    (folder / "big.md").write_bytes(b"x" * 10_000_000)
    (folder / "empty.yml").touch()
    result = _check(organisation)
    assert result.exit_code == 1
    for name in (
        "link.md",
        "loop.md",
        "folder.md",
        "pipe.md",
        "binary.md",
        "nul.yml",
        "big.md",
        "empty.yml",
    ):
        assert f"stories/2026/{name}" in result.output
    assert "root:" not in result.output
