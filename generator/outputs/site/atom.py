"""The Atom feed of the newest stories (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File
from generator.text import markdown

NEWEST = 30


def make(context: OutputContext) -> Iterator[File]:
    """The file `feed.xml`. Each entry has the date of its story, at midnight UTC."""
    stories = context.edition.stories[:NEWEST]
    language = context.edition.site.language
    entries = [(story, markdown.html(story.body, story.lang or language).html) for story in stories]
    updated = stories[0].date if stories else context.edition.today
    text = context.render("site/feed.xml", base=context.base, entries=entries, updated=updated)
    yield File("feed.xml", text.encode())
