"""The addresses of withdrawn stories answer with dignity."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import Desk
from generator.rendering.artifacts import Body, Sheet


def make(desk: Desk) -> Iterator[Sheet]:
    """Sheets `stories/<id>/` for withdrawn stories, in no list, search or sitemap."""
    for id_ in desk.edition.tombstones:
        yield Sheet(
            f"stories/{id_}/",
            "tombstone",
            "A story that was taken back",
            lambda: Body(desk.render("site/tombstone.html", root="../../")),
            "Somebody in it asked that it no longer be told.",
            in_sitemap=False,
        )
