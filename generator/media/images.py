"""Pictures, decoded and encoded again so that only pixels are published.

Pillow (extra `images`) decodes here, and draws in `poster`.
"""

from __future__ import annotations

import io
import os
import re
import warnings
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.system.inside import as_on_disk, read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 12_500_000
"""A little more than the twelve megapixels of phones."""
MAX_BYTES = 25 * 1024 * 1024
MAX_SCANS = 100
"""A progressive JPEG has about a dozen scans. Each costs a pass over all pixels but may take only a few
bytes, so a small file with many scans could keep a decoder busy for hours.
"""
_SCAN = b"\xff\xda"
_START = 64
"""Bytes at the beginning of a file that tell what it is."""
_SIGNS = {
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "GIF": re.compile(rb"GIF8[79]a"),
    "WEBP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "AVIF": re.compile(rb"....ftypavi[fs]", re.DOTALL),
    "HEIC": re.compile(rb"....ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "BMP": re.compile(rb"BM.{12}", re.DOTALL),
    "PDF": re.compile(rb"%PDF-"),
    "SVG": re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<svg\b"),
    "HTML": re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE),
}
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}


class Picture(NamedTuple):
    """A picture as it is published; width and height are in pixels."""

    content: bytes
    width: int
    height: int


def available() -> bool:
    """Whether Pillow is installed."""
    return find_spec("PIL") is not None


def reencoded(path: str | os.PathLike[str]) -> Picture | Message:
    """The picture upright and without metadata, or what is wrong with it.

    Its size is read from the header before anything is decoded.
    """
    path = as_on_disk(path)
    try:
        status = os.lstat(path)
    except OSError as error:
        return _("it cannot be read: %(reason)s", reason=error.strerror)
    return _printed(os.fspath(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=32)
def _printed(path: str, changed: int, size: int) -> Picture | Message:
    if not available():
        return _("Pillow is not installed")
    if size > MAX_BYTES:
        return _(
            "it is %(size)s MB; the limit is %(most)s MB",
            size=round(size / 1024**2),
            most=MAX_BYTES // 1024**2,
        )
    from PIL import Image, ImageOps  # noqa: PLC0415  # an extra

    format_ = FORMATS.get(os.path.splitext(path)[1].casefold(), "")
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(raw := read_bytes(path)), formats=[format_]) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                return _(
                    "it has %(width)s × %(height)s pixels; the limit is 12 million",
                    width=str(picture.width),
                    height=str(picture.height),
                )
            if format_ == "JPEG" and raw.count(_SCAN) > MAX_SCANS:
                return _("it has more than %(most)s scans", most=MAX_SCANS)
            upright = _in_eight_bits(ImageOps.exif_transpose(picture))
            mode = "RGBA" if upright.has_transparency_data and format_ != "JPEG" else "RGB"
            pixels = Image.new(mode, upright.size)
            pixels.paste(upright.convert(mode))
            out = io.BytesIO()
            pixels.save(out, format_)
    except Exception:  # a decoder raises whatever it stumbles over: struct.error, TypeError, …
        return _("it cannot be opened as %(format)s", format=format_)
    return Picture(out.getvalue(), *pixels.size)


def on_square(picture: Picture, size: int, room: float, ground: str) -> bytes:
    """A picture in the middle of a square of one colour, as PNG.

    Args:
        picture: A picture that was published.
        size: The side of the square in pixels.
        room: The part of a side that the picture takes at most.
        ground: The colour, such as `#1a2b3c`.

    """
    from PIL import Image  # noqa: PLC0415  # an extra

    with Image.open(io.BytesIO(picture.content)) as opened:
        drawn = opened.convert("RGBA")
    scale = size * room / max(drawn.size)
    width, height = (max(1, round(side * scale)) for side in drawn.size)
    drawn = drawn.resize((width, height), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), ground)
    square.alpha_composite(drawn, ((size - width) // 2, (size - height) // 2))
    out = io.BytesIO()
    square.convert("RGB").save(out, "PNG")
    return out.getvalue()


def within(picture: Picture, width: int, height: int) -> Picture:
    """A picture as PNG of 256 colours, made smaller if it is wider or higher than so many pixels."""
    from PIL import Image  # noqa: PLC0415  # an extra

    with Image.open(io.BytesIO(picture.content)) as opened:
        drawn = opened.convert("RGBA")
    drawn.thumbnail((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    drawn.quantize(256, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *drawn.size)


def _in_eight_bits(picture: Image) -> Image:
    """A picture whose greys are from 0 to 255; scans have up to 65535, which Pillow would cut off."""
    if not picture.mode.startswith("I"):
        return picture
    grey = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    grey.info.pop("transparency", None)  # it was one of 65536 greys
    return grey


def remedy(path: str | os.PathLike[str]) -> Message:
    """What to do about a file that cannot be printed as a picture, by what it really is."""
    try:
        start = read_bytes(as_on_disk(path), _START)
    except OSError:
        start = b""
    if start.startswith(b"version https://git-lfs.github.com/"):
        return _("this is only a Git LFS pointer; run git lfs pull, or check out with LFS in CI")
    real = next((name for name, sign in _SIGNS.items() if sign.match(start)), "")
    ending = os.path.splitext(path)[1]
    if real and real != FORMATS.get(ending.casefold()):
        endings = [known for known, name in FORMATS.items() if name == real]
        if endings:
            return _(
                "its format is %(format)s: change the extension to %(ending)s, here and in the story",
                format=real,
                ending=endings[0],
            )
        return _("its format is %(format)s: export it as JPEG or PNG", format=real)
    return _("save it again, at most 4000 pixels wide")
