"""A page for each story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from generator.edition import ShownStory
from generator.media.images import Picture, printed
from generator.outputs.context import OutputContext
from generator.outputs.grouping import teams_of
from generator.outputs.kinds import KINDS
from generator.outputs.selection import Relatives
from generator.rendering.artifacts import Body, Facet, PrintedPage, SearchEntry
from generator.text import markdown

ROOT = "../../"
RELATED = 3


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Sheets `stories/<id>/`, newest first. The prose is rendered where the sheet is printed."""
    relatives = Relatives(context.edition.stories)
    for story in context.edition.stories:
        yield PrintedPage(
            f"stories/{story.id}/",
            "story",
            story.title,
            partial(_body, context, relatives, story),
            story.summary,
            search=_entry(context, story),
        )


def _entry(context: OutputContext, story: ShownStory) -> SearchEntry:
    """What the search knows of a story, and what lists can be narrowed by."""
    givers, receivers = (", ".join(p.text for p in who) for who in (story.givers, story.receivers))
    facets: list[tuple[Facet, str]] = [("kind", story.kind), ("year", str(story.date.year))]
    facets += (("theme", slug) for slug in story.themes)
    facets += (("team", slug) for slug in teams_of(story))
    return SearchEntry(
        story.title,
        story.summary if story.says_more else "",
        tuple(context.edition.themes[slug].title for slug in story.themes),
        f"{givers} → {receivers}",
        KINDS[story.kind].title,
        str(story.date),
        facets=tuple(facets),
        lang=story.lang,
    )


def _body(context: OutputContext, relatives: Relatives, story: ShownStory) -> Body:
    rendered = markdown.html(story.body, story.lang or context.edition.site.language)
    step = context.groups.threads.get(story.id)
    older, newer = context.groups.neighbours[story.id]
    around = step.around() if step else ()
    linked = [s.id for s in (older, newer, *around) if s]
    html = context.render(
        "site/story.html",
        story=story,
        body=context.glossary.link(rendered.html, f"{ROOT}glossary/"),
        root=ROOT,
        address=f"{context.base}stories/{story.id}/",
        older=older,
        newer=newer,
        thread=around,
        chain=step.thread if step else (),
        kinds=KINDS,
        related=relatives.of(story, RELATED, linked),
        edit=edit_url(context, story.source),
        picture=_picture(context, story),
    )
    return Body(html, rendered.headings)


def _picture(context: OutputContext, story: ShownStory) -> Picture | None:
    found = printed(context.root / story.image.source) if story.image else None
    return found if isinstance(found, Picture) else None


def edit_url(context: OutputContext, source: str | None) -> str | None:
    """Where a file of the repository is edited in the browser."""
    repository = context.edition.site.repository
    if repository is None or source is None:
        return None
    way = "-/edit" if repository.kind == "gitlab" else "edit"
    return f"{repository.url.rstrip('/')}/{way}/{repository.branch}/{quote(source)}"
