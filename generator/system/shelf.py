"""Texts in a temporary file without a name: they take no memory until somebody reads them.

The file is that of the process that opened it and of those that are forked later. All of them put texts
into it, one after the other, and each can read them all.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # the module is absent on purpose

_file: int | None = None
_LENGTH = 32
"""How many bits of a place are the length of the text. The others are where it begins."""


class Shelved(int):
    """The place of a text."""

    __slots__ = ()

    @property
    def text(self) -> str:
        assert _file is not None
        start, length = divmod(self, 1 << _LENGTH)
        return os.pread(_file, length, start).decode("utf-8", "surrogatepass")


def open_shelf() -> None:
    """Open the file, if there can be one: before other processes are forked, which then share it."""
    global _file  # noqa: PLW0603  # a place means the same in each process, however it gets there
    if _file is None and fcntl is not None:
        with suppress(OSError), tempfile.TemporaryFile() as file:
            _file = os.dup(file.fileno())


def shelved(text: str) -> str | Shelved:
    """The place of a text on the shelf; or the text itself, if the shelf is not open or has no room."""
    if _file is None:
        return text
    raw = text.encode("utf-8", "surrogatepass")
    try:
        fcntl.lockf(_file, fcntl.LOCK_EX)
        start = os.lseek(_file, 0, os.SEEK_END)
        is_written = os.pwrite(_file, raw, start) == len(raw)
    except OSError:
        is_written = False
    finally:
        with suppress(OSError):
            fcntl.lockf(_file, fcntl.LOCK_UN)
    return Shelved((start << _LENGTH) + len(raw)) if is_written else text
