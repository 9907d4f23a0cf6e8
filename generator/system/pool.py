"""Shares work among processes. This process repeats the work of one that is lost.

A process is forked only where that is safe: on Linux, while this one has a single thread. A copy of a
process with more has their locks, and nobody to open them; on macOS the libraries of the system
start threads of their own, and Windows has no fork. There another process starts from nothing, which
takes about as long as reading a thousand stories, and can be handed only what can be pickled.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_FORK = 400
"""With fewer items, a second process costs more than it saves."""
WORTH_A_START = 3000
"""The same where it is not forked."""
MOST_PROCESSES = 4
_SHARES = 40
"""Shares per process: several, since they do not all take the same time."""
_AHEAD = 2
"""Shares that a process has at a time: one in hand, and one for when that is done."""


def can_fork() -> bool:
    """Whether a copy of this process can work: it has no other thread, Python's or not."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # nobody says how many there are
        return False


def process_count(items: int) -> int:
    """How many processes, this one included, pay off for a number of items."""
    if items < (WORTH_A_FORK if can_fork() else WORTH_A_START):
        return 1
    available = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(available, MOST_PROCESSES))


def parallel_map(
    function: Callable[[Sequence[T]], R],
    items: Sequence[T],
    *,
    methods: Sequence[str] = ("fork", "spawn"),
    processes: int | None = None,
) -> list[R]:
    """Call `function` on consecutive shares of `items`, in several processes; results in order.

    Every process gets another share when it has finished one. The result does not depend on the
    number of processes, nor on whether one is lost.

    Args:
        function: Takes consecutive items, which it must not change.
        items: All items.
        methods: How the other processes may start, the best first; if none is possible there is only
            this one. With `fork` they inherit function and items; with `spawn` both must be
            picklable. Results must be picklable in any case.
        processes: How many processes to use, this one included; by default `process_count`.

    Raises:
        Exception: Whatever `function` raises.
    """
    method = _method(methods)
    processes = (processes or process_count(len(items))) if method else 1
    if method is None or processes == 1:
        return [function(items)]
    size = -(-len(items) // (processes * _SHARES)) or 1
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    waiting = iter(range(len(shares)))
    context = _context(method)
    helpers = [_Helper(context, _work, function, shares) for _ in range(processes - 1)]
    done: dict[int, R] = {}
    try:
        for helper in helpers * _AHEAD:
            helper.send(next(waiting, None))
        for number in waiting:
            done[number] = function(shares[number])
            for helper in helpers:
                for _ in helper.finished():
                    helper.send(next(waiting, None))
        for helper in helpers:
            helper.send(None)
        for helper in helpers:
            with suppress(_LostError):
                done.update((number, pickle.loads(result)) for number, result in helper.results())  # noqa: S301  # from a process that we started
    finally:
        _stop(helpers)
    return [
        done[number] if number in done else function(share) for number, share in enumerate(shares)
    ]


@contextmanager
def background(function: Callable[[], R], items: int) -> Iterator[Callable[[], R]]:
    """Compute a result in a copy of this process while the block runs, if the number of items is worth it.

    The block gets a function that returns the result. Without another process, or if it is lost,
    that function computes the result itself.
    """
    if not can_fork() or process_count(items) == 1:
        yield function
        return
    helper = _Helper(_context("fork"), lambda _: function())

    def result() -> R:
        try:
            return helper.result()  # type: ignore[no-any-return]  # what `function` returned
        except _LostError:
            return function()

    try:
        yield result
    finally:
        _stop([helper])


class _LostError(Exception):
    """The process ended without a result."""


class _Finished:
    """What a process sends when it has finished a share."""


class _Helper:
    """Another process that computes one result and sends it back."""

    def __init__(self, context: BaseContext, function: Callable[..., Any], *args: Any) -> None:
        self._connection, theirs = context.Pipe()
        # The attribute exists on every concrete context; typeshed's base class leaves it out.
        self._process = context.Process(  # type: ignore[attr-defined]  # see above
            target=_send_result, args=(self._connection, theirs, function, *args), daemon=True
        )
        self._process.start()
        theirs.close()

    def send(self, message: object) -> None:
        with suppress(OSError):  # it is lost, which its result will say
            self._connection.send(message)

    def finished(self) -> Iterator[None]:
        """Once for each share that it has finished since this was last asked."""
        with suppress(EOFError, OSError):
            while self._connection.poll():
                self._connection.recv()
                yield

    def result(self) -> Any:
        try:
            while isinstance(result := self._connection.recv(), _Finished):
                pass
        except (EOFError, OSError, pickle.UnpicklingError):
            raise _LostError from None
        return result

    def results(self) -> Iterator[tuple[int, bytes]]:
        """What `_work` sends: one result at a time, since all of them are too much for the memory."""
        while (result := self.result()) is not None:
            yield result

    def close(self) -> None:
        """Take no result any more, which ends a process that is still writing it."""
        self._connection.close()

    def join(self) -> None:
        self._process.join()


def _stop(helpers: Sequence[_Helper]) -> None:
    """End processes. All are closed before one is waited for: later ones hold copies of the pipes of
    earlier ones, and would keep them open.
    """
    for helper in helpers:
        helper.close()
    for helper in helpers:
        helper.join()


def _send_result(
    parents: Connection, ours: Connection, function: Callable[..., Any], *args: Any
) -> None:
    """In the other process: send the result, or end silently if the function fails."""
    parents.close()  # otherwise reading and writing would never fail once the parent is gone
    with suppress(BaseException):  # the parent repeats the work, and raises or is interrupted
        ours.send(function(ours, *args))


def _work(
    parent: Connection, function: Callable[[Sequence[T]], R], shares: Sequence[Sequence[T]]
) -> None:
    """In the other process: send the number and the pickled result of each share that it was given."""
    done = []
    while (number := parent.recv()) is not None:
        done.append((number, pickle.dumps(function(shares[number]), pickle.HIGHEST_PROTOCOL)))
        parent.send(_Finished())
    for result in done:
        parent.send(result)


def _method(methods: Sequence[str]) -> str | None:
    """The first way in which another process may start from this one."""
    return next((method for method in methods if method != "fork" or can_fork()), None)


def _context(start_method: str) -> BaseContext:
    from multiprocessing import get_context  # noqa: PLC0415  # small organisations need one process, and start faster without

    return get_context(start_method)
