"""The wheel works outside the checkout, in any folder with the layout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator import __version__
from tests import ROOT
from tests.conftest import Organisation

CHECKOUT = ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the built wheel installs, the dependencies aside."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(CHECKOUT)],
                   check=True, capture_output=True)  # fmt: skip
    (wheel,) = folder.glob("reciprocity-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "lib"), str(wheel)],
                   check=True, capture_output=True)  # fmt: skip
    return folder / "lib"


@pytest.mark.slow
def test_the_installed_command_builds_any_folder(
    installed: Path, organisation: Organisation
) -> None:
    organisation.story("first")
    done = subprocess.run(
        [str(installed / "bin" / "reciprocity"), "build", "--today", "2026-11-20"], cwd=organisation.root,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    page = (organisation.root / "site/stories/first/index.html").read_text()
    assert "it was enough" in page
    assert (organisation.root / "build/newsletter/2026-10/email.html").is_file()


@pytest.mark.slow
def test_a_folder_called_generator_changes_nothing_for_an_adopter(
    installed: Path, organisation: Organisation
) -> None:
    """As in a copy of the program's repository, or beside somebody else's generator.py."""
    organisation.write("generator/__init__.py", "raise SystemExit('taken over')\n")
    organisation.story("first")
    safe = [sys.executable, "-P", "-m", "reciprocity"]
    for command in ([str(installed / "bin" / "reciprocity")], safe):
        done = subprocess.run([*command, "check", "--today", "2026-11-20"], cwd=organisation.root,
                              env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        assert "taken over" not in done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_program_and_nothing_else(installed: Path) -> None:
    assert (installed / "generator/templates/site/story.html").is_file()
    assert (installed / "generator/py.typed").is_file()
    tops = {p.name for p in installed.iterdir() if not p.name.endswith(".dist-info")}
    assert tops == {"generator", "reciprocity", "bin"}
    assert [path.name for path in (installed / "reciprocity").iterdir() if path.is_file()] == [
        "__main__.py"
    ]
    metadata = next(installed.glob("*.dist-info"))
    assert "mkdocs.plugins" in (metadata / "entry_points.txt").read_text()
    assert f"\nVersion: {__version__}\n" in (metadata / "METADATA").read_text("utf-8")
