"""The front page, the stories' archive and the list of themes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.outputs.grouping import spans
from generator.outputs.kinds import KINDS
from generator.outputs.selection import featured_story
from generator.rendering.artifacts import Page

NEWEST = 6
"""The number of stories on the front page besides the featured one."""
COMING = 3
"""The number of meetings that the front page announces."""
RECENT = 12
"""The number of stories in the archive, before the links to the years."""


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `index.md`, `stories/index.md`, `themes/index.md`."""
    edition, groups = context.edition, context.groups
    hero = featured_story(edition)
    newest = tuple(s for s in edition.stories if s is not hero)[:NEWEST]
    counts = {slug: len(stories) for slug, stories in groups.by_theme.items()}
    yield _page(
        "index.md",
        edition.site.name,
        edition.site.description,
        context.render(
            "site/home.html",
            root="",
            hero=hero,
            newest=newest,
            counts=counts,
            kinds=KINDS,
            total=len(edition.stories),
            departments=_departments(context),
            all_departments=len({t.department or t.name for t in edition.teams.values()}),
            practices=edition.practices,
            coming=edition.coming(edition.today)[:COMING],
            helpers=edition.helpers,
        ),
        template="home.html",
    )
    yield _page(
        "stories/index.md",
        "Stories",
        "Every story, newest first.",
        context.render(
            "site/stories.html",
            root="../",
            spans=spans(edition.stories[:RECENT]),
            total=len(edition.stories),
            teams_told=tuple(groups.by_team.items()),
            years=tuple((year, len(stories)) for year, stories in groups.by_year.items()),
            kinds=KINDS,
        ),
    )
    yield _page(
        "themes/index.md",
        "Themes",
        "What the stories show, and why it matters to the work.",
        context.render(
            "site/themes.html",
            root="../",
            counts=counts,
            kinds=KINDS,
            latest={slug: stories[:1] for slug, stories in groups.by_theme.items()},
        ),
    )


def _departments(context: OutputContext) -> int:
    """The number of departments that appear in the stories."""
    teams = context.edition.teams
    shown = (teams[slug] for slug, stories in context.groups.by_team.items() if stories)
    return len({team.department or team.name for team in shown})


def _page(path: str, title: str, description: str, html: str, template: str | None = None) -> Page:
    return Page.from_html(path, title, html, description, template, hide=("navigation", "toc"))
