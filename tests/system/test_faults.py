"""Two hundred faults: killed, no room, not permitted, in the middle of a swap. Nothing is lost.

After each, the site is the old one or the new one to the byte, each source is the old one or the
new one, and the same command, or the next build, gets to the end and to the same result.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.system.atomic import LEFTOVER
from tests.conftest import Organisation, organisation_in
from tests.system import forked
from tests.system.forked import Disturb, Ended, run, tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SOURCES = ("stories", "site_config")
COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "--today", "2026-11-20"),
    "offline": ("build", "--offline", "--site-dir", "site", "--today", "2026-11-20"),
    "digest": ("digest", "2026-10", "--today", "2026-11-20"),
    "sent": ("digest", "2026-10", "--sent", "--today", "2026-11-20"),
    "fix": ("check", "--fix", "--today", "2026-11-20"),
    "forget": ("forget", "bo", "--yes", "--today", "2026-11-20"),
    "import": ("import", "csv", "rows.csv", "--no-input", "--today", "2026-11-20"),
    "pairs": ("pairs", "--round", "2026-Q4", "--force", "--today", "2026-11-20"),
}
KINDS = ("moment", "change", "full", "short", "denied", "unreadable", "read-only", "swap")


State = tuple[dict[str, str], dict[str, str], dict[str, str]]
"""The sources, the site, and what else is built."""
LOCKED = "s-1.md"


@dataclass(frozen=True)
class Reference:
    """An organisation with a site that is out of date, and what each command makes of it."""

    root: Path
    site: dict[str, str]
    after: dict[str, State]
    without: dict[str, State]
    """The same where one story, which cannot be read, is left out as any broken one is."""
    seconds: dict[str, float]


def _fill(made: Organisation) -> None:
    for n in range(8):
        made.story(f"s-{n}", f"@ana stayed with @bo for {n} hours.\n\n## Then\n\nIt was enough.")
    made.story("no-more", "@ana said it.")
    made.write("rows.csv", "date,givers,receivers,body\n" + "".join(
        f"2026-10-{n + 1:02},ana,cem,Held the ladder for row {n} and said nothing.\n"
        for n in range(6)
    ))  # fmt: skip


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    root = tmp_path_factory.mktemp("reference") / "told"
    root.mkdir()
    made = organisation_in(root)
    _fill(made)
    for _ in range(2):
        assert run(root, *COMMANDS["build"]).status == 0
    site = tree(root / "site")
    made.story("s-3", "@ana changed her mind, and said so.")
    made.story("no-more", "@ana said it.", withdrawn="2026-11-01")
    made.story("new", "@ana came back.")
    made.story("slipped", "@ana stayed on.", Kind="Help")
    after: dict[str, State] = {}
    without: dict[str, State] = {}
    seconds = {}
    for name, arguments in COMMANDS.items():
        for states in (without, after):
            copy = root.with_name(name)
            shutil.copytree(root, copy)
            if states is without:
                (copy / "stories/2026" / LOCKED).unlink()
            begun = time.monotonic()
            ended = run(copy, *arguments)
            seconds[name] = time.monotonic() - begun
            assert "Traceback" not in ended.said
            assert ended.status in (0, 1), ended.said
            states[name] = _state(copy)
            shutil.rmtree(copy)
    return Reference(root, site, after, without, seconds)


def _state(root: Path) -> State:
    sources = {f"{folder}/{p}": h for folder in SOURCES for p, h in tree(root / folder).items()}
    return sources, tree(root / "site"), tree(root / "build") if (root / "build").is_dir() else {}


@pytest.fixture
def copy(reference: Reference, tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "told"
    shutil.copytree(reference.root, root)
    yield root
    shutil.rmtree(root)


def _fault(number: int, reference: Reference, name: str) -> tuple[Disturb | None, float | None]:
    """The n-th fault: what happens, or after how many seconds the process is killed."""
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    nth = int(1.12 ** chance.uniform(0, 50))  # early changes and late ones alike, up to 290
    wait = None
    disturb: Disturb | None = None
    if kind == "moment":
        wait = chance.uniform(0, reference.seconds[name])
    elif kind == "change":
        disturb = forked.at_change(nth, forked.killed)
    elif kind == "full":
        disturb = forked.at_change(nth, forked.failing(errno.ENOSPC))
    elif kind == "short":
        disturb = forked.full_after(int(1.2 ** chance.uniform(10, 62)))
    elif kind == "denied":
        disturb = forked.at_change(nth, forked.failing(errno.EACCES))
    elif kind == "unreadable":
        disturb = forked.unreadable(chance.choice([LOCKED, "people.yml", ".html", "mkdocs.yml"]))
    elif kind == "read-only":
        disturb = forked.read_only(*chance.choice([SOURCES, ("site", ".site.build"), ("build",)]))
    else:
        disturb = forked.at_change(chance.randint(1, 400), forked.killed)
    return (forked.with_helpers(disturb) if chance.random() < 0.5 else disturb), wait


def _holds(root: Path, name: str, reference: Reference, ended: Ended) -> None:
    """What must be true after a fault, and after the command was run again."""
    sources, site, build = reference.after[name]
    before, old_site, old_build = _state(reference.root)
    now, now_site, now_build = _state(root)
    # Where one story could not be read, the rest may have been printed: whole, and said.
    left_out = f"{LOCKED}: error P113" in ended.said
    _, less_site, less_build = reference.without[name] if left_out else reference.after[name]
    assert "Traceback" not in ended.said, ended.said
    for state in (before, now):
        assert state.keys() <= before.keys() | sources.keys()
    for path, digest in now.items():
        assert digest in (before.get(path), sources.get(path)), f"{path} is half written"
    assert now.keys() >= before.keys() & sources.keys(), "a source is gone"
    assert now_site in (old_site, site, less_site), ended.said
    for path, digest in now_build.items():
        whole = (old_build.get(path), build.get(path), less_build.get(path))
        assert digest in whole, f"{path} is half written"
    again = run(root, *COMMANDS[name])
    assert "Traceback" not in again.said, again.said
    for folder in SOURCES:  # the checker told of them; people delete them
        for left in (root / folder).rglob(f".*{LEFTOVER}"):
            left.unlink()
    now, now_site, now_build = _state(root)
    assert now == sources, again.said
    assert now_site == site, again.said
    assert now_build == build, again.said
    if name not in ("build", "offline"):
        after = run(root, *COMMANDS["build"])
        assert after.status == 0, after.said


def _endure(number: int, copy: Path, reference: Reference) -> None:
    name = list(COMMANDS)[number // len(KINDS) % len(COMMANDS)]
    disturb, wait = _fault(number, reference, name)
    _holds(copy, name, reference, run(copy, *COMMANDS[name], disturb=disturb, kill_after=wait))


@pytest.mark.slow
@pytest.mark.parametrize("number", [(kind + 1) % 8 * 8 + kind for kind in range(8)])
def test_a_fault_of_each_kind_in_each_command_loses_nothing(
    number: int, copy: Path, reference: Reference
) -> None:
    _endure(number, copy, reference)


@pytest.mark.exhaustive
@pytest.mark.parametrize("number", range(200))
def test_two_hundred_faults_lose_nothing(number: int, copy: Path, reference: Reference) -> None:
    _endure(number, copy, reference)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_between_two_renames_the_next_build_brings_the_site_back(
    number: int, copy: Path, reference: Reference
) -> None:
    seen = 0

    def listen() -> None:
        forked.killed()

    def disturb(root: Path) -> None:
        import sys  # in the child

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            if (event == "os.rename" and str(root / "site") in map(str, arguments[:2])) or (
                event == "os.rename" and str(arguments[0]).endswith("aside")
            ):
                seen += 1
            else:
                return
            if seen == number:
                listen()

        sys.addaudithook(hook)

    ended = run(copy, *COMMANDS["build"], disturb=forked.without_exchange(disturb))
    assert ended.status == -9
    failed = run(copy, *COMMANDS["build"], disturb=forked.unreadable("mkdocs.yml"))
    assert failed.status == 1, failed.said
    assert tree(copy / "site") in (reference.site, reference.after["build"][1])
    assert run(copy, *COMMANDS["build"]).status == 0
    assert tree(copy / "site") == reference.after["build"][1]


@pytest.mark.exhaustive
@pytest.mark.parametrize("size", ["600k", "1200k", "2m", "3m", "4m"])
def test_a_disk_that_is_really_full(size: str, reference: Reference, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(disk)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root may mount a small disk")
    try:
        root = disk / "told"
        shutil.copytree(reference.root, root)
        used = sum(4096 * -(-p.stat().st_size // 4096) for p in disk.rglob("*") if p.is_file())
        spare = {"600k": 8, "1200k": 40, "2m": 100, "3m": 200, "4m": 400}[size] * 1024
        again = ["mount", "-o", f"remount,size={used + spare}", str(disk)]
        subprocess.run(again, check=True, capture_output=True)
        ended = run(root, *COMMANDS["build"])
        assert "Traceback" not in ended.said
        assert tree(root / "site") in (reference.site, reference.after["build"][1])
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert run(root, *COMMANDS["build"]).status == 0
        assert tree(root / "site") == reference.after["build"][1]
    finally:
        subprocess.run(["umount", str(disk)], check=False)
