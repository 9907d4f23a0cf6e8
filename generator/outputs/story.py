"""A page for each story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from generator import prose
from generator.artifacts import Body, SearchEntry, Sheet
from generator.edition import ShownStory
from generator.outputs.desk import Desk
from generator.pictures import Picture, printed

ROOT = "../../"


def make(desk: Desk) -> Iterator[Sheet]:
    """Sheets `stories/<id>/`, newest first. The prose is rendered where the sheet is printed."""
    themes = desk.edition.themes
    for story in desk.edition.stories:
        people = ", ".join(dict.fromkeys(person.text for person in story.people))
        yield Sheet(
            f"stories/{story.id}/",
            "story",
            story.title,
            partial(_body, desk, story),
            story.summary,
            search=SearchEntry(
                story.title,
                f"{people} — {story.summary}",
                tuple(themes[slug].title for slug in story.themes),
            ),
        )


def _body(desk: Desk, story: ShownStory) -> Body:
    rendered = prose.html(story.body)
    step = desk.groups.threads.get(story.id)
    older, newer = desk.groups.neighbours[story.id]
    html = desk.render(
        "site/story.html",
        story=story,
        body=desk.glossary.link(rendered.html, f"{ROOT}glossary/"),
        root=ROOT,
        address=f"{desk.base}stories/{story.id}/",
        older=older,
        newer=newer,
        thread=step.around() if step else (),
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
