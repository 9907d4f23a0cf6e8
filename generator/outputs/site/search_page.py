"""Ways to find a story: the search page, and a random story."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.outputs.selection import random_stories
from generator.rendering.artifacts import Page, SearchEntry

RANDOM = 3
"""The number of stories on the page of random stories, for readers without JavaScript."""


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `search/index.md` and `random/index.md`."""
    years, guides = tuple(context.groups.by_year), bool(context.edition.guides)
    _ = context.words.gettext
    yield Page.from_html(
        "search/index.md",
        _("Search"),
        context.render("site/search.html", root="../", years=years, guides=guides),
        _("Stories, people, themes and pages."),
        template="browse.html",
        hide=("navigation", "toc"),
        search=SearchEntry(_("Search"), "", kicker=_("Archive")),
    )
    stories = random_stories(context.edition, RANDOM)
    yield Page.from_html(
        "random/index.md",
        _("A random story"),
        context.render("site/random.html", root="../", stories=stories),
        _("A story picked at random."),
        hide=("navigation", "toc"),
        in_sitemap=False,
    )
