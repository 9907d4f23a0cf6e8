"""A bar on the terminal for what takes longer than a second."""

from __future__ import annotations

import os
import shutil
import sys
import time
from types import TracebackType

_PATIENCE = 1.0
_PAUSE = 0.1
_WIDEST = 40


class Bar:
    """Drawn on standard error, where that is a terminal, and gone without a trace at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._process = os.getpid()
        self._next = time.monotonic() + _PATIENCE
        self._drawn = False
        self._wanted = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, done: int, total: int) -> None:
        """So much is done. A forked copy of this process has a bar too, and keeps it to itself."""
        now = time.monotonic()
        if not self._wanted or now < self._next or os.getpid() != self._process:
            return
        self._next, self._drawn = now + _PAUSE, True
        sys.stderr.write(f"\r{line(self._what, done, total, shutil.get_terminal_size().columns)}")
        sys.stderr.flush()


def line(what: str, done: int, total: int, columns: int) -> str:
    """The bar as it looks: `Checking ━━━━────  4,312 of 10,000`."""
    count = f"{done:,} of {total:,}"
    count = count.rjust(2 * len(f"{total:,}") + 4)
    room = min(_WIDEST, columns - len(what) - len(count) - 3)
    if room < 5:
        return f"{what} {count.lstrip()}"[: max(0, columns - 1)]
    full = room * done // total if total else room
    return f"{what} {'━' * full}{'─' * (room - full)} {count}"
