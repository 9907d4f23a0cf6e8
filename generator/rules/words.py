"""A story has words, and none that must never be mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import code
from generator.diagnostics import Diagnostic
from generator.model import Story
from generator.rules.context import Context
from generator.source import document, locate


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S124 when there is neither body nor summary."""
    if not story.body.strip() and not story.summary:
        place = locate(story, "body")
        source = document(story.origin.path, story.origin.text)
        where = "below the front matter" if source.body is not None else 'as "body: |"'
        yield code("S124")(
            place, "the story has no prose", f"write a sentence or two {where}, or a summary"
        )
