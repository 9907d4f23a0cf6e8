"""A change of a file is noticed, also where its size and its time are those of before."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.system import changes
from generator.system.changes import Changes


@pytest.fixture
def seen(tmp_path: Path) -> Changes:
    (tmp_path / "a").write_text("aaa")
    (tmp_path / "b").write_text("bbb")
    made = Changes()
    assert made.look(tmp_path, ["a", "b"]) == {"a", "b"}
    return made


def test_what_did_not_change_is_not_named(seen: Changes, tmp_path: Path) -> None:
    assert seen.look(tmp_path, ["a", "b"]) == set()


def test_what_is_written_comes_or_goes_is_named(seen: Changes, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("aaaa")
    (tmp_path / "c").write_text("c")
    assert seen.look(tmp_path, ["a", "c"]) == {"a", "b", "c"}
    assert seen.look(tmp_path, ["a", "c"]) == set()


def test_a_change_within_the_grain_of_a_clock_is_noticed(seen: Changes, tmp_path: Path) -> None:
    """A file system may give two contents of one size the same time."""
    times = [1_000_000_000_000_000_000] * 2

    class Coarse:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def lstat(self, path: str) -> os.stat_result:
            found = list(os.lstat(path))
            return os.stat_result(found[:10], {"st_mtime_ns": times[0], "st_ctime_ns": times[1]})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "os", Coarse())
        patch.setattr(time, "time_ns", lambda: times[0] + 10**9)
        seen.look(tmp_path, ["a"])
        (tmp_path / "a").write_text("AAA")
        assert seen.look(tmp_path, ["a"]) == {"a"}
        assert seen.look(tmp_path, ["a"]) == set()


def test_an_old_file_is_not_read(
    seen: Changes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 10 * 10**9)
    assert seen.look(tmp_path, ["a", "b"]) == set()
    monkeypatch.setattr(changes, "read_bytes", lambda path: pytest.fail(f"{path} is read"))
    assert seen.look(tmp_path, ["a", "b"]) == set()


def test_a_folder_changes_only_when_it_is_another_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    seen = Changes()
    seen.look(tmp_path, ["folder"])
    (tmp_path / "folder/a").write_text("a")
    assert seen.look(tmp_path, ["folder"]) == set()
    (tmp_path / "folder").rename(tmp_path / "other")
    (tmp_path / "folder").symlink_to("other", target_is_directory=True)
    assert seen.look(tmp_path, ["folder"]) == {"folder"}
