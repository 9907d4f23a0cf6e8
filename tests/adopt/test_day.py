"""A day that stands still in site.yml is named when it is the cause, and warned of when it is old."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.adopt.sample import DAY
from generator.cli import main
from tests import ROOT
from tests.conftest import Organisation


def _with_day(organisation: Organisation, day: str) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}as_of: {day}\n")


def _run(organisation: Organisation, *words: str) -> str:
    return CliRunner().invoke(main, ["--root", str(organisation.root), *words]).output


def test_a_story_of_a_later_day_names_the_line_that_is_the_cause(
    organisation: Organisation,
) -> None:
    organisation.story("first", date="2026-10-14")
    organisation.story("second", date="2026-11-02")
    _with_day(organisation, "2026-10-20")
    said = _run(organisation, "check")
    assert "2026-11-02 is in the future (today is 2026-10-20)" in said
    assert "remove as_of from site_config/site.yml, which sets the day" in said
    again = _run(organisation, "check", "--today", "2026-10-21")
    assert "is in the future (today is 2026-10-21)" in again
    assert "remove as_of" not in again, "another day was asked for, so it is not the cause"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("days", "is_old"), [(31, False), (32, True), (4000, True), (0, False)])
def test_a_day_long_past_is_warned_of(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, command: str, days: int, is_old: bool
) -> None:  # fmt: skip
    now = dt.date(2026, 11, 20) + dt.timedelta(days)
    monkeypatch.setattr("generator.system.clock.now", lambda _: now)
    organisation.story("first")
    _with_day(organisation, "2026-11-20")
    said = _run(organisation, command)
    place = "site_config/site.yml:4:8: warning C135"
    assert (place in said) is is_old, said
    if is_old:
        assert f"built as if it were 2026-11-20, but today is {now}" in said
    assert "C135" not in _run(organisation, command, "--today", "2026-11-21")


def test_nothing_of_the_sample_holds_the_day_still() -> None:
    text = (ROOT / "site_config/site.yml").read_text("utf-8")
    assert not re.search(r"^as_of:", text, re.MULTILINE)
    made = re.search(r"^DAY := (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert made
    assert dt.date.fromisoformat(made[1]) == DAY
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["site", "serve", "check"])
@pytest.mark.parametrize(
    ("site", "is_dated"),
    [("name: The Thirteenth Loaf\norganisation: Dunn & Marrow\n", True), ("name: Ours\n", False)],
)
def test_a_copy_with_an_organisation_of_its_own_is_built_for_today(
    tmp_path: Path, target: str, site: str, is_dated: bool
) -> None:
    """Otherwise nobody's consent ends, and a story of today is in the future."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config/site.yml").write_text(site, "utf-8")
    words = ["make", "--dry-run", "--old-file=.venv/.site", target]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "reciprocity" in said
    assert (f"--today {DAY}" in said) is is_dated
