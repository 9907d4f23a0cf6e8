"""What a browser may load and run on our pages: a strict Content-Security-Policy.

Everything comes from the site itself. The few inline scripts of the site theme are allowed by
their hashes. What stands inside a page, where stories are, has none, whatever got into it.
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
_OTHERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)


def hashes(page: str) -> frozenset[str]:
    """The hashes of a page's inline scripts, as a policy names them."""
    return frozenset(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
        for attributes, script in _SCRIPT.findall(page)
        if not _NOT_RUN.search(attributes)
    )


def policy(scripts: Iterable[str], *, folder: bool = False) -> str:
    """The policy for pages with these inline scripts; in a folder, files are the site itself."""
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


def guarded(page: str, scripts: Iterable[str], *, folder: bool = False) -> str:
    """A page with the policy for these scripts of its own, before anything that it is about."""
    rule = policy(scripts, folder=folder)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return _EARLY.sub(lambda found: f"{found[0]}{meta}", page, count=1)


def headers(scripts: Iterable[str]) -> tuple[File, File, File]:
    """Lines for servers: `_headers`, as some hosts read it, `nginx.conf` and `apache.conf`.

    A header can also say who may frame the pages, which a page itself cannot.
    """
    told = (
        ("Content-Security-Policy", f"{policy(scripts)}; frame-ancestors 'self'"),
        *_OTHERS,
    )
    return (
        File("_headers", "".join(["/*\n", *(f"  {k}: {v}\n" for k, v in told)]).encode()),
        File("nginx.conf", "".join(f'add_header {k} "{v}" always;\n' for k, v in told).encode()),
        File("apache.conf", "".join(f'Header always set {k} "{v}"\n' for k, v in told).encode()),
    )
