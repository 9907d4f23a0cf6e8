"""Pages that list stories: themes, kinds, years, months, and those of a team beyond its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from generator.edition import ShownStory
from generator.languages.messages import Messages
from generator.model import Theme
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories, spans
from generator.outputs.site.browse import (
    ArchiveYear,
    archive_year,
    filter_groups,
    month_address,
    year_address,
)
from generator.rendering.artifacts import Body, Facet, PrintedPage, SearchEntry
from generator.text import locales

PAGE_SIZE = 24
"""The number of stories on a full page; the newest page holds up to twice as many, less one."""


class MonthBeside(NamedTuple):
    """A month with stories before or after another one."""

    address: str
    title: str


class Listing(NamedTuple):
    """A list of stories to divide into pages."""

    address: str
    """Such as `themes/on-call/`."""
    kicker: str
    title: str
    stories: Stories
    text: str = ""
    theme: Theme | None = None
    span: str = "year"
    """Whether its stories are shown by year, by month, or as they are: empty."""
    facet: tuple[Facet, str] = ("year", "")
    """What all its stories share, as in the search index: `("theme", "on-call")`."""
    page_title: str = ""
    """The title of its pages, if its own says too little where pages are listed."""
    year: ArchiveYear | None = None
    """The year of the archive that it belongs to."""
    earlier: MonthBeside | None = None
    later: MonthBeside | None = None
    found: bool = True
    """Whether the search finds it by its title."""


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
    """Pages of all listings: `themes/<slug>/`, `kinds/<kind>/`, `stories/<year>/`, `stories/<year>/<month>/`.

    The newest page of each comes first. Then come those with stories of the same time, one after the
    other: most of the cards on a page have just been rendered for another one.
    """
    pages = [
        (listing, page)
        for listing in _listings(context)
        for page in paginate(listing.address, listing.stories)
    ]
    pages.sort(key=lambda each: _age(each[1]))
    for listing, page in pages:
        yield _page(context, listing, page)


def listing_pages(context: OutputContext, listing: Listing) -> Iterator[PrintedPage]:
    """The pages of one listing, the newest first."""
    for page in paginate(listing.address, listing.stories):
        yield _page(context, listing, page)


def _age(page: ListingPage[ShownStory]) -> int:
    """The more, the longer ago the newest story of a page is; least for the newest page."""
    return -page.stories[0].date.toordinal() if page.number else -dt.date.max.toordinal()


def _page(context: OutputContext, listing: Listing, page: ListingPage[ShownStory]) -> PrintedPage:
    return PrintedPage(
        page_address(listing.address, page.number),
        "listing",
        page_title(context.words, listing.page_title or listing.title, page.number),
        partial(_body, context, listing, page),
        listing.text,
        search=partial(_entry, listing) if listing.found and not page.number else None,
    )


def _entry(listing: Listing) -> SearchEntry:
    more = partial(_text, listing.theme)
    return SearchEntry(listing.title, listing.text, kicker=listing.kicker, more=more)


def _text(theme: Theme | None) -> str:
    """What the page of a theme says beside its text."""
    if theme is None:
        return ""
    return "\n\n".join(filter(None, (theme.why, *theme.looks_like, *theme.not_)))


def _listings(context: OutputContext) -> Iterator[Listing]:
    groups, _ = context.groups, context.words.gettext
    for slug, theme in context.edition.themes.items():
        yield Listing(
            f"themes/{slug}/",
            _("Theme"),
            theme.title,
            groups.by_theme[slug],
            theme.text,
            theme,
            facet=("theme", slug),
        )
    for kind, about in context.render.kinds.items():
        yield Listing(
            f"kinds/{kind}/",
            _("Kind"),
            about.title,
            groups.by_kind[kind],
            about.text,
            about,
            facet=("kind", kind),
            page_title=_("Stories: %(of)s", of=about.title),
        )
    for year, stories in groups.by_year.items():
        yield Listing(
            year_address(year),
            _("Archive"),
            str(year),
            stories,
            _("All stories of %(year)s.", year=str(year)),
            span="month",
            facet=("year", str(year)),
            page_title=_("Stories: %(of)s", of=str(year)),
            year=archive_year(context, year),
        )
    yield from _months(context)


def _months(context: OutputContext) -> Iterator[Listing]:
    """The months of the archive, newest first. The search finds their years."""
    _, by_month, lang = context.words.gettext, context.groups.by_month, context.words.lang
    names = {
        (year, month): locales.month(dt.date(year, month, 1), lang) for year, month in by_month
    }
    titles = {month: locales.opening(name, lang) for month, name in names.items()}
    beside = [None, *(MonthBeside(month_address(*m), titles[m]) for m in by_month), None]
    years = {year: archive_year(context, year) for year, _month in by_month}
    for number, ((year, month), stories) in enumerate(by_month.items()):
        title = titles[year, month]
        yield Listing(
            month_address(year, month),
            _("Archive"),
            title,
            stories,
            _("All stories of %(month)s.", month=names[year, month]),
            span="",
            facet=("month", f"{year}-{month:02}"),
            page_title=_("Stories: %(of)s", of=names[year, month]),
            year=years[year],
            earlier=beside[number + 2],
            later=beside[number],
            found=False,
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


def page_title(words: Messages, title: str, number: int) -> str:
    """The title of a page of a listing; page 0 is the newest."""
    return (
        words.gettext("%(title)s, page %(number)s", title=title, number=number) if number else title
    )


def _body(context: OutputContext, listing: Listing, page: ListingPage[ShownStory]) -> Body:
    root = "../" * page_address(listing.address, page.number).count("/")
    slug = listing.address.split("/")[1] if listing.theme else None
    practices = [practice for practice in context.edition.practices if slug in practice.themes]
    shared, value = listing.facet
    of_time: tuple[Facet, ...] = ("year",) if listing.year else ()
    return Body(
        context.render(
            "site/listing.html",
            listing=listing,
            page=page,
            spans=spans(page.stories, yearly=listing.span == "year"),
            practices=practices,
            filters=filter_groups(context, shared, *of_time),
            facet=f"{shared}:{value}",
            root=root,
        )
    )
