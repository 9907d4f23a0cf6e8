"""A story has words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import code
from generator.diagnostics import Diagnostic
from generator.model import Story
from generator.reading.source import document
from generator.rules.context import Context


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S124 when there is neither body nor summary."""
    if not story.body.strip() and not story.summary:
        source = document(story)
        where = 'below the second "---"' if source.body is not None else 'as "body: |"'
        yield code("S124")(
            source.locate("body"),
            "the story has no prose",
            f"write a sentence or two {where}, or a summary",
        )
