"""What a reader gets of a built site, whichever engine built it: to compare two of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PARTS = ("header.md-header", "main", "footer")


class Seen(NamedTuple):
    """A page: its title, what its head says of it, its text, and where it leads."""

    title: str
    head: dict[str, str | None]
    text: str
    links: list[str]
    images: list[str]
    ids: list[str]
    current: list[str]


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def seen(site: Path, path: str) -> Seen:
    """A page of a site, without scripts and what else is not read."""
    page = LexborHTMLParser((site / path).read_text("utf-8"))
    for hidden in page.css("script, style"):
        hidden.decompose()
    title = page.css_first("title")
    assert title is not None
    parts = [part for name in _PARTS if (part := page.css_first(name))]
    base = f"https://page.example/{path.removesuffix('index.html')}"
    return Seen(
        title.text().strip(),
        {
            "description": _value(page, "meta[name=description]", "content"),
            "canonical": _value(page, "link[rel=canonical]", "href"),
            "robots": _value(page, "meta[name=robots]", "content"),
            "language": _value(page, "html", "lang"),
            "direction": _value(page, "body", "dir"),
            "colour": _value(page, "meta[name=theme-color]", "content"),
            "manifest": urljoin(base, _value(page, "link[rel=manifest]", "href") or ""),
        },
        " ".join(" ".join(part.text(separator=" ") for part in parts).split()),
        [urljoin(base, link) for link in _all(parts, "a", "href")],
        [urljoin(base, link) for link in _all(parts, "img", "src")],
        [id_ for id_ in _all(parts, "*", "id") if id_ != "__skip"],
        list(_all(parts, "a", "aria-current")),
    )


def _value(page: LexborHTMLParser, selector: str, attribute: str) -> str | None:
    found = page.css_first(selector)
    return found.attributes.get(attribute) if found else None


def _all(parts: list[LexborNode], tag: str, attribute: str) -> Iterator[str]:
    for part in parts:
        for element in part.css(f"{tag}[{attribute}]"):
            yield element.attributes[attribute] or ""
