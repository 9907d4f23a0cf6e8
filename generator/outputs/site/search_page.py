"""Ways to find a story: the search page, a random story, and the facets that filter lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.outputs.context import OutputContext
from generator.outputs.kinds import KINDS
from generator.outputs.selection import random_stories
from generator.rendering.artifacts import Facet, Page, SearchEntry

RANDOM = 3
"""The number of stories on the page of random stories, for readers without JavaScript."""


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `search/index.md` and `random/index.md`."""
    years, guides = tuple(context.groups.by_year), bool(context.edition.guides)
    yield Page.from_html(
        "search/index.md",
        "Search",
        context.render("site/search.html", root="../", years=years, kinds=KINDS, guides=guides),
        "Stories, people, themes and pages.",
        hide=("navigation", "toc"),
        search=SearchEntry("Search", "", kicker="Archive"),
    )
    stories = random_stories(context.edition, RANDOM)
    yield Page.from_html(
        "random/index.md",
        "A story at random",
        context.render("site/random.html", root="../", stories=stories),
        "A story that nobody chose.",
        hide=("navigation", "toc"),
        in_sitemap=False,
    )


def facets(context: OutputContext) -> Mapping[Facet, Mapping[str, str]]:
    """The facets that filter lists: the values of each with their titles, in the order shown."""
    return {
        "kind": {kind: about.title for kind, about in KINDS.items()},
        "theme": {slug: theme.title for slug, theme in context.edition.themes.items()},
        "team": {slug: team.name for slug, team in context.edition.teams.items()},
        "year": {str(year): str(year) for year in context.groups.by_year},
    }
