"""Where am I: the title of a page, its tab, and its place on the screen and on paper."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Sample

pytestmark = pytest.mark.browser

TABS = {
    "stories": "Stories",
    "kinds": "Stories",
    "teams": "Stories",
    "threads": "Stories",
    "random": "Stories",
    "themes": "Themes",
    "onboarding": "Onboarding",
    "norms": "Onboarding",
    "scenarios": "Onboarding",
    "words": "Onboarding",
    "glossary": "Onboarding",
    "practices": "Practices",
    "ask": "Practices",
    "pulse": "Pulse",
    "newsletter": "Out of the Oven",
    "share": "Tell a story",
    "wish": "Tell a story",
}
"""The tab that is lit, by the first folder of a page's address; search and home have none."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TAB = re.compile(r'<a href="[^"]*" aria-current="(page|true)">([^<]*)</a>')
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[0-9]{4}(?:-[0-9]{2})?")


def _pages(folder: Path) -> dict[str, str]:
    return {
        path.parent.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("index.html"))
    }


def test_every_page_has_a_title_of_its_own_and_the_sites_name_once(sample: Sample) -> None:
    name = "The Thirteenth Loaf"
    pages = _pages(sample.folder)
    assert len(pages) > 150
    for address, html in pages.items():
        (title,) = (
            unescape(found).strip() for found in _TITLE.findall(html.partition("</head>")[0])
        )
        own = title.removesuffix(f" – {name}")
        assert title.count(name) == 1, (address, title)
        assert own != title or address == ".", (address, title)
        assert not _ID.fullmatch(own), (address, "an id is no title")
        assert html.count("<h1") == 1, address


def test_every_page_lights_the_tab_of_its_family(sample: Sample) -> None:
    for address, html in _pages(sample.folder).items():
        header = html[html.index('<nav class="r-ways"') :]
        lit = [text for _, text in _TAB.findall(header[: header.index("</nav>")])]
        folder = address.partition("/")[0]
        if folder in (".", "search"):
            assert lit == [], address
        else:
            assert lit == [TABS[folder]], address


