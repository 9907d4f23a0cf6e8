"""Every decision record is in the index, and names files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import ROOT

FOLDER = ROOT / "docs/decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
FOLDERS = (
    "generator",
    "templates",
    "tests",
    "docs",
    "benchmarks",
    "tools",
    ".github",
    ".ci",
)


def test_the_index_has_a_line_and_a_status_for_each_record() -> None:
    rows = re.findall(
        r"^\| \[(\d{4})\]\((.+?)\) (.+?) \| .+ \| (holds|replaced by \d{4}) \|$",
        (FOLDER / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert [name for _, name, _, _ in rows] == [path.name for path in RECORDS]
    for number, name, title, _ in rows:
        assert name.startswith(number)
        heading = (FOLDER / name).read_text("utf-8").partition("\n")[0]
        assert heading == f"# {int(number)}. {title}"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_names_files_that_exist_by_their_whole_path(path: Path) -> None:
    for named in re.findall(r"`([\w./-]+)`", path.read_text("utf-8")):
        if named.partition("/")[0] in FOLDERS:
            assert (ROOT / named).exists(), named
        assert "/" in named or not named.endswith(".py"), f"{named}: write the whole path"
