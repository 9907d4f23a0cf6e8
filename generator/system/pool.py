"""Shares work among processes. This process repeats the work of one that is lost."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 400
"""With fewer items, a second process costs more than it saves."""
MOST_PROCESSES = 4
_SHARES = 40
"""Shares per process: several, since they do not all take the same time."""


def process_count(items: int) -> int:
    """How many processes, this one included, pay off for a number of items."""
    if items < WORTH_A_PROCESS or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    available = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(available, MOST_PROCESSES))


def parallel_map(
    function: Callable[[Sequence[T]], R],
    items: Sequence[T],
    *,
    start_method: str = "fork",
    processes: int | None = None,
) -> list[R]:
    """Call `function` on consecutive shares of `items`, in several processes; results in order.

    Every process takes the next share when it has finished one. The result does not depend on the
    number of processes, nor on whether one is lost.

    Args:
        function: Takes consecutive items, which it must not change.
        items: All items.
        start_method: How the other processes start. With `fork` they inherit function and items;
            with `spawn` both must be picklable. Results must be picklable in any case.
        processes: How many processes to use, this one included; by default `process_count`.

    Raises:
        Exception: Whatever `function` raises.
    """
    processes = processes or process_count(len(items))
    if processes == 1:
        return [function(items)]
    size = -(-len(items) // (processes * _SHARES)) or 1
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    context = _context(start_method)
    tickets = _tickets(context, len(shares))
    helpers = [
        _Helper(context, _work, function, shares, tickets, os.getpid())
        for _ in range(processes - 1)
    ]
    done: dict[int, R] = {}
    try:
        done.update((number, function(shares[number])) for number in _take(tickets))
        for helper in helpers:
            with suppress(_LostError):
                done.update((number, pickle.loads(result)) for number, result in helper.result())  # noqa: S301  # from a process that we started
    finally:
        for _ in _take(tickets):  # so that no process starts another share
            pass
        tickets.close()
        _stop(helpers)
    return [
        done[number] if number in done else function(share) for number, share in enumerate(shares)
    ]


@contextmanager
def background(function: Callable[[], R], items: int) -> Iterator[Callable[[], R]]:
    """Compute a result in another process while the block runs, if the number of items is worth it.

    The block gets a function that returns the result. Without another process, or if it is lost,
    that function computes the result itself.
    """
    if process_count(items) == 1:
        yield function
        return
    helper = _Helper(_context("fork"), function)

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


class _Helper:
    """Another process that computes one result and sends it back."""

    def __init__(self, context: BaseContext, function: Callable[..., Any], *args: Any) -> None:
        self._results, sender = context.Pipe(duplex=False)
        # The attribute exists on every concrete context; typeshed's base class leaves it out.
        self._process = context.Process(  # type: ignore[attr-defined]  # see above
            target=_send, args=(self._results, sender, function, *args), daemon=True
        )
        self._process.start()
        sender.close()

    def result(self) -> Any:
        try:
            return self._results.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise _LostError from None

    def close(self) -> None:
        """Take no result any more, which ends a process that is still writing it."""
        self._results.close()

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


def _send(
    receiver: Connection, sender: Connection, function: Callable[..., Any], *args: Any
) -> None:
    """In the other process: send the result, or end silently if the function fails."""
    receiver.close()  # otherwise writing would never fail once the parent is gone
    with suppress(BaseException):  # the parent repeats the work, and raises or is interrupted
        sender.send(function(*args))


def _work(
    function: Callable[[Sequence[T]], R],
    shares: Sequence[Sequence[T]],
    tickets: Connection,
    parent: int,
) -> list[tuple[int, bytes]]:
    """In the other process: the number and the pickled result of each share that it took."""
    return [
        (number, pickle.dumps(function(shares[number]), pickle.HIGHEST_PROTOCOL))
        for number in _take(tickets)
        if os.getppid() == parent  # the parent was not killed
    ]


def _tickets(context: BaseContext, count: int) -> Connection:
    """A pipe with the numbers of the shares, two bytes each; each goes to the first that reads it."""
    tickets, writer = context.Pipe(duplex=False)
    os.write(writer.fileno(), b"".join(number.to_bytes(2, "big") for number in range(count)))
    writer.close()
    return tickets


def _take(tickets: Connection) -> Iterator[int]:
    while number := os.read(tickets.fileno(), 2):  # two bytes of a pipe arrive as one
        yield int.from_bytes(number, "big")


def _context(start_method: str) -> BaseContext:
    from multiprocessing import get_context  # noqa: PLC0415  # small organisations need one process, and start faster without

    return get_context(start_method)
