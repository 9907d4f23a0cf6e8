"""A wheel of the checkout, and what it needs without the checkout itself, for tests of what is installed."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

from tests import ROOT


def wheel(folder: Path) -> Path:
    """The wheel that the build of a release makes, in `folder`."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def environment(folder: Path, program: Path, **more: str) -> dict[str, str]:
    """An environment in which pip finds what this one holds but the program, and asks no index.

    `RECIPROCITY` is what the documentation calls the place that the program is installed from.
    """
    needs = folder / "needs"
    needs.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "reciprocity" not in entry.name and entry.name != "__pycache__":
            (needs / entry.name).symlink_to(entry)
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(needs),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "RECIPROCITY": str(program),
    } | more
