"""Whatever is kept between builds may be gone, cut short, spoilt, or of another version."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.system import staging
from generator.system.atomic import write_if_changed
from generator.system.staging import BuildInProgress, staged
from tests.conftest import Organisation, organisation_in
from tests.system.forked import run, tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
BUILD = ("build", "--today", "2026-11-20")
BUILDS = 12


def _gone(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    """Half of it; a list ends at the end of a line, as if it were whole."""
    raw = path.read_bytes()
    half = raw[: len(raw) // 2]
    path.write_bytes(half[: half.rfind(b"\n") + 1] or half)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _spoilt(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(max(64, path.stat().st_size)))


def _other_version(path: Path) -> None:
    path.write_bytes(b"list 0 of another version\n" + path.read_bytes())


def _a_folder(path: Path) -> None:
    path.unlink()
    (path / "inner").mkdir(parents=True)


def _a_link(path: Path) -> None:
    outside = next(p for p in path.parents if p.name == ".site.build").parent / "outside"
    path.unlink()
    path.symlink_to(outside)


DAMAGES = (_gone, _cut, _emptied, _spoilt, _other_version, _a_folder, _a_link)


PARTS = ("lists", "spare", "everything")
DAMAGED = pytest.mark.parametrize(
    ("what", "damage"),
    [
        pytest.param(what, damage, marks=[] if n % 3 == m else pytest.mark.exhaustive)
        for m, what in enumerate(PARTS)
        for n, damage in enumerate(DAMAGES)
    ],
)
"""Each damage once in `make test`, and to each part in `make test-exhaustive`."""


def _fill(organisation: Organisation) -> None:
    for id_ in ("one", "two", "taken-back"):
        organisation.story(id_)


def _change(organisation: Organisation) -> None:
    organisation.story("taken-back", withdrawn="2026-11-01")
    organisation.story("three")


@pytest.fixture(scope="module")
def from_nothing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    organisation = organisation_in(tmp_path_factory.mktemp("nothing"))
    _fill(organisation)
    _change(organisation)
    assert run(organisation.root, *BUILD).status == 0
    return tree(organisation.root / "site")


@pytest.mark.slow
@DAMAGED
def test_the_result_is_the_same_as_from_nothing(
    what: str,
    damage: Callable[[Path], None],
    organisation: Organisation,
    from_nothing: dict[str, str],
) -> None:
    root = organisation.root
    _fill(organisation)
    for _ in range(2):
        assert run(root, *BUILD).status == 0
    outside = root / "outside"
    outside.write_text("not ours", "utf-8")
    kept = root / ".site.build"
    spare = kept / "spare"
    assert {"lock", "shown", "spare"} < {path.name for path in kept.iterdir()}
    everything = [path for path in sorted(kept.rglob("*")) if path.is_file()]
    for path in everything:
        inside = spare in path.parents
        if what == "everything" or inside == (what == "spare"):
            stamps = path.parent.stat()
            damage(path)
            os.utime(path.parent, ns=(stamps.st_atime_ns, stamps.st_mtime_ns))
    _change(organisation)
    ended = run(root, *BUILD)
    assert ended.status == 0, ended.said
    assert run(root, *BUILD).status == 0
    assert tree(root / "site") == from_nothing
    assert outside.read_text("utf-8") == "not ours"


def test_half_a_list_of_who_was_shown_keeps_no_tree(tmp_path: Path) -> None:
    site, kept = tmp_path / "site", tmp_path / ".site.build"

    def build(*shown: str) -> None:
        with staged(site) as stage:
            (stage.folder / "sitemap.xml").write_text(" ".join(shown))
            stage.files.add("sitemap.xml")
            stage.shown.update(shown)

    build("ana", "bo")
    _emptied(kept / "shown")
    build("bo")
    assert not (kept / "spare").exists()


_HOLDER = """
import os, sys, time
from pathlib import Path
from generator.system.staging import staged
with staged(Path(sys.argv[1])) as stage:
    if os.fork() == 0:
        time.sleep(0.5)
        os._exit(0)
    print("at work", flush=True)
    time.sleep(60)
