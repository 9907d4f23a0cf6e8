"""How time and memory grow with the number of stories, as a table and a picture.

    python -m benchmarks.scale [--stories 1000 3000 10000 30000 100000] [--page docs/explanation/scale.md]

Each organisation is built once, without an earlier output. Time is that of all processes, memory that
of the largest. The picture has two lines; a straight one means that a story costs as much
among many as among few.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus
from benchmarks.machine import described

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
MIB = 1024 * 1024
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 60, 70, 20, 40


@dataclass(frozen=True)
class Point:
    """One build: how many stories, seconds of all processes, and MiB of the largest one."""

    stories: int
    seconds: float
    memory: float


def measure(stories: int, work: Path) -> Point:
    """Build an organisation of some size."""
    root = work / str(stories)
    root.mkdir()
    corpus.write(root, stories)
    report = work / "report.json"
    launcher = Path(__file__).parent / "measure.py"
    command = [sys.executable, "-I", "-S", str(launcher), str(report), str(root)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "TZ": "UTC"}
    build = (sys.executable, "-m", "generator", "build")
    subprocess.run([*command, *build], check=True, env=environment)
    result = json.loads(report.read_text("utf-8"))
    if result["status"]:
        raise SystemExit(Path(f"{report}.log").read_text("utf-8", "replace")[-4000:])
    return Point(stories, result["cpu"], result["peak"] / MIB)


def table(points: Sequence[Point]) -> str:
    """The measurements as a table in Markdown."""
    rows = [
        f"| {p.stories:,} | {p.seconds:.1f} s | {1000 * p.seconds / p.stories:.2f} ms | {p.memory:.0f} MiB |"
        for p in points
    ]
    head = "| stories | CPU | of one story | largest process |\n|--:|--:|--:|--:|"
    return "\n".join([head, *rows])


def picture(points: Sequence[Point]) -> str:
    """The measurements as two lines in an SVG: seconds on the left axis, MiB on the right one."""
    most = max(p.stories for p in points)
    seconds, memory = (
        _rounded(max(values))
        for values in zip(*((p.seconds, p.memory) for p in points), strict=True)
    )
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def line(values: Sequence[float], top: float, colour: str, dashes: str) -> str:
        places = [
            f"{LEFT + width * p.stories / most:.1f},{TOP + height * (1 - value / top):.1f}"
            for p, value in zip(points, values, strict=True)
        ]
        dots = "".join(
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
            for x, y in (place.split(",") for place in places)
        )
        return (
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" '
            f'points="{" ".join(places)}"/>{dots}'
        )

    labels = [
        _text(LEFT - 8, TOP + 4, f"{seconds:,.0f} s", "end"),
        _text(LEFT - 8, HEIGHT - BOTTOM, "0", "end"),
        _text(WIDTH - RIGHT + 8, TOP + 4, f"{memory:,.0f} MiB"),
        _text(WIDTH - RIGHT, HEIGHT - 14, f"{most:,} stories", "end"),
        _text(LEFT + 12, TOP + 16, "CPU, solid; memory of the largest process, dashed"),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="sans-serif" font-size="13" fill="#221e1a">',
            "<title>CPU time and memory of a complete build, by the number of stories</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f1"/>',
            f'<path d="M{LEFT} {TOP}v{height}h{width}v-{height}" fill="none" stroke="#8a8378"/>',
            line([p.seconds for p in points], seconds, "#1f5a4c", "none"),
            line([p.memory for p in points], memory, "#a8472a", "6 4"),
            *labels,
            "</svg>\n",
        ]
    )


def _rounded(value: float) -> float:
    """The next round number: the end of an axis."""
    step = float("1" + "0" * (len(str(int(value))) - 1))
    return -(-value // step) * step


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'


def page(points: Sequence[Point], picture_name: str) -> str:
    """The page of the documentation."""
    few, many = points[0], points[-1]
    more = many.stories - few.stories
    return f"""\
# From a thousand stories to {many.stories:,}

`make bench-scale` builds organisations of growing size and writes this page. CPU is that of all processes,
memory that of the largest one. Between {few.stories:,} and {many.stories:,} stories, each further
thousand takes {1000 * (many.seconds - few.seconds) / more:.1f} s and {1000 * (many.memory - few.memory) / more:.1f} MiB.

{table(points)}

![CPU time and memory of a complete build, by the number of stories]({picture_name})

{described()}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, nargs="+", default=SIZES)
    parser.add_argument("--page", type=Path, help="write a page and its picture")
    given = parser.parse_args()
    points: list[Point] = []
    for stories in sorted(given.stories):
        with tempfile.TemporaryDirectory() as work:
            points.append(measure(stories, Path(work)))
        print(table(points[-1:]).splitlines()[-1], flush=True)
    if given.page:
        drawn = given.page.with_suffix(".svg")
        drawn.write_text(picture(points), "utf-8")
        given.page.write_text(page(points, drawn.name), "utf-8")


if __name__ == "__main__":
    main()
