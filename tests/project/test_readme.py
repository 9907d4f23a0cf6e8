"""Every command that the documentation shows does what it says."""

from __future__ import annotations

import calendar
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.adopt.sample import DAY
from tests import ROOT

BIN = Path(sys.executable).parent
SHOWN = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "CODE_OF_CONDUCT.md")


OF_AN_ORGANISATION = (
    "site_config/templates/",
    "site_config/locale/",
    "site_config/redirects.yml",
    "site_config/reviews/",
)  # which the sample has not


def _commands(name: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


COMMANDS = sorted({command for name in SHOWN for command in _commands(name)})
ELSEWHERE = {  # commands that this very run is part of, or that take minutes
    "make test": "-m pytest",
    "make test-quick": "-m pytest",
    "make coverage": "-m coverage run",
    "make lint": "ruff check",
    "make bench-quick": "-m benchmarks.run --quick",
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git knows, with this environment in the place of its own."""
    if not (ROOT / ".git").exists() or shutil.which("make") is None:
        pytest.skip("git or make is missing")
    folder = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for words in (
        "init --quiet",
        "add --all",
        "-c user.name=us -c user.email=us@bench.example commit --quiet --message start",
        "update-ref refs/remotes/origin/main HEAD",
    ):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    return folder


def _run(clone: Path, command: str) -> subprocess.Popen[str]:
    words = command.split()
    if words[0] == "make":
        words += [
            f"BIN={BIN}",
            *(f"--old-file=.venv/.{stamp}" for stamp in ("site", "dev", "bench")),
        ]
        words += ["--dry-run"] if command in ELSEWHERE else []
    else:
        words[0] = words[0].replace(".venv/bin", str(BIN))
    of_the_sample = {"SOURCE_DATE_EPOCH": str(calendar.timegm(DAY.timetuple()))}
    return subprocess.Popen(words, cwd=clone, env=os.environ | of_the_sample, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            start_new_session=True)  # fmt: skip


def test_the_documentation_shows_commands() -> None:
    assert {"make site", "make test"} <= set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "make serve"])
def test_a_shown_command_works(clone: Path, command: str) -> None:
    with _run(clone, command) as process:
        output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output
    assert ELSEWHERE.get(command, "") in output


@pytest.mark.slow
def test_serve_starts(clone: Path) -> None:
    with _run(clone, "make serve") as process:
        assert process.stdout is not None
        # Reading waits for as long as the server says nothing.
        end = ["pkill", "-s", str(process.pid)]
        stop = threading.Timer(60, subprocess.run, [end], {"check": False})
        stop.start()
        said = ""
        for line in process.stdout:
            said += line
            if "The site is at http" in line:
                break
        stop.cancel()
        subprocess.run(end, check=False)
    if "in use" in said:
        pytest.skip("another server listens on the address")
    assert "The site is at http" in said, said


def test_the_smallest_story_of_the_readme_is_sound(clone: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    story = re.findall(r"```markdown\n(---.*?)```", text, re.DOTALL)[0]
    path = clone / "stories/2026/a-few-words.md"
    path.write_text(story)
    done = subprocess.run([str(BIN / "reciprocity"), "check", "--today", f"{DAY}", str(path)], cwd=clone, check=False,
                          capture_output=True, text=True)  # fmt: skip
    path.unlink()
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout
    assert "warning" not in done.stdout


def test_every_file_that_the_documentation_names_is_there() -> None:
    for name in (*SHOWN, *(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md"))):
        if name.startswith("docs/reference/codes/"):
            continue  # its examples are tests of their own
        text = (ROOT / name).read_text("utf-8")
        for path in re.findall(
            r"`((?:generator|templates|tests|docs|site_config|tools|\.ci|\.github)/[\w./-]+|[A-Z_]+\.md)`",
            text,
        ):
            if "2026-10" not in path and not path.startswith(OF_AN_ORGANISATION):
                assert (ROOT / path).exists(), f"{name} names {path}"


def test_the_architecture_names_every_package_and_module_of_the_program() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    tree = re.findall(r"^  +([\w.]+)/?  ", text, re.MULTILINE)
    packages = {path.parent.name for path in (ROOT / "generator").glob("*/**/__init__.py")}
    packages -= {path.parent.name for path in (ROOT / "generator/languages").glob("*/__init__.py")}
    modules = {path.name for path in (ROOT / "generator").glob("*.py")}
    assert set(tree) == packages | modules - {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("name", SHOWN)
def test_every_picture_and_page_that_is_linked_is_there(name: str) -> None:
    for target in re.findall(
        r"\]\(((?!https?:|mailto:|@|#)[^)\s]+)\)", (ROOT / name).read_text("utf-8")
    ):
        assert (ROOT / target).exists(), f"{name} links to {target}"


def test_no_picture_is_kept_that_no_page_shows() -> None:
    shown = "".join((ROOT / name).read_text("utf-8") for name in SHOWN)
    kept = {f"docs/pictures/{path.name}" for path in (ROOT / "docs").rglob("*.png")}
    assert kept == set(re.findall(r"\((docs/pictures/[\w-]+\.png)\)", shown))
