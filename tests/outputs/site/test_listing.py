"""Listings are cut so that a new story leaves the old pages as they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.edition import ShownStory
from generator.outputs.site.listing import ListingPage, paginate
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
