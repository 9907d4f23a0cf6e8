"""Work shared among processes. A share that is lost is done again here: the result never differs."""

from __future__ import annotations

import os
import pickle
import select
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
P = TypeVar("P")
G = TypeVar("G")

WORTH_A_PROCESS = 400
"""Below this many items a second process costs more than it saves."""
_SHARES = 40
"""So many a process takes of what is spread: the machine seldom leaves all of them the same time."""


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

    def __init__(
        self, function: Callable[[], Any], instead: Callable[[], Any] | None = None
    ) -> None:
        self._instead = instead or function
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
        """What the helper computed; if it did not live to tell, what stands in for it, or the
        same work done here.
        """
        pipe, self._pipe = self._pipe, -1
        try:
            with os.fdopen(pipe, "rb") as told:
                answer = pickle.load(told)  # noqa: S301  # from a copy of ourselves
            intact = True
        except (EOFError, pickle.UnpicklingError):
            intact = False
        os.waitpid(self._process, 0)
        return answer if intact else self._instead()

    def dismiss(self) -> None:
        """Give up a result that nobody asked for. Harmless after it was told."""
        if self._pipe >= 0:
            os.close(self._pipe)  # whoever still writes into it ends
            os.waitpid(self._process, 0)
            self._pipe = -1


@contextmanager
def background(function: Callable[[], R], items: int) -> Iterator[Callable[[], R]]:
    """A result that another process computes while this one goes on, where so many items are
    worth it; else it is computed when it is asked for.
    """
    if count(items) == 1:
        yield function
        return
    helper = Helper(function)
    try:
        yield helper.result
    finally:
        helper.dismiss()


def parallel_map(function: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
    """`function` of consecutive shares of `items`, in their order. Every process takes the next
    share when it is done with one.
    """
    processes = count(len(items))
    if processes == 1:
        return [function(items)]
    size = -(-len(items) // (processes * _SHARES)) or 1
    shares = [items[at : at + size] for at in range(0, len(items), size)]
    left = _filled(range(len(shares)))
    parent = os.getpid()

    def take() -> Iterator[int]:
        while two := os.read(left, 2):  # two bytes of a pipe come as one
            yield int.from_bytes(two, "big")

    def help_() -> list[tuple[int, bytes]]:
        return [
            (number, pickle.dumps(function(shares[number]), pickle.HIGHEST_PROTOCOL))
            for number in take()
            if os.getppid() == parent
        ]

    helpers = [Helper(help_, list) for _ in range(processes - 1)]
    try:
        done = {number: function(shares[number]) for number in take()}
        for helper in helpers:
            done.update((number, pickle.loads(told)) for number, told in helper.result())  # noqa: S301  # from a copy of ourselves
    finally:
        for _ in take():  # nobody goes on with what nobody waits for
            pass
        os.close(left)
        for helper in helpers:
            helper.dismiss()
    return [
        done[number] if number in done else function(some) for number, some in enumerate(shares)
    ]


class Crew(Generic[P, G]):
    """Work in numbered chunks that is prepared while this process does something else.

    Other processes start to `prepare` chunks at once. Later `run` hands out what was missing,
    and everybody, this process included, goes on to `finish` what was prepared until no chunk
    is left. `finish` may only write files: nothing else comes back.
    """

    AHEAD = 64
    """How many prepared chunks a process may hold while it waits."""

    def __init__(
        self,
        items: int,
        size: int,
        prepare: Callable[[int], P],
        finish: Callable[[int, P, G], None],
    ) -> None:
        self._chunks = -(-items // size)
        self._prepare, self._finish = prepare, finish
        self._left = _filled(range(self._chunks))
        self._backwards = _filled(reversed(range(self._chunks)))
        self._parent = os.getpid()
        self._tell: list[BinaryIO] = []
        self._helpers: list[Helper] = []
        for _ in range(count(items) - 1):
            reading, telling = os.pipe()
            self._tell.append(os.fdopen(telling, "wb"))
            self._helpers.append(Helper(lambda listen=reading: self._help(listen), list))  # type: ignore[misc]  # the default binds the loop's value
            os.close(reading)

    def run(self, given: G, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Finish every chunk with what is known now. This process joins in after `meanwhile`."""
        message = pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
        for pipe in self._tell:
            with suppress(BrokenPipeError), pipe:
                pipe.write(message)
        meanwhile()
        done: set[int] = set()
        while os.read(self._left, 2):
            chunk = len(done)
            self._finish(chunk, self._prepare(chunk), given)
            done.add(chunk)
        for helper in self._helpers:
            done.update(helper.result())
        for chunk in set(range(self._chunks)) - done:
            self._finish(chunk, self._prepare(chunk), given)
        self.dismiss()

    def dismiss(self) -> None:
        """Let everybody go. Needed when `run` was not reached; harmless after it."""
        for pipe in self._tell:
            pipe.close()
        for queue in (self._left, self._backwards):
            with suppress(OSError):  # closed already
                os.close(queue)
        self._left = self._backwards = -1

    def _take(self) -> Iterator[int]:
        """Chunks for helpers, from the last one on: what is remembered from one chunk helps with
        its neighbours. The other pipe says whether any is left; two bytes of a pipe come as one.
        """
        while os.read(self._left, 2):
            yield int.from_bytes(os.read(self._backwards, 2), "big")

    def _help(self, listen: int) -> list[int]:
        for pipe in self._tell:
            pipe.close()  # else nobody would ever hear the end of it
        held: list[tuple[int, P]] = []
        done: list[int] = []
        with os.fdopen(listen, "rb") as told:
            given: list[G] = []

            def finish_held() -> None:
                if not given:
                    given.append(pickle.load(told))  # noqa: S301  # from the process we are a copy of
                for number, prepared in held:
                    self._finish(number, prepared, given[0])
                    done.append(number)
                held.clear()

            for chunk in self._take():
                if os.getppid() != self._parent:
                    return done  # it was killed: what we write is nobody's
                held.append((chunk, self._prepare(chunk)))
                if given or len(held) == self.AHEAD or select.select([told], [], [], 0)[0]:
                    finish_held()
            finish_held()
        return done


def _filled(numbers: Iterable[int]) -> int:
    """A pipe with numbers of two bytes, each for whoever reads it first."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(b"".join(number.to_bytes(2, "big") for number in numbers))
    return reading