LEFT = """() => {
  const left = (e) => e.getBoundingClientRect().left;
  const inner = document.querySelector(".md-content__inner");
  const seen = [...inner.querySelectorAll("h1, h2, h3, p, li, dt, svg, legend, label")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.height > 2 && !e.closest(".r-sr, .r-masthead") && getComputedStyle(e).visibility !== "hidden";
  });
  return Math.round(Math.min(...seen.map(left)) - left(document.querySelector(".r-wordmark")));
}"""


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_every_family_begins_at_one_left_edge(
    browser: Any, site: str, sample: Sample, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    found = {}
    for path in sample.families:
        page.goto(site + path)
        if off := page.evaluate(LEFT):
            found[path] = off
    page.close()
    assert found == {}


def test_the_toggle_of_light_and_dark_is_reached_without_scrolling(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}stories/the-click/")
    page.evaluate("scrollTo(0, 300)")
    page.locator("[data-search]").evaluate("e => e.focus({preventScroll: true})")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id.startsWith('__palette')")
    scrolled = page.evaluate("scrollY")
    assert scrolled in (0, 300), "where it was, or where the toggle is in sight"
    page.close()


@pytest.mark.parametrize(("story", "sheets"), [("thirty-days", 1), ("lighting-number-one", 2)])
def test_a_story_is_printed_from_the_first_page_on(
    browser: Any, site: str, story: str, sheets: int
) -> None:
    """A short one on one sheet, with nothing left over for a second."""
    page = browser.new_page()
    page.goto(f"{site}stories/{story}/", wait_until="networkidle")
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == sheets
    page.close()


def test_paper_ends_with_what_is_on_it(browser: Any, site: str) -> None:
    """Room below the last line can make an empty sheet. The window is lower than any of these pages."""
    page = browser.new_page(viewport={"width": 718, "height": 300})
    page.emulate_media(media="print")
    for path in ("newsletter/2026-10/", "pulse/", "stories/the-click/"):
        page.goto(site + path)
        below = page.evaluate(
            """() => {
              const shown = [...document.querySelectorAll("main .md-content__inner *")]
                .filter((each) => each.getClientRects().length);
              const last = Math.max(...shown.map((each) => each.getBoundingClientRect().bottom));
              return document.documentElement.scrollHeight - last - scrollY;
            }"""
        )
        assert below < 30, path
    page.close()


def test_italics_are_no_bolder_than_their_face(browser: Any, site: str) -> None:
    """The italic goes up to 500: what asks for more is smeared by the browser."""
    page = browser.new_page()
    smeared = "e => { const s = getComputedStyle(e); return s.fontStyle === 'italic' && s.fontWeight > 500 }"
    for path in ("newsletter/", "onboarding/day-1/", "practices/twelve-weeks/"):
        page.goto(site + path)
        found = (
            f"[...document.querySelectorAll('main *')].filter({smeared}).map(e => e.textContent)"
        )
        assert page.evaluate(found) == [], path
    page.close()


def test_a_chain_in_the_list_of_chains_is_one_line(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site + "threads/")
    rows = """[...document.querySelectorAll(".r-walk")].map((each) =>
      new Set([...each.children].map((li) => li.getBoundingClientRect().top)).size)"""
    found = page.evaluate(rows)
    assert found
    assert set(found) == {1}
    page.close()


OLD_FIGURES = """() => [...document.querySelectorAll("main *")].filter((e) => {
  const { fontFamily, fontFeatureSettings } = getComputedStyle(e);
  return e.tagName !== "SCRIPT" && /^"?Vollkorn/.test(fontFamily) && !fontFeatureSettings.includes('"lnum"')
    && [...e.childNodes].some((each) => each.nodeType === 3 && /[0-9]/.test(each.data));
}).map((e) => e.textContent)"""


def test_figures_are_lining_everywhere(browser: Any, site: str) -> None:
    """04:11 in a sentence is a time too, and the serif has old figures unless it is told otherwise."""
    page = browser.new_page()
    for path in ("stories/", "stories/the-click/", "onboarding/", "practices/calendar/"):
        page.goto(site + path)
        assert page.evaluate(OLD_FIGURES) == [], path
    page.evaluate(
        "document.querySelectorAll('main *').forEach((e) => { e.style.fontFeatureSettings = 'normal'; })"
    )
    assert page.evaluate(OLD_FIGURES), "there are figures to look at"
    page.close()


# --- whom to ask ---------------------------------------------------------------------------------


def test_a_word_leaves_those_who_offer_it(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}ask/")
    people = page.locator(".r-helpers li")
    everybody = people.count()
    assert page.locator(".r-helpers li:visible").count() == everybody > 20
    page.locator("#seek").fill("Lucia draw")
    assert page.locator(".r-helpers li:visible h3").all_inner_texts() == ["LF\nLucía Ferrándiz"]
    assert page.locator("output").inner_text() == "Results: 1"
    page.locator("#seek").fill("unicycles")
    assert page.locator(".r-helpers:visible").count() == 0
    assert "Nobody has offered this yet" in page.locator("output").inner_text()
    page.locator("#seek").fill("")
    assert page.locator(".r-helpers li:visible").count() == everybody
    page.close()


def test_the_page_is_short_on_a_phone_and_a_link_opens_a_person(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}ask/")
    assert page.evaluate("document.documentElement.scrollHeight") < 5 * 844
    assert page.locator(".r-helpers dl:visible").count() == 0
    page.goto(f"{site}ask/#person-3")
    assert page.locator("#person-3").is_visible()
    assert page.locator(".r-helpers dl:visible").count() == 1
    page.goto("about:blank")
    page.goto(f"{site}ask/#100%")  # which is nobody, and no address either
    assert page.locator("#seek").is_visible()
    page.close()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_people_open_by_a_click(page: Any, site: str) -> None:
    page.goto(f"{site}ask/")
    assert not page.locator("#seek").is_visible()
    page.locator(".r-helpers summary").first.click()
    assert page.locator(".r-helpers dl:visible").count() == 1
