"""Puts a finished build in the place of the last one in a single step, or not at all.

The previous tree is kept as a spare, and the next build writes over it: on some file systems,
creating folders and files takes twenty times as long. A tree that shows something withdrawn is
deleted instead. The spare and its lists are in one hidden folder beside the site, which can be
deleted at any time.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from generator.system.atomic import LEFTOVER, remove, rename, write

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # the module is absent on purpose
try:
    import msvcrt
except ImportError:  # everywhere else
    msvcrt = None  # type: ignore[assignment]  # the module is absent on purpose

_MARKS = ("sitemap.xml", "search/index.js", "docs/search/index.js")
"""Files that mark a folder as a site of ours, or as the tree that `stage` writes; one is enough."""
_FILE = re.compile("file [0-9a-f]{64}")
"""The line of a list that says what the file beside it is like."""
_GRACE = 0.1
"""Seconds for a reader to open a file of the old tree after the exchange."""
_PATIENCE = 100
"""Tenths of a second to wait for the helper processes of a killed build."""
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes, and lets nobody read them: this one is far behind the process's number."""
_AT_FDCWD = -100
_SWAPS: dict[str, tuple[str, tuple[int, ...], tuple[int, ...], int]] = {
    "linux": ("renameat2", (_AT_FDCWD,), (_AT_FDCWD,), 2),  # RENAME_EXCHANGE
    "darwin": ("renamex_np", (), (), 2),  # RENAME_SWAP
}
"""By system: the call that swaps two names, the arguments before each of them, and the flag."""


class BuildInProgress(Exception):
    """Another build of the same folder is running."""


class NotASite(Exception):
    """The folder holds files, and no build of ours made them."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build writes: `folder` becomes the site, with the paths in `files` and no others.

    `scratch` is an empty folder on the same file system, for intermediate files. `shown` lists, in
    lines of any form, what the site shows of people. If a line of the last build is missing,
    something was withdrawn.
    """

    folder: Path
    scratch: Path
    files: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """A stage that takes the place of `target` when the block succeeds.

    Until then, and if the block raises or the process is killed, `target` is unchanged. The stage
    may hold files of an earlier build, to be written over; those that are not in `files` at the
    end are deleted.

    Raises:
        BuildInProgress: Another build of `target` is running.
        NotASite: `target` holds files, and is not a site.
    """
    is_free = target.is_dir() and not any(target.iterdir())
    if target.exists() and not (is_free or _is_site(target)):
        raise NotASite(target)
    work = _work_folder(target)
    if work.is_file() or work.is_symlink():
        work.unlink()
    work.mkdir(parents=True, exist_ok=True)
    with _lock(work / "lock"):
        spare, scratch = work / "spare", work / "scratch"
        _finish_renames(work, target)
        old = _take_spare(work, spare)
        remove(scratch)
        spare.mkdir(exist_ok=True)
        scratch.mkdir()
        stage = Stage(spare, scratch)
        try:
            yield stage
            if old is not None:
                gone = {path for path in _read_list(old) if path not in stage.files}
                _delete(spare, _written_anew(spare, gone, stage.files))
            _record_files(work, spare, target, stage.files)
            is_all_shown = _shows_no_more(work / "shown", stage.shown)
            _exchange(spare, target)
            if not is_all_shown:
                time.sleep(_GRACE)
                shutil.rmtree(spare, ignore_errors=True)
            # Comes last: if we are killed before, the next build deletes a tree too many, never one too few.
            _write_list(work / "shown", stage.shown)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


class Leftover(Enum):
    """What became of something that an earlier command made."""

    CURRENT = "current"
    """It shows nothing that was taken back, or is not there."""
    DELETED = "deleted"
    """It showed what was taken back."""
    DOUBTFUL = "doubtful"
    """It may show what was taken back. We do not know, or somebody else changed it."""


def is_outdated(target: Path, shown: AbstractSet[str]) -> bool:
    """Whether a site is known to show something that is not among `shown`."""
    try:
        return _is_site(target) and not _is_within(_work_folder(target) / "shown", shown)
    except (OSError, ValueError):
        return False


