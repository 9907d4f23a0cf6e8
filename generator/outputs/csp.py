"""A strict Content-Security-Policy: what a browser may load and run on our pages.

Everything comes from the site itself. The few inline scripts of the site theme are allowed by
their hashes. Scripts in a page's content, where stories are, are never allowed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from generator.rendering.artifacts import File

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(
    r"""\bsrc\s*=|\btype\s*=\s*["']?(?:application/(?:ld\+)?json|text/plain)""", re.IGNORECASE
)
_EARLY = re.compile(r"<meta charset=[^>]*>|<head\b[^>]*>", re.IGNORECASE)
_OTHER_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)


def hashes(page: str) -> frozenset[str]:
    """The hashes of a page's inline scripts, as sources of a policy."""
    return frozenset(
        _hash(script)
        for attributes, script in _SCRIPT.findall(page)
        if not _NOT_RUN.search(attributes)
    )


def policy(scripts: Iterable[str], *, folder: bool = False) -> str:
    """The policy of the site's pages.

    Args:
        scripts: The hashes of their inline scripts.
        folder: Whether the pages are opened as files, without a web server.

    """
    own = "'self' file:" if folder else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src", own, *sorted(scripts))),
            f"style-src {own}",
            f"img-src {own} data:",
            f"font-src {own}",
            f"connect-src {own}",
            f"manifest-src {own}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def inline_policy(style: str | None, script: str = "") -> str:
    """The policy of a page that contains its own style and script and loads nothing.

    Without a style, any inline style is allowed.
    """
    styles = _hash(style) if style else "'unsafe-inline'"
    scripts = f"script-src {_hash(script)}; img-src data:; " if script else ""
    return f"default-src 'none'; style-src {styles}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def with_policy(page: str, scripts: Iterable[str], *, folder: bool = False) -> str:
    """A page with its policy in a `<meta>` element, before everything that the policy is about."""
    rule = policy(scripts, folder=folder)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return _EARLY.sub(lambda found: f"{found[0]}{meta}", page, count=1)


def headers(scripts: Iterable[str]) -> tuple[File, File, File]:
    """Headers for web servers: `_headers`, which some hosts read, `nginx.conf` and `apache.conf`.

    Unlike a page, a header can also say who may frame the pages.
    """
    lines = (
        ("Content-Security-Policy", f"{policy(scripts)}; frame-ancestors 'self'"),
        *_OTHER_HEADERS,
    )
    return (
        File("_headers", "".join(["/*\n", *(f"  {k}: {v}\n" for k, v in lines)]).encode()),
        File("nginx.conf", "".join(f'add_header {k} "{v}" always;\n' for k, v in lines).encode()),
        File("apache.conf", "".join(f'Header always set {k} "{v}"\n' for k, v in lines).encode()),
    )
