"""A strict Content-Security-Policy: what a browser may load and run on our pages.

Everything comes from the site itself. The few inline scripts of the site theme, and scripts and
style sheets that other plugins add, are allowed by their hashes. Those in a page's content, where
stories are, never are.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from generator.rendering.artifacts import File

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(
    r"""\bsrc\s*=|\btype\s*=\s*["']?(?:application/(?:ld\+)?json|text/plain)""", re.IGNORECASE
)
_EARLY = re.compile(r"<meta charset=[^>]*>|<head\b[^>]*>", re.IGNORECASE)
_OTHER_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
_NOINDEX = (("X-Robots-Tag", "noindex"),)


class Inline(NamedTuple):
    """The inline scripts and style sheets that a policy allows: their hashes."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, page: str) -> Inline:
        """Those of a page."""
        scripts = (text for attributes, text in _SCRIPT.findall(page) if not _NOT_RUN.search(attributes))  # fmt: skip
        return cls(frozenset(map(_hash, scripts)), frozenset(map(_hash, _STYLE.findall(page))))

    def __or__(self, other: Inline) -> Inline:
        return Inline(self.scripts | other.scripts, self.styles | other.styles)

    def __sub__(self, other: Inline) -> Inline:
        return Inline(self.scripts - other.scripts, self.styles - other.styles)


def policy(inline: Inline, *, folder: bool = False) -> str:
    """The policy of the site's pages.

    Args:
        inline: What is inline in them.
        folder: Whether the pages are opened as files, without a web server.

    """
    own = "'self' file:" if folder else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src", own, *sorted(inline.scripts))),
            " ".join(("style-src", own, *sorted(inline.styles))),
            f"img-src {own} data:",
            f"font-src {own}",
            f"connect-src {own}",
            f"manifest-src {own}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def inline_policy(style: str | None, script: str = "") -> str:
    """The policy of a page that contains its own style, script and fonts, and loads nothing.

    Without a style, any inline style is allowed.
    """
    styles = _hash(style) if style else "'unsafe-inline'"
    fonts = "font-src data:; " if style and "@font-face" in style else ""
    scripts = f"script-src {_hash(script)}; img-src data:; " if script else ""
    return f"default-src 'none'; style-src {styles}; {fonts}{scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def with_policy(page: str, inline: Inline, *, folder: bool = False) -> str:
    """A page with its policy in a `<meta>` element, before everything that the policy is about."""
    rule = policy(inline, folder=folder)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return _EARLY.sub(lambda found: f"{found[0]}{meta}", page, count=1)


def header_lines(inline: Inline | None, *, noindex: bool = False) -> tuple[tuple[str, str], ...]:
    """The names and values of the site's HTTP headers; without what is inline, those beside the policy.

    With `noindex` they ask search engines to leave everything out, feeds and pictures too.

    Unlike a page, a header can also say who may frame the pages.
    """
    others = (*_OTHER_HEADERS, *(_NOINDEX if noindex else ()))
    if inline is None:
        return others
    rule = f"{policy(inline)}; frame-ancestors 'self'"
    return (("Content-Security-Policy", rule), *others)


def headers(inline: Inline, *, noindex: bool = False) -> tuple[File, File, File]:
    """Headers for web servers: `_headers`, which some hosts read, `nginx.conf` and `apache.conf`."""
    lines = header_lines(inline, noindex=noindex)
    return (
        File("_headers", "".join(["/*\n", *(f"  {k}: {v}\n" for k, v in lines)]).encode()),
        File("nginx.conf", "".join(f'add_header {k} "{v}" always;\n' for k, v in lines).encode()),
        File("apache.conf", "".join(f'Header always set {k} "{v}"\n' for k, v in lines).encode()),
    )
