"""The JSON Feed of the newest stories (JSON Feed 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.outputs.site.atom import content, newest
from generator.rendering.artifacts import File


def make(context: OutputContext) -> Iterator[File]:
    """The file `feed.json`."""
    site = context.edition.site
    stories = newest(context.edition.stories)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "description": site.description,
        "home_page_url": context.base,
        "feed_url": f"{context.base}feed.json",
        "language": site.language,
        "items": [
            {
                "id": f"{context.base}stories/{story.id}/",
                "url": f"{context.base}stories/{story.id}/",
                "title": story.title,
                "summary": story.summary,
                "content_html": content(context, story),
                "date_published": f"{story.published}T00:00:00Z",
                "date_modified": f"{story.updated}T00:00:00Z",
                "tags": [context.edition.themes[slug].title for slug in story.themes],
                **({"language": story.lang} if story.lang else {}),
            }
            for story in stories
        ],
    }
    yield File("feed.json", json.dumps(feed, ensure_ascii=False, indent=1).encode())
