"""Pictures, decoded and encoded again so that only pixels are published.

The only user of Pillow (extra `images`).
"""

from __future__ import annotations

import io
import os
import warnings
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

MAX_PIXELS = 12_500_000
"""A little more than the twelve megapixels of phones."""
MAX_BYTES = 25 * 1024 * 1024
MAX_SCANS = 100
"""A progressive JPEG has about a dozen scans. Each costs a pass over all pixels but may take only a few
bytes, so a small file with many scans could keep a decoder busy for hours.
"""
_SCAN = b"\xff\xda"
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}


class Picture(NamedTuple):
    """A picture as it is published; width and height are in pixels."""

    content: bytes
    width: int
    height: int


def available() -> bool:
    """Whether Pillow is installed."""
    return find_spec("PIL") is not None


def reencoded(path: str | os.PathLike[str]) -> Picture | str:
    """The picture upright and without metadata, or what is wrong with it.

    Its size is read from the header before anything is decoded.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    return _printed(os.fspath(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=32)
def _printed(path: str, changed: int, size: int) -> Picture | str:
    if not available():
        return "Pillow is not installed"
    if size > MAX_BYTES:
        return f"it has {size / 1024**2:.0f} MB, more than {MAX_BYTES // 1024**2}"
    from PIL import Image, ImageOps  # noqa: PLC0415  # an extra

    format_ = FORMATS.get(os.path.splitext(path)[1].casefold(), "")
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(path, formats=[format_]) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                return f"it has {picture.width} × {picture.height} pixels, more than 12 million"
            if format_ == "JPEG" and Path(path).read_bytes().count(_SCAN) > MAX_SCANS:
                return f"it is made of more than {MAX_SCANS} scans"
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if upright.has_transparency_data and format_ != "JPEG" else "RGB"
            pixels = Image.new(mode, upright.size)
            pixels.paste(upright.convert(mode))
            out = io.BytesIO()
            pixels.save(out, format_)
    except Exception:  # a decoder raises whatever it stumbles over: struct.error, TypeError, …
        return f"it is no {format_} picture that can be opened"
    return Picture(out.getvalue(), *pixels.size)
