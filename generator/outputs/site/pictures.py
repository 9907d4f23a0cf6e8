"""The pictures of stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.images import Picture, printed
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File


def make(context: OutputContext) -> Iterator[File]:
    """The files `stories/<id>/<picture>`, of the stories whose picture can be printed."""
    for story in context.edition.stories:
        if story.image:
            found = printed(context.root / story.image.source)
            if isinstance(found, Picture):
                yield File(f"stories/{story.id}/{story.image.file}", found.content)
