"""Prose is words: no raw HTML, no unsafe link, no picture."""

from __future__ import annotations

from collections.abc import Iterator

from generator import prose
from generator.codes import code
from generator.diagnostics import Diagnostic
from generator.model import Story
from generator.reading.source import document
from generator.rules.context import Context, enough

_SAID = {
    "html": (
        "S118",
        "HTML stands in the story: {}",
        "use Markdown; for a < that is only a <, write \\< or put the words in `backquotes`",
    ),
    "link": ("S119", 'the link goes to "{}"', "links begin with https:// or mailto:"),
    "picture": (
        "S123",
        "a picture stands in the prose",
        'put it beside the story and name it in the field "image", with its alt text',
    ),
    "control": (
        "P110",
        "an invisible control character is written as {}",
        "delete it",
    ),
    "deep": (
        "S146",
        "lists, quotations or emphasis are nested hundreds of levels deep",
        "take out the markers that nobody would see; until then it is printed as plain paragraphs",
    ),
    "label": (
        "S125",
        "{} is mentioned inside the label of another mention",
        "mention one of the two outside the brackets",
    ),
}


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S118 for HTML, S119 for links that are neither https: nor mailto:, S123 for pictures,
    S125 for a mention within a mention, P110 for control characters written as references, S146
    for what is nested too deeply.
    """
    found = prose.faults(story.body)
    if not found:
        return
    source = document(story)

    def say(fault: prose.Fault) -> Diagnostic:
        name, message, hint = _SAID[fault.kind]
        if fault.kind == "link" and not fault.excerpt:
            message = "the link goes nowhere"
        elif fault.kind == "link" and fault.excerpt.startswith("www."):
            hint = f"write https://{fault.excerpt}"
        place = source.locate_in("body", offset=fault.start, length=fault.end - fault.start)
        return code(name)(place, message.format(fault.excerpt.partition("\n")[0]), hint)

    yield from enough(found, say)
