"""`reciprocity check --fix`: what it shows, writes and exits with, and what an interruption leaves."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.system import atomic
from generator.system.inside import NotAFile
from tests import ROOT
from tests.conftest import TODAY, Organisation

SLIPPED = "---\nDate: 14 October 2026\ngivers: Ana\nreceivers: bo\nkind: Help\n---\n@ana stayed.\n"
MENDED = "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\nkind: help\n---\n@ana stayed.\n"


def _check(organisation: Organisation, *arguments: str) -> Result:
    result = CliRunner().invoke(
        main, ["--root", str(organisation.root), "check", "--today", f"{TODAY}", *arguments]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_it_shows_the_difference_writes_it_and_reports_what_remains(
    organisation: Organisation,
) -> None:
    slipped = organisation.write("stories/2026/slipped.md", SLIPPED)
    slipped.chmod(0o640)
    stuck = organisation.write("stories/2026/stuck.md", SLIPPED.replace("14 October", "3/4/"))
    organisation.story("sound", themes="[listening]")
    result = _check(organisation, "--fix")
    assert "-Date: 14 October 2026\n" in result.output
    assert "+date: 2026-10-14\n" in result.output
    assert "Fixed 2 of 2 files." in result.output
    assert result.output.index("+date:") < result.output.index("stories/2026/stuck.md:2:7: error")
    assert result.exit_code == 1
    assert slipped.read_text("utf-8") == MENDED
    assert slipped.stat().st_mode & 0o777 == 0o640
    assert "date: 3/4/ 2026\ngivers: ana\n" in stuck.read_text("utf-8")
    assert sorted(p.name for p in slipped.parent.iterdir()) == [
        "slipped.md",
        "sound.md",
        "stuck.md",
    ]


def test_when_all_is_mended_it_exits_with_zero(organisation: Organisation) -> None:
    organisation.write("stories/2026/slipped.md", SLIPPED)
    assert _check(organisation, "--fix").exit_code == 0
    again = _check(organisation, "--fix")
    assert "nothing that can be fixed" in again.output
    assert again.exit_code == 0


def test_a_dry_run_writes_nothing(organisation: Organisation) -> None:
    path = organisation.write("stories/2026/slipped.md", SLIPPED)
    result = _check(organisation, "--fix", "--dry-run")
    assert "+date: 2026-10-14\n" in result.output
    assert "1 file would be fixed. Nothing was written." in result.output
    assert result.exit_code == 1
    assert path.read_text("utf-8") == SLIPPED
    assert _check(organisation, "--dry-run").exit_code == 2


def test_only_the_files_that_are_named_are_mended(organisation: Organisation) -> None:
    one = organisation.write("stories/2026/one.md", SLIPPED)
    two = organisation.write("stories/2026/two.md", SLIPPED)
    result = _check(organisation, "--fix", str(one))
    assert result.exit_code == 0
    assert (one.read_text("utf-8"), two.read_text("utf-8")) == (MENDED, SLIPPED)


def test_check_says_how_much_can_be_mended(organisation: Organisation) -> None:
    organisation.write("stories/2026/slipped.md", SLIPPED)
    organisation.story("stuck", kind="mentor")
    result = _check(organisation)
    errors = re.search(r"^([0-9]+) errors", result.output, re.MULTILINE)
    assert errors is not None
    assert (
        f"\n{int(errors[1]) - 1} of these can be fixed automatically: reciprocity check --fix"
        in result.output
    )
    organisation.write("stories/2026/slipped.md", MENDED)
    assert "can be fixed" not in _check(organisation).output


def test_line_ends_of_windows_are_a_sentence_and_no_diff(organisation: Organisation) -> None:
    path = organisation.write("stories/2026/windows.md", "\ufeff" + MENDED.replace("\n", "\r\n"))
    result = _check(organisation, "--fix")
    assert "byte order mark" in result.output
    assert "line endings become those of Unix" in result.output
    assert "@@" not in result.output
    assert path.read_text("utf-8") == MENDED


def test_the_configuration_is_not_touched(organisation: Organisation) -> None:
    path = organisation.config("norms.yml", "Ask-First: {Title: x}\n")
    organisation.write("stories/2026/slipped.md", SLIPPED)
    result = _check(organisation, "--fix")
    assert "Nothing was fixed; fix the errors in the configuration first." in result.output
    assert result.exit_code == 1
    assert path.read_text("utf-8") == "Ask-First: {Title: x}\n"


def test_links_are_refused_and_what_they_lead_to_stays(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "story.md"
    outside.write_text(SLIPPED, "utf-8")
    (organisation.root / "stories" / "2026").mkdir(parents=True)
    link = organisation.root / "stories" / "2026" / "link.md"
    link.symlink_to(outside)
    (organisation.root / "stories" / "2025").symlink_to(outside.parent)
    assert _check(organisation, "--fix").exit_code == 1
    assert outside.read_text("utf-8") == SLIPPED
    assert link.is_symlink()
    with pytest.raises(NotAFile):
        atomic.overwrite(link, b"x")
    assert outside.read_text("utf-8") == SLIPPED


def test_a_file_that_changed_meanwhile_is_left(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = organisation.write("stories/2026/slipped.md", SLIPPED)

    def edited(*_: object, **__: object) -> str:
        path.write_text("typed meanwhile", "utf-8")
        return "the difference"

    monkeypatch.setattr("generator.cli.fix.diff", edited)
    assert "was changed in the meantime" in _check(organisation, "--fix").output
    assert path.read_text("utf-8") == "typed meanwhile"


@pytest.mark.parametrize("call", ["fsync", "replace", "write"])
def test_a_write_that_fails_leaves_the_file_as_it_was(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = organisation.write("stories/2026/slipped.md", SLIPPED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, call, full)  # type: ignore[attr-defined]  # the module it uses
    result = _check(organisation, "--fix")
    assert "could not be written: no space left on device. It is unchanged." in result.output
    assert result.exit_code == 1
    assert path.read_text("utf-8") == SLIPPED
    assert [p.name for p in path.parent.iterdir()] == ["slipped.md"]


def _interrupted(organisation: Organisation, wait: float, *command: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--root", str(organisation.root), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _endures(organisation: Organisation, command: tuple[str, ...], kills: int) -> None:
    """However often the command is killed, each file is the old or the new."""
    old = SLIPPED if command[0] == "check" else MENDED
    paths = [organisation.write(f"stories/2026/s-{n}.md", old) for n in range(150)]
    people = organisation.root / "site_config" / "people.yml"
    config = people.read_bytes()
    reference = subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(organisation.root), *command],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert b"Traceback" not in reference.stderr
    new = paths[0].read_text("utf-8")
    done = people.read_bytes()
    assert new != old
    chance = random.Random(7)  # moments, not secrets
    for _ in range(kills):
        for path in paths:
            path.write_text(old, "utf-8")
        people.write_bytes(config)
        _interrupted(organisation, chance.uniform(0.15, 1.1), *command)
        now = [path.read_text("utf-8") for path in paths]
        assert set(now) <= {old, new}
        assert people.read_bytes() in (config, done)
    assert "Traceback" not in _check(organisation).output
    for path in (organisation.root / "stories" / "2026").glob(f".*{atomic.LEFTOVER}"):
        assert path.name in _check(organisation).output, "what a killed command left is reported"
        os.unlink(path)


KILLED = pytest.mark.parametrize("command", [("check", "--fix"), ("forget", "ana", "--yes")])


@pytest.mark.slow
@KILLED
def test_killed_at_some_moments_each_file_is_the_old_or_the_new(
    organisation: Organisation, command: tuple[str, ...]
) -> None:
    _endures(organisation, command, kills=4)


@pytest.mark.exhaustive
@KILLED
def test_killed_at_any_moment_each_file_is_the_old_or_the_new(
    organisation: Organisation, command: tuple[str, ...]
) -> None:
    _endures(organisation, command, kills=50)
