"""The organisation's logo, as slides can hold it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from generator.media.images import Picture, printed
from generator.outputs.context import OutputContext

_RASTER = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_MOST = 100_000
"""Bytes of a drawing that a page takes in."""


def picture(context: OutputContext) -> Picture | None:
    """The logo as a picture, or the PNG of the same name that lies beside a drawing."""
    return next((found for _, found in _pictures(context)), None)


def inline(context: OutputContext) -> str | None:
    """The address of the logo for a page that holds it itself."""
    for kind, found in _pictures(context):
        return _data(kind, found.content)
    for path in _files(context):
        if path.suffix.casefold() == ".svg" and path.is_file() and path.stat().st_size <= _MOST:
            return _data("image/svg+xml", path.read_bytes())  # in an <img> no script of it runs
    return None


def _pictures(context: OutputContext) -> Iterator[tuple[str, Picture]]:
    for path in _files(context):
        kind = _RASTER.get(path.suffix.casefold())
        found = printed(path) if kind else None
        if kind and isinstance(found, Picture):
            yield kind, found


def _files(context: OutputContext) -> Iterator[Path]:
    """The files that may be it; none outside of the folder of static files."""
    folder = (context.root / "site_config" / "static").resolve()
    if name := context.edition.site.logo:
        path = folder / name
        for file in dict.fromkeys((path, path.with_suffix(".png"))):
            if file.resolve().is_relative_to(folder):
                yield file.resolve()


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
