"""Changes are told by the system where it does, and found by looking elsewhere."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers.polling import PollingObserverVFS

from generator.engine.watch import Watch


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[Watch, threading.Event]]:
    for name in ("stories", "site_config"):
        (tmp_path / name).mkdir()
    (tmp_path / "stories/2026").mkdir()
    (tmp_path / "stories/2026/a.md").write_text("a")
    event = threading.Event()
    watch = Watch(tmp_path, event.set)
    yield watch, event
    watch.stop()


def _replace(root: Path) -> None:
    (root / "stories/2026/.a").write_text("b")
    (root / "stories/2026/.a").rename(root / "stories/2026/a.md")


CHANGES: tuple[Callable[[Path], object], ...] = (
    lambda root: (root / "stories/2026/a.md").write_text("b"),
    lambda root: (root / "stories/2026/a.md").unlink(),
    lambda root: (root / "stories/2026/b.md").write_text("b"),
    lambda root: (root / "stories/2027").mkdir(),
    lambda root: (root / "site_config/site.yml").write_text("b"),
    lambda root: (root / "mkdocs.yml").write_text("b"),
    _replace,
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told(
    told: tuple[Watch, threading.Event], tmp_path: Path, change: Callable[[Path], object]
) -> None:
    watch, event = told
    watch.start()
    change(tmp_path)
    assert event.wait(10)


@pytest.mark.parametrize(
    "what",
    [
        lambda root: (root / "stories/2026/a.md").read_text(),
        lambda root: (root / "site").mkdir(),
        lambda root: (root / "notes.txt").write_text("x"),
    ],
)
def test_what_is_no_change_of_the_site_is_not_told(
    told: tuple[Watch, threading.Event], tmp_path: Path, what: Callable[[Path], object]
) -> None:
    watch, event = told
    watch.start()
    what(tmp_path)
    assert not event.wait(0.5)


def test_a_folder_that_comes_later_is_watched(
    told: tuple[Watch, threading.Event], tmp_path: Path
) -> None:
    watch, event = told
    watch.start()
    for _ in range(2):
        (tmp_path / "templates").mkdir()
        assert event.wait(10)
        watch.add()
        event.clear()
        (tmp_path / "templates/a.html").write_text("a")
        assert event.wait(10)
        (tmp_path / "templates/a.html").unlink()
        (tmp_path / "templates").rmdir()
        threading.Event().wait(0.2)
        watch.add()
        event.clear()


def test_where_the_system_tells_nothing_it_is_looked_at(
    told: tuple[Watch, threading.Event], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, event = told

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(watch._observer, "schedule", full)
    watch.start()
    assert isinstance(watch._observer, PollingObserverVFS)
    CHANGES[0](tmp_path)
    assert event.wait(10)


def test_no_link_is_followed(
    told: tuple[Watch, threading.Event], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (tmp_path / "stories/link").symlink_to(elsewhere, target_is_directory=True)
    (tmp_path / "templates").symlink_to(elsewhere, target_is_directory=True)
    watch, event = told
    watch.start()
    (elsewhere / "a.md").write_text("a")
    assert not event.wait(0.5)
