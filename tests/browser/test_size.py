"""What a reader downloads does not grow with the number of stories."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks import corpus as synthetic
from generator.model import Channel
from generator.system.clock import today
from tests import ROOT
from tests.browser.conftest import Sample, serve
from tests.built import Built
from tests.conftest import print_site

pytestmark = pytest.mark.browser

FIRST_VIEW = 500_000
SEARCHING = 100_000


@pytest.fixture(scope="module", params=[600, pytest.param(10_000, marks=pytest.mark.exhaustive)])
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Built]]:
    """A site of many stories."""
    root = tmp_path_factory.mktemp("large")
    synthetic.write(root, request.param)
    (root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    made = Built.of(root, today)
    folder = tmp_path_factory.mktemp("large-site")
    print_site(made, folder)
    for address in serve(folder):
        yield address, made


def _weighed(page: Any) -> list[int]:
    """The sizes of all answers from now on, as a server would compress them."""
    sizes: list[int] = []

    def weigh(answer: Any) -> None:
        if not answer.url.startswith("data:") and answer.status == 200:
            sizes.append(len(gzip.compress(answer.body(), 6)))

    page.on("requestfinished", lambda request: weigh(request.response()))
    return sizes


def test_the_first_view_of_any_page_is_small(browser: Any, large: tuple[str, Built]) -> None:
    site, made = large
    edition = made.context(Channel.SITE).edition
    thread = next(iter(made.context(Channel.SITE).groups.threads.values())).thread
    for path in ("", "stories/", f"stories/{edition.stories[0].id}/", f"themes/{next(iter(edition.themes))}/",
                 "stories/2026/", "kinds/help/", "threads/", f"threads/{thread[0].id}/", "search/",
                 "newsletter/", "random/"):  # fmt: skip
        page = browser.new_context().new_page()
        sizes = _weighed(page)
        page.goto(site + path, wait_until="networkidle")
        assert 10_000 < sum(sizes) <= FIRST_VIEW, f"{path}: {sum(sizes)}"
        page.context.close()


STORY = 160_000


def test_a_story_in_latin_script_is_light(browser: Any, site: str, sample: Sample) -> None:
    """With its fonts, as a server would compress the rest."""
    edition = sample.made.context(Channel.SITE).edition
    longest = max((s for s in edition.stories if s.lang is None), key=lambda s: len(s.body))
    for story in (longest, edition.stories[0]):
        page = browser.new_context().new_page()
        sizes = _weighed(page)
        page.goto(f"{site}stories/{story.id}/", wait_until="networkidle")
        assert 50_000 < sum(sizes) <= STORY, f"{story.id}: {sum(sizes)}"
        page.context.close()


def test_searching_many_stories_is_light(browser: Any, large: tuple[str, Built]) -> None:
    site, made = large
    stories = made.context(Channel.SITE).edition.stories
    story = stories[len(stories) // 2]
    for query in (
        f"{story.title} {story.givers[0].text}",
        "the",
        "the and of to in that",
        "th an of",
        "notbok aftrenoon",
    ):
        page = browser.new_context().new_page()
        page.goto(site, wait_until="networkidle")
        sizes = _weighed(page)
        page.locator("[data-search]").click()
        page.get_by_role("searchbox").press_sequentially(query, delay=20)
        page.locator("dialog .r-hit").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert sum(sizes) <= SEARCHING, f"{query}: {sum(sizes)}"
        page.context.close()
