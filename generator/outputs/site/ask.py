"""Who can be asked about what: the people who offered, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import ShownHelper
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Page

SPARE = {
    "open": "Open: go ahead.",
    "some": "Some: ask, and a no is an answer.",
}


def make(context: OutputContext) -> Iterator[Page]:
    """The page `ask.md`."""
    helpers = context.edition.helpers
    if not helpers:
        return
    yield Page(
        "ask.md",
        "Who can I ask?",
        "insertask",
        {
            "insertask": context.render(
                "site/ask.html", root="../", helpers=helpers, topics=_topics(helpers), spare=SPARE
            )
        },
        "Colleagues who said what they can be asked about, and when.",
        hide=("toc",),
    )


def _topics(helpers: tuple[ShownHelper, ...]) -> list[tuple[str, list[tuple[int, ShownHelper]]]]:
    """Each topic with those who offer it, numbered as they stand on the page."""
    found: dict[str, tuple[str, list[tuple[int, ShownHelper]]]] = {}
    for number, helper in enumerate(helpers, 1):
        for topic in dict.fromkeys(helper.topics):
            found.setdefault(topic.casefold(), (topic, []))[1].append((number, helper))
    return [found[key] for key in sorted(found)]
