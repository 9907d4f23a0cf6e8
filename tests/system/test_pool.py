"""Work shared among processes gives what one process gives, whatever happens to the others."""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import active_children

import pytest

from generator.outputs import ALL_EDITIONS
from generator.pipeline import StoryStages, load, no_progress
from generator.record import Common
from generator.rules.context import RuleContext
from generator.system import pool
from tests.conftest import TODAY, Organisation


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are forked: the tests' own threads hold no lock."""
    monkeypatch.setattr(pool, "can_fork", lambda: True)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch, forking: None) -> None:
    """Two processes, however few the items and the cores."""
    monkeypatch.setattr(pool, "process_count", lambda items: 2)


def _squares(numbers: Sequence[int]) -> list[int]:
    return [n * n for n in numbers]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("size", [0, 1, 2, 3, 401])
def test_shares_come_back_in_their_order(size: int) -> None:
    shares = pool.parallel_map(_squares, list(range(size)))
    assert [n for share in shares for n in share] == _squares(range(size))


class _Turn:
    """Holds the parent's share back until the other process has taken one."""

    def __init__(self) -> None:
        self._parent = os.getpid()
        self._reading, self._writing = os.pipe()
        self.taken = False

    def in_parent(self) -> bool:
        if os.getpid() != self._parent:
            os.write(self._writing, b"!")
            return False
        self.taken = self.taken or bool(select.select([self._reading], [], [], 30)[0])
        return True

    def close(self) -> None:
        os.close(self._reading)
        os.close(self._writing)


@pytest.fixture
def turn() -> Iterator[_Turn]:
    made = _Turn()
    yield made
    made.close()


@pytest.mark.usefixtures("two")
def test_a_share_that_is_lost_is_done_again(turn: _Turn) -> None:
    def die(numbers: Sequence[int]) -> list[int]:
        if not turn.in_parent():
            os._exit(9)
        return _squares(numbers)

    assert pool.parallel_map(die, [1, 2, 3]) == [[1], [4], [9]]
    assert turn.taken


@pytest.mark.usefixtures("two")
def test_a_share_of_the_other_process_comes_back(turn: _Turn) -> None:
    def told(numbers: Sequence[int]) -> tuple[bool, list[int]]:
        return turn.in_parent(), _squares(numbers)

    shares = pool.parallel_map(told, list(range(401)))
    assert not all(here for here, _ in shares)
    assert [n for _, share in shares for n in share] == _squares(range(401))


@pytest.mark.usefixtures("two")
def test_where_a_share_fails_nobody_goes_on(turn: _Turn) -> None:
    """Neither with what is left, nor as a process or a file that nobody closes."""
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    def fail(numbers: Sequence[int]) -> None:
        if turn.in_parent():
            raise ZeroDivisionError
        time.sleep(0.005 * len(numbers))

    start = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        pool.parallel_map(fail, list(range(4000)))  # twenty shares of a second
    assert time.monotonic() - start < 10
    assert active_children() == []
    if before:
        assert len(os.listdir("/proc/self/fd")) <= before