"""


def test_a_lock_of_a_dead_build_is_waited_for_until_its_helpers_are_gone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(site)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        with pytest.raises(BuildInProgress), staged(site):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        with staged(site) as stage:
            (stage.folder / "sitemap.xml").write_text("<urlset/>")
            stage.files.add("sitemap.xml")
    assert (site / "sitemap.xml").is_file()


def test_a_second_build_says_that_one_is_at_work(organisation: Organisation) -> None:
    organisation.story("one")
    with staged(organisation.root / "site") as stage:
        (stage.folder / "sitemap.xml").write_text("first")
        stage.files.add("sitemap.xml")
        ended = run(organisation.root, *BUILD)
        assert ended.status == 1
        assert "Another build of this site is running" in ended.said
    assert (organisation.root / "site" / "sitemap.xml").read_text() == "first"


def test_a_slow_reader_reads_what_he_opened_to_the_end(tmp_path: Path) -> None:
    site = tmp_path / "site"

    def build(words: str) -> None:
        with staged(site) as stage:
            for name in ("sitemap.xml", "page/index.html"):
                write_if_changed(stage.folder, name, words.encode() * 5000)
                stage.files.add(name)

    build("first ")
    with (site / "page" / "index.html").open() as slow:
        assert slow.read(6) == "first "
        for words in ("second", "third ", "fourth"):
            build(words)
        assert set(slow.read().split()) == {"first"}


def test_what_is_taken_back_goes_only_when_readers_had_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: order.append(f"waited {seconds}"))
    remove = shutil.rmtree

    def told(path: Path, ignore_errors: bool = False) -> None:
        order.append(Path(path).name)
        remove(path, ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", told)
    site = tmp_path / "site"
    for shown in ({"ana"}, {"ana"}, set()):
        with staged(site) as stage:
            stage.files.clear()
            (stage.folder / "sitemap.xml").write_text("x")
            stage.files.add("sitemap.xml")
            stage.shown.update(shown)
    assert order[order.index(f"waited {staging._GRACE}") + 1] == "spare"


def test_a_page_in_the_way_of_a_folder_gives_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for path in ("a", "b", "a/b/c", "b", "a", "a/b"):
        with staged(site) as stage:
            for name in ("sitemap.xml", path):
                write_if_changed(stage.folder, name, path.encode())
                stage.files.add(name)
        assert tree(site).keys() == {"sitemap.xml", path}


@pytest.mark.exhaustive
def test_fifty_thousand_reads_while_builds_come_and_go(organisation: Organisation) -> None:
    """A reader that never rests, on the pages of whole builds: no page is missing or half there."""
    root = organisation.root
    for number in range(6):
        organisation.story(f"s-{number}")
    whole: dict[str, set[bytes]] = {}
    for words in ("an hour", "two hours"):
        organisation.story("s-0", f"@ana stayed {words}, and it was enough.")
        assert run(root, *BUILD).status == 0
        for path in (root / "site").rglob("*.html"):
            whole.setdefault(f"{path}", set()).add(path.read_bytes())
    pages = sorted(whole)
    builder = os.fork()
    if builder == 0:
        failed = 0
        for number in range(BUILDS):
            words = ("an hour", "two hours")[number % 2]
            organisation.story("s-0", f"@ana stayed {words}, and it was enough.")
            failed += run(root, *BUILD).status != 0
        os._exit(min(failed, 100))
    missing = torn = reads = 0
    ended = 0
    while reads < 50_000 or not ended:
        page = pages[reads % len(pages)]
        reads += 1
        try:
            with open(page, "rb") as file:
                torn += file.read() not in whole[page]
        except FileNotFoundError:
            missing += 1
        if not ended and reads % 1000 == 0:
            ended, status = os.waitpid(builder, os.WNOHANG)
    assert os.waitstatus_to_exitcode(status) == 0, "builds failed"
    assert (missing, torn) == (0, 0), f"of {reads:,} reads"


@pytest.mark.slow
def test_after_a_power_failure_the_next_build_writes_what_is_missing(
    organisation: Organisation,
) -> None:
    """What is printed is not forced onto the disk: when the power fails, files of the newest
    site may be empty. Nobody has to know: the next build makes it whole.
    """
    root = organisation.root
    for id_ in ("one", "two", "three"):
        organisation.story(id_)
    for _ in range(2):
        assert run(root, *BUILD).status == 0
    whole = tree(root / "site")
    for number, path in enumerate(sorted((root / "site").rglob("*.*"))):
        if path.is_file() and number % 2:
            os.truncate(path, 0)
    assert tree(root / "site") != whole
    assert run(root, *BUILD).status == 0
    assert tree(root / "site") == whole
    assert run(root, *BUILD).status == 0
    assert tree(root / "site") == whole
