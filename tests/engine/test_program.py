"""The same site by ProperDocs, the successor of MkDocs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.engine import program
from tests import ROOT
from tests.conftest import Organisation

needs_properdocs = pytest.mark.skipif(
    not find_spec("properdocs"), reason="properdocs is not installed"
)
_NAME = re.compile(rb'<meta name="generator" content="([^"]*)">')


def _run(module: str, organisation: Organisation, *arguments: str) -> subprocess.CompletedProcess[str]:  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=organisation.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)  # fmt: skip


def _pages(folder: Path) -> dict[str, bytes]:
    """Every file of a site, without the name of the program that made it."""
    return {
        path.relative_to(folder).as_posix(): _NAME.sub(b"", path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    site = organisation.root / "site_config/site.yml"
    site.write_text(site.read_text() + "as_of: 2026-11-20\n")
    organisation.story("first")
    return organisation


@needs_properdocs
def test_properdocs_builds_the_very_same_site(told: Organisation) -> None:
    for engine in program.PROGRAMS:
        done = _run(
            "generator", told, "build", "--strict", "--engine", engine, "--site-dir", engine
        )
        assert done.returncode == 0, done.stdout + done.stderr
    made_by = _NAME.search((told.root / "properdocs/index.html").read_bytes())
    assert made_by is not None
    assert b"ProperDocs" in made_by[1]
    assert _pages(told.root / "properdocs") == _pages(told.root / "mkdocs")


@needs_properdocs
@pytest.mark.slow
def test_plain_properdocs_builds_it_too(told: Organisation) -> None:
    done = _run("properdocs", told, "build", "--strict", "--site-dir", "plain")
    assert done.returncode == 0, done.stderr
    done = _run("generator", told, "build")
    assert _pages(told.root / "plain") == _pages(told.root / "site")


@needs_properdocs
@pytest.mark.slow
def test_warnings_of_properdocs_count_and_are_shown(told: Organisation) -> None:
    told.config("static/own.md", "[nowhere](none.md)\n")
    done = _run("generator", told, "build", "--engine", "properdocs")
    assert done.returncode == 0
    assert "none.md" in done.stderr
    strict = _run("generator", told, "build", "--engine", "properdocs", "--strict")
    assert strict.returncode == 1
    assert "none.md" in strict.stdout
    assert "Traceback" not in strict.stderr


@pytest.mark.parametrize("name", program.PROGRAMS)
def test_a_program_that_is_not_installed_is_one_sentence(
    name: str, told: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(program, "import_module", absent)
    done = CliRunner().invoke(main, ["--root", str(told.root), "build", "--engine", name])
    assert done.exit_code == 2
    assert f"{name} is not installed" in done.output
