"""Builds a hundred thousand stories twice: are the bytes the same, and how large is the largest process?

    python -m benchmarks.large [--stories 100000]

The second time with another hash seed and on one processor. The sum at the end is that of every
path and every byte of the site and the digest: another machine with this Python and this zlib
must print the same one. For Linux, which lets a process be kept on one processor.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

from benchmarks import corpus


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=100_000)
    wanted = parser.parse_args()
    every = os.sched_getaffinity(0)
    sums: set[str] = set()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "organisation"
        root.mkdir()
        print(f"Writing {wanted.stories:,} stories…", flush=True)
        corpus.write(root, wanted.stories)
        for seed, processors in (("1", every), ("2", {min(every)})):
            for command in ("check", "build"):
                seconds = _run(root, command, seed, processors)
                print(f"{command:6} on {len(processors)}: {seconds:7.1f} s", flush=True)
            sums.add(of_tree(root / "site", root / "build"))
            for folder in ("site", ".site.build", "build"):
                shutil.rmtree(root / folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Largest process: {peak:,.0f} MiB")
    print("The same bytes:" if len(sums) == 1 else "Not the same bytes:", *sorted(sums))
    return len(sums) - 1


def _run(root: Path, command: str, seed: str, processors: Collection[int]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), command],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.DEVNULL,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )
    return time.perf_counter() - start


def of_tree(*folders: Path) -> str:
    """One sum of the paths and bytes of every file in some folders."""
    total = blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}".encode()
            total.update(len(name).to_bytes(4) + name)
            total.update(blake2b(path.read_bytes(), digest_size=16).digest())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
