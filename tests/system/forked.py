"""A command of ours in a process of its own, to be disturbed: it is forked, which is quick."""

from __future__ import annotations

import errno
import faulthandler
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.cli import main
from generator.engine import driver  # noqa: F401  # loaded here once, and not in every child
from generator.system import pool
from generator.system.atomic import LEFTOVER

_CHANGES = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod"),
    *("shutil.rmtree", "ctypes.dlsym"),
}
"""Events of the interpreter before something on the disk is changed (or exchanged, by dlsym)."""
Disturb = Callable[[Path], None]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status (or minus the signal), and what it said."""

    status: int
    said: str


def run(
    root: Path, *arguments: str, disturb: Disturb | None = None, kill_after: float | None = None
) -> Ended:
    """Run a command on `root`; `disturb` is called in its process before it begins."""
    said = root.parent / f"{root.name}.said"
    with said.open("wb") as out:  # here: it may die before its first line
        child = _fork(root, ("--root", str(root), *arguments), out, out, disturb)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(how), said.read_text("utf-8", "replace"))


def completed(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, as `subprocess.run` would, and in an environment of its own."""

    def alone(_: Path) -> None:
        os.environ.clear()
        os.environ.update(PATH="/usr/bin:/bin", NO_COLOR="1")

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        _, how = os.waitpid(_fork(root, arguments, out, err, alone), 0)
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(how), *said)


def _fork(
    root: Path,
    arguments: Sequence[str],
    out: IO[bytes],
    err: IO[bytes],
    disturb: Disturb | None,
) -> int:
    """Run a command in the folder `root` in a child, whose id is returned."""
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        faulthandler.disable()
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdin = open(os.devnull)  # noqa: SIM115  # for as long as the process lives
        sys.stdout = open(1, "w", closefd=False, buffering=1)  # noqa: SIM115  # likewise
        sys.stderr = open(2, "w", closefd=False, buffering=1)  # noqa: SIM115  # likewise
        os.chdir(root)
        if disturb:
            disturb(root)
        main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}".encode())
    finally:
        os._exit(status)


def at_change(number: int, what: Callable[[], None]) -> Disturb:
    """Do something before the n-th change of the disk below the root."""

    def disturb(root: Path) -> None:
        seen = 0

        def listen(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            if event == "open":
                flags = arguments[2]
                changes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
                changes = changes and str(arguments[0]).startswith(str(root))
            elif event == "ctypes.dlsym":
                changes = arguments[1] == "renameat2"
            else:
                changes = event in _CHANGES and str(arguments[0]).startswith(str(root))
            if changes:
                seen += 1
                if seen == number:
                    what()

        sys.addaudithook(listen)

    return disturb


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failing(number: int, path: str | None = None) -> Callable[[], None]:
    """An operation that fails with an error of the system, on a file if it is said which."""

    def fail() -> None:
        raise OSError(number, os.strerror(number), *([path] if path else []))

    return fail


def full_after(size: int) -> Disturb:
    """No file can be longer than this: writing stops in the middle of one."""

    def disturb(_: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return disturb


def read_only(*folders: str) -> Disturb:
    """Nothing below some folders can be changed."""

    def disturb(root: Path) -> None:
        below = tuple(f"{root}/{folder}" for folder in folders)

        def listen(event: str, arguments: tuple[object, ...]) -> None:
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
            if (writes or event in _CHANGES) and str(arguments[0]).startswith(below):
                failing(errno.EROFS, str(arguments[0]))()

        sys.addaudithook(listen)

    return disturb


def unreadable(ending: str) -> Disturb:
    """No file whose name ends so can be opened."""

    def disturb(root: Path) -> None:
        def listen(event: str, arguments: tuple[object, ...]) -> None:
            path = str(arguments[0]) if arguments else ""
            if event == "open" and path.startswith(str(root)) and path.endswith(ending):
                failing(errno.EACCES, path)()

        sys.addaudithook(listen)

    return disturb


def with_helpers(disturb: Disturb | None) -> Disturb:
    """The same with two processes at work, however few the stories."""

    def both(root: Path) -> None:
        pool.process_count = lambda items: 2 if items else 1
        if disturb:
            disturb(root)

    return both


def without_exchange(disturb: Disturb) -> Disturb:
    """The same on a system that cannot exchange two folders."""

    def both(root: Path) -> None:
        sys.platform = "elsewhere"
        disturb(root)

    return both


def moments(seed: int, longest: float) -> float:
    return random.Random(seed).uniform(0, longest)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by a digest of its bytes, but for what a killed command left."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(LEFTOVER)
    }
