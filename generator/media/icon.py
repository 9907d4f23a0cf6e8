"""The site's icon: a square that phones and browsers show beside its name."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache

from generator.media import images
from generator.media.palette import Scheme

SIZE = 192
"""Pixels on a side, as web manifests want them; phones scale it down."""
_ROOM = 0.74
"""The part of a side that a logo takes: phones cut the corners off."""
_RADIUS, _APART = 44.0, 26.0
"""Of the two discs of our own drawing, and how far each is from the middle."""


def of_logo(logo: images.Picture, scheme: Scheme) -> bytes:
    """An organisation's logo in the middle of a square of paper, as PNG."""
    return images.on_square(logo, SIZE, _ROOM, scheme.paper)


@cache  # `serve` makes it again for each change
def drawing(scheme: Scheme) -> bytes:
    """For those without a logo: two discs that share a part, in the organisation's colours, as PNG."""
    ground, disc, shared = (bytes.fromhex(c[1:]) for c in (scheme.link, scheme.paper, scheme.mark))

    @cache  # nearly all pixels have one of three colours
    def blended(either: float, both: float) -> bytes:
        return bytes(
            round(g + (d - g) * either + (s - d) * both)
            for g, d, s in zip(ground, disc, shared, strict=True)
        )

    half = SIZE // 2  # the drawing is the same on both sides of its middles
    rows = []
    for y in range(half):
        pixels = []
        for x in range(half):
            near, far = _inside(x, y, half - _APART), _inside(x, y, half + _APART)
            pixels.append(blended(max(near, far), min(near, far)))
        rows.append(b"\0" + b"".join(pixels + pixels[::-1]))
    rows += rows[::-1]
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _inside(x: int, y: int, middle: float) -> float:
    """How much of a pixel lies in a disc, from 0 to 1."""
    distance = math.hypot(x + 0.5 - middle, y + 0.5 - SIZE / 2)
    return min(1.0, max(0.0, _RADIUS - distance + 0.5))
