"""Pages for a folder that is opened without a web server."""

from __future__ import annotations

import re

from generator.rendering.artifacts import SITE_PICTURE

WEB_ONLY = frozenset({"feed.xml", "feed.json", "manifest.webmanifest", "robots.txt", SITE_PICTURE})
"""Files for programs on the web, which a folder has no use for."""

_TAG = re.compile(r"<(?:a|link|area)\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""(\shref=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_NOT_RELATIVE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?|$", re.IGNORECASE)
_WEB_LINK = re.compile(
    r"""<link\b[^>]*\brel=["'](?:canonical|manifest|preload|alternate\b[^"']*)["'][^>]*>\s*"""
    r"""|<meta (?:property="og|name="twitter):[^>]*>\s*""",
    re.IGNORECASE,
)


def with_file_links(page: str) -> str:
    """A page whose links to folders lead to `index.html`, without the addresses of the site."""
    head, end, body = page.partition("</head>")
    page = _WEB_LINK.sub("", head) + end + body
    return _TAG.sub(lambda tag: _HREF.sub(_to_file, tag[0]), page)


def _to_file(link: re.Match[str]) -> str:
    start, quote, address = link.groups()
    if _NOT_RELATIVE.match(address):
        return link[0]
    path, mark, place = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    if path.rpartition("/")[2] in ("", ".", ".."):
        path = f"{path.rstrip('/')}/index.html"
    return f"{start}{quote}{path}{mark}{place}{quote}"
