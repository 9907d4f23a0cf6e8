"""The Atom feed of the newest stories (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import Desk
from generator.rendering.artifacts import File
from generator.text import markdown

NEWEST = 30


def make(desk: Desk) -> Iterator[File]:
    """The file `feed.xml`. An entry is dated with its story's day, at midnight UTC."""
    stories = desk.edition.stories[:NEWEST]
    language = desk.edition.site.language
    entries = [(story, markdown.html(story.body, story.lang or language).html) for story in stories]
    updated = stories[0].date if stories else desk.edition.today
    text = desk.render("site/feed.xml", base=desk.base, entries=entries, updated=updated)
    yield File("feed.xml", text.encode())
