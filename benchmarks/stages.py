"""What each stage of a build takes, so that one that has become slow or quadratic is seen at once.

    python -m benchmarks.stages [--record]

Two organisations of the same kind, one four times as large, go through the stages one after the other in one
process. Times are those of its processor, over that of a fixed piece of work in plain Python, so that
machines can be compared. `stages.json` has those of the last release; `--record` writes it. A test
compares, with much room: it finds what has doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from benchmarks import corpus
from generator import __version__
from generator.model import Channel
from generator.outputs import ALL_EDITIONS, ISSUE
from generator.outputs.newsletter import FORMATS
from generator.pipeline import (
    group_and_select,
    load,
    print_issue,
    print_site,
    search_files,
    share_pictures,
)
from generator.rendering.artifacts import PrintedPage
from generator.rules.context import Extent
from generator.system.clock import today

RECORDED = Path(__file__).with_name("stages.json")
FEW, MANY = 400, 1600
RUNS = 3
PICTURES = 10

Times = Mapping[str, float]
"""The time of each stage, in units of a fixed piece of work."""


def measured(work: Path, runs: int = RUNS) -> tuple[Times, Times]:
    """The times for few stories and for many, the best of some alternating runs.

    Args:
        work: An empty folder.
        runs: How often each organisation is measured.
    """
    best: list[dict[str, float]] = [{}, {}]
    roots = [work / str(count) for count in (FEW, MANY)]
    for root, count in zip(roots, (FEW, MANY), strict=True):
        root.mkdir()
        corpus.write(root, count)
    for _ in range(runs):
        for root, times in zip(roots, best, strict=True):
            command = [sys.executable, "-m", "benchmarks.stages", "--root", str(root)]
            environment = {
                **os.environ,
                "PYTHONHASHSEED": "0",
                "PYTHONPATH": str(RECORDED.parent.parent),
            }
            done = subprocess.run(command, check=True, capture_output=True, env=environment)
            for stage, units in json.loads(done.stdout).items():
                times[stage] = min(units, times.get(stage, units))
    return best[0], best[1]


def recorded() -> Times:
    """What each stage took for many stories at the last release."""
    times: Times = json.loads(RECORDED.read_text("utf-8"))["stages"]
    return times


def stages(root: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The stages of one organisation, in their order: each is run before the next one is asked for."""
    publication = None
    pages: list[PrintedPage] = []

    def read() -> None:
        nonlocal publication
        library, _ = load(root, today, ALL_EDITIONS, extent=Extent.ERRORS)
        assert library is not None
        publication = group_and_select(root, library)

    yield "check", lambda: load(root, today)
    yield "read, group and select", read
    assert publication is not None
    site = publication.context(Channel.SITE)
    yield "count the pulse", lambda: site.pulse
    yield "lay out the site", lambda: pages.extend(_printed(print_site(publication)))
    yield "print the pages", lambda: [page.body() for page in pages]
    yield "index the search", lambda: list(search_files(publication, pages))
    pictures = [*share_pictures(publication)][:PICTURES]
    yield "draw some pictures", lambda: [picture.file() for picture in pictures]
    due = publication.plans.due
    assert due is not None
    yield "print an issue", lambda: print_issue(publication, due, ISSUE, FORMATS)


def _printed(artifacts: object) -> list[PrintedPage]:
    assert isinstance(artifacts, tuple)
    return [each for each in artifacts if isinstance(each, PrintedPage)]


def _unit() -> float:
    """The processor time of a fixed piece of work, which is much like that of a build."""
    start = time.process_time()
    for _ in range(20):
        words = [f"{number * 7919 % 4001:x}" for number in range(4000)]
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + len(word)
        " ".join(sorted(counts)).replace("a", "&amp;").split()
    return time.process_time() - start


def _measure(root: Path) -> dict[str, float]:
    """The times of the stages in this process, which is kept on one processor where the system can."""
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    _unit()
    times: dict[str, float] = {}
    for name, stage in stages(root):
        before, start = _unit(), time.process_time()
        stage()
        seconds = time.process_time() - start
        times[name] = seconds / min(before, _unit())
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--record", action="store_true", help=f"write {RECORDED.name}")
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.root:
        print(json.dumps(_measure(wanted.root)))
        return
    with tempfile.TemporaryDirectory() as folder:
        few, many = measured(Path(folder))
    before = recorded() if RECORDED.is_file() else {}
    for stage, units in many.items():
        ratio = f"{units / before[stage]:.2f}" if stage in before else "–"
        print(
            f"{stage:24} {units:8.2f}  of the last release {ratio}  of a quarter {units / few[stage]:.1f}"
        )
    if wanted.record:
        shown = {stage: round(units, 2) for stage, units in many.items()}
        text = json.dumps({"version": __version__, "stages": shown}, indent=2)
        RECORDED.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
