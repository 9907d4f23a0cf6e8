"""A finished tree takes the place of the last one in a single step, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: builds are not guarded against each other there
    fcntl = None  # type: ignore[assignment]  # the module is absent on purpose

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Busy(Exception):
    """Another build of the same folder is at work."""


class Foreign(Exception):
    """The folder holds something that no build of ours made."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A fresh folder beside `target` that takes its place when the block ends well.

    Until then, and when the block raises or the process is killed, `target` stays as it was.
    What a killed build left behind is removed by the next one. Raises Busy when another build
    of `target` is at work, and Foreign when `target` is no site.
    """
    if (
        target.is_dir()
        and any(target.iterdir())
        and not (target / "sitemap.xml").is_file()
        and not (target / ".reciprocity").is_file()
    ):
        raise Foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.parent / f".{target.name}.new"
    with _alone(target.parent / f".{target.name}.lock"):
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            _exchange(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)  # the last tree now, or what did not succeed


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of even if this process is killed."""
    descriptor = _lock(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _lock(path: Path) -> int:
    """Open and lock a file that is still there once it is locked; its last owner deletes it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if fcntl is None:
            return descriptor
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.stat(path).st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except FileNotFoundError:
            pass  # deleted between opening and locking: try again
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise Busy(path) from None
            raise
        os.close(descriptor)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders; atomically where the system can, else by two renames."""
    if not target.exists():
        fresh.rename(target)
        return
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if (
            hasattr(libc, "renameat2")
            and libc.renameat2(
                _AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE
            )
            == 0
        ):
            return
    aside = target.parent / f".{target.name}.old"
    shutil.rmtree(aside, ignore_errors=True)
    target.rename(aside)
    fresh.rename(target)
    aside.rename(fresh)