def discard_outdated(target: Path, shown: AbstractSet[str]) -> Leftover:
    """Delete a site that shows something that is not among `shown`.

    That is only done to a folder that is just as a build of ours left it.
    """
    work = _work_folder(target)
    is_there = _is_site(target) and not target.is_symlink()
    try:
        is_current = _is_within(work / "shown", shown)
    except (OSError, ValueError):
        return Leftover.DOUBTFUL if is_there else Leftover.CURRENT
    if is_current or work.is_symlink():
        return Leftover.CURRENT
    try:
        with _lock(work / "lock"):
            remove(work / "spare")
            if is_there and not _is_as_written(work, target):
                return Leftover.DOUBTFUL
            if is_there:
                target.rename(work / "spare")
                remove(work / "spare")
            for path in (*work.glob("files-*"), work / "shown"):
                remove(path)
    except BuildInProgress:  # which puts another tree in its place
        return Leftover.CURRENT
    except OSError:
        return Leftover.DOUBTFUL
    return Leftover.DELETED if is_there else Leftover.CURRENT


def _is_site(folder: Path) -> bool:
    return folder.is_dir() and any((folder / mark).is_file() for mark in _MARKS)


def _work_folder(target: Path) -> Path:
    """The hidden folder beside a site with what is kept between builds."""
    return target.parent / f".{target.name}.build"


def _is_as_written(work: Path, tree: Path) -> bool:
    """Whether a tree has a list of its files, and none was added or taken away since it was written."""
    try:
        record = _list_of(work, tree)
        written = record.stat().st_mtime_ns
        folders = ("", *_folders(_read_list(record)))
        return all((tree / folder).stat().st_mtime_ns < written for folder in folders)
    except (OSError, ValueError):
        return False


def _folders(files: Iterable[str]) -> set[str]:
    """The folders of some files, with all folders above them."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _list_of(work: Path, tree: Path) -> Path:
    """The list of a tree's files, named by the inode, which a rename does not change."""
    return work / f"files-{tree.stat().st_ino}"


def _take_spare(work: Path, spare: Path) -> Path | None:
    """The list of the spare's files, if it holds no others; otherwise the spare is deleted."""
    if not _is_as_written(work, spare):
        remove(spare)
        return None
    taken = work / "files-taken"
    # From here on the spare is neither the old tree nor the new one.
    rename(_list_of(work, spare), taken)
    return taken


def _delete(tree: Path, files: set[str]) -> None:
    """Delete files, and the folders that this leaves empty."""
    for path in files:
        with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
            # The new build may have replaced it by a folder, or its folder by a file.
            (tree / path).unlink()
    for folder in sorted(_folders(files), key=len, reverse=True):
        with suppress(OSError):
            (tree / folder).rmdir()


def _written_anew(tree: Path, old: set[str], new: set[str]) -> set[str]:
    """The old files without those that are new ones, too, but for capitals in their names.

    Where a file system does not tell capitals (or ways to write an accent) apart, such a file is the new one under its old name, so
    it gets the new name.
    """
    folded = set(map(_folded, old))
    names_of = {name: path for path in new if (name := _folded(path)) in folded} if old else {}
    gone = set()
    for path in old:
        fresh = names_of.get(_folded(path))
        if fresh is None or not _is_same(tree / path, tree / fresh):
            gone.add(path)
            continue
        parts, names = Path(path).parts, Path(fresh).parts
        for n, name in enumerate(names):
            if parts[n] != name:
                (tree / Path(*names[:n], parts[n])).rename(tree / Path(*names[: n + 1]))
    return gone


def _folded(path: str) -> str:
    """What two paths have in common that some file system takes for one."""
    return unicodedata.normalize("NFD", path.casefold())


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def _shows_no_more(path: Path, shown: AbstractSet[str]) -> bool:
    """Whether the last build is known to have shown nothing that is not among `shown`."""
    try:
        return _is_within(path, shown)
    except (OSError, ValueError):
        return False


def _is_within(path: Path, lines: AbstractSet[str]) -> bool:
    """Whether each line of a list is among some. Raises ValueError if the list is incomplete."""
    return all(line in lines for line in _read_list(path))


def _read_list(path: Path) -> Iterator[str]:
    """The lines of a list, one at a time: there may be several for each story.

    Raises:
        ValueError: It is incomplete. This comes before the first line.
    """
    with path.open("rb") as file:
        checksum = file.readline()
        start = file.tell()
        if checksum != _checksum(hashlib.file_digest(file, "sha256").hexdigest()):
            raise ValueError(path)
        file.seek(start)
        yield from filter(None, (line.decode().removesuffix("\n") for line in file))


