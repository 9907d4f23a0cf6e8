"""Ids: names that fit into an address, into a file name on any system, and after an @."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = {  # Windows' devices, and addresses of our own
    *("con", "prn", "aux", "nul", "page", "index"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
LONGEST = 64
_WORDS = re.compile(r"[^\s!-/:-@[-`{-~]+")


def is_id(name: str) -> bool:
    """Whether a name is an id: small letters, digits and single hyphens."""
    plain = name.replace("-", "")
    return (
        plain.isascii()
        and plain.isalnum()
        and plain == plain.lower()
        and len(name) <= LONGEST
        and name[0] != "-" != name[-1]
        and "--" not in name
        and name not in _RESERVED
    )


def id_like(text: str) -> str:
    """The id that is nearest to a text, or an empty string."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    near = "-".join(words)[:LONGEST].strip("-")
    return near if near and is_id(near) else ""


def anchor_like(text: str) -> str:
    """The place in a page that is nearest to a text: an id, or where a script has none its own letters."""
    letters = [char for char in unicodedata.normalize("NFKD", text) if char.isalnum()]
    near = id_like(text) if all(map(str.isascii, letters)) else ""
    return near or "-".join(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))
