"""Work shared among processes. A share that is lost is done again here: the result never differs."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 400
"""Below this many items a second process costs more than it saves."""


def count(items: int) -> int:
    """How many processes to use for so many items, this one included."""
    if items < WORTH_A_PROCESS or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    available = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(available, 4))


class Helper:
    """A forked copy of this process that computes one result and sends it back."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function = function
        self._pipe, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            status = 1
            try:
                os.close(self._pipe)
                with os.fdopen(writing, "wb") as pipe:
                    pickle.dump(function(), pipe, pickle.HIGHEST_PROTOCOL)
                status = 0
            finally:
                os._exit(status)  # no handlers, no buffers of the parent's
        os.close(writing)

    def result(self) -> Any:
        """What the helper computed; computed here if the helper did not live to tell."""
        try:
            with os.fdopen(self._pipe, "rb") as pipe:
                answer = pickle.load(pipe)  # noqa: S301  # from a copy of ourselves
            intact = True
        except (EOFError, pickle.UnpicklingError):
            intact = False
        os.waitpid(self._process, 0)
        return answer if intact else self._function()


def spread(function: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
    """`function` of consecutive shares of `items`, in their order; this process takes the first."""
    shares = count(len(items))
    size = -(-len(items) // shares) if items else 0
    parts = [items[n * size : (n + 1) * size] for n in range(shares)]
    helpers = [Helper(lambda part=part: function(part)) for part in parts[1:]]  # type: ignore[misc]  # the default binds the loop's value
    return [function(parts[0]), *(helper.result() for helper in helpers)]
