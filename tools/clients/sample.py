"""What the consumers read: everything that is made of the sample, and the programs that read it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.adopt.sample import DAY

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = Path(os.environ.get("CLIENTS_CACHE", ROOT / ".cache/clients"))
"""Where programs from npm and PyPI are installed, once."""
SECONDS = 120
"""The longest that a program may take."""


class Missing(Exception):
    """A program is not here, and why."""


class Fault(Exception):
    """What a program finds wrong with a file of ours."""


def run(*command: str | Path, cwd: Path = ROOT, status: int | None = 0) -> str:
    """What a command prints.

    Raises:
        Missing: The program is not installed.
        Fault: It takes too long, or ends with another status. None allows any.

    """
    program = str(command[0])
    if shutil.which(program) is None:
        raise Missing(f"{program} is not installed")
    try:
        done = subprocess.run(
            [*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False,
            timeout=SECONDS, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Fault(f"{Path(program).name} took more than {SECONDS} s") from None
    if status not in (None, done.returncode):
        said = (done.stdout + done.stderr).strip()[-600:]
        raise Fault(f"{Path(program).name} ended with {done.returncode}: {said}")
    return done.stdout


@dataclass(frozen=True)
class Sample:
    """What is made of the sample, in a folder of its own."""

    root: Path

    def reciprocity(self, *words: str, status: int | None = 0) -> str:
        """Run our own command."""
        return run(sys.executable, "-m", "generator", "--root", self.root, *words, status=status)

    def prepare(self) -> None:
        """Build the site and the newest digest, and write the schema for editors."""
        for name in ("stories", "site_config"):
            shutil.copytree(ROOT / name, self.root / name)
        shutil.copy(ROOT / "mkdocs.yml", self.root)
        self.reciprocity("build", "--today", f"{DAY}")
        self.reciprocity("generate")

    @property
    def site(self) -> Path:
        return self.root / "site"

    @cached_property
    def digest(self) -> Path:
        """The folder of the newest digest."""
        return max((self.root / "build/newsletter").iterdir())

    def calendars(self) -> list[Path]:
        return sorted(self.site.rglob("*.ics"))

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which the site is served for the moment."""

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing of each request."""

        folder = str(self.site)
        server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Handler(*a, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


def from_npm(path: str) -> Path:
    """A file of a package of `package.json`, which are installed together and once."""
    packages = CACHE / "node_modules"
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise Missing("npm is not installed")
    wanted = HERE / "package.json"
    if not packages.is_dir() or (CACHE / "package.json").read_text() != wanted.read_text():
        CACHE.mkdir(parents=True, exist_ok=True)
        for file in (wanted, *HERE.glob("*.cjs")):
            shutil.copy(file, CACHE)
        _fetch("npm", "install", "--prefix", CACHE, "--no-audit", "--no-fund", "--no-package-lock")
    for file in HERE.glob("*.cjs"):
        shutil.copy(file, CACHE)  # beside the packages that they need
    return CACHE / path


def from_pypi() -> Path:
    """The Python of an environment with the packages of `requirements.txt`, installed once."""
    folder, wanted = CACHE / "python", HERE / "requirements.txt"
    done = folder / wanted.name
    if not done.is_file() or done.read_text() != wanted.read_text():
        _fetch(sys.executable, "-m", "venv", folder)
        _fetch(folder / "bin/python", "-m", "pip", "install", "--quiet", "--requirement", wanted)
        shutil.copy(wanted, done)
    return folder / "bin/python"


def _fetch(*command: str | Path) -> None:
    try:
        run(*command)
    except Fault as fault:
        raise Missing(f"it cannot be installed here: {str(fault)[:120]}") from None


def script(python: Path, name: str, files: Sequence[Path]) -> str:
    """Run a script of ours in another environment."""
    return run(python, HERE / name, *files)
