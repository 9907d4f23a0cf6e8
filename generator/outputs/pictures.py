"""Pictures of stories, decoded and encoded again: what is printed is pixels, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from generator.artifacts import File
from generator.outputs.desk import Desk

MAX_PIXELS = 12_000_000
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is printed; width and height are in pixels."""

    content: bytes
    width: int
    height: int


def make(desk: Desk) -> Iterator[File]:
    """The files `stories/<id>/<picture>`, of the stories whose picture can be printed."""
    for story in desk.edition.stories:
        if story.image and (found := printed(desk.root / story.image.source)):
            yield File(f"stories/{story.id}/{story.image.file}", found.content)


@lru_cache(maxsize=16)
def printed(path: Path) -> Picture | None:
    """A picture upright and without its metadata, or None if it is not one that we print.

    Needs Pillow (extra `images`). The size is read from the header before anything is decoded.
    """
    format_ = FORMATS.get(path.suffix.casefold())
    if find_spec("PIL") is None or format_ is None:
        return None
    from PIL import Image, ImageOps  # noqa: PLC0415  # an extra

    try:
        with Image.open(path, formats=[format_]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if upright.has_transparency_data and format_ != "JPEG" else "RGB"
            pixels = Image.new(mode, upright.size)
            pixels.paste(upright.convert(mode))
            out = io.BytesIO()
            pixels.save(out, format_)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return Picture(out.getvalue(), *pixels.size)
