"""A source file gets new contents in one step: whoever is interrupted leaves the old or the new."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

LEFTOVER = ".being-written"
"""How a file ends that is not finished yet. Only a killed command leaves one behind."""


class NotAFile(OSError):
    """What should be written over is a link, a folder, or gone."""


def overwrite(path: Path, raw: bytes) -> None:
    """Give an ordinary file new contents; its mode stays. Raises OSError, and changes nothing then."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(0, "this is not an ordinary file", str(path))
    handle, fresh = tempfile.mkstemp(LEFTOVER, f".{path.name[:100]}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.chmod(fresh, stat.S_IMODE(status.st_mode))
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Let the new name reach the disk too, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
