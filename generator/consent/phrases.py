"""Whether a sentence begins with a mention."""

from __future__ import annotations

import re
from functools import cache

from generator.languages import every_language
from generator.model import Mark

_LOOK_BACK = 80
"""The number of characters before a mention that show whether it begins a sentence."""
_MENTION = re.compile(r"@[a-z0-9-]+")
_QUOTES = "\"'“”‘’„«»‹›"
_MARKERS = re.compile(rf"[ \t>#*+_({_QUOTES}\[¿¡—–-]*(?:[0-9]+[.)][ \t]+)?[{_QUOTES}(*_¿¡]*\Z")
_ENDS = re.compile(rf"([.!?…؟])([{_QUOTES})\]*_]*)\s+[{_QUOTES}(*_¿¡—]*\Z")
_OPENS = re.compile(rf"[,:]\s+[{_QUOTES}¿¡]+\Z")


@cache
def _abbreviated() -> re.Pattern[str]:
    """Matches a text that ends with an abbreviation, in any language."""
    known = "|".join(filter(None, (each.abbreviations for each in every_language())))
    return re.compile(rf"(?:\b(?:{known}|[a-z])\.)[^\w.]*\Z", re.IGNORECASE)


@cache
def _speech() -> re.Pattern[str]:
    """Matches what goes on after a quotation: she said."""
    verbs = "|".join(filter(None, (each.speech_verbs for each in every_language())))
    return re.compile(rf"\s+(?:then\s+)?(?:{verbs})\b")


def opens_sentence(text: str, mark: Mark) -> bool:
    """Whether a mention is at the beginning of a sentence, whoever is mentioned before it.

    An id can look like an abbreviation (`@jo-e.`), and whoever it belongs to may be unnamed.
    """
    start, end = mark.start, mark.end
    before = _MENTION.sub("@someone", text[max(0, start - _LOOK_BACK) : start])
    return starts_sentence(before, text[end : end + 24])


def starts_sentence(before: str, after: str = "") -> bool:
    """Whether a sentence, a paragraph or a list item begins between two texts."""
    if before[-1:] == " " and (before[-2:-1].isalnum() or before[-2:-1] == ","):
        return False  # in the middle of a sentence, as most are
    if end := _ENDS.search(before):
        if end[1] in ".…" and _abbreviated().search(before[: end.end(1)]):
            return end[1] == "…"
        spoken = end[1] != "." and any(mark in _QUOTES for mark in end[2])
        return not (spoken and _speech().match(after))
    if _OPENS.search(before):
        return True
    head, newline, line = before.rpartition("\n")
    if not _MARKERS.match(line):
        return False
    marker = line.strip(f" \t{_QUOTES}(*_¿¡")
    return bool(marker) or not newline or not head.rpartition("\n")[2].strip()
