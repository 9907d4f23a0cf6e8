"""The pulse: a page, and the same numbers as JSON and for spreadsheets. It knows π of the edition alone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import Edition, ShownStory
from generator.outputs.context import OutputContext
from generator.outputs.pulse.card_words import card_text
from generator.outputs.pulse.data import csv_text, json_text
from generator.outputs.pulse.figures import measures
from generator.outputs.pulse.plots import SHAPES, per_sign, plots
from generator.outputs.pulse.sentences import sentences
from generator.outputs.pulse.tables import tables
from generator.pulse.window import Window
from generator.rendering.artifacts import File, Page
from generator.rendering.changes import changes
from generator.system.shuffle import shuffle_key
from generator.text import locales

GALLERY = 6
"""The number of outcomes that the page shows."""


def make(context: OutputContext) -> Iterator[Page | File]:
    """The page `pulse/index.md` and the files `pulse/pulse.json` and `pulse/pulse.csv`."""
    edition, words = context.edition, context.words
    if not edition.site.pulse.page:
        return
    pulse, _ = context.pulse, words.gettext
    counted = measures(pulse, words)
    kinds = context.render.kinds
    listed = tables(
        pulse, words, kinds, {slug: theme.title for slug, theme in edition.themes.items()}
    )
    about = changes(words)
    html = context.render(
        "site/pulse.html",
        root="../",
        direction=locales.direction(words.lang),
        pulse=pulse,
        opening=sentences(pulse, words),
        measures=counted,
        tables=listed,
        plots=plots(pulse, words),
        per_sign=per_sign(pulse),
        kind_keys=[(shape, kinds[kind].title) for kind, shape in SHAPES.items()],
        changed=[(about[change], count) for change, count in pulse.changed.items() if count],
        gallery=gallery(edition, pulse.window),
        cards=[card_text(card, words) for card in context.cards],
    )
    yield Page.from_html(
        "pulse/index.md",
        _("Pulse"),
        html,
        _("How help moves here, as far as people have told us."),
        "pulse.html",
        hide=("navigation", "toc"),
    )
    yield File("pulse/pulse.json", json_text(pulse, counted, listed).encode())
    yield File("pulse/pulse.csv", csv_text(counted, listed).encode())


def gallery(edition: Edition, window: Window) -> tuple[ShownStory, ...]:
    """Some outcomes, others each month: of the last twelve months if possible, and of many kinds."""
    told = [story for story in edition.stories if story.outcome]
    recent = [story for story in told if story.date >= window.start] or told
    waiting = sorted(recent, key=lambda story: shuffle_key(window.running.name, story.id))
    chosen: list[ShownStory] = []
    while waiting and len(chosen) < GALLERY:
        seen = {change for story in chosen for change in story.changed}
        best = min(waiting, key=lambda story: (not story.changed, len(seen & {*story.changed})))
        chosen.append(best)
        waiting.remove(best)
    return tuple(sorted(chosen, key=lambda story: (story.date, story.id), reverse=True))
