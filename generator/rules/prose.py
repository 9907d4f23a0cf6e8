"""Prose is words: no raw HTML, no unsafe link, no picture."""

from __future__ import annotations

from collections.abc import Iterator

from generator import prose
from generator.codes import code
from generator.diagnostics import Diagnostic
from generator.model import Story
from generator.rules.context import Context
from generator.source import document


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S118 for HTML, S119 for links that are neither https: nor mailto:, S123 for pictures."""
    found = prose.faults(story.body)
    if not found:
        return
    source = document(story.origin.path, story.origin.text)
    for fault in found:
        place = source.locate_in_body(fault.start, fault.end - fault.start)
        if fault.kind == "html":
            yield code("S118")(
                place,
                f'raw HTML in the story: "{fault.excerpt}"',
                "use Markdown; for a literal < write &lt; or put it in backquotes",
            )
        elif fault.kind == "link":
            yield code("S119")(
                place, f'the link goes to "{fault.excerpt}"', "links begin with https:// or mailto:"
            )
        else:
            yield code("S123")(
                place,
                "a picture stands in the prose",
                "put it beside the story and name it in the field image, with its alt text",
            )
