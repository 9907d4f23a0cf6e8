"""What an editor chose for a digest exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.record import Library
from generator.source.parser import document, locate
from generator.text import markdown


def check(library: Library) -> Iterator[Diagnostic]:
    """N102 for a hero, a pin, a skip or a place in the order that is no story's id; N103 for raw
    HTML, unsafe links and pictures in a note; N114 for a record of a story that is not there.
    """
    stories = library.by_id
    for choices in library.settings.choices.values():
        for fault in markdown.faults(choices.note or ""):
            yield code("N103")(
                document(choices).locate_in(
                    "note", offset=fault.start, length=fault.end - fault.start
                ),
                f'the note holds "{fault.excerpt}"',
                "write it in Markdown, with links that begin with https:// or mailto:",
            )
        places: list[tuple[tuple[str | int, ...], str]] = [
            ((field, index), id_)
            for field in ("pin", "skip", "order")
            for index, id_ in enumerate(getattr(choices, field))
        ]
        if choices.hero:
            places.append((("hero",), choices.hero))
        for keys, id_ in places:
            if id_ not in stories:
                yield code("N102")(
                    locate(choices, *keys),
                    f'there is no story "{id_}" to choose',
                    did_you_mean(id_, stories) + "An id is a story's file name without its ending.",
                )
    for sent in library.settings.sent.values():
        for field in ("stories", "more"):
            for index, id_ in enumerate(getattr(sent, field)):
                if id_ not in stories:
                    yield code("N114")(
                        locate(sent, field, index),
                        f'the story "{id_}" went out and does not exist any more',
                        did_you_mean(id_, stories)
                        + "If its file was renamed, write the new name here, so that it runs once.",
                    )
