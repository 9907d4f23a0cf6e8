"""The pulse in a browser: by axe's rules in every way, without colours, on paper, and from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.browser.test_access import WAYS, violations_on
from tests.conftest import Organisation, organisation_in, print_site
from tests.pulse.organisations import write_large

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A large organisation whose site is in Arabic."""
    organisation: Organisation = organisation_in(tmp_path_factory.mktemp("arabic"))
    write_large(organisation, 120, 3)
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}language: ar\n")
    folder = organisation.root / "printed"
    print_site(organisation.built(), folder, strict=False)
    yield from serve(folder)


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(browser: Any, site: str, way: str) -> None:
    assert violations_on(browser, site, ["pulse/"], way) == {}


def test_axe_finds_nothing_in_arabic_and_pictures_turn_around(browser: Any, arabic: str) -> None:
    assert violations_on(browser, arabic, ["pulse/"], "light") == {}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{arabic}pulse/")
    box = "e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; }"
    picture = page.locator("#plot-matrix-title").locator("xpath=..")
    left, right = picture.evaluate(box)
    label = picture.locator("text[text-anchor=end]").last
    start, end = label.evaluate(box)
    assert right - end < end - left, "names of rows are on the right"
    assert start >= left
    page.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_without_colours_of_ours_everything_is_seen(browser: Any, site: str, colours: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=colours)
    page = context.new_page()
    page.goto(f"{site}pulse/")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    seen = page.eval_on_selector_all(
        ".r-plot .r-full, .r-plot text:not(.r-inside)",
        "all => [...new Set(all.map(e => getComputedStyle(e).fill))]",
    )
    assert seen
    assert ground not in seen
    inside = page.eval_on_selector_all(
        ".r-plot text.r-inside", "all => [...new Set(all.map(e => getComputedStyle(e).fill))]"
    )
    assert not set(inside) & set(seen)
    context.close()


def test_paper_has_the_tables(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 720, "height": 1000})
    page.goto(f"{site}pulse/")
    tables = page.locator(".r-numbers-table")
    assert tables.count() > 6
    assert not tables.first.is_visible()
    page.emulate_media(media="print")
    assert all(table.is_visible() for table in tables.all())
    page.close()


def test_how_it_is_counted_begins_on_the_page_of_its_figures(browser: Any, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}pulse/")
    page.emulate_media(media="print")
    kept = page.eval_on_selector_all(
        ".r-counted", "all => [...new Set(all.map(e => getComputedStyle(e).breakInside))]"
    )
    assert kept == ["auto"]
    page.close()


def test_a_phone_scrolls_a_picture_and_never_the_page(browser: Any, site: str, arabic: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for address in (site, arabic):
        page.goto(f"{address}pulse/")
        page.eval_on_selector_all("details", "all => all.forEach(e => { e.open = true; })")
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1]
    context.close()


def test_nothing_moves_or_is_fetched_from_elsewhere(browser: Any, site: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}pulse/")
    assert asked
    assert all(url.startswith((site, "data:")) for url in asked)
    page.close()
