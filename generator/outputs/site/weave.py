"""What the front page shows of the weave: names of units, and threads with what leads to their stories."""

from __future__ import annotations

from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.outputs.pulse.unit_names import label, unit_name
from generator.text import width

_FEWEST_UNITS = 3
"""With fewer units there is one thread at most, and no picture."""
_TITLE = 40
"""The columns of a story's title in the picture, so that sixty-six threads stay below 15 KB."""


class ShownThread(NamedTuple):
    """A thread from the row of one unit to that of another."""

    giver: str
    receiver: str
    start: int
    """The row of those who helped, from 0."""
    end: int
    """The row of those who were helped."""
    story: str
    """The story's id."""
    title: str
    lang: str | None
    """The language of the story, if it is not that of the site."""
    short_title: str


class Weave(NamedTuple):
    """The rows and the threads between them."""

    units: tuple[str, ...]
    """Names that are short enough for the picture; those of threads are whole."""
    threads: tuple[ShownThread, ...]


def weave(context: OutputContext) -> Weave | None:
    """The picture of what was told between units; None where there is nothing to draw."""
    units = context.pulse.units
    languages = {story.id: story.lang for story in context.edition.stories}
    names = [unit_name(unit, context.words) for unit in units.units]
    threads = tuple(
        ShownThread(
            names[giver],
            names[receiver],
            giver,
            receiver,
            story.id,
            story.title,
            languages.get(story.id),
            width.cut_end(story.title, _TITLE),
        )
        for giver, receiver, story in context.threads
    )
    return (
        Weave(tuple(map(label, names)), threads)
        if threads and len(names) >= _FEWEST_UNITS
        else None
    )
