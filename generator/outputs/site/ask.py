"""Who can be asked about what: only people who offered to be asked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import ShownHelper
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Page

BANDWIDTH_LABELS = {
    "open": "Open: go ahead.",
    "some": "Some: ask, and a no is an answer.",
}


def make(context: OutputContext) -> Iterator[Page]:
    """The page `ask.md`."""
    helpers = context.edition.helpers
    if not helpers:
        return
    html = context.render(
        "site/ask.html",
        root="../",
        helpers=helpers,
        topics=_topics(helpers),
        bandwidth_labels=BANDWIDTH_LABELS,
    )
    yield Page.from_html(
        "ask.md",
        "Who can I ask?",
        html,
        "Colleagues who said what they can be asked about, and when.",
    )


def _topics(helpers: tuple[ShownHelper, ...]) -> list[tuple[str, list[tuple[int, ShownHelper]]]]:
    """Each topic with its helpers, who are numbered in the order of the page."""
    topics: dict[str, tuple[str, list[tuple[int, ShownHelper]]]] = {}
    for number, helper in enumerate(helpers, 1):
        for topic in dict.fromkeys(helper.topics):
            topics.setdefault(topic.casefold(), (topic, []))[1].append((number, helper))
    return [topics[key] for key in sorted(topics)]
