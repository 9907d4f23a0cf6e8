"""Writes files whole or not at all: an interruption leaves the old file or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.system.inside import NotAFile, is_inside

LEFTOVER = ".being-written"
"""The ending of an unfinished file's name. Only a killed command leaves one behind."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PATIENCE = 50 if os.name == "nt" else 0
"""Tenths of a second to wait for programs that have open what is to be replaced: Windows lets nobody
rename it until then. Elsewhere they go on reading what was there.
"""


class OutsideFolder(OSError):
    """A link leads out of the organisation's own folder."""


def path_inside(root: Path, path: str) -> Path:
    """The full path of something below `root` that is about to be written.

    Raises:
        OutsideFolder: A link on the way leads elsewhere; somebody's change may have brought it.
    """
    target = root / path
    if not is_inside(target, root):
        raise OutsideFolder(errno.EPERM, "a link leads out of the folder", path)
    return target


def create(root: Path, path: str, text: str | bytes, *, lasting: bool = True) -> bool:
    """Write a new file below `root`. Returns False, and writes nothing, if the path exists.

    With `lasting` it survives a power failure; of thousands of files, whoever writes them sees to that.
    """
    target = root / path
    path_inside(root, os.path.dirname(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        return False
    with _unfinished(str(target)) as fresh:
        _write(fresh, text if isinstance(text, bytes) else text.encode(), lasting=lasting)
        try:
            os.link(fresh, target)
        except OSError:
            if not os.path.lexists(target):  # a file system without hard links
                rename(fresh, target)
                _sync_folder(target.parent)
                return True
            os.unlink(fresh)
            return False
        os.unlink(fresh)
    if lasting:
        _sync_folder(target.parent)
    return True


def overwrite(path: Path, raw: bytes) -> None:
    """Replace the contents of an ordinary file and keep its mode.

    Raises:
        OSError: The file is unchanged.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(0, "this is not an ordinary file", str(path))
    _write_lasting(path, raw, stat.S_IMODE(status.st_mode))


def write(path: Path, content: str | bytes) -> None:
    """Write a new file or replace the one at the path. Missing folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_lasting(path, content if isinstance(content, bytes) else content.encode())


def write_private(root: Path, path: str, raw: bytes) -> None:
    """Write a file below `root` that only its owner can read, also while it is written.

    So is its folder, if it is new: names of files may say something, too.

    Raises:
        OutsideFolder: A link on the way leads elsewhere.
    """
    target = path_inside(root, path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _unfinished(str(target)) as fresh:
        _write(fresh, raw, lasting=True, mode=0o600)
        _replace(fresh, str(target))
    _sync_folder(target.parent)


def _write_lasting(path: Path, raw: bytes, mode: int | None = None) -> None:
    """Write a file that survives a power failure."""
    with _unfinished(str(path)) as fresh:
        _write(fresh, raw, lasting=True)
        if mode is not None:
            os.chmod(fresh, mode)
        rename(fresh, path)
    _sync_folder(path.parent)


def write_if_changed(folder: str | Path, path: str, raw: bytes) -> None:
    """Write the file unless its content is already identical.

    A new file takes the place of the old one, so that programs that are reading the old one can
    finish. A folder in place of the file, or a file in place of one of its folders, is deleted.
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
    """Move a file to a path below `folder`, on the same file system, over anything at that path."""
    _make_folders(str(folder), path)
    _replace(str(source), f"{folder}/{path}")


def remove(path: Path) -> None:
    """Delete a file, a link, or a folder with all that is in it; do nothing if the path is free."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _holds(path: str, raw: bytes) -> bool:
    """Whether the path is an ordinary file with these contents."""
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
    """The name of a temporary file beside `target`. The block renames it; after an error it is deleted."""
    folder, name = os.path.split(target)
    fresh = os.path.join(folder, f".{name[:60]}.{os.getpid()}{LEFTOVER}")
    try:
        yield fresh
    except BaseException as error:
        with suppress(OSError):
            os.unlink(fresh)
        if isinstance(error, OSError) and error.filename == fresh:
            error.filename = target  # the name that people know
        raise


def _write(fresh: str, raw: bytes, *, lasting: bool = False, mode: int = 0o666) -> None:
    """Write a new file; with `lasting`, wait until it is on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    try:
        file = os.open(fresh, flags, mode)
    except FileExistsError:  # a killed process with the same number left it
        os.unlink(fresh)
        file = os.open(fresh, flags, mode)
    try:
        left = memoryview(raw)
        while left:
            left = left[os.write(file, left) :]
        if lasting:
            os.fsync(file)
    finally:
        os.close(file)


def rename(source: str | Path, target: str | Path) -> None:
    """Give a file or a folder another name, over a file of that name.

    Raises:
        OSError: Nothing is changed. On Windows, somebody has had it open for seconds.
    """
    for _ in range(_PATIENCE):
        with suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(0.1)
    os.replace(source, target)


def _replace(fresh: str, target: str) -> None:
    try:
        rename(fresh, target)
    except (IsADirectoryError, PermissionError):
        if not os.path.isdir(target) or os.path.islink(target):
            raise
        shutil.rmtree(target)
        os.replace(fresh, target)


def _make_folders(folder: str, path: str) -> None:
    """Make the folders of a path below a folder."""
    os.makedirs(folder, exist_ok=True)
    current = folder
    for part in path.split("/")[:-1]:
        current = f"{current}/{part}"
        if os.path.islink(current) or os.path.isfile(current):
            os.unlink(current)
        with suppress(FileExistsError):
            os.mkdir(current)


def _sync_folder(folder: Path) -> None:
    """Wait until the new name is on the disk, too, where the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
