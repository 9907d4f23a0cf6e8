"""In CI a skipped test fails the run, unless its reason is on the list."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.skips import ALLOWED

_TEST = """\
import pytest

def test_one():
    pytest.skip({reason!r})
"""
_MODULE = """\
import pytest

pytest.importorskip("no_such_module", reason={reason!r})
"""


def _run(folder: Path, text: str, *options: str, ci: bool) -> subprocess.CompletedProcess[str]:
    (folder / "test_skipped.py").write_text(text, "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.skips", *options, "test_skipped.py"],
        cwd=folder, env=environment | ({"CI": "true"} if ci else {}),
        check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "xdist"])
@pytest.mark.parametrize("text", [_TEST, _MODULE], ids=["a test", "a module"])
def test_a_skip_that_is_not_listed_fails_in_ci(
    tmp_path: Path, text: str, options: tuple[str, ...]
) -> None:
    done = _run(tmp_path, text.format(reason="the moon is full"), *options, ci=True)
    assert done.returncode != 0, done.stdout
    assert "Skipped, and CI refuses that: the moon is full." in done.stdout
    assert "tests/skips.py" in done.stdout


def test_a_listed_skip_stays_a_skip_in_ci(tmp_path: Path) -> None:
    done = _run(tmp_path, _TEST.format(reason="root may read everything"), ci=True)
    assert done.returncode == 0, done.stdout
    assert "1 skipped" in done.stdout


def test_any_skip_stays_a_skip_on_your_own_machine(tmp_path: Path) -> None:
    done = _run(tmp_path, _TEST.format(reason="the moon is full"), ci=False)
    assert done.returncode == 0, done.stdout
    assert "1 skipped" in done.stdout


def test_the_list_is_short_and_gives_a_reason_for_each() -> None:
    assert len(ALLOWED) < 10
    assert all(len(why.split()) > 3 for why in ALLOWED.values())
