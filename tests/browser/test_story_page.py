"""A story's page in a browser: printed, walked with a keyboard, and the ways on from it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.model import Channel
from tests.browser.conftest import Sample

pytestmark = pytest.mark.browser

A6 = (419.5, 297.6)
"""Points: 148 by 105 millimetres."""


def test_a_story_of_one_line_is_printed_as_one_card_of_a6(
    page: Any, site: str, sample: Sample
) -> None:
    stories = sample.made.context(Channel.SITE).edition.stories
    line = next(story for story in stories if story.is_line)
    page.goto(f"{site}stories/{line.id}/")
    raw = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", raw)
    assert len(boxes) == 1, "one page"
    assert tuple(map(float, boxes[0])) == pytest.approx(A6, abs=1)
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator(".r-story-foot, .md-footer, .md-header").locator("visible=true").count()


def test_other_stories_are_printed_on_the_readers_own_paper(
    page: Any, site: str, sample: Sample
) -> None:
    stories = sample.made.context(Channel.SITE).edition.stories
    other = next(story for story in stories if not story.is_line)
    page.goto(f"{site}stories/{other.id}/")
    raw = page.pdf(format="A4", prefer_css_page_size=True)
    width, _ = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", raw)[0]
    assert float(width) == pytest.approx(595, abs=2)


def test_the_address_is_printed_at_the_top(page: Any, site: str, sample: Sample) -> None:
    """At the end it was alone on the last sheet of some stories."""
    stories = sample.made.context(Channel.SITE).edition.stories
    other = next(story for story in stories if not story.is_line)
    page.goto(f"{site}stories/{other.id}/")
    page.emulate_media(media="print")
    address = page.locator(".r-share a").bounding_box()
    title = page.get_by_role("heading", level=1).bounding_box()
    assert address["y"] + address["height"] <= title["y"]
    shown = "e => [...e.children].filter(each => each.getClientRects().length).map(each => each.className)"
    assert page.locator(".r-story-foot").evaluate(shown) == ["r-share"], (
        "nothing else below a story"
    )


@pytest.mark.parametrize("page", [{}, {"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_walking_to_the_toggle_does_not_scroll(page: Any, site: str, sample: Sample) -> None:
    story = sample.made.context(Channel.SITE).edition.stories[0]
    page.goto(f"{site}stories/{story.id}/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-option')"):
            break
    assert page.evaluate("document.activeElement.matches('.md-option')")
    assert page.evaluate("scrollY") == 0


def test_the_next_story_begins_with_what_it_continues(page: Any, site: str, sample: Sample) -> None:
    story = sample.made.context(Channel.SITE).edition.stories[0]
    page.goto(f"{site}stories/{story.id}/")
    page.get_by_role("link", name="Tell the next story").click()
    page.wait_for_url(f"**/share/#continues={story.id}")
    assert page.locator("#continues").input_value() == story.title
    page.get_by_text("Show the file").click()
    page.get_by_text(f"continues: {story.id}").wait_for()
    page.goto(f"{site}share/?again#continues=<b>Kari</b>")
    assert page.locator("#continues").input_value() == ""


@pytest.mark.parametrize(
    "page", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True
)
def test_a_letter_is_copied_by_who_has_no_mail_program(
    page: Any, site: str, sample: Sample
) -> None:
    story = sample.made.context(Channel.SITE).edition.stories[0]
    page.goto(f"{site}stories/{story.id}/")
    page.get_by_role("button", name="Copy: Say thanks").click()
    page.get_by_text("Copied.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert story.title in text
    assert text.endswith(f"/stories/{story.id}/")


def test_names_lead_to_the_stories_of_the_same_person(page: Any, site: str, sample: Sample) -> None:
    edition = sample.made.context(Channel.SITE).edition
    page.goto(f"{site}stories/the-wrong-jets/")
    page.get_by_role("link", name=re.compile("more stories ?: Priya")).click()
    page.locator("[data-search-page] .r-hit").first.wait_for()
    found = page.locator(".r-hit-title").evaluate_all("all => all.map(a => a.pathname)")
    hers = {s.id for s in edition.stories if any("Priya V" in p.text for p in s.people)}
    assert hers <= {path.split("/")[2] for path in found if "/stories/" in path}
