"""Print the table of outputs, the programs that read them, and what each says of the sample.

    python -m tools.clients [--markdown FILE] [PROGRAM…]

Ends with 1 if a program finds a fault. One that is not installed is skipped, and says why; with the
environment variable CI set, that is a fault as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tools.clients.consumers import CONSUMERS, Consumer
from tools.clients.sample import Fault, Missing, Sample

START = "<!-- clients -->\n"
END = "<!-- /clients -->\n"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.clients")
    parser.add_argument("--markdown", metavar="FILE", help="write the table into FILE")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="only these")
    asked = parser.parse_args(words)
    chosen = [c for c in CONSUMERS if not asked.programs or c.program in asked.programs]
    if not chosen:
        parser.error(f"there are {', '.join(c.program for c in CONSUMERS)}")
    rows, faults = [], 0
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        sample = Sample(Path(folder))
        sample.prepare()
        for consumer in chosen:
            start = time.monotonic()
            figure, ok = read(consumer, sample)
            faults += not ok
            rows.append((consumer.output, consumer.program, figure))
            print(f"{consumer.program:22} {time.monotonic() - start:5.1f} s  {figure}", flush=True)
    if asked.markdown and not faults:
        write_table(Path(asked.markdown), rows)
    print(f"{len(chosen)} programs, {faults} with a fault")
    return 1 if faults else 0


def read(consumer: Consumer, sample: Sample) -> tuple[str, bool]:
    """What a program says of the sample, and whether that is all right."""
    try:
        return consumer.look(sample), True
    except Missing as missing:
        return f"skipped: {missing}", not os.environ.get("CI")
    except Fault as fault:
        return f"FAULT: {fault}", False


def write_table(path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Write the table between its marks in a page."""
    before, _, rest = path.read_text("utf-8").partition(START)
    after = rest.partition(END)[2]
    lines = ["| what we make | read by | says |", "|---|---|---|"]
    lines += [f"| {output} | {program} | {figure} |" for output, program, figure in rows]
    path.write_text(f"{before}{START}{chr(10).join(lines)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
