"""The organisation's logo for the slides and the mail."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from generator.media.images import Picture, reencoded
from generator.outputs.context import OutputContext
from generator.source.code_folders import STATIC
from generator.system.inside import is_inside, read_bytes, real

_RASTER = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_MOST = 100_000
"""The largest drawing, in bytes, that is embedded in a page."""


def picture(context: OutputContext) -> Picture | None:
    """The logo as pixels; for a drawing, the PNG of the same name beside it."""
    return next((found for _, found in _pictures(context)), None)


def inline(context: OutputContext) -> str | None:
    """The logo as a `data:` URL."""
    for kind, found in _pictures(context):
        return _data(kind, found.content)
    for path in _files(context):
        if path.suffix.casefold() == ".svg" and path.is_file():
            drawing = read_bytes(path, _MOST + 1)
            if len(drawing) <= _MOST:
                return _data("image/svg+xml", drawing)  # in an <img> no script of it runs
    return None


def _pictures(context: OutputContext) -> Iterator[tuple[str, Picture]]:
    for path in _files(context):
        kind = _RASTER.get(path.suffix.casefold())
        found = reencoded(path) if kind else None
        if kind and isinstance(found, Picture):
            yield kind, found


def _files(context: OutputContext) -> Iterator[Path]:
    """The files that may hold the logo, none of them outside the folder of static files."""
    folder = context.root / STATIC
    if name := context.edition.site.logo:
        path = folder / name
        for file in dict.fromkeys((path, path.with_suffix(".png"))):
            if is_inside(file, folder):
                yield real(file)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
