"""Files are written whole or not at all: whoever is interrupted leaves the old one or the new."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LEFTOVER = ".being-written"
"""How a file ends that is not finished yet. Only a killed command leaves one behind."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotAFile(OSError):
    """What should be written over is a link, a folder, or gone."""


class Outside(OSError):
    """A link leads out of the organisation's own folder."""


def inside(root: Path, path: str) -> Path:
    """What lies at a path below `root`, where something is about to be written. Raises Outside when
    a link on the way leads elsewhere: it may have come with somebody's change.
    """
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise Outside(errno.EPERM, "a link leads out of the folder", path)
    return target


def create(root: Path, path: str, text: str) -> bool:
    """Write a new file below `root`, and never over one that is there: False then."""
    target = root / path
    inside(root, os.path.dirname(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        return False
    raw = text.encode()
    with _unfinished(str(target)) as fresh:
        _write(fresh, raw, lasting=True)
        try:
            os.link(fresh, target)
        except FileExistsError:
            os.unlink(fresh)
            return False
        except OSError:  # a file system without hard links, and so without certainty
            if os.path.lexists(target):
                os.unlink(fresh)
                return False
            os.replace(fresh, target)
        else:
            os.unlink(fresh)
    _settle(target.parent)
    return True


def overwrite(path: Path, raw: bytes) -> None:
    """Give an ordinary file new contents; its mode stays. Raises OSError, and changes nothing then."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(0, "this is not an ordinary file", str(path))
    with _unfinished(str(path)) as fresh:
        _write(fresh, raw, lasting=True)
        os.chmod(fresh, stat.S_IMODE(status.st_mode))
        os.replace(fresh, path)
    _settle(path.parent)


def write(path: Path, text: str) -> None:
    """Write a file, new or over the one that is there. Its folders come with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(str(path)) as fresh:
        _write(fresh, text.encode(), lasting=True)
        os.replace(fresh, path)
    _settle(path.parent)


def write_if_changed(folder: str | Path, path: str, raw: bytes) -> None:
    """See to it that a file of a folder of ours holds just this.

    One that does is left alone, which is quicker than writing it. Otherwise a new file takes its
    place, so that whoever is reading the old one reads it to the end. What else is in the way of
    the file, or of its folders, goes.
    """
    target = f"{folder}/{path}"
    if _holds(target, raw):
        return
    with _unfinished(target) as fresh:
        try:
            _write(fresh, raw)
        except (FileNotFoundError, NotADirectoryError):
            _make_folders(str(folder), path)
            _write(fresh, raw)
        _replace(fresh, target)


def move(source: Path, folder: Path, path: str) -> None:
    """The same with a file that is there already, on the same file system."""
    _make_folders(str(folder), path)
    _replace(str(source), f"{folder}/{path}")


def _holds(path: str, raw: bytes) -> bool:
    """Whether there is an ordinary file with just these contents."""
    try:
        file = os.open(path, os.O_RDONLY | _BINARY | _NO_LINK)
    except OSError:
        return False
    try:
        status = os.fstat(file)
        if status.st_size != len(raw) or not stat.S_ISREG(status.st_mode):
            return False
        return os.read(file, len(raw) + 1) == raw
    except OSError:
        return False
    finally:
        os.close(file)


@contextmanager
def _unfinished(target: str) -> Iterator[str]:
    """The name of a file beside another, that will take its place. If it does not, it goes."""
    folder, name = os.path.split(target)
    fresh = os.path.join(folder, f".{name[:60]}.{os.getpid()}{LEFTOVER}")
    try:
        yield fresh
    except BaseException as error:
        with suppress(OSError):
            os.unlink(fresh)
        if isinstance(error, OSError) and error.filename == fresh:
            error.filename = target  # which people know
        raise


def _write(fresh: str, raw: bytes, *, lasting: bool = False) -> None:
    """Write a file that nobody knows of yet; when it is to last, until it is on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    try:
        file = os.open(fresh, flags, 0o666)
    except FileExistsError:  # a killed process of the same number left it
        os.unlink(fresh)
        file = os.open(fresh, flags, 0o666)
    try:
        left = memoryview(raw)
        while left:
            left = left[os.write(file, left) :]
        if lasting:
            os.fsync(file)
    finally:
        os.close(file)


def _replace(fresh: str, target: str) -> None:
    try:
        os.replace(fresh, target)
    except (IsADirectoryError, PermissionError):
        if not os.path.isdir(target) or os.path.islink(target):
            raise
        shutil.rmtree(target)
        os.replace(fresh, target)


def _make_folders(folder: str, path: str) -> None:
    """Make the folders of a path below a folder."""
    os.makedirs(folder, exist_ok=True)
    at = folder
    for part in path.split("/")[:-1]:
        at = f"{at}/{part}"
        if os.path.islink(at) or os.path.isfile(at):
            os.unlink(at)
        with suppress(FileExistsError):
            os.mkdir(at)


def _settle(folder: Path) -> None:
    """Let the new name reach the disk too, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
