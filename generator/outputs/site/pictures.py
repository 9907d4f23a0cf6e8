"""The pictures of stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import ShownStory
from generator.media.images import Picture, reencoded
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File


def make(context: OutputContext) -> Iterator[File]:
    """The files `stories/<id>/<picture>` of stories whose picture can be decoded."""
    for story in context.edition.stories:
        if story.image and (picture := picture_of(context, story)):
            yield File(f"stories/{story.id}/{story.image.file}", picture.content)


def picture_of(context: OutputContext, story: ShownStory) -> Picture | None:
    """A story's picture as it is published. None if the story has none or it cannot be decoded."""
    picture = reencoded(context.root / story.image.source) if story.image else None
    return picture if isinstance(picture, Picture) else None
