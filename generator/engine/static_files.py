"""The organisation's own static files, as the engine may walk through them.

The engine follows links to folders: one that leads elsewhere has it read what is none of ours, and
two that lead to each other never let it come to an end.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def linked_folders(static: Path) -> list[str]:
    """The folders in it that are links, as paths below it."""
    return sorted(
        os.path.relpath(os.path.join(here, name), static)
        for here, names, _ in os.walk(static)
        for name in names
        if os.path.islink(os.path.join(here, name))
    )


def copied(static: Path, target: Path) -> None:
    """Copy the static files without these folders. Other links stay links, to be judged later."""

    def linked(here: str, names: list[str]) -> set[str]:
        paths = {name: os.path.join(here, name) for name in names}
        return {
            name for name, path in paths.items() if os.path.islink(path) and os.path.isdir(path)
        }

    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(static, target, symlinks=True, ignore=linked)
