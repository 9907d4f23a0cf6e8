"""Ways to find a story: the search page, a story at random, and what lists can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.outputs.context import OutputContext
from generator.outputs.kinds import KINDS
from generator.outputs.selection import drawn
from generator.rendering.artifacts import Facet, Page, SearchEntry

DRAWN = 3
"""Stories on the page of those drawn for this month, for readers without JavaScript."""


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `search/index.md` and `random/index.md`."""
    yield Page(
        "search/index.md",
        "Search",
        "insertsearch",
        {
            "insertsearch": context.render(
                "site/search.html",
                root="../",
                years=tuple(context.groups.by_year),
                kinds=KINDS,
                guides=bool(context.edition.guides),
            )
        },
        "Stories, people, themes and pages.",
        hide=("navigation", "toc"),
        search=SearchEntry("Search", "", kicker="Archive"),
    )
    yield Page(
        "random/index.md",
        "A story at random",
        "insertdrawn",
        {
            "insertdrawn": context.render(
                "site/random.html", root="../", stories=drawn(context.edition, DRAWN)
            )
        },
        "A story that nobody chose.",
        hide=("navigation", "toc"),
        in_sitemap=False,
    )


def facets(context: OutputContext) -> Mapping[Facet, Mapping[str, str]]:
    """What lists can be narrowed by, with titles, in the order in which they are offered."""
    return {
        "kind": {kind: about.title for kind, about in KINDS.items()},
        "theme": {slug: theme.title for slug, theme in context.edition.themes.items()},
        "team": {slug: team.name for slug, team in context.edition.teams.items()},
        "year": {str(year): str(year) for year in context.groups.by_year},
    }
