"""The folder that is opened without a server, as a browser shows it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import Channel
from tests.browser.conftest import Sample
from tests.browser.test_policy import LISTEN

pytestmark = pytest.mark.browser


def test_every_family_works_from_a_folder_and_asks_nothing_of_anybody(
    page: Any, folder: Sample
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(LISTEN)
    start = folder.folder.as_uri()
    for path in folder.families:
        if path == "404.html":  # a server's
            continue
        page.goto(f"{start}/{path}index.html", wait_until="load")
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("violations") == [], path
        paper = "getComputedStyle(document.body).getPropertyValue('--r-paper')"
        assert page.evaluate(paper), "the styles are there"
    assert [url for url in asked if not url.startswith((start, "data:"))] == []
    assert said == []


def test_links_search_and_lists_work_from_a_folder(page: Any, folder: Sample) -> None:
    story = folder.made.context(Channel.SITE).edition.stories[0]
    page.goto(f"{folder.folder.as_uri()}/index.html")
    page.locator("[data-search]").click()
    page.get_by_role("searchbox").fill(story.title)
    hit = page.locator(".r-hit-title").first
    hit.wait_for()
    hit.click()
    page.wait_for_url(f"**/stories/{story.id}/index.html")
    assert page.locator("h1").inner_text() == story.title
    page.get_by_role("link", name="Themes").first.click()
    page.wait_for_url("**/themes/index.html")
    page.locator("article h2 a").first.click()
    page.locator(".r-filter").get_by_role("link", name="2026").click()
    page.locator(".r-hit").first.wait_for()
    page.goto(f"{folder.folder.as_uri()}/random/index.html")
    page.wait_for_url("**/stories/*/index.html")
