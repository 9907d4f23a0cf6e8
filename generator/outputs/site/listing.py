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

SIZE = 24
"""Stories on a full listing page; the newest page holds up to twice as many, less one."""


class Listing(NamedTuple):
    """A listing to cut into pages. `address` is `themes/on-call/`."""

    address: str
    kicker: str
    title: str
    stories: Stories
    text: str = ""
    theme: Theme | None = None
    yearly: bool = True
    """Whether its stories stand year by year, or month by month."""
    facet: str = ""
    """What all its stories are, as lists are narrowed: `theme:on-call`."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a listing. `number` is 0 for the newest page, else counted from the oldest."""

    stories: tuple[T, ...]
    number: int
    newer: str | None
    older: str | None
    """Addresses of the pages before and after, or None."""


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Sheets of all listings: `themes/<slug>/`, `kinds/<kind>/`, `teams/<slug>/`, `stories/<year>/`."""
    for listing in _listings(context):
        for leaf in leaves(listing.address, listing.stories):
            address = page_address(listing.address, leaf.number)
            title = f"{listing.title}, page {leaf.number}" if leaf.number else listing.title
            yield PrintedPage(
                address,
                "listing",
                title,
                partial(_body, context, listing, leaf),
                listing.text,
                search=None
                if leaf.number
                else SearchEntry(title, listing.text, (), "", listing.kicker),
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


def leaves(address: str, stories: tuple[T, ...], size: int = SIZE) -> list[Leaf[T]]:
    """Cut a listing so that a new story changes the newest page alone.

    Older pages are numbered from the oldest and always full; the newest page takes what is left,
    from `size` to `2 * size - 1` stories (fewer when there are fewer).
    """
    full = max(0, len(stories) // size - 1)
    newest = len(stories) - full * size
    numbers = [0, *range(full, 0, -1)]
    cut = [
        stories[:newest],
        *(stories[newest + n * size : newest + (n + 1) * size] for n in range(full)),
    ]
    return [
        Leaf(
            part,
            number,
            page_address(address, numbers[at - 1]) if at else None,
            page_address(address, numbers[at + 1]) if at < full else None,
        )
        for at, (number, part) in enumerate(zip(numbers, cut, strict=True))
    ]


def page_address(address: str, number: int) -> str:
    return f"{address}page/{number}/" if number else address


def _body(context: OutputContext, listing: Listing, leaf: Leaf[ShownStory]) -> Body:
    root = "../" * page_address(listing.address, leaf.number).count("/")
    slug = listing.address.split("/")[1] if listing.theme else None
    practices = [practice for practice in context.edition.practices if slug in practice.themes]
    return Body(
        context.render(
            "site/listing.html",
            listing=listing,
            leaf=leaf,
            spans=spans(leaf.stories, yearly=listing.yearly),
            yearly=listing.yearly,
            practices=practices,
            root=root,
        )
    )
