"""Pages that list stories: themes, kinds, teams and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from generator.edition import ShownStory
from generator.model import Theme
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories, spans
from generator.outputs.kinds import KINDS
from generator.rendering.artifacts import Body, PrintedPage, SearchEntry

PAGE_SIZE = 24
"""The number of stories on a full page; the newest page holds up to twice as many, less one."""


class Listing(NamedTuple):
    """A list of stories to divide into pages."""

    address: str
    """Such as `themes/on-call/`."""
    kicker: str
    title: str
    stories: Stories
    text: str = ""
    theme: Theme | None = None
    yearly: bool = True
    """Whether its stories are shown year by year, or else month by month."""
    facet: str = ""
    """The facet that all its stories share: `theme:on-call`."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListingPage(Generic[T]):
    """One page of a listing. `number` is 0 for the newest page, else counts from the oldest."""

    stories: tuple[T, ...]
    number: int
    newer: str | None
    older: str | None
    """The addresses of the next newer and the next older page."""


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Pages of all listings: `themes/<slug>/`, `kinds/<kind>/`, `teams/<slug>/`, `stories/<year>/`."""
    for listing in _listings(context):
        found = SearchEntry(listing.title, listing.text, kicker=listing.kicker)
        for page in paginate(listing.address, listing.stories):
            yield PrintedPage(
                page_address(listing.address, page.number),
                "listing",
                f"{listing.title}, page {page.number}" if page.number else listing.title,
                partial(_body, context, listing, page),
                listing.text,
                search=None if page.number else found,
            )


def _listings(context: OutputContext) -> Iterator[Listing]:
    groups = context.groups
    for slug, theme in context.edition.themes.items():
        yield Listing(
            f"themes/{slug}/",
            "Theme",
            theme.title,
            groups.by_theme[slug],
            theme.text,
            theme,
            facet=f"theme:{slug}",
        )
    for kind, about in KINDS.items():
        yield Listing(
            f"kinds/{kind}/",
            "Kind",
            about.title,
            groups.by_kind[kind],
            about.text,
            about,
            facet=f"kind:{kind}",
        )
    for slug, team in context.edition.teams.items():
        if stories := groups.by_team.get(slug):
            yield Listing(
                f"teams/{slug}/",
                "Team",
                team.name,
                stories,
                f"Stories in which {team.name} gave or received.",
                facet=f"team:{slug}",
            )
    for year, stories in groups.by_year.items():
        yield Listing(
            f"stories/{year}/",
            "Archive",
            str(year),
            stories,
            f"Every story of {year}.",
            yearly=False,
            facet=f"year:{year}",
        )


def paginate(address: str, stories: tuple[T, ...], size: int = PAGE_SIZE) -> list[ListingPage[T]]:
    """Divide a listing, newest page first, so that a new story changes only the newest page.

    Older pages are numbered from the oldest and always full; the newest page holds the rest, from
    `size` to `2 * size - 1` stories (fewer if there are fewer in all).
    """
    full = max(0, len(stories) // size - 1)
    newest = len(stories) - full * size
    numbers = [0, *range(full, 0, -1)]
    starts = [0, *range(newest, len(stories), size)]
    addresses = [None, *(page_address(address, number) for number in numbers), None]
    return [
        ListingPage(stories[start:end], number, newer, older)
        for start, end, number, newer, older in zip(
            starts, [*starts[1:], None], numbers, addresses, addresses[2:], strict=False
        )
    ]


def page_address(address: str, number: int) -> str:
    """The address of a page of a listing; page 0 is the newest, at the listing's own address."""
    return f"{address}page/{number}/" if number else address


def _body(context: OutputContext, listing: Listing, page: ListingPage[ShownStory]) -> Body:
    root = "../" * page_address(listing.address, page.number).count("/")
    slug = listing.address.split("/")[1] if listing.theme else None
    practices = [practice for practice in context.edition.practices if slug in practice.themes]
    return Body(
        context.render(
            "site/listing.html",
            listing=listing,
            page=page,
            spans=spans(page.stories, yearly=listing.yearly),
            yearly=listing.yearly,
            practices=practices,
            root=root,
        )
    )
