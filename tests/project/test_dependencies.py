"""What is installed is what was locked, and nobody knows of a hole in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

LOCKS = ("site.txt", "dev.txt")
_PINNED = re.compile(
    r"[a-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==[^\s;\\]+(?:\s*;[^\\]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+", re.IGNORECASE
)  # fmt: skip


def pinned(lock: str) -> list[str]:
    """The requirements of a lock, each on one line."""
    text = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n?", "", lock))
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_one_version_and_a_hash(name: str) -> None:
    lines = pinned((ROOT / "requirements" / name).read_text("utf-8"))
    assert len(lines) > 20
    assert [line for line in lines if not _PINNED.fullmatch(line)] == []


@pytest.mark.parametrize(
    "line",
    ["babel", "babel==2.16", "babel>=2 --hash=sha256:" + "0" * 64, "git+https://x.example/y", "-e .",
     "--index-url https://x.example", "babel @ https://x.example/b.whl --hash=sha256:" + "0" * 64],
)  # fmt: skip
def test_what_is_not_locked_is_noticed(line: str) -> None:
    assert not _PINNED.fullmatch(pinned(line)[0])


def test_the_site_is_made_with_what_the_tests_are() -> None:
    site, dev = (
        {line.split("==")[0]: line for line in pinned((ROOT / "requirements" / name).read_text("utf-8"))}
        for name in LOCKS
    )  # fmt: skip
    assert {name: dev.get(name) for name in site} == site


def test_hashes_are_asked_for() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"\$\(PIP\) install .*requirements/?.*", makefile)
    locked = [line for line in installs if "requirements/" in line and "benchmarks" not in line]
    assert len(locked) >= len(LOCKS)
    assert all("--require-hashes" in line for line in locked)


@pytest.mark.slow
@pytest.mark.parametrize("name", LOCKS)
def test_no_hole_is_known_in_what_is_locked(name: str) -> None:
    audit = shutil.which("pip-audit", path=str(Path(sys.executable).parent)) or shutil.which(
        "pip-audit"
    )
    if audit is None:
        pytest.skip("pip-audit is not installed: `make audit` installs it")
    done = subprocess.run(
        [audit, "--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off",
         "--requirement", str(ROOT / "requirements" / name)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    unreachable = re.search(
        r"ConnectionError|ServiceError|Max retries|timed out|resolve|could not be audited",
        done.stderr,
    )
    if done.returncode and unreachable:
        pytest.skip("pip-audit cannot reach its data from here")
    assert done.returncode == 0, done.stdout + done.stderr
