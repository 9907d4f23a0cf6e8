"""Notices which files changed, by their status and, where that is not enough, by their contents."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from typing import NamedTuple

from generator.system.inside import read_bytes

_GRAIN = 2 * 10**9
"""Nanoseconds: the coarsest clock of a file system. Within it a file may change twice at the same time."""


class _State(NamedTuple):
    status: tuple[int, ...]
    digest: bytes | None
    """None if the file is so old that its status says whether it changes."""


class Changes:
    """Files as they were when they were last looked at."""

    def __init__(self) -> None:
        self._states: dict[str, _State] = {}

    def look(self, root: str | os.PathLike[str], paths: Iterable[str]) -> frozenset[str]:
        """Look at some files below `root`.

        Returns:
            The paths that were not among those of the last look, or changed since; and those of the
            last look that are no longer among them.
        """
        before, self._states = self._states, {}
        now, base = time.time_ns(), os.fspath(root)
        changed = set()
        for path in paths:
            last = before.pop(path, None)
            state = _look(os.path.join(base, path), last, now)
            if last is None or (last.status, last.digest) != (state.status, state.digest):
                changed.add(path)
            # An old file needs no digest the next time.
            is_young = _changed_at(state.status) > now - _GRAIN
            self._states[path] = state if is_young else state._replace(digest=None)
        return frozenset(changed | before.keys())


def _look(path: str, last: _State | None, now: int) -> _State:
    try:
        found = os.lstat(path)
    except OSError:
        return _State((), None)
    if stat.S_ISDIR(found.st_mode):  # what is in it is looked at by itself
        return _State((found.st_mode, found.st_ino), None)
    status = (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    if last is not None and last.status == status:
        return _State(status, last.digest and _digest(path))
    return _State(status, _digest(path) if _changed_at(status) > now - _GRAIN else None)


def _changed_at(status: tuple[int, ...]) -> int:
    return max(status[3:], default=0)


def _digest(path: str) -> bytes:
    """A digest of an ordinary file's contents; of anything else it is empty."""
    try:
        return hashlib.blake2b(read_bytes(path)).digest()
    except OSError:
        return b""
