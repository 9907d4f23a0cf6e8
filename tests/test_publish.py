"""A build takes the place of the last one in one step, or leaves it alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.publish import Busy, Foreign, staged


def _site(folder: Path, words: str) -> None:
    (folder / "sitemap.xml").write_text("<urlset/>")
    (folder / "index.html").write_text(words)


def test_a_finished_tree_replaces_the_last(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for words in ("first", "second"):
        with staged(site) as fresh:
            _site(fresh, words)
            (fresh / f"{words}.html").touch()
    assert sorted(p.name for p in site.iterdir()) == ["index.html", "second.html", "sitemap.xml"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as fresh:
        _site(fresh, "good")
    with pytest.raises(ZeroDivisionError), staged(site) as fresh:
        _site(fresh, "half")
        raise ZeroDivisionError
    assert (site / "index.html").read_text() == "good"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


_KILLED = """
import sys, time
from pathlib import Path
from generator.publish import staged
with staged(Path(sys.argv[1])) as fresh:
    for n in range(100000):
        (fresh / f"{n}.html").write_text("half")
        if n == 50:
            print("at work", flush=True)
"""


def test_a_killed_build_leaves_the_site_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as fresh:
        _site(fresh, "good")
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(site)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        with pytest.raises(Busy), staged(site):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert sorted(p.name for p in site.iterdir()) == ["index.html", "sitemap.xml"]
    with staged(site) as fresh:
        assert list(fresh.iterdir()) == []
        _site(fresh, "next")
    assert (site / "index.html").read_text() == "next"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_reader_never_misses_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as fresh:
        _site(fresh, "0")
    stop = threading.Event()
    seen: list[str] = []

    def read() -> None:
        while not stop.is_set():
            seen.append((site / "index.html").read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for round_ in range(1, 40):
        with staged(site) as fresh:
            _site(fresh, str(round_))
    time.sleep(0.01)
    stop.set()
    reader.join()
    assert len(seen) > 40
    assert "" not in seen
    assert seen == sorted(seen, key=int)


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter-1.md").write_text("years of work")
    with pytest.raises(Foreign), staged(thesis):
        pass
    assert (thesis / "chapter-1.md").read_text() == "years of work"


def test_without_an_atomic_exchange_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "elsewhere")
    site = tmp_path / "site"
    for words in ("first", "second"):
        with staged(site) as fresh:
            _site(fresh, words)
    assert (site / "index.html").read_text() == "second"
    assert os.listdir(tmp_path) == ["site"]
