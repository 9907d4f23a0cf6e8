"""Terms in finished HTML: the first mention of each becomes a link with its meaning beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from markupsafe import escape

from generator.model import Term
from generator.model.ids import id_like

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED = frozenset(
    ["a", "abbr", "code", "kbd", "pre", "button", "summary", "blockquote", "script"]
)
_CLOSED |= frozenset(f"h{level}" for level in range(1, 7))
"""Where no term is linked: links, code, headings, and words that somebody said or typed."""


class Sense(NamedTuple):
    """A term as one of its spellings: its word, what it means, and its place on the page."""

    word: str
    meaning: str
    anchor: str


class Glossary:
    """The terms of an organisation, ready to be found in pages.

    A term within one of `names` is a part of that name, and not meant.
    """

    def __init__(self, terms: Mapping[str, Term], names: Iterable[str] = ()) -> None:
        self._senses: dict[str, Sense | None] = {}
        for word, term in terms.items():
            sense = Sense(word, term.meaning, id_like(word))
            for spelling in (word, *term.also):
                self._senses.setdefault(_key(spelling), sense)
        for name in names:
            self._senses[_key(name)] = None

    @cached_property
    def _longest_first(self) -> list[str]:
        return sorted(self._senses, key=lambda spelling: (-len(spelling), spelling))

    def used(self, text: str) -> set[str]:
        """The terms, by their words, that a text mentions."""
        pattern = self._pattern(text)
        found = pattern.findall(text) if pattern else ()
        senses = (self._senses.get(_key(spelling)) for spelling in found)
        return {sense.word for sense in senses if sense}

    def link(self, html: str, page: str) -> str:
        """HTML in which the first mention of each term leads to `page`, the glossary.

        Its meaning stands beside it as a tooltip. Nothing is linked within links, code, headings
        and quotations.
        """
        pattern = self._pattern(html)
        if pattern is None:
            return html
        said: set[str] = set()
        closed = 0
        pieces: list[str] = []

        def first(match: re.Match[str]) -> str:
            sense = self._senses.get(_key(match[0]))  # İ is found by i, and is another letter
            if sense is None or sense.word in said:
                return match[0]
            said.add(sense.word)
            tip = f"term-{sense.anchor}"
            return (
                f'<span class="r-term"><a href="{escape(page)}#{sense.anchor}" aria-describedby="{tip}">'
                f'{match[0]}</a><span class="r-tip" role="tooltip" id="{tip}">'
                f"{escape(sense.meaning)}</span></span>"
            )

        for piece in _PIECE.findall(html):
            tag = _TAG.match(piece)
            if tag is None:
                pieces.append(piece if closed or piece[0] == "<" else pattern.sub(first, piece))
                continue
            if tag[2].lower() in _CLOSED:
                closed += -1 if tag[1] else 1
            pieces.append(piece)
        return "".join(pieces)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """What finds the terms that a text may hold: most hold none, and looking is cheap."""
        there = _key(text)
        forms = [_form(spelling) for spelling in self._longest_first if spelling in there]
        return (
            re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)
            if forms
            else None
        )


def _key(text: str) -> str:
    """A spelling as it is looked up, whatever its letters, its apostrophes and its escapes."""
    return unescape(text).replace("’", "'").casefold()


def _form(spelling: str) -> str:
    """The expression that finds a spelling in HTML."""
    return re.escape(spelling).replace("'", "(?:['’]|&#39;|&#x27;)").replace("&", "&(?:amp;)?")
