"""Every command that the documentation shows does what it says, with the program installed from a wheel."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.project.pages import DOCS, Command, Shown, pages, steps
from tests.project.wheels import environment, wheel

_MARK = "--- of command"
_SESSION = """\
reciprocity() {
  if [ "$1" != serve ]; then command reciprocity "$@"; return; fi
  command reciprocity serve --address "127.0.0.1:$PORT" > "$LOG" 2>&1 &
  for _ in $(seq 300); do grep -q "The site is at" "$LOG" && break; sleep 0.1; done
  kill $!; wait $! 2> "$LOG.end"
  sed "s/$PORT/8000/g" "$LOG"
  grep -q "The site is at" "$LOG"
}
"""
"""`serve` runs until it is ready, at a port that is free."""
TUTORIAL = DOCS / "tutorial.md"
SHOWING = [page for page in pages() if any(isinstance(step, Command) for step in steps(page))]


class Program(NamedTuple):
    """The program as a wheel, installed beside what it needs, and an organisation made by it."""

    wheel: Path
    environment: dict[str, str]
    sample: Path


def _run(words: list[str], cwd: Path, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        words, cwd=cwd, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    if os.name == "nt" or shutil.which("bash") is None or shutil.which("git") is None:
        pytest.skip("bash or git is missing")
    folder = tmp_path_factory.mktemp("program")
    program = wheel(folder)
    own = environment(folder, program)
    made = folder / "venv"
    _run([sys.executable, "-m", "venv", "--without-pip", str(made)], folder)
    own |= {"PATH": f"{made}/bin:{own['PATH']}"}
    _run([str(made / "bin/python"), "-m", "pip", "install", str(program)], folder, own)
    mkdocs = made / "bin/mkdocs"
    mkdocs.write_text('#!/bin/sh\nexec python -m mkdocs "$@"\n')
    mkdocs.chmod(0o755)
    sample = folder / "sample"
    _run(["reciprocity", "init", "--example", "--no-input", str(sample)], folder, own)
    for words in ("init --quiet", "add --all",
                  "-c user.name=us -c user.email=us@bench.example commit --quiet --message start",
                  "update-ref refs/remotes/origin/main HEAD"):  # fmt: skip
        _run(["git", *words.split()], sample, own)
    return Program(program, own, sample)


def _script(page: Path) -> Iterator[str]:
    yield _SESSION
    number = 0
    for step in steps(page):
        if isinstance(step, Shown):
            redirect = ">>" if step.is_added else ">"
            yield f"mkdir -p \"$(dirname '{step.path}')\""
            yield f"cat {redirect} '{step.path}' <<'END OF FILE'\n{step.text}END OF FILE"
        else:
            yield f"echo '{_MARK} {number}'"
            yield step.words
            yield 'status=$?; if [ $status != 0 ]; then echo "exit status $status"; exit $status; fi'
            number += 1


def _follow(page: Path, folder: Path, environment: dict[str, str]) -> None:
    """Do what a page says, from its top, in a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = subprocess.run(
        ["bash", "-c", "\n".join(_script(page))],
        cwd=folder, env=environment | {"PORT": str(port), "LOG": str(folder.parent / "serve.log")},
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    commands = [step for step in steps(page) if isinstance(step, Command)]
    printed = [part.partition("\n")[2] for part in done.stdout.split(_MARK)[1:]]
    assert len(printed) == len(commands)
    for command, output in zip(commands, printed, strict=True):
        assert command.is_printed_in(output), f"$ {command.words}\n{output}"


@pytest.mark.slow
def test_the_tutorial_can_be_followed(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    path = os.pathsep.join(program.environment["PATH"].split(os.pathsep)[1:])  # it installs its own
    _follow(TUTORIAL, folder, program.environment | {"PATH": path})
    made = folder / "kestrel-post"
    installed = made / ".venv/bin/reciprocity"
    assert installed.read_text().startswith(f"#!{made}/.venv/bin/python")
    page = (made / "site/stories/the-third-bag/index.html").read_text("utf-8")
    assert "Ivo Marsh could not read the label" in page
    (issue,) = (made / "site/newsletter").glob("2*/index.html")
    assert "The third bag" in issue.read_text("utf-8")
    assert next((made / "build/newsletter").glob("*/townhall.pptx")).is_file()


@pytest.mark.exhaustive
@pytest.mark.parametrize("page", [p for p in SHOWING if p != TUTORIAL], ids=lambda page: page.stem)
def test_a_page_can_be_followed(program: Program, tmp_path: Path, page: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(program.sample, folder)
    _follow(page, folder, program.environment)
    _run(["reciprocity", "check"], folder, program.environment)  # what it shows is sound


def test_a_page_that_shows_what_is_not_printed_is_noticed() -> None:
    command = Command("reciprocity check", ("No problems in …", "To see it: …"))
    assert command.is_printed_in("No problems in 12 files.\n\nTo see it: serve\n")
    assert not command.is_printed_in("To see it: serve\nNo problems in 12 files.\n")
    assert not command.is_printed_in("1 error in 12 files.\n")
