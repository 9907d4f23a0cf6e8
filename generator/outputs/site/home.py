"""The front page, the stories' archive and the list of themes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.outputs.grouping import spans
from generator.outputs.pulse.sentences import sentences
from generator.outputs.selection import featured_story
from generator.outputs.site.browse import RECENT_YEARS, archive_year, filter_groups
from generator.outputs.site.weave import weave
from generator.rendering.artifacts import Page

NEWEST = 6
"""The number of stories on the front page besides the featured one."""
COMING = 3
"""The number of meetings that the front page announces."""
RECENT = 12
"""The number of stories on the archive's first page, below the links to the months."""


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `index.md`, `stories/index.md`, `themes/index.md`."""
    edition, groups, _ = context.edition, context.groups, context.words.gettext
    hero = featured_story(edition)
    newest = tuple(s for s in edition.stories if s is not hero)[:NEWEST]
    years = tuple(groups.by_year)
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
            total=len(edition.stories),
            practices=edition.practices,
            coming=edition.coming(edition.today)[:COMING],
            helpers=edition.helpers,
            pulse_line=_pulse_line(context),
            weave=weave(context),
            guides=edition.guides,
        ),
        template="home.html",
    )
    yield _page(
        "stories/index.md",
        _("Stories"),
        _("All stories, newest first."),
        context.render(
            "site/stories.html",
            root="../",
            spans=spans(edition.stories[:RECENT]),
            total=len(edition.stories),
            years=[archive_year(context, year) for year in years[:RECENT_YEARS]],
            earlier=years[RECENT_YEARS:],
            filters=filter_groups(context, "year"),
        ),
        template="browse.html",
    )
    yield _page(
        "themes/index.md",
        _("Themes"),
        _("What the stories show, and why it matters to our work."),
        context.render(
            "site/themes.html",
            root="../",
            counts=counts,
            latest={slug: stories[:1] for slug, stories in groups.by_theme.items()},
        ),
    )


def _pulse_line(context: OutputContext) -> str:
    """What the pulse begins with; empty without its page."""
    if not context.edition.site.pulse.page:
        return ""
    return next(iter(sentences(context.pulse, context.words)), "")


def _page(path: str, title: str, description: str, html: str, template: str | None = None) -> Page:
    return Page.from_html(path, title, html, description, template, hide=("navigation", "toc"))
