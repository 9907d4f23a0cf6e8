"""Glossary terms in finished HTML: the first mention of each is linked and explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from markupsafe import escape

from generator.model import Term
from generator.model.ids import anchor
from generator.text.name_words import PREFIXES
from generator.text.unspaced import has_unspaced, is_han, is_hangul, is_katakana

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_LINKED = frozenset(
    ["a", "abbr", "code", "kbd", "pre", "button", "summary", "blockquote", "script"]
)
_NOT_LINKED |= frozenset(f"h{level}" for level in range(1, 7))
"""Elements in which no term is linked: links, code, headings, and what people said or typed."""
_SPACED = r"[0-9A-Za-z_\u00c0-\u0dff-]"
"""What makes a word longer in a text with scripts that do not set words apart: letters of others."""
_CLEAR = 3
"""Chinese characters that hardly come together by chance."""


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
            sense = Sense(word, term.meaning, anchor(word))
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
        senses = map(self._sense, pattern.finditer(text) if pattern else ())
        return {sense.word for sense in senses if sense}

    def link(self, html: str, page: str, linked: set[str] | None = None) -> str:
        """HTML in which the first mention of each term links to `page`, the glossary, and has its
        meaning as a tooltip. Nothing is linked in links, code, headings and quotations.

        Args:
            html: Finished HTML.
            page: The address of the glossary.
            linked: The terms that earlier texts of the same page link to; those of this text are added.

        """
        pattern = self._pattern(html)
        if pattern is None:
            return html
        linked = set() if linked is None else linked
        depth = 0
        pieces: list[str] = []

        def first(match: re.Match[str]) -> str:
            sense = self._sense(match)
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

    def _sense(self, match: re.Match[str]) -> Sense | None:
        """The meaning of a match; None for a name, a part of a word, and İ, which only matches i."""
        if _is_part(match):
            return None
        key = _key(match[0])
        if key in self._senses or not _is_arabic(key):
            return self._senses.get(key)
        bare = (key.removeprefix(prefix) for prefix in PREFIXES)
        return next((self._senses[word] for word in bare if word in self._senses), None)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """A pattern of the terms that a text may contain; most contain none, and looking is cheap."""
        key = _key(text)
        spellings = [spelling for spelling in self._longest_first if spelling in key]
        word = _SPACED if spellings and has_unspaced(text) else r"[\w-]"
        forms = [_form(spelling, word) for spelling in spellings]
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None


def _key(text: str) -> str:
    """A spelling regardless of case, apostrophes and HTML escapes."""
    return unescape(text).replace("’", "'").casefold()


def _form(spelling: str, word: str) -> str:
    """A regular expression that matches a spelling in HTML, which `word` does not go on.

    Letters of scripts that do not set words apart may be next to it; `_is_part` looks at those.
    """
    form = re.escape(spelling).replace("'", "(?:['’]|&#39;|&#x27;)").replace("&", "&(?:amp;)?")
    form = form.replace("ss", "(?:ss|ß)")  # as which ß is compared
    prefix = f"(?:{'|'.join(PREFIXES)})?" if _is_arabic(spelling) else ""
    before = "" if has_unspaced(spelling[0]) else f"(?<!{word}){prefix}"
    return before + form + ("" if has_unspaced(spelling[-1]) else f"(?!{word})")


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"


def _is_part(match: re.Match[str]) -> bool:
    """Whether a match is only a part of a word where no space would say so.

    Words of katakana are written in one, and so are others with one or two Chinese characters; Korean
    particles follow a word. What comes after kanji or in hiragana is another word more often than not.
    """
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = match[0][0], match[0][-1]
    if is_hangul(first) and is_hangul(before):
        return True
    alike = [is_katakana, *([is_han] if end - start < _CLEAR else [])]
    return any((kind(first) and kind(before)) or (kind(last) and kind(after)) for kind in alike)
