"""The organisation's look, as custom properties for the site's style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.palette import Tokens
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File


def make(context: OutputContext) -> Iterator[File]:
    """The file `assets/identity.css`."""
    yield File("assets/identity.css", Tokens.of(context.edition.site.palette).css().encode())
