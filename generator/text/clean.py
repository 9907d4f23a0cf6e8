"""Text without what typing, pasting and other systems leave in it."""

from __future__ import annotations

import unicodedata

from generator.text.names import words

QUOTES = "\"'`“”„‟‘’‚‛«»‹›"
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def unix_lines(text: str) -> str:
    """A text with Unix line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str) -> str:
    """A short value without quotation marks, invisible characters and space around it."""
    text = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).strip()
    return " ".join(text.strip(QUOTES).split())


def bare(text: str) -> str:
    """Letters and digits alone, in one case: "On call" and "on_call" are both "oncall"."""
    return "".join(words(text))


def one(text: str) -> str:
    """The singular of a bare word, as far as an s tells."""
    if text.endswith("ies") and len(text) > 4:
        return f"{text[:-3]}y"
    return text[:-1] if text.endswith("s") and len(text) > 3 else text
