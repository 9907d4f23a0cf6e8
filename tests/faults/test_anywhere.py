"""The same bytes wherever it is built, and a broken checkout is told of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import Organisation
from tests.faults.forked import tree

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENTS: dict[str, tuple[dict[str, str], int, str]] = {
    "plain": ({"PYTHONHASHSEED": "0"}, 0o022, "told"),
    "another seed": ({"PYTHONHASHSEED": "77"}, 0o077, "told"),
    "no locale": ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, 0o022, "told"),
    "far west": ({"TZ": "Pacific/Pago_Pago"}, 0o002, "told"),
    "far east": ({"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"}, 0o022, "told"),
    "a strange path": ({}, 0o022, "ein Pfad, œuvre 日本 'q'"),
}


def _make(root: Path, *extra: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run what the Makefile's `site` runs."""
    recipe = re.search(
        r"^site:.*\n\t@\$\(BIN\)/reciprocity (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert recipe is not None
    return subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), *recipe[1].split(), *extra],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MAKELEVEL": "1", **environment},
    )


def _sample(root: Path) -> None:
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")


@pytest.mark.exhaustive
@pytest.mark.slow
def test_six_environments_make_the_same_bytes(tmp_path: Path) -> None:
    made = {}
    for number, (name, (environment, mask, folder)) in enumerate(ENVIRONMENTS.items()):
        root = tmp_path / str(number) / folder
        root.mkdir(parents=True)
        _sample(root)
        before = os.umask(mask)
        try:
            done = _make(root, "--today", "2026-11-20", **environment)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr
        made[name] = {**tree(root / "site"), **tree(root / "build")}
    assert any(path.endswith(".eml") for path in made["plain"])
    for name, files in made.items():
        assert files == made["plain"], name
    folded = [unicodedata.normalize("NFC", path).casefold() for path in tree(root / "site")]
    assert len(folded) == len(set(folded)), "two pages are one on a file system without case"


def test_a_checkout_with_a_broken_story_says_so_and_builds_the_rest(
    organisation: Organisation,
) -> None:
    organisation.story("sound")
    organisation.story("broken", kind="mentor")
    done = _make(organisation.root)
    assert done.returncode == 0
    assert "stories/2026/broken.md" in done.stdout + done.stderr
    assert "1 file was left out" in done.stdout
    assert (organisation.root / "site/stories/sound/index.html").is_file()
    assert not (organisation.root / "site/stories/broken").exists()


def test_with_a_broken_configuration_the_last_site_is_left_untouched(
    organisation: Organisation,
) -> None:
    organisation.story("sound")
    assert _make(organisation.root).returncode == 0
    site = tree(organisation.root / "site")
    organisation.config("people.yml", "ana: {name: [\n")
    organisation.story("new")
    done = _make(organisation.root)
    assert done.returncode == 1
    assert "site_config/people.yml" in done.stdout + done.stderr
    assert "the last site stays" in done.stdout
    assert tree(organisation.root / "site") == site
