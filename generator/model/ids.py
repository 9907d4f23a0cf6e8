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


def anchor(text: str) -> str:
    """The place of a term within its page: as an id, and in its own script where ASCII has not all of its
    letters. An empty string if it has none.
    """
    words = "".join(
        char if _is_of_word(char) else " " for char in unicodedata.normalize("NFC", text)
    )
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    has_all = len("".join(plain.split())) >= sum(map(str.isalnum, words))
    return "-".join((plain if has_all else words).lower().split())


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
