"""An issue on the site, and in its feed, carries the words that somebody said."""

from __future__ import annotations

from html import unescape

import pytest

from generator.rendering.artifacts import File, Page, PrintedPage
from tests.conftest import Organisation
from tests.newsletter.test_corrections import OCTOBER, _send


def _issue(organisation: Organisation) -> tuple[str, str]:
    """The page of October, and the feed of the issues as it is read."""
    made = organisation.built().site()
    (page,) = (
        each.body().html
        for each in made
        if isinstance(each, PrintedPage) and each.address == "newsletter/2026-10/"
    )
    (feed,) = (
        each.content.decode()
        for each in made
        if isinstance(each, File) and each.path == "newsletter/feed.xml"
    )
    return page, unescape(feed)


@pytest.mark.parametrize("outcome", ["It held.", None])
@pytest.mark.parametrize(("ids", "heads"), [(["lamp"], 1), (["lamp", "wick"], 2)])
def test_each_story_that_an_issue_tells_has_its_quote(
    organisation: Organisation, ids: list[str], heads: int, outcome: str | None
) -> None:
    for day, name in enumerate(ids, 5):
        quote = f'{{text: "No {name}.", by: bo}}'
        more = {"outcome": outcome} if outcome else {}
        organisation.story(name, date=f"2026-10-{day:02}", quote=quote, ask="How?", **more)
    _send(organisation, OCTOBER, "2026-11-02")
    page, feed = _issue(organisation)
    assert page.count('<figure class="r-spoken">') == heads
    for name in ids:
        assert f"<blockquote><p>No {name}.</p></blockquote>" in page
        assert f"<blockquote><p>No {name}.</p></blockquote>\n<p>Bo</p>" in feed


def test_a_story_without_an_outcome_leaves_no_empty_element(
    organisation: Organisation,
) -> None:
    organisation.story("lamp", date="2026-10-05")
    organisation.story("wick", date="2026-10-06", quote='{text: "No.", by: bo}', ask="How?")
    _send(organisation, OCTOBER, "2026-11-02")
    page, _ = _issue(organisation)
    assert "r-changed" not in page
    assert "None" not in page


def test_a_story_of_one_line_is_that_line_once(organisation: Organisation) -> None:
    line = "@ana took the lamp home on the bus, so that it could catch the first train to the coast with @bo."
    shown = (
        "took the lamp home on the bus, so that it could catch the first train to the coast with"
    )
    organisation.story("line", line, date="2026-10-05")
    organisation.story("lamp", date="2026-10-06", outcome="It held.", ask="How?", title="The lamp")
    _send(organisation, OCTOBER, "2026-11-02")
    page, feed = _issue(organisation)
    assert page.count(shown) == 1
    assert feed.count(shown) == 1
    assert "…" not in page + feed


@pytest.mark.parametrize(
    ("title", "tab"), [("Told", "Newsletter"), ("From the bench", "From the bench")]
)
def test_no_tab_has_the_name_of_the_site(organisation: Organisation, title: str, tab: str) -> None:
    organisation.config("site.yml", "{name: Told, url: 'https://stories.bench.example/'}\n")
    organisation.config("newsletter.yml", f"{{first: 2026-10, title: {title}}}\n")
    (page,) = (
        each
        for each in organisation.built().site()
        if isinstance(each, Page) and each.path == "newsletter/index.md"
    )
    assert page.title == tab
