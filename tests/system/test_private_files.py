"""A private file is one from its first byte on, whatever was there before."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from generator.system.atomic import OutsideFolder, write_private

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_private_before_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    write = os.write

    def looked_at(file: int, raw: Any) -> int:
        seen.append(stat.S_IMODE(os.fstat(file).st_mode))
        return write(file, raw)

    monkeypatch.setattr(os, "write", looked_at)
    before = os.umask(0)
    try:
        write_private(tmp_path, "build/gaps/gaps.md", b"x")
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert (tmp_path / "build/gaps/gaps.md").read_bytes() == b"x"


def test_what_was_open_to_all_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "gaps.md"
    path.write_text("old")
    path.chmod(0o666)
    with path.open() as reader:
        write_private(tmp_path, "gaps.md", b"new")
        assert reader.read() == "old", "whoever has it open reads no new word"
    assert (path.read_text(), _mode(path)) == ("new", 0o600)


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("old")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/gaps.md").symlink_to(elsewhere)
    write_private(tmp_path, "build/gaps.md", b"new")
    assert elsewhere.read_text() == "old"
    assert _mode(tmp_path / "build/gaps.md") == 0o600


def test_no_folder_leads_out(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (tmp_path / "build").symlink_to(tmp_path_factory.mktemp("away"))
    with pytest.raises(OutsideFolder):
        write_private(tmp_path, "build/gaps.md", b"new")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(tmp_path, "gaps.md", b"old")

    def full(file: int, raw: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        write_private(tmp_path, "gaps.md", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["gaps.md"]
    assert (tmp_path / "gaps.md").read_bytes() == b"old"
