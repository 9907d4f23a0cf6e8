"""A page for each story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from generator.edition import ShownStory
from generator.outputs.context import OutputContext
from generator.outputs.grouping import teams_of
from generator.outputs.kinds import KINDS
from generator.outputs.selection import RelatedStories
from generator.outputs.site.pictures import picture_of
from generator.rendering.artifacts import Body, Facet, PrintedPage, SearchEntry
from generator.text import markdown

ROOT = "../../"
RELATED = 3


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Pages `stories/<id>/`, newest first. Their prose is rendered when they are printed."""
    related = RelatedStories(context.edition.stories)
    for story in context.edition.stories:
        yield PrintedPage(
            f"stories/{story.id}/",
            "story",
            story.title,
            partial(_body, context, related, story),
            story.summary,
            search=_entry(context, story),
        )


def _entry(context: OutputContext, story: ShownStory) -> SearchEntry:
    """A story in the search index, with the facets that lists can be filtered by."""
    givers, receivers = (", ".join(p.text for p in who) for who in (story.givers, story.receivers))
    facets: list[tuple[Facet, str]] = [("kind", story.kind), ("year", str(story.date.year))]
    facets += (("theme", slug) for slug in story.themes)
    facets += (("team", slug) for slug in teams_of(story))
    return SearchEntry(
        story.title,
        story.summary if story.has_own_summary else "",
        tuple(context.edition.themes[slug].title for slug in story.themes),
        f"{givers} → {receivers}",
        KINDS[story.kind].title,
        str(story.date),
        facets=tuple(facets),
        lang=story.lang,
    )


def _body(context: OutputContext, related: RelatedStories, story: ShownStory) -> Body:
    rendered = markdown.html(story.body, story.lang or context.edition.site.language)
    position = context.groups.threads.get(story.id)
    older, newer = context.groups.neighbours[story.id]
    around = position.around() if position else ()
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
        chain=position.thread if position else (),
        kinds=KINDS,
        related=related.of(story, RELATED, linked),
        edit=edit_url(context, story.source),
        picture=picture_of(context, story),
    )
    return Body(html, rendered.headings)


def edit_url(context: OutputContext, source: str | None) -> str | None:
    """The page on the repository's website that edits one of its files."""
    repository = context.edition.site.repository
    if repository is None or source is None:
        return None
    edit = "-/edit" if repository.kind == "gitlab" else "edit"
    return f"{repository.url.rstrip('/')}/{edit}/{repository.branch}/{quote(source)}"
