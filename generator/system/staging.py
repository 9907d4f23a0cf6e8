"""A finished tree takes the place of the last one in a single step, or not at all.

The tree before is kept as a spare, for the next build to write over: on some file systems, making
folders and files costs twenty times as much. It is not kept when it shows something that was
taken back. Everything that we keep lies in one hidden folder beside the site, and can be deleted
at any time.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from generator.system.atomic import LEFTOVER, write

try:
    import fcntl
except ImportError:  # Windows: builds are not guarded against each other there
    fcntl = None  # type: ignore[assignment]  # the module is absent on purpose

_MARKS = ("sitemap.xml", "search/index.js")
"""By one of these a folder is known as a site of ours."""
_GRACE = 0.1
"""Seconds that a reader has who was on the way to a file of the old tree when it was exchanged."""
_PATIENCE = 100
"""How many tenths of a second to wait for the helpers of a killed build."""
_AT_FDCWD = -100
_SWAPS: dict[str, tuple[str, tuple[int, ...], tuple[int, ...], int]] = {
    "linux": ("renameat2", (_AT_FDCWD,), (_AT_FDCWD,), 2),  # RENAME_EXCHANGE
    "darwin": ("renamex_np", (), (), 2),  # RENAME_SWAP
}
"""By system: the call that swaps two names, what comes before each of them, and the flag for it."""


class Busy(Exception):
    """Another build of the same folder is at work."""


class Foreign(Exception):
    """The folder holds something that no build of ours made."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build goes: `folder` becomes the site, with the paths in `files` and no others.

    `scratch` is an empty folder on the same file system, for whatever is needed in between.
    `shown` says in lines of any form what the site shows of whom. When a line of the last build
    is missing, something was taken back.
    """

    folder: Path
    scratch: Path
    files: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    @property
    def nothing(self) -> Path:
        """A folder for nothing, where one has to be named."""
        return self.scratch.with_name(f"{self.scratch.name}-nothing")


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """A stage that takes the place of `target` when the block ends well.

    Until then, and when the block raises or the process is killed, `target` stays as it was. The
    stage may hold files of an earlier build, to be written over; those that are not named in
    `files` in the end are removed. Raises Busy when another build of `target` is at work, and
    Foreign when `target` is no site.
    """
    is_site = target.is_dir() and (
        any((target / mark).is_file() for mark in _MARKS) or not any(target.iterdir())
    )
    if target.exists() and not is_site:
        raise Foreign(target)
    ours = target.parent / f".{target.name}.build"
    if ours.is_file() or ours.is_symlink():
        ours.unlink()
    ours.mkdir(parents=True, exist_ok=True)
    with _alone(ours / "lock"):
        spare, scratch = ours / "spare", ours / "scratch"
        _finish_renames(ours, target)
        old = _take(ours, spare)
        _clear(scratch)
        spare.mkdir(exist_ok=True)
        scratch.mkdir()
        stage = Stage(spare, scratch)
        try:
            yield stage
            _remove(spare, old - stage.files)
            _remember(ours, spare, target, stage.files)
            before = _shown_before(ours / "shown")
            _exchange(spare, target)
            if not before <= stage.shown:
                time.sleep(_GRACE)
                shutil.rmtree(spare, ignore_errors=True)
            # Last of all: who is killed before this deletes a tree too many, never one too few.
            _write_down(ours / "shown", stage.shown)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _folders(files: Iterable[str]) -> set[str]:
    """The folders of some files, and the folders of these."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _list_of(ours: Path, tree: Path) -> Path:
    """The list of a tree's files, by what stays the same when the tree is renamed."""
    return ours / f"files-{tree.stat().st_ino}"


def _take(ours: Path, spare: Path) -> set[str]:
    """Take the spare to be written over; returns its files. One that cannot be trusted goes."""
    try:
        record = _list_of(ours, spare)
        written = record.stat().st_mtime_ns
        files = _lines(record)
        record.unlink()  # from here on the spare is neither the old tree nor the new one
        folders = ("", *_folders(files))
        if all((spare / folder).stat().st_mtime_ns < written for folder in folders):
            return files  # nobody has put anything into it
    except (OSError, ValueError):
        pass
    _clear(spare)
    return set()


def _remove(tree: Path, files: set[str]) -> None:
    """Delete files, and the folders that this leaves empty."""
    for path in files:
        with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
            # Where a folder stands now, or a file in place of its folder, it is gone already.
            (tree / path).unlink()
    for folder in sorted(_folders(files), key=len, reverse=True):
        with suppress(OSError):
            (tree / folder).rmdir()


def _shown_before(path: Path) -> set[str]:
    """What the last build showed."""
    try:
        return _lines(path)
    except (OSError, ValueError):
        return {"nobody knows"}


def _lines(path: Path) -> set[str]:
    """A list as it was written down; ValueError when it is not whole."""
    seal, _, text = path.read_bytes().decode().partition("\n")
    if seal != _seal(text):
        raise ValueError(path)
    return set(text.split("\n")) - {""}


def _write_down(path: Path, lines: set[str]) -> None:
    text = "\n".join(sorted(lines))
    if path.is_dir():
        _clear(path)
    write(path, f"{_seal(text)}\n{text}")


def _seal(text: str) -> str:
    """What tells a list that is whole, and of this version, from any other file."""
    return f"list 1 {hashlib.sha256(text.encode()).hexdigest()}"


def _clear(path: Path) -> None:
    """Take away whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _remember(ours: Path, tree: Path, target: Path, files: set[str]) -> None:
    """Write down what a tree holds; lists of trees that are gone, but for the live one, go."""
    live = _list_of(ours, target) if target.is_dir() else None
    for record in (*ours.glob("files-*"), *ours.glob(f".*{LEFTOVER}")):
        if record != live:
            _clear(record)
    time.sleep(0.02)  # the list is younger than all that it lists, on a clock of 10 ms
    _write_down(_list_of(ours, tree), files)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of even if this process is killed.

    The helpers of a killed process hold it until they notice: for these we wait.
    """
    if not path.is_file() or path.is_symlink():
        _clear(path)
    with path.open("a+b") as lock:
        patience = _PATIENCE
        while not _locked(lock):
            patience -= 1
            if patience < 0 or _is_alive(path):
                raise Busy(path)
            time.sleep(0.1)
        lock.truncate(0)
        lock.write(b"%d\n" % os.getpid())
        lock.flush()
        yield


def _locked(lock: BinaryIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


def _is_alive(path: Path) -> bool:
    """Whether the process that wrote its number into the lock is still there."""
    try:
        os.kill(int(path.read_bytes()), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):
        return True  # another user's, or unknown
    return True


def _finish_renames(ours: Path, target: Path) -> None:
    """Bring back a site that was being renamed when a build without an exchange was killed."""
    aside = ours / "aside"
    if aside.is_dir() and not target.exists():
        aside.rename(target)
    _clear(aside)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders: in one step where the system and the file system can, else by renames.

    Between two renames the site is not there for a moment. Who is killed then has it in `aside`,
    from where the next build brings it back.
    """
    if not target.exists():
        fresh.rename(target)
        return
    if _swapped(os.fsencode(fresh), os.fsencode(target)):
        return
    aside = fresh.with_name("aside")
    _clear(aside)
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(fresh)


def _swapped(one: bytes, other: bytes) -> bool:
    """Whether the system has swapped two names in one step: Linux and macOS have a call for it."""
    if sys.platform not in _SWAPS:
        return False
    name, before, between, swap = _SWAPS[sys.platform]
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return call is not None and call(*before, one, *between, other, swap) == 0
