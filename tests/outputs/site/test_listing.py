"""Listings are cut so that a new story leaves the old pages as they are."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.edition import ShownStory
from generator.model import Channel
from generator.outputs.site import listing
from generator.outputs.site.browse import RECENT_YEARS
from generator.outputs.site.listing import PAGE_SIZE, ListingPage, paginate
from generator.rendering import templates
from generator.rendering.artifacts import Page, PrintedPage
from tests.conftest import Organisation


@pytest.fixture
def cut(organisation: Organisation) -> list[list[ListingPage[ShownStory]]]:
    """The pages of a listing with 0 to 40 stories, four to a page."""
    organisation.story("s0")
    (first,) = organisation.edition().stories
    stories = tuple(first._replace(id=f"s{n}") for n in range(40, 0, -1))
    return [paginate("themes/x/", stories[len(stories) - n :], size=4) for n in range(41)]


def test_every_story_is_on_one_page_newest_first(cut: list[list[ListingPage[ShownStory]]]) -> None:
    for count, pages in enumerate(cut):
        ids = [story.id for page in pages for story in page.stories]
        assert ids == [f"s{n}" for n in range(count, 0, -1)]
        assert [page.number for page in pages] == [0, *range(len(pages) - 1, 0, -1)]
        assert len(pages[0].stories) < 8


def test_a_new_story_changes_the_newest_page_alone(
    cut: list[list[ListingPage[ShownStory]]],
) -> None:
    for before, after in pairwise(cut):
        old = {page.number: page for page in before[1:]}
        new = {page.number: page for page in after[1:]}
        assert {number: page.stories for number, page in old.items()}.items() <= {
            number: page.stories for number, page in new.items()
        }.items()
        changed = [number for number in old if old[number] != new[number]]
        assert len(changed) <= (len(new) > len(old)), "only the neighbour of a new page"


def test_the_pages_are_linked_in_a_row(cut: list[list[ListingPage[ShownStory]]]) -> None:
    for pages in cut:
        names = ["themes/x/", *(f"themes/x/page/{n}/" for n in range(len(pages) - 1, 0, -1))]
        assert [page.newer for page in pages] == [None, *names[:-1]]
        assert [page.older for page in pages] == [*names[1:], None]


@pytest.fixture
def many(organisation: Organisation) -> Organisation:
    """Two themes and two kinds with stories on several pages."""
    for number in range(100):
        organisation.story(
            f"s{number:02}",
            date=f"2026-{1 + number // 28:02}-{1 + number % 28:02}",
            themes=("asking", "[asking, listening]")[number % 2],
            kind=("help", "feedback")[number % 2],
        )
    return organisation


def _pages(organisation: Organisation) -> list[PrintedPage]:
    return list(listing.make(organisation.built().context(Channel.SITE)))


def test_cards_that_are_rendered_again_are_the_same(
    many: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = {page.address: page.body() for page in _pages(many)}
    monkeypatch.setattr(templates, "_MOST", 2)
    assert {page.address: page.body() for page in _pages(many)} == once


def test_lists_of_the_same_time_are_printed_one_after_the_other(many: Organisation) -> None:
    pages = _pages(many)
    older = ["/page/" in page.address for page in pages]
    assert older == sorted(older), "the newest page of each listing comes first"
    cards = [
        re.findall(r"stories/(s[0-9]+)/", page.body().html)
        for page in pages
        if "/page/" in page.address
    ]
    newest = [max(ids) for ids in cards]
    assert len(newest) > 6
    assert newest == sorted(newest, reverse=True)


# --- the archive by month, and what lists are filtered by ---------------------------------------


def _printed(organisation: Organisation) -> dict[str, PrintedPage]:
    made = organisation.built().site()
    return {page.address: page for page in made if isinstance(page, PrintedPage)}


def test_each_month_with_stories_has_a_page_and_leads_to_its_neighbours(
    organisation: Organisation,
) -> None:
    for id_, date in {"old": "2025-03-31", "mid": "2026-09-01", "new": "2026-11-02"}.items():
        organisation.story(id_, date=date)
    pages = _printed(organisation)
    months = [a for a in pages if re.fullmatch(r"stories/\d{4}/\d\d/", a)]
    assert months == ["stories/2026/11/", "stories/2026/09/", "stories/2025/03/"]
    middle = pages["stories/2026/09/"].body().html
    assert "stories/mid/" in middle
    assert "stories/new/" not in middle
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', middle) == [
        ("prev", "../../../stories/2025/03/"),
        ("next", "../../../stories/2026/11/"),
    ]
    row = middle[middle.index('class="r-months"') : middle.index("</nav>")]
    assert re.findall(r'href="([^"]+)"', row) == [
        "../../../stories/2026/",
        "../../../stories/2026/09/",
        "../../../stories/2026/11/",
    ]
    assert row.count('aria-current="page"') == 1
    assert pages["stories/2026/09/"].title == "Stories: September 2026"


def test_the_first_page_of_the_archive_has_the_months_of_recent_years(
    organisation: Organisation,
) -> None:
    for year in range(2020, 2027):
        organisation.story(f"s{year}", date=f"{year}-02-02")
    made = organisation.built().site()
    page = next(a for a in made if isinstance(a, Page) and a.path == "stories/index.md")
    html = "".join(page.inserts.values())
    row = html[html.index('class="r-months"') : html.index("</nav>")]
    months = re.findall(r'href="\.\./stories/(\d{4})/02/"', row)
    assert months == ["2026", "2025", "2024", "2023"][:RECENT_YEARS]
    assert re.findall(r'href="\.\./stories/(\d{4})/"', row) == [str(y) for y in range(2026, 2019, -1)]  # fmt: skip


def test_a_list_can_be_filtered_by_what_its_stories_do_not_share(
    organisation: Organisation,
) -> None:
    organisation.story("one", themes="[asking]", kind="help")
    organisation.story(
        "two", themes="[listening]", kind="mentoring", givers="fay", date="2025-10-02"
    )
    pages = _printed(organisation)

    def facets(address: str) -> tuple[str, list[str]]:
        html = pages[address].body().html
        given = re.search(r'data-filter="([^"]*)"', html)
        assert given
        return given[1], list(dict.fromkeys(re.findall(r'data-facet="(\w+):', html)))

    assert facets("themes/asking/") == ("theme:asking", ["kind", "team", "year"])
    assert facets("kinds/help/") == ("kind:help", ["theme", "team", "year"])
    assert facets("stories/2026/") == ("year:2026", ["kind", "theme", "team"])
    assert facets("stories/2026/10/") == ("month:2026-10", ["kind", "theme", "team"])


def test_every_link_of_a_filter_leads_to_a_page_with_stories(organisation: Organisation) -> None:
    organisation.story("one", themes="[asking]", kind="help")
    organisation.story("two", themes="[listening]", kind="mentoring", date="2025-10-02")
    pages = _printed(organisation)
    html = pages["stories/2026/10/"].body().html
    links = re.findall(r'href="\.\./\.\./\.\./([^"]+)" data-facet', html)
    assert len(links) == 6
    for link in links:
        assert '<li class="r-card' in pages[link].body().html, link


def test_a_month_with_many_stories_is_divided_like_every_list(organisation: Organisation) -> None:
    for number in range(2 * PAGE_SIZE):
        organisation.story(f"s{number}", date="2026-10-14")
    pages = _printed(organisation)
    sizes = {
        address: page.body().html.count('<li class="r-card')
        for address, page in pages.items()
        if address.startswith("stories/2026/10/")
    }
    assert sizes == {"stories/2026/10/": PAGE_SIZE, "stories/2026/10/page/1/": PAGE_SIZE}
    older = pages["stories/2026/10/page/1/"].body().html
    assert "r-months" not in older, "what changes with every month is on the first page alone"
