"""The organisation's colours, as custom properties for the site's style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.artifacts import File
from generator.outputs.desk import Desk


def make(desk: Desk) -> Iterator[File]:
    """The file `assets/identity.css`."""
    palette = desk.edition.site.palette
    yield File(
        "assets/identity.css",
        (f":root{{--r-primary:{palette.primary};--r-accent:{palette.accent}}}\n").encode(),
    )
