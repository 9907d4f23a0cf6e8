"""Tells that files changed, by the events of the operating system."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserverVFS

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_FOLDERS = ("stories", "site_config", "templates")
_NAMES = (*_FOLDERS, "mkdocs.yml")
"""What is looked at in the root folder; of the rest no event is passed on."""
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent,
    FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""Not that a file was opened: we open them ourselves."""
_POLLING = 0.5
"""Seconds between two looks, where the system tells nothing."""


class Watch(FileSystemEventHandler):
    """Watches the files of a site. No link is followed.

    Args:
        root: The folder that holds stories/ and site_config/.
        notify: Called after each change, in a thread of its own.

    """

    def __init__(self, root: Path, notify: Callable[[], None]) -> None:
        self._root = root
        self._notify = notify
        self._watched: dict[Path, ObservedWatch] = {}
        self._replaced: set[Path] = set()
        """Folders that came or went: a watch ends with its folder, and not with its name."""
        self._observer: BaseObserver = Observer()

    def start(self, more: Iterable[Path] = ()) -> None:
        """Watch, and some more folders, too; where the system tells nothing, look now and then."""
        try:
            self._observer.start()
            self.add(more)
        except OSError:  # the system has no more watches, or none at all
            self.stop()
            self._watched.clear()
            self._observer = PollingObserverVFS(os.lstat, os.scandir, polling_interval=_POLLING)
            self._observer.start()
            self.add(more)

    def add(self, more: Iterable[Path] = ()) -> None:
        """Watch the folders of the site, and some more, that are there and not watched yet."""
        while self._replaced:
            if ended := self._watched.pop(self._replaced.pop(), None):
                with suppress(KeyError, OSError):  # it ended by itself
                    self._observer.unschedule(ended)
        self._schedule(self._root, recursive=False)
        for folder in (*(self._root / name for name in _FOLDERS), *more):
            if folder.is_dir() and not folder.is_symlink():
                self._schedule(folder, recursive=True)

    def stop(self) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            place = Path(path if isinstance(path, str) else os.fsdecode(bytes(path)))
            if path and place.parent == self._root and event.is_directory:
                self._replaced.add(place)
            if path and (place.parent != self._root or place.name in _NAMES):
                self._notify()

    def _schedule(self, folder: Path, *, recursive: bool) -> None:
        if folder not in self._watched:
            self._watched[folder] = self._observer.schedule(
                self, str(folder), recursive=recursive, event_filter=_EVENTS
            )
