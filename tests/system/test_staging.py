"""A build takes the place of the last one in one step, or leaves it alone."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator.system import atomic, staging
from generator.system.atomic import write_if_changed
from generator.system.staging import (
    BuildInProgress,
    Leftover,
    NotASite,
    Stage,
    discard_outdated,
    discard_outdated_file,
    is_outdated,
    list_shown,
    staged,
)


def _site(stage: Stage, words: str, *more: str) -> None:
    for name, text in {
        "sitemap.xml": "<urlset/>",
        "index.html": words,
        **dict.fromkeys(more, words),
    }.items():
        write_if_changed(stage.folder, name, text.encode())
        stage.files.add(name)


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_finished_tree_replaces_the_last(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for words in ("first", "second", "third", "fourth"):
        with staged(site) as stage:
            _site(stage, words, f"stories/{words}/index.html")
        assert _files(site) == ["index.html", "sitemap.xml", f"stories/{words}/index.html"]
        assert {(site / path).read_text() for path in _files(site)} == {words, "<urlset/>"}
        assert [p.name for p in (site / "stories").iterdir()] == [words]


def test_what_somebody_put_into_a_tree_is_never_published_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "1", "stories/a/index.html")
    (site / "stories" / "a" / "theirs.html").write_text("not ours")
    (site / "top.html").write_text("not ours")
    for words in ("2", "3", "4"):
        with staged(site) as stage:
            _site(stage, words, "stories/a/index.html")
        assert _files(site) == ["index.html", "sitemap.xml", "stories/a/index.html"]


def test_a_tree_that_shows_what_was_taken_back_is_not_kept(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / ".site.build" / "spare"
    for shown in ({"story ana"}, {"story ana", "more"}, {"story ana", "more"}):
        with staged(site) as stage:
            _site(stage, "Ana")
            stage.shown.update(shown)
    assert _files(spare) == ["index.html", "sitemap.xml"]
    with staged(site) as stage:
        _site(stage, "a colleague")
        stage.shown.update({"story", "more"})
    assert not spare.exists()
    assert (site / "index.html").read_text() == "a colleague"


def test_what_is_kept_may_be_deleted_or_damaged(tmp_path: Path) -> None:
    site, kept = tmp_path / "site", tmp_path / ".site.build"

    def damaged_lists() -> None:
        for path in kept.glob("files-*"):
            path.write_bytes(b"\xff\x00 no list")

    def no_lists() -> None:
        for path in kept.glob("files-*"):
            path.unlink()

    def half() -> None:
        (kept / "spare" / "half.html").write_text("half")

    damages: list[Callable[[], object]] = [
        lambda: shutil.rmtree(kept),
        lambda: shutil.rmtree(kept / "spare"),
        damaged_lists,
        no_lists,
        half,
        lambda: None,
    ]
    for number, damage in enumerate(damages):
        for _ in range(2):
            with staged(site) as stage:
                _site(stage, str(number), f"stories/{number}.html")
        damage()
        with staged(site) as stage:
            _site(stage, f"after {number}")
        assert _files(site) == ["index.html", "sitemap.xml"]


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "good")

    def fail() -> None:
        with staged(site) as stage:
            _site(stage, "half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (site / "index.html").read_text() == "good"


_KILLED = """
import sys, time
from pathlib import Path
from generator.system.staging import staged
with staged(Path(sys.argv[1])) as stage:
    for n in range(100000):
        (stage.folder / f"{n}.html").write_text("half")
        if n == 50:
            print("at work", flush=True)
"""


def test_a_killed_build_leaves_the_site_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "good")
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(site)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        with pytest.raises(BuildInProgress), staged(site):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert sorted(p.name for p in site.iterdir()) == ["index.html", "sitemap.xml"]
    with staged(site) as stage:
        assert list(stage.folder.iterdir()) == []
        _site(stage, "next")
    assert (site / "index.html").read_text() == "next"


def test_a_reader_never_misses_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "0")
    stop = threading.Event()
    seen: list[str] = []

    def read() -> None:
        while not stop.is_set():
            seen.append((site / "index.html").read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for round_ in range(1, 40):
        with staged(site) as stage:
            _site(stage, str(round_))
    while str(39) not in seen:
        assert reader.is_alive(), "a page was missing"
        time.sleep(0.01)
    stop.set()
    reader.join()
    assert set(seen) <= {str(n) for n in range(40)}


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter-1.md").write_text("years of work")
    with pytest.raises(NotASite), staged(thesis):
        pass
    assert (thesis / "chapter-1.md").read_text() == "years of work"


def test_without_an_atomic_exchange_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "elsewhere")
    site = tmp_path / "site"
    for words in ("first", "second"):
        with staged(site) as stage:
            _site(stage, words)
    assert (site / "index.html").read_text() == "second"
    assert _files(site) == ["index.html", "sitemap.xml"]


def _two_builds(site: Path) -> None:
    for words in ("first", "second"):
        with staged(site) as stage:
            _site(stage, words)


def test_macos_has_a_call_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    called: list[tuple[object, ...]] = []

    class Darwin:
        """The C library of macOS, in which two names are swapped like this."""

        def __init__(self, *_: object, **__: object) -> None: ...

        def renamex_np(self, one: bytes, other: bytes, flags: int) -> int:
            called.append((one, other, flags))
            aside = other + b".aside"
            os.rename(other, aside)
            os.rename(one, other)
            os.rename(aside, one)
            return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", Darwin)
    _two_builds(site)
    assert called == [(os.fsencode(tmp_path / ".site.build/spare"), os.fsencode(site), 2)]
    assert (site / "index.html").read_text() == "second"


class _Refuses:
    """A C library whose calls fail, as they do on file systems that cannot swap, or lack them."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def renameat2(self, *_: object) -> int:
        return -1


