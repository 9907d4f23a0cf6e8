"""The documentation's site in a browser: readable for everybody, searched, and asking nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests import ROOT
from tests.browser.conftest import serve

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]

PAGES = ("", "tutorial/", "how-to/hosting/", "reference/configuration/", "reference/codes/", "explanation/promises/")  # fmt: skip
_BROWSERS_OWN = {"scrollable-region-focusable"}
"""Wide tables scroll, and browsers make what scrolls reachable by keyboard."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documentation") / "site"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", "docs/mkdocs.yml", "-d", str(folder)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        check=True, capture_output=True,
    )  # fmt: skip
    yield from serve(folder)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_accessible_and_loads_nothing_from_elsewhere(
    browser: Any, address: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        found = {violation["id"] for violation in axe.run(page).response["violations"]}
        assert found <= _BROWSERS_OWN, path
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    context.close()


def test_the_search_finds_the_page(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.click("input.md-search__input")
    page.keyboard.type("wheelhouse", delay=50)
    page.wait_for_selector(".md-search-result__item a")
    first = page.get_attribute(".md-search-result__item a", "href")
    assert "how-to/behind-a-proxy/" in first
    page.close()
