"""A progress bar on the terminal for work that takes longer than a second."""

from __future__ import annotations

import os
import shutil
import sys
import time
from types import TracebackType

from generator.cli.speech import words
from generator.languages.message import Message
from generator.languages.messages import ENGLISH, Messages

_DELAY = 1.0
_INTERVAL = 0.1
_WIDEST = 40


class Bar:
    """A progress bar on standard error, if that is a terminal. It disappears at the end."""

    def __init__(self, label: Message) -> None:
        self._words = words()
        self._label = self._words.say(label)
        self._process = os.getpid()
        self._next = time.monotonic() + _DELAY
        self._drawn = False
        self._enabled = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

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
        """Draw the bar, but not in a forked copy of this process."""
        now = time.monotonic()
        if not self._enabled or now < self._next or os.getpid() != self._process:
            return
        self._next, self._drawn = now + _INTERVAL, True
        columns = shutil.get_terminal_size().columns
        sys.stderr.write(f"\r{line(self._label, done, total, columns, self._words)}")
        sys.stderr.flush()


def line(label: str, done: int, total: int, columns: int, own: Messages = ENGLISH) -> str:
    """The bar as a line, such as `Checking ━━━━────  4,312 of 10,000`."""
    count = own.gettext("%(done)s of %(total)s", done=done, total=total)
    widest = own.gettext("%(done)s of %(total)s", done=total, total=total)
    count = count.rjust(len(widest))
    room = min(_WIDEST, columns - len(label) - len(count) - 3)
    if room < 5:
        return f"{label} {count.lstrip()}"[: max(0, columns - 1)]
    full = room * done // total if total else room
    return f"{label} {'━' * full}{'─' * (room - full)} {count}"
