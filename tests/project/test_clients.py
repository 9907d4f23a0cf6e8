"""The harness of programs that read what we make: it notices faults, and its table is in the documentation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import ROOT
from tools.clients.__main__ import read
from tools.clients.consumers import CONSUMERS, Consumer
from tools.clients.sample import Fault, Missing, Sample, run

HERE = ROOT / "tools/clients"


def test_the_table_in_the_documentation_has_every_program_and_its_figure() -> None:
    table = (ROOT / "docs/reference/clients.md").read_text("utf-8").partition("<!-- clients -->")[2]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", table.partition("<!-- /clients -->")[0], re.MULTILINE)  # fmt: skip
    assert [row[:2] for row in rows[1:]] == [(c.output, c.program) for c in CONSUMERS]
    assert not [figure for *_, figure in rows if figure.startswith(("skipped", "FAULT"))]


@pytest.mark.parametrize(
    ("raised", "ci", "said", "fine"),
    [
        (None, "", "3 entries", True),
        (Missing("khal is not installed"), "", "skipped: khal is not installed", True),
        (Missing("khal is not installed"), "true", "skipped: khal is not installed", False),
        (Fault("2 entries of 3"), "", "FAULT: 2 entries of 3", False),
    ],
)
def test_a_fault_fails_and_so_does_a_skip_in_ci(
    monkeypatch: pytest.MonkeyPatch, raised: Exception | None, ci: str, said: str, fine: bool
) -> None:
    def look(_: Sample) -> str:
        if raised:
            raise raised
        return "3 entries"

    monkeypatch.setenv("CI", ci)
    assert read(Consumer("calendars", "khal", look), Sample(Path())) == (said, fine)


def test_a_program_that_is_not_there_or_fails_is_told_apart() -> None:
    with pytest.raises(Missing, match="no-such-program is not installed"):
        run("no-such-program")
    with pytest.raises(Fault, match="ended with 1:"):
        run("git", "no-such-command")


def test_what_is_installed_is_one_version_of_each() -> None:
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), wanted
    lines = (HERE / "requirements.txt").read_text("utf-8").splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    assert all(re.match(r"[\w-]+==\d+\.\d+(\.\d+)?(\s|$)", line) for line in packages)
