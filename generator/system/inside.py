"""Where paths really lead, and reading without being led astray.

A change that somebody hands in may bring a link: to a file elsewhere, into a circle, or to nowhere. All
code that follows links, or must not, asks the functions of this module.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""Binary mode, no symbolic links, and no waiting for pipes, where a system has these flags."""


class NotAFile(OSError):
    """The path is a link, a folder, a pipe or a device."""


def real(path: str | os.PathLike[str]) -> Path:
    """The absolute path with every link followed.

    What is not there stays as it is written, and so does a link that leads to itself: nothing that
    the path means is an error here.
    """
    return Path(os.path.realpath(path))


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, once every link on the way is followed, is `folder` or in it."""
    return real(path).is_relative_to(real(folder))


def has_link(root: Path, path: str) -> bool:
    """Whether `path`, relative to `root`, or one of the folders on its way is a link."""
    parts = path.split("/")
    return any(os.path.islink(os.path.join(root, *parts[: n + 1])) for n in range(len(parts)))


def entries_below(root: Path, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in a folder and the folders in it, but the folders themselves, in order.

    No link is followed: links are entries, and where the folder itself is one, or lies behind one,
    there is nothing in it. Neither is there in a folder that cannot be read.

    Returns:
        Paths relative to `root`, each with its entry.
    """
    if has_link(root, folder):
        return
    try:
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(root, path)
        else:
            yield path, entry


def as_on_disk(path: str | os.PathLike[str]) -> str:
    """The path of a file as its folder writes it, if that differs in the normal form of Unicode alone.

    macOS and some archives write é as an e and an accent. A path that is there, or of which there is no
    other writing, stays as it is.
    """
    path = os.fspath(path)
    if path.isascii() or os.path.lexists(path):
        return path
    folder, name = os.path.split(path)
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return path
    wanted = unicodedata.normalize("NFC", name)
    same = (other for other in names if unicodedata.normalize("NFC", other) == wanted)
    return os.path.join(folder, min(same, default=name))


def read_bytes(path: str | os.PathLike[str], limit: int | None = None) -> bytes:
    """The contents of an ordinary file, or the first `limit` bytes of them.

    Whatever the path was a moment ago: a link is not followed, and a pipe not waited for.

    Raises:
        OSError: The file cannot be read; NotAFile if it is none.
    """
    file = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(errno.EINVAL, "this is not an ordinary file", os.fspath(path))
        return os.read(file, status.st_size + 1 if limit is None else limit)
    finally:
        os.close(file)
