"""A page for each story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from generator.edition import ShownStory
from generator.media.images import Picture, printed
from generator.outputs.context import Desk
from generator.outputs.grouping import teams_of
from generator.outputs.kinds import KINDS
from generator.rendering.artifacts import Body, Facet, SearchEntry, Sheet
from generator.text import markdown

ROOT = "../../"
RELATED = 3


def make(desk: Desk) -> Iterator[Sheet]:
    """Sheets `stories/<id>/`, newest first. The prose is rendered where the sheet is printed."""
    for story in desk.edition.stories:
        yield Sheet(
            f"stories/{story.id}/",
            "story",
            story.title,
            partial(_body, desk, story),
            story.summary,
            search=_entry(desk, story),
        )


def _entry(desk: Desk, story: ShownStory) -> SearchEntry:
    """What the search knows of a story, and what lists can be narrowed by."""
    givers, receivers = (", ".join(p.text for p in who) for who in (story.givers, story.receivers))
    facets: list[tuple[Facet, str]] = [("kind", story.kind), ("year", str(story.date.year))]
    facets += (("theme", slug) for slug in story.themes)
    facets += (("team", slug) for slug in teams_of(story))
    return SearchEntry(
        story.title,
        story.summary if story.says_more else "",
        tuple(desk.edition.themes[slug].title for slug in story.themes),
        f"{givers} → {receivers}",
        KINDS[story.kind].title,
        str(story.date),
        facets=tuple(facets),
        lang=story.lang,
    )


def _body(desk: Desk, story: ShownStory) -> Body:
    rendered = markdown.html(story.body, story.lang or desk.edition.site.language)
    step = desk.groups.threads.get(story.id)
    older, newer = desk.groups.neighbours[story.id]
    around = step.around() if step else ()
    linked = [s.id for s in (older, newer, *around) if s]
    html = desk.render(
        "site/story.html",
        story=story,
        body=desk.glossary.link(rendered.html, f"{ROOT}glossary/"),
        root=ROOT,
        address=f"{desk.base}stories/{story.id}/",
        older=older,
        newer=newer,
        thread=around,
        chain=step.thread if step else (),
        kinds=KINDS,
        related=desk.relatives.of(story, RELATED, linked),
        edit=edit_url(desk, story.source),
        picture=_picture(desk, story),
    )
    return Body(html, rendered.headings)


def _picture(desk: Desk, story: ShownStory) -> Picture | None:
    found = printed(desk.root / story.image.source) if story.image else None
    return found if isinstance(found, Picture) else None


def edit_url(desk: Desk, source: str | None) -> str | None:
    """Where a file of the repository is edited in the browser."""
    repository = desk.edition.site.repository
    if repository is None or source is None:
        return None
    way = "-/edit" if repository.kind == "gitlab" else "edit"
    return f"{repository.url.rstrip('/')}/{way}/{repository.branch}/{quote(source)}"
