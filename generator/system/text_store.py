"""Keeps texts in an unlinked temporary file instead of in memory.

The process that opens the file and all processes forked from it later share it: each can append texts,
under a lock, and each can read all of them.
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
"""The number of low bits of a `StoredText` that hold the length in bytes; the others hold the offset."""


class StoredText(int):
    """The offset and the length of a text in the file, in one number."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The text, read from the file."""
        assert _file is not None
        start, length = divmod(self, 1 << _LENGTH)
        return os.pread(_file, length, start).decode("utf-8", "surrogatepass")


def open_store() -> None:
    """Open the file. Call it before processes are forked that should share it.

    Without a temporary folder, or on Windows, there is no file, and `store` returns its argument.
    """
    global _file  # noqa: PLW0603  # a StoredText that another process sends must mean the same here
    if _file is None and fcntl is not None:
        with suppress(OSError), tempfile.TemporaryFile() as file:
            _file = os.dup(file.fileno())


def store(text: str) -> str | StoredText:
    """Append a text to the file; return the text itself if the file is not open or cannot be written."""
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
    return StoredText((start << _LENGTH) + len(raw)) if is_written else text
