"""The sample site in the system's Chromium, for pictures and for measuring."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.adopt.sample import DAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
FAMILIES = {
    "home": "",
    "stories": "stories/",
    "year": "stories/2026/",
    "month": "stories/2026/10/",
    "story": "stories/the-click/",
    "story-in-arabic": "stories/waqafa-khalfi/",
    "themes": "themes/",
    "theme": "themes/night-line/",
    "kind": "kinds/mentoring/",
    "teams": "teams/",
    "team": "teams/field/",
    "threads": "threads/",
    "thread": "threads/the-click/",
    "onboarding": "onboarding/",
    "guide": "onboarding/how-we-ask/",
    "norms": "norms/",
    "glossary": "glossary/",
    "scenarios": "scenarios/",
    "scenario": "scenarios/listening/",
    "cards": "scenarios/listening/cards/",
    "words": "words/",
    "checklist": "onboarding/checklist-everyone/",
    "practices": "practices/",
    "calendar": "practices/calendar/",
    "practice": "practices/the-pencil/",
    "ask": "ask/",
    "pulse": "pulse/",
    "newsletter": "newsletter/",
    "issue": "newsletter/2026-10/",
    "tell-a-story": "share/",
    "search": "search/",
    "not-found": "404.html",
}
"""A page of each family, by name."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Packs what packs well, as web servers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".css", ".js", ".svg", ".json") or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        pass


@contextmanager
def served() -> Iterator[tuple[str, Path]]:
    """The sample site, built anew and served: its address and its folder."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        subprocess.run(
            [sys.executable, "-m", "generator", "build", "--today", f"{DAY}", "--site-dir", str(folder)],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        handler = functools.partial(_Handler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", folder
        server.shutdown()


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise SystemExit("There is no Chromium here: install chromium, or Google Chrome.")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # said above first

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
