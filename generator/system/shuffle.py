"""Sort keys that look random and are the same on every machine."""

from __future__ import annotations

import hashlib


def shuffle_key(*parts: str) -> bytes:
    """A sort key that depends on every part."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