@pytest.mark.usefixtures("two")
def test_a_bug_in_a_share_is_raised_here() -> None:
    def fail(numbers: Sequence[int]) -> list[int]:
        return [1 // (n - 3) for n in numbers]

    with pytest.raises(ZeroDivisionError):
        pool.parallel_map(fail, [1, 2, 3])


@pytest.mark.usefixtures("two")
def test_background_work_runs_in_another_process() -> None:
    with pool.background(os.getpid, 1) as pid:
        assert pid() != os.getpid()


def test_few_items_are_not_worth_a_process_beside() -> None:
    with pool.background(os.getpid, 1) as pid:
        assert pid() == os.getpid()


@pytest.mark.usefixtures("two")
def test_what_nobody_asks_for_is_given_up() -> None:
    """Even if it is more than a pipe holds, and nobody reads it."""
    with pytest.raises(ZeroDivisionError), pool.background(lambda: bytes(1 << 20), 1):
        _ = 1 // 0
    assert active_children() == []


@pytest.mark.usefixtures("two")
def test_what_fails_beside_fails_here_too() -> None:
    with pool.background(lambda: 1 // 0, 1) as result, pytest.raises(ZeroDivisionError):
        result()


@pytest.mark.parametrize(("items", "most"), [(0, 1), (399, 1), (10_000, 4)])
def test_few_items_need_one_process(items: int, most: int) -> None:
    assert 1 <= pool.process_count(items) <= most


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_however_processes_start_the_result_is_the_same(start_method: str) -> None:
    numbers = list(range(401))
    shares = pool.parallel_map(_squares, numbers, methods=(start_method,), processes=2)
    assert len(shares) > 1
    assert [n for share in shares for n in share] == _squares(numbers)


def _die_elsewhere(parent: int, numbers: Sequence[int]) -> list[int]:
    if os.getpid() != parent:
        os._exit(9)
    time.sleep(0.01)
    return _squares(numbers)


def test_a_share_that_a_spawned_process_loses_is_done_again() -> None:
    work = partial(_die_elsewhere, os.getpid())
    shares = pool.parallel_map(work, list(range(401)), methods=("spawn",), processes=2)
    assert [n for share in shares for n in share] == _squares(range(401))


def test_two_processes_find_what_one_finds(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        kind = "help" if number % 3 else "hepl"
        organisation.story(f"s-{number}", kind=kind, title=f"Nº {number}")
    alone = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    monkeypatch.setattr(pool, "process_count", lambda items: 2)
    monkeypatch.setattr(pool, "can_fork", lambda: True)
    shared = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    assert alone[0] is not None
    assert shared[0] is not None
    assert alone[1] == shared[1]
    assert [record.id for record in alone[0].records] == [f"s-{n}" for n in _usable()]
    assert alone[0].records == shared[0].records


def test_spawned_processes_find_what_one_finds(organisation: Organisation) -> None:
    """All that the per-story stages need can be handed to a process that starts from nothing."""
    for number in range(20):
        organisation.story(f"s-{number}", "@ana asked.", consent="[ana]")
    library, _ = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    assert library is not None
    rules = RuleContext(library.settings, TODAY, organisation.root)
    stages = StoryStages(rules, library.editions, no_progress, 20, Common())
    paths = list(enumerate(sorted(record.meta.path for record in library.records)))
    shares = pool.parallel_map(stages, paths, methods=("spawn",), processes=2)
    records = {file.path: file.record for share in shares for file in share}
    assert records == {record.meta.path: record for record in library.records}
    assert len(records) == 20


def _usable() -> list[str]:
    return sorted(str(number) for number in range(20) if number % 3)


def _large(numbers: Sequence[int]) -> bytes:
    """More than a pipe holds."""
    return bytes(200_000)


@pytest.mark.usefixtures("forking")
def test_an_interrupted_parent_ends_all_of_several_processes() -> None:
    """Later processes hold copies of the pipes of earlier ones, and must not keep them open."""
    parent = os.getpid()

    def work(numbers: Sequence[int]) -> bytes:
        if os.getpid() == parent:
            time.sleep(0.3)
            raise KeyboardInterrupt
        time.sleep(0.05)
        return _large(numbers)

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        pool.parallel_map(work, list(range(40)), processes=4)
    assert time.monotonic() - start < 20
    assert active_children() == []


def test_a_process_with_another_thread_is_not_forked() -> None:
    """Be it one that Python knows nothing of: a copy would have its locks, and nobody to open them."""
    ending = threading.Event()
    thread = threading.Thread(target=ending.wait)
    thread.start()
    try:
        assert not pool.can_fork()
    finally:
        ending.set()
        thread.join()


@pytest.mark.parametrize("platform", ["darwin", "win32", "freebsd14"])
def test_nothing_is_forked_where_that_is_not_known_to_be_safe(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert not pool.can_fork()
    assert pool.process_count(pool.WORTH_A_START - 1) == 1
    with pool.background(os.getpid, 10**6) as pid:
        assert pid() == os.getpid()
    here = pool.parallel_map(_pids, list(range(100)), methods=("fork",), processes=2)
    assert here == [{os.getpid()}]


def test_where_nothing_is_forked_processes_start_from_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "can_fork", lambda: False)
    shares = pool.parallel_map(_pids, list(range(100)), processes=2)
    assert len(set().union(*shares)) == 2


def _pids(numbers: Sequence[int]) -> set[int]:
    time.sleep(0.1)
    return {os.getpid()}
