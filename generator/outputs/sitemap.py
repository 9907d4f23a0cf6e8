"""The sitemap for crawlers (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator

from markupsafe import escape

from generator.rendering.artifacts import File

MOST = 50_000
"""The number of addresses that the protocol allows in one file."""
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(addresses: Iterable[str], base: str, most: int = MOST) -> Iterator[File]:
    """`sitemap.xml` and `sitemap.xml.gz`; for more than `most` addresses an index of
    `sitemap-1.xml` and so on.
    """
    places = list(addresses)
    if len(places) <= most:
        yield from _files("sitemap.xml", _list("urlset", "url", base, places))
        return
    parts = [places[at : at + most] for at in range(0, len(places), most)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield from _files("sitemap.xml", _list("sitemapindex", "sitemap", base, names))
    for name, part in zip(names, parts, strict=True):
        yield from _files(name, _list("urlset", "url", base, part))


def _list(name: str, item: str, base: str, places: Iterable[str]) -> bytes:
    rows = "".join(f"<{item}><loc>{escape(base + place)}</loc></{item}>\n" for place in places)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {_XMLNS}>\n{rows}</{name}>\n'
    ).encode()


def _files(path: str, text: bytes) -> Iterator[File]:
    yield File(path, text)
    yield File(f"{path}.gz", gzip.compress(text, compresslevel=6, mtime=0))
