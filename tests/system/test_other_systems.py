"""Windows and macOS, as far as Linux can show: their locks, readers, names and processes, by fakes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath

import pytest

from benchmarks import corpus
from generator.pipeline import print_everything
from generator.system import atomic, pool, staging
from generator.system.staging import BuildInProgress, Stage, staged
from tests import ROOT, hostile
from tests.conftest import Organisation
from tests.system.forked import tree


def _site(stage: Stage, *files: str, words: str = "words") -> None:
    for path in ("sitemap.xml", *files):
        atomic.write_if_changed(stage.folder, path, words.encode())
        stage.files.add(path)


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class _Msvcrt:
    """Locks of Windows: of bytes, by one open file at a time, until it is closed."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], int] = {}

    def locking(self, file: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        place = os.fstat(file).st_ino, os.lseek(file, 0, os.SEEK_CUR)
        holder = self._held.get(place)
        if holder is not None and holder != file and _is_open(holder):
            raise OSError(errno.EACCES, "Permission denied")
        self._held[place] = file


def _is_open(file: int) -> bool:
    try:
        os.fstat(file)
    except OSError:
        return False
    return True


@pytest.fixture
def windows_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "fcntl", None)
    monkeypatch.setattr(staging, "msvcrt", _Msvcrt())


def _killing(*_: object) -> None:
    raise AssertionError("on Windows, asking with signal 0 ends the process that is asked for")


@pytest.mark.usefixtures("windows_locks")
def test_two_builds_at_once_are_noticed_by_the_locks_of_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "kill", _killing)
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "first.html")
        with pytest.raises(BuildInProgress), staged(site):
            pass
    assert _files(site) == ["first.html", "sitemap.xml"]
    with staged(site) as stage:
        _site(stage, "second.html")
    assert _files(site) == ["second.html", "sitemap.xml"]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have somebody read a file so that Windows refuses to rename it, a number of times."""
    replace = os.replace

    def read(times: int) -> None:
        left = iter(range(times))

        def refused(source: str, target: str) -> None:
            if next(left, None) is not None:
                raise PermissionError(errno.EACCES, "a reader has it open", str(target))
            replace(source, target)

        monkeypatch.setattr(os, "replace", refused)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(atomic, "_PATIENCE", 3)
    monkeypatch.setattr("time.sleep", lambda _: None)
    return read


def test_a_site_that_somebody_reads_is_replaced_when_they_have_finished(
    tmp_path: Path, reader: Callable[[int], None]
) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "first.html")
    with staged(site) as stage:
        _site(stage, "second.html")
        reader(3)
    assert _files(site) == ["second.html", "sitemap.xml"]


def test_a_site_that_somebody_goes_on_reading_stays(
    tmp_path: Path, reader: Callable[[int], None]
) -> None:
    site = tmp_path / "site"
    with staged(site) as stage:
        _site(stage, "first.html")
    build = staged(site)
    _site(build.__enter__(), "second.html")
    reader(99)
    with pytest.raises(PermissionError):
        build.__exit__(None, None, None)
    assert _files(site) == ["first.html", "sitemap.xml"]


class _WithoutCase:
    """A file system that keeps capitals in names and does not tell them apart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def found(self, path: Path) -> Path:
        """The path as it is on the disk, in whatever capitals and accents it is asked for."""
        real = self._folder
        for name in path.relative_to(self._folder).parts:
            names = os.listdir(real) if real.is_dir() else []
            real /= next((each for each in names if _folded(each) == _folded(name)), name)
        return real

    def same(self, one: Path, other: Path) -> bool:
        return self.found(one).exists() and self.found(one) == self.found(other)

    def write(self, stage: Stage, path: str) -> None:
        real = self.found(stage.folder / path).relative_to(stage.folder).as_posix()
        atomic.write_if_changed(stage.folder, real, path.encode())
        stage.files.add(path)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFD", name.casefold())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mark.svg", "mark.svg"),
        ("Our/Marks/a.svg", "our/marks/A.svg"),
        (unicodedata.normalize("NFC", "é/ü.svg"), unicodedata.normalize("NFD", "é/ü.svg")),
    ],
)
def test_a_file_gets_other_capitals_where_these_are_not_told_apart(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, disk = tmp_path / "site", _WithoutCase(tmp_path)
    monkeypatch.setattr(staging, "_is_same", disk.same)
    for path in (before, before, after, after):
        with staged(site) as stage:
            _site(stage)
            disk.write(stage, path)
    assert _files(site) == sorted([after, "sitemap.xml"])
    assert (site / after).read_text() == after


def test_a_file_gets_other_capitals_where_these_are_told_apart(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for path in ("Marks/a.svg", "Marks/a.svg", "marks/a.svg"):
        with staged(site) as stage:
            _site(stage, path)
    assert _files(site) == ["marks/a.svg", "sitemap.xml"]


def _paths(organisation: Organisation) -> Iterator[str]:
    for _, place, _ in print_everything(organisation.built().publication):
        yield f"{place}index.html" if place.endswith("/") else place


def _hostile(organisation: Organisation) -> None:
    hostile.write(organisation, hostile.OURS)


@pytest.mark.parametrize("make", [_hostile, Organisation.learning])
def test_every_file_has_a_name_that_windows_and_macos_allow(
    make: Callable[[Organisation], None], organisation: Organisation
) -> None:
    make(organisation)
    organisation.story("the-hour")
    # A picture keeps the name that it has among the stories: who can check it out can build it.
    paths = [path for path in _paths(organisation) if not path.endswith(".png")]
    assert len(paths) > 30
    assert len({_folded(path) for path in paths}) == len(paths)
    for path in paths:
        assert not set(path) & set('<>:"\\|?*'), path
        assert not PureWindowsPath(path).is_reserved(), path
        assert all(part == part.rstrip(" .") for part in path.split("/")), path
        assert len(path) < 200, path


_WITHOUT_FORK = """
import sys
from generator.cli import run
from generator.system import pool
pool.can_fork = lambda: False
sys.argv = ["reciprocity", *sys.argv[1:]]
run()
"""


def test_what_windows_pipes_to_another_program_is_utf_8() -> None:
    """Python would write it in the system's code page, which has no arrow, and end with a traceback."""
    program = "from generator.cli import speak_utf_8; speak_utf_8('nt'); print('→ Óscoz')"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True,
                          env={**os.environ, "PYTHONIOENCODING": "cp1252"})  # fmt: skip
    assert done.stdout.decode() == "→ Óscoz\n"


def test_without_fork_one_process_does_what_is_quicker_than_another_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert pool.process_count(pool.WORTH_A_START - 1) == 1


@pytest.mark.exhaustive
def test_without_fork_the_same_site_is_built(tmp_path: Path) -> None:
    organisation = tmp_path / "org"
    corpus.write(organisation, 450)  # enough for a second process
    (organisation / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for name, program in {"forked": ("-m", "generator"), "alone": ("-c", _WITHOUT_FORK)}.items():
        done = subprocess.run(
            [sys.executable, *program, "--root", str(organisation), "build", "--today", "2026-11-20",
             "--site-dir", str(tmp_path / name)],
            cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "alone") == tree(tmp_path / "forked")
