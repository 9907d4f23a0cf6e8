"""The organisation's own static files, without links to folders.

The engine follows such links: one that leads elsewhere would publish other people's files, and two
that lead to each other would never let it finish.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def linked_folders(static: Path) -> list[str]:
    """The folders below `static` that are links, as paths relative to it."""
    return sorted(
        os.path.relpath(os.path.join(here, name), static)
        for here, names, _ in os.walk(static)
        for name in names
        if os.path.islink(os.path.join(here, name))
    )


def copy_without_linked_folders(static: Path, target: Path) -> None:
    """Copy the static files. Links to files stay links: the plugin judges them."""
    linked = set(linked_folders(static))

    def ignored(folder: str, names: list[str]) -> set[str]:
        here = os.path.relpath(folder, static)
        return {name for name in names if os.path.normpath(os.path.join(here, name)) in linked}

    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(static, target, symlinks=True, ignore=ignored)