def _write_list(path: Path, lines: Collection[str]) -> None:
    text = "\n".join(sorted(lines)).encode()
    if path.is_dir():
        remove(path)
    write(path, _checksum(hashlib.sha256(text).hexdigest()) + text)


def _checksum(digest: str) -> bytes:
    """The first line of a complete list in this version's format."""
    return f"list 2 {digest}\n".encode()


def list_shown(path: Path, shown: Iterable[str]) -> None:
    """Note beside a file of ours what it shows of people, in lines of any form."""
    _write_list(_list_beside(path), {*shown, _checksum_of(path)})


def discard_outdated_file(path: Path, shown: Callable[[], Collection[str]]) -> Leftover:
    """Delete a file if it shows something that is not among `shown`, and is as `list_shown` found it.

    If it is not, it is in doubt.
    """
    if path.is_symlink() or not path.is_file():
        return Leftover.CURRENT
    try:
        before = set(_read_list(_list_beside(path)))
        ours = _checksum_of(path) in before
    except (OSError, ValueError):
        return Leftover.DOUBTFUL
    if {line for line in before if not _FILE.fullmatch(line)} <= {*shown()}:
        return Leftover.CURRENT
    if not ours:
        return Leftover.DOUBTFUL
    try:
        path.unlink()
        _list_beside(path).unlink(missing_ok=True)
    except OSError:
        return Leftover.DOUBTFUL
    return Leftover.DELETED


def _list_beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.shown")


def _checksum_of(path: Path) -> str:
    return f"file {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _record_files(work: Path, tree: Path, target: Path, files: set[str]) -> None:
    """Write the list of a tree's files; delete all other lists except that of the current site."""
    current = _list_of(work, target) if target.is_dir() else None
    for record in (*work.glob("files-*"), *work.glob(f".*{LEFTOVER}")):
        if record != current:
            remove(record)
    time.sleep(0.02)  # makes the list newer than its files, even on a clock with steps of 10 ms
    _write_list(_list_of(work, tree), files)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a lock that the system releases even if this process is killed.

    The helpers of a killed process hold it until they notice; we wait for them.
    """
    if not path.is_file() or path.is_symlink():
        remove(path)
    with path.open("a+b") as lock:
        patience = _PATIENCE
        while not _try_lock(lock):
            patience -= 1
            # On Windows a process has no helpers that could outlive it.
            if patience < 0 or fcntl is None or _is_alive(path):
                raise BuildInProgress(path)
            time.sleep(0.1)
        lock.truncate(0)
        lock.write(b"%d\n" % os.getpid())
        lock.flush()
        yield


def _try_lock(lock: BinaryIO) -> bool:
    """Lock a file, as the system does: it lets go when the file is closed, however that comes about."""
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            lock.seek(_LOCKED_BYTE)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLOCK):
            return False
        raise
    return True


def _is_alive(path: Path) -> bool:
    """Whether the process that wrote its number into the lock still exists."""
    try:
        os.kill(int(path.read_bytes()), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):
        return True  # another user's, or unknown
    return True


def _finish_renames(work: Path, target: Path) -> None:
    """Restore the site if a build was killed between two renames (see `_exchange`)."""
    aside = work / "aside"
    if aside.is_dir() and not target.exists():
        rename(aside, target)
    remove(aside)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders: in one step if the system and the file system can, otherwise by renames.

    Between two renames the site is missing for a moment. If the build is killed then, the site is
    in `aside`, and the next build restores it.
    """
    if not target.exists():
        rename(fresh, target)
        return
    if _swapped(os.fsencode(fresh), os.fsencode(target)):
        return
    aside = fresh.with_name("aside")
    remove(aside)
    rename(target, aside)
    try:
        rename(fresh, target)
    except OSError:
        rename(aside, target)
        raise
    rename(aside, fresh)


def _swapped(one: bytes, other: bytes) -> bool:
    """Swap two names in one step, as Linux and macOS can. Returns whether it worked."""
    if sys.platform not in _SWAPS:
        return False
    name, before, between, swap = _SWAPS[sys.platform]
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return call is not None and call(*before, one, *between, other, swap) == 0
