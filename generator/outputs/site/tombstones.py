"""The addresses of withdrawn stories answer with dignity."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Body, PrintedPage


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Sheets `stories/<id>/` for withdrawn stories, in no list, search or sitemap."""
    for id_ in context.edition.tombstones:
        yield PrintedPage(
            f"stories/{id_}/",
            "tombstone",
            "A story that was taken back",
            lambda: Body(context.render("site/tombstone.html", root="../../")),
            "Somebody in it asked that it no longer be told.",
            in_sitemap=False,
        )
