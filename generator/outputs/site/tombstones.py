"""Pages at the addresses of withdrawn stories, which say that they were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Body, PrintedPage


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Pages `stories/<id>/` for withdrawn stories, which no list, search or sitemap contains."""
    for id_ in context.edition.tombstones:
        yield PrintedPage(
            f"stories/{id_}/",
            "tombstone",
            "A story that was taken back",
            lambda: Body(context.render("site/tombstone.html", root="../../")),
            "Somebody in it asked that it no longer be told.",
            in_sitemap=False,
        )
