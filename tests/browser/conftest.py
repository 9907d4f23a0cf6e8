"""A real browser, on a site that is served from a folder."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from generator.adopt.sample import DAY
from generator.model import Channel
from tests import ROOT
from tests.built import Built
from tests.conftest import print_site

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run"]  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    extra: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        pass


def serve(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address at which a folder is served, with some headers on every answer."""
    handler = type("Handler", (_Quiet,), {"extra": headers or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, driven by Playwright; the tests are skipped where it is missing."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@dataclass(frozen=True)
class Sample:
    """The sample site as it is built, and where it lies."""

    made: Built
    folder: Path

    @property
    def families(self) -> list[str]:
        """A page of every family there is: each shape, each hub, and some that stand alone."""
        edition = self.made.context(Channel.SITE).edition
        groups = self.made.context(Channel.SITE).groups
        families = ["", "stories/", "themes/", "onboarding/", "newsletter/", "threads/", "search/",
                    "random/", "kinds/help/", "404.html"]  # fmt: skip
        families.append(f"stories/{edition.stories[0].id}/")
        families.append(f"stories/{edition.stories[0].date:%Y}/")
        families.append(f"stories/{edition.stories[0].date:%Y/%m}/")
        families += ["teams/"] if (self.folder / "teams/index.html").is_file() else []
        families += (f"threads/{step.thread[0].id}/" for step in [*groups.threads.values()][:1])
        families += (f"teams/{slug}/" for slug, told in [*groups.by_team.items()][:1] if told)
        families.append(f"themes/{next(iter(edition.themes))}/")
        families.append(f"onboarding/{edition.guides[0].id}/")
        issues = self.made.context(Channel.SITE, Channel.NEWSLETTER).issues.public_periods
        families.append(f"newsletter/{issues[0].name}/")
        known = {path.partition("/")[0] for path in families}
        for folder in sorted(self.folder.glob("*/index.html")):
            name = folder.parent.name
            if name not in known:  # of an output that this list does not know yet
                families.append(f"{name}/")
                inner = sorted(folder.parent.glob("*/index.html"))[:1]
                families += (f"{name}/{page.parent.name}/" for page in inner)
        return families


def _sample(folder: Path, **how: bool) -> Sample:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    made = Built.of(ROOT, DAY)
    print_site(made, folder, **how)
    return Sample(made, folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample site, as a server shows it."""
    return _sample(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample site as a folder that is opened without a server."""
    return _sample(tmp_path_factory.mktemp("a folder"), offline=True)


@pytest.fixture(scope="session")
def site(sample: Sample) -> Iterator[str]:
    """The address of the sample site."""
    yield from serve(sample.folder)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a context of its own, which a test may choose."""
    context = browser.new_context(**getattr(request, "param", {}))
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()
