"""The organisation's look, as custom properties for the site's style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.artifacts import File
from generator.outputs.desk import Desk
from generator.tokens import Tokens


def make(desk: Desk) -> Iterator[File]:
    """The file `assets/identity.css`."""
    yield File("assets/identity.css", Tokens.of(desk.edition.site.palette).css().encode())