@pytest.mark.parametrize("library", [_Refuses, lambda *_, **__: object()], ids=["fails", "lacks"])
def test_where_the_swap_fails_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", library)
    _two_builds(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "second"


def test_a_rename_that_fails_brings_the_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "good")
    rename = atomic.rename

    def fails(source: Path, target: Path) -> None:
        if source.name == "spare":
            raise OSError(errno.EIO, "the disk is gone")
        rename(source, target)

    monkeypatch.setattr(sys, "platform", "elsewhere")
    monkeypatch.setattr(staging, "rename", fails)
    with pytest.raises(OSError, match="the disk is gone"), staged(site) as stage:
        _site(stage, "next")
    assert (site / "index.html").read_text() == "good"


def test_a_kill_after_the_exchange_keeps_nothing_that_was_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, spare = tmp_path / "site", tmp_path / ".site.build" / "spare"
    for _ in range(2):
        with staged(site) as stage:
            _site(stage, "Ana")
            stage.shown.add("story ana")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    def build(words: str) -> None:
        with staged(site) as stage:
            _site(stage, words)
            stage.shown.add("story")

    with monkeypatch.context() as patch:
        patch.setattr(staging, "_exchange", killed)
        with pytest.raises(KeyboardInterrupt):
            build("a colleague")
    build("a colleague")
    assert "Ana" not in "".join(p.read_text() for p in tmp_path.rglob("*.html"))
    assert not spare.exists() or "Ana" not in str(_files(spare))


def _offline(tmp_path: Path, *shown: str) -> Path:
    site = tmp_path / "site-offline"
    for _ in range(2):
        with staged(site) as stage:
            _site(stage, "Ana", "stories/a/index.html")
            stage.shown.update(shown)
    return site


@pytest.mark.parametrize("is_interrupted", [False, True])
def test_a_tree_that_shows_too_much_is_discarded_with_what_is_kept_of_it(
    tmp_path: Path, *, is_interrupted: bool
) -> None:
    site = _offline(tmp_path, "story ana", "more")
    if is_interrupted:
        with suppress(KeyboardInterrupt), staged(site):
            raise KeyboardInterrupt
    assert discard_outdated(site, {"story ana", "more", "new"}) is Leftover.CURRENT
    assert not is_outdated(site, {"story ana", "more"})
    assert is_outdated(site, {"more"})
    assert discard_outdated(site, {"more"}) is Leftover.DELETED
    assert _files(tmp_path) == [".site-offline.build/lock"]
    assert discard_outdated(site, {"more"}) is Leftover.CURRENT, "nothing is there"


@pytest.mark.parametrize("kept", [True, False], ids=["with a list", "without a list"])
def test_a_tree_that_is_not_just_as_we_left_it_stays(tmp_path: Path, *, kept: bool) -> None:
    site = _offline(tmp_path, "story ana")
    if kept:
        (site / "stories/theirs.txt").write_text("mine")
    else:
        shutil.rmtree(tmp_path / ".site-offline.build")
    assert discard_outdated(site, set()) is Leftover.DOUBTFUL
    assert (site / "index.html").is_file()
    assert not (tmp_path / ".site-offline.build/spare").exists()


def test_a_link_or_a_folder_that_is_no_site_is_not_touched(tmp_path: Path) -> None:
    site = _offline(tmp_path, "story ana")
    elsewhere = site.rename(tmp_path / "elsewhere")
    site.symlink_to(elsewhere)
    assert discard_outdated(site, set()) is Leftover.CURRENT
    site.unlink()
    site.mkdir()
    (site / "theirs.txt").write_text("mine")
    assert discard_outdated(site, set()) is Leftover.CURRENT
    assert (site / "theirs.txt").is_file()
    assert (elsewhere / "index.html").is_file()


def test_a_file_that_shows_too_much_is_discarded_if_it_is_as_we_left_it(tmp_path: Path) -> None:
    page = tmp_path / "preview.html"
    page.write_text("Ana")
    assert discard_outdated_file(page, set) is Leftover.DOUBTFUL, "nobody knows what it shows"
    list_shown(page, {"story ana"})
    assert discard_outdated_file(page, lambda: {"story ana"}) is Leftover.CURRENT
    page.write_text("Ana, and mine")
    assert discard_outdated_file(page, set) is Leftover.DOUBTFUL
    page.write_text("Ana")
    assert discard_outdated_file(page, set) is Leftover.DELETED
    assert _files(tmp_path) == []
    assert discard_outdated_file(page, set) is Leftover.CURRENT
