"""Glossary terms in finished HTML: the first mention of each is linked and explained."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from markupsafe import escape

from generator.model import Term
from generator.model.ids import id_like
from generator.text.name_forms import has_unspaced

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_LINKED = frozenset(
    ["a", "abbr", "code", "kbd", "pre", "button", "summary", "blockquote", "script"]
)
_NOT_LINKED |= frozenset(f"h{level}" for level in range(1, 7))
"""Elements in which no term is linked: links, code, headings, and what people said or typed."""


class Sense(NamedTuple):
    """The meaning of a spelling: its term, the text, and the anchor on the glossary page."""

    word: str
    meaning: str
    anchor: str


class Glossary:
    """The terms of an organisation, to be found in pages.

    A term within one of `names` is part of that name, and is not linked.
    """

    def __init__(self, terms: Mapping[str, Term], names: Iterable[str] = ()) -> None:
        self._senses: dict[str, Sense | None] = {}
        for word, term in terms.items():
            sense = Sense(word, term.meaning, anchor_of(word))
            for spelling in (word, *term.also):
                self._senses.setdefault(_key(spelling), sense)
        for name in names:
            self._senses[_key(name)] = None

    @cached_property
    def _longest_first(self) -> list[str]:
        return sorted(self._senses, key=lambda spelling: (-len(spelling), spelling))

    def used(self, text: str) -> set[str]:
        """The terms that a text mentions."""
        pattern = self._pattern(text)
        found = pattern.findall(text) if pattern else ()
        senses = (self._senses.get(_key(spelling)) for spelling in found)
        return {sense.word for sense in senses if sense}

    def link(self, html: str, page: str) -> str:
        """HTML in which the first mention of each term links to `page`, the glossary, and has its
        meaning as a tooltip. Nothing is linked in links, code, headings and quotations.
        """
        pattern = self._pattern(html)
        if pattern is None:
            return html
        linked: set[str] = set()
        depth = 0
        pieces: list[str] = []

        def first(match: re.Match[str]) -> str:
            sense = self._senses.get(_key(match[0]))  # İ matches i, but is another letter
            if sense is None or sense.word in linked:
                return match[0]
            linked.add(sense.word)
            tip = f"term-{sense.anchor}"
            return (
                f'<span class="r-term"><a href="{escape(page)}#{sense.anchor}" aria-describedby="{tip}">'
                f'{match[0]}</a><span class="r-tip" role="tooltip" id="{tip}">'
                f"{escape(sense.meaning)}</span></span>"
            )

        for piece in _PIECE.findall(html):
            tag = _TAG.match(piece)
            if tag is None:
                pieces.append(piece if depth or piece[0] == "<" else pattern.sub(first, piece))
                continue
            if tag[2].lower() in _NOT_LINKED:
                depth += -1 if tag[1] else 1
            pieces.append(piece)
        return "".join(pieces)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """A pattern of the terms that a text may contain; most contain none, and looking is cheap."""
        key = _key(text)
        forms = [_form(spelling) for spelling in self._longest_first if spelling in key]
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None


def anchor_of(word: str) -> str:
    """The anchor of a term on the glossary page: an id, or the word itself in scripts that ids lack.

    It is empty if the word has neither letters nor digits.
    """
    if all("LATIN" in unicodedata.name(char, "") for char in word if char.isalpha()):
        return id_like(word)
    plain = unicodedata.normalize("NFC", word).casefold()
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in plain)
    return "-".join("".join(kept).split())


def _key(text: str) -> str:
    """A spelling regardless of case, apostrophes and HTML escapes."""
    return unescape(text).replace("’", "'").casefold()


def _form(spelling: str) -> str:
    """A regular expression that matches a spelling in HTML, as a word where words are set apart."""
    form = re.escape(spelling).replace("'", "(?:['’]|&#39;|&#x27;)").replace("&", "&(?:amp;)?")
    form = form.replace("ss", "(?:ss|ß)")
    before = "" if has_unspaced(spelling[0]) else r"(?<![\w-])"
    after = "" if has_unspaced(spelling[-1]) else r"(?![\w-])"
    return f"{before}{form}{after}"
