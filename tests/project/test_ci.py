"""`.ci/run` runs every step, says where it stands, and ends with the status of what failed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests import ROOT


def _run(folder: Path, make: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `.ci/run` with a `make` of ours, on a machine where nothing is missing."""
    for name in ("chromium", "java", "npm", "make"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{make if name == 'make' else ''}\n")
        program.chmod(0o755)
    return subprocess.run(
        [str(ROOT / ".ci/run")], check=False, capture_output=True, text=True,
        env=os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"} | environment,
    )  # fmt: skip


def test_it_lints_tests_and_tests_exhaustively_with_skips_refused(tmp_path: Path) -> None:
    done = _run(tmp_path, 'echo "made $1, CI=$CI"', CI="true")
    assert done.returncode == 0, done.stderr
    made = [line for line in done.stdout.splitlines() if line.startswith("made")]
    assert made == [f"made {target}, CI=true" for target in ("lint", "test", "test-exhaustive")]
    assert "All steps passed" in done.stdout


@pytest.mark.parametrize("failing", ["lint", "test", "test-exhaustive"])
def test_it_names_the_step_that_failed_and_ends_with_its_status(
    tmp_path: Path, failing: str
) -> None:
    done = _run(tmp_path, f'[ "$1" != {failing} ] || exit 3')
    assert done.returncode == 3
    assert done.stderr.strip() == f"== make {failing} failed with status 3"
    assert "All steps passed" not in done.stdout


def test_it_stops_what_takes_too_long(tmp_path: Path) -> None:
    done = _run(tmp_path, "exec sleep 60", LIMIT="1")
    assert done.returncode == 124
    assert "== make lint was stopped" in done.stderr
