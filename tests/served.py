"""A site under `reciprocity serve` or `mkdocs serve`, in a thread of the test and on a port that is free."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.livereload import LiveReloadServer

from generator.engine.live import Shown
from generator.engine.server import LocalServer
from generator.model import Settings
from generator.system import clock


@contextmanager
def served(
    root: Path,
    address: str = "127.0.0.1",
    today: Callable[[Settings], dt.date] = clock.today,
    tell: Callable[[Shown, float], None] = lambda shown, seconds: None,
) -> Iterator[int]:
    """The port at which `reciprocity serve` shows the site in `root`."""
    server = LocalServer(root, address, 0, today, tell)
    with _running(server.serve, server):
        yield server.server_port


@contextmanager
def served_by_mkdocs(root: Path, address: str = "127.0.0.1") -> Iterator[int]:
    """The port at which plain `mkdocs serve` shows the site in `root`."""
    listening = threading.Event()
    servers: list[Any] = []
    activate = LiveReloadServer.server_activate

    def activated(server: LiveReloadServer) -> None:
        activate(server)
        servers.append(server)
        listening.set()

    def serve() -> None:
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"{address}:0")

    with mock.patch.object(LiveReloadServer, "server_activate", activated):
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        assert listening.wait(60), "the server does not listen"
    try:
        yield servers[0].server_port
    finally:
        servers[0].shutdown()
        thread.join(60)


@contextmanager
def _running(serve: Callable[[], None], server: Any) -> Iterator[None]:
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(60)
