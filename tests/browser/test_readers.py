"""Evenings with the site: what people come for, from the first click to the last."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import Channel
from tests.browser.conftest import Sample

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PLAIN = {"java_script_enabled": False}
ANYWHERE = pytest.mark.parametrize(
    "page",
    [
        pytest.param({}, id="desk"),
        pytest.param(PHONE, id="phone", marks=pytest.mark.exhaustive),
        pytest.param(PLAIN, id="desk-plain", marks=pytest.mark.exhaustive),
        pytest.param({**PHONE, **PLAIN}, id="phone-plain"),
    ],
    indirect=True,
)


def follow(page: Any, link: Any) -> None:
    """Click a link, and wait for the page that it leads to."""
    address = page.evaluate(
        "([a, base]) => new URL(a, base).href", [link.get_attribute("href"), page.url]
    )
    link.scroll_into_view_if_needed()
    link.click()
    page.wait_for_url(address)
    assert page.locator("h1").count() == 1, address


@ANYWHERE
def test_a_new_hire_follows_links_from_the_first_story_to_a_theme(page: Any, site: str) -> None:
    """Somebody starts on Monday. They look at the first story, at what the first day is like, read a
    story that the guide shows, and see what else that theme has."""
    page.goto(site)
    follow(page, page.locator("article h2 a, article h1 a").first)  # the story that draws one in
    assert "/stories/" in page.url
    page.goto(f"{site}onboarding/")
    follow(page, page.locator("article a", has_text="Day 1").first)
    follow(page, page.locator("article a[href*='stories/']").first)
    follow(page, page.locator("article a[href*='themes/']").first)
    assert page.locator("article a[href*='stories/']").count() > 2
    page.go_back()
    assert "/stories/" in page.url


@ANYWHERE
def test_somebody_follows_a_chain_of_help(page: Any, site: str, sample: Sample) -> None:
    """A story says that it was paid forward. They walk the chain, see all of it, and another one."""
    steps = sample.made.context(Channel.SITE).groups.threads
    longest = max((step.thread for step in steps.values()), key=len)
    page.goto(f"{site}stories/{longest[-1].id}/")
    follow(page, page.locator(f"article a[href*='threads/{longest[0].id}/']").first)
    told = [href.split("/")[-2] for href in page.locator("article ol a[href*='stories/']").evaluate_all(
        "links => links.map(link => link.href)")]  # fmt: skip
    assert told == [story.id for story in longest], "from the first story on"
    follow(page, page.locator("article a[href*='threads/'], article a[href$='../']").first)
    assert page.url == f"{site}threads/"
    assert page.locator("article h2 a").count() == len(
        {step.thread[0].id for step in steps.values()}
    )
    follow(page, page.locator("article h2 a").last)


@pytest.mark.parametrize("page", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_somebody_searches(page: Any, site: str, sample: Sample) -> None:
    """They remember who it was, and half a word of it."""
    story = next(
        s
        for s in sample.made.context(Channel.SITE).edition.stories
        if s.givers[0].named and not s.givers[0].is_team and len(s.title.split()[-1]) > 5
    )
    person, word = story.givers[0].text, story.title.split()[-1].strip('.,!?”"')
    page.goto(site)
    page.locator("[data-search]").click()
    page.get_by_role("searchbox").press_sequentially(f"{person.split()[0]} {word[:4]}")
    hit = page.locator(".r-hit-title", has_text=story.title)
    hit.wait_for()
    hit.click()
    page.wait_for_url(f"**/stories/{story.id}/")
    follow(page, page.locator(".r-related a").first)  # and one thing leads to another


@ANYWHERE
def test_somebody_browses_without_looking_for_anything(page: Any, site: str) -> None:
    """By year, by kind, by team: each shelf has stories, and each story leads on."""
    for shelf in ("2026", "kinds/help/", "teams/field/"):
        page.goto(f"{site}stories/")
        page.locator(
            f"article nav a[href*='{shelf}']"
        ).first.click()  # a page, or the same filtered
        page.wait_for_url(lambda url: url != f"{site}stories/")
        story = page.locator("article :is(.r-card, .r-hit) a[href*='stories/']:visible").first
        story.wait_for()
        follow(page, story)
    follow(page, page.locator("a[rel=prev]").first)


@ANYWHERE
def test_somebody_wants_to_share(page: Any, site: str, sample: Sample) -> None:
    """They read one that reminds them of something, and look for where to tell it."""
    if not (sample.folder / "share" / "index.html").is_file():
        pytest.skip("this site has no page for sharing")
    page.goto(site)
    follow(page, page.locator("a[href*='share/']").first)
    assert page.url.startswith(f"{site}share/")
    assert page.locator("article a, article button").count() > 0
