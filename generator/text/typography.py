"""Typewriter characters → typographic ones: quotation marks, apostrophes, dashes and ellipses.

Only what is shown changes. Typographic characters that somebody typed stay, and so do code,
addresses, and texts in a language whose quotation marks we do not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.languages import language as language_of
from generator.languages.language import Quotes

_ENGLISH = Quotes(*"“”‘’")
_GERMAN = Quotes(*"„“‚‘")
_CHEVRONS = Quotes(*"«»“”")
_POLISH = Quotes(*"„”«»")
_RUSSIAN = Quotes(*"«»„“")
_SWISS = Quotes(*"«»‹›")
_SWEDISH = Quotes(*"””’’")
_MARKS = {
    **dict.fromkeys(("nl", "da", "tr", "ga", "cy", "gd", "eu", "gl", "lv", "af"), _ENGLISH),
    "pt-br": _ENGLISH,
    **dict.fromkeys(("zh", "ko", "hi", "bn", "ta", "th", "vi", "id", "ms", "sw", "fil"), _ENGLISH),
    **dict.fromkeys(("cs", "sk", "sl", "et", "lt", "is", "bg", "hr"), _GERMAN),
    **dict.fromkeys(("it", "ca", "el", "pt"), _CHEVRONS),
    **dict.fromkeys(("pl", "ro"), _POLISH),
    **dict.fromkeys(("ru", "uk", "be"), _RUSSIAN),
    **dict.fromkeys(("it-ch", "fa"), _SWISS),
    **dict.fromkeys(("sv", "fi"), _SWEDISH),
    "nn": Quotes(*"«»‘’"),
    "hu": Quotes(*"„”»«"),
    "sr": Quotes(*"„“’’"),
}
"""The marks of languages that have no folder in `generator/languages/`. From the Unicode CLDR,
corrected where printers do otherwise.
"""
_DUTCH_ELIDED = r"[smtnk]\b"

# `_has_signs` lists these signs too.
# Every alternative begins with a literal, so that the engine searches for a few characters only.
_SIGNS = r"""["']|--+|-(?=[ ,;])|\.\.\.+"""
_FRENCH = rf"{_SIGNS}|[ \u00a0](?=[;:!?»](?![^\s<»]))|«[ \u00a0]"
_ADDRESS = r"://(?:[^\s<\"']|'(?=\w))+"
_TAGS = r"""
    <a\b[^<>]*>(?=[^<\s:@]*[:@])[^<\s]*</a>
  | <(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>"]*(?:"[^"<]*"[^<>"]*)*>
"""
_PAUSE = r"\n\s*\n"
_INLINE = frozenset("a abbr b bdi del em i ins mark s small span strong sub sup u".split())  # noqa: SIM905  # read faster in a row
_CODE = frozenset("pre code kbd samp script style".split())  # noqa: SIM905  # the same
_AFTER = re.compile(
    rf"(?:</?(?:{'|'.join(sorted(_INLINE))})\b[^<>]*>)*(?:(<(?:code|kbd)\b)|([^<]?))", re.DOTALL
)
"""What follows some tags: a code element, or a character."""
_BLOCK_END = {
    True: re.compile(r"</?(?:p|li|h[1-6]|t[dh]|div|d[dt]|blockquote)\b"),
    False: re.compile(_PAUSE),
}
_CLOSES = re.compile(r"(?<=[^\s(\[{])'(?!(?![\u2e80-\ud7af])\w)")
_NEXT_DOUBLE = re.compile(r"""[^"<]*(?:<[^<>"]*(?:"[^"<]*"[^<>"]*)*>[^"<]*)*\"""")
"""Everything up to the next double mark that is in no tag."""
_LOOK_BACK = 400
_OPENERS, _CLOSERS = "([{-–—/\"'“‘«„‚¿¡", ".,;:!?)]}…-–—/\"'”’»"
_DASHES = {2: "–", 3: "—"}


def text(plain: str, language: str) -> str:
    """A plain text with the typography of a language."""
    return _set(plain, language, tags=False)


def html(source: str, language: str) -> str:
    """HTML with the typography of a language. Tags, code and addresses stay as they are."""
    return _set(source, language, tags=True)


def html_of_paragraphs(source: str, language: str) -> str:
    """The same of HTML in which Markdown has written every tag, and no author.

    Whatever is open ends with a paragraph then: each is set by itself, and most have no signs.
    """
    marks = marks_of(language)
    if marks is None or marks.thin:
        return html(source, language)
    paragraphs = source.split("</p>")
    return "</p>".join([html(each, language) if _has_signs(each) else each for each in paragraphs])


def may_change(source: str, language: str) -> bool:
    """Whether a text, with tags or without, may be set in another way than it was typed."""
    marks = marks_of(language)
    return marks is not None and (bool(marks.thin) or _has_signs(source))


@cache
def marks_of(language: str) -> Quotes | None:
    """The marks of a language or its main variety. None if we do not know them."""
    main, _, region = language.lower().partition("-")
    found = language_of(language)
    if found and found.quotes:
        return found.regional_quotes.get(region, found.quotes)
    return _MARKS.get(language.lower()) or _MARKS.get(main)


def quoted(text: str, language: str) -> str:
    """A text in the quotation marks of its language: the inner ones, if it has the outer ones inside."""
    marks = marks_of(language) or _ENGLISH
    before, after = marks[2:4] if marks.open in text else marks[:2]
    return f"{before}{text}{after}"


@cache
def _elided(language: str) -> re.Pattern[str] | None:
    """What follows an apostrophe that is not an opening quotation mark, in a language."""
    found = language_of(language)
    pattern = found.elided if found else ""
    if language.partition("-")[0].lower() == "nl":
        pattern = _DUTCH_ELIDED
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def _set(source: str, language: str, *, tags: bool) -> str:
    marks = marks_of(language)
    if marks is None or not may_change(source, language):  # as with most titles and paragraphs
        return source
    pattern = _pattern(bool(marks.thin), tags)
    return pattern.sub(_Setting(source, marks, _elided(language), tags).sign, source)


def _has_signs(plain: str) -> bool:
    """Whether a text contains any of the signs that may change."""
    return (
        "'" in plain
        or '"' in plain
        or "--" in plain
        or "..." in plain
        or "- " in plain
        or "-," in plain
        or "-;" in plain
    )


@cache
def _pattern(french: bool, tags: bool) -> re.Pattern[str]:
    """Matches every sign that may change, and everything that is skipped as a whole."""
    signs = _FRENCH if french else _SIGNS
    parts = (_TAGS, _ADDRESS, signs) if tags else (_ADDRESS, signs, _PAUSE)
    return re.compile("|".join(parts), re.VERBOSE | re.DOTALL)


@dataclass(slots=True)
class _Setting:
    """The state of one text: which quotation marks are open, and what came before the last tags."""

    source: str
    marks: Quotes
    elided: re.Pattern[str] | None
    tags: bool
    before: str = " "
    spoken: bool = False
    inner: bool = False
    """Whether what is spoken is within marks that somebody typed."""
    quoted: bool = False
    code: int = 0
    block_end: int = -1
    closing: int = -1
    """The position of the next single mark of this block that could close a quotation. Each is
    searched for once, or some texts would take quadratic time.
    """
    barren: bool = False

    def sign(self, match: re.Match[str]) -> str:
        found = match[0]
        if found[0] == "<":
            self._pass(match)
            return found
        if self.code or found[0] == ":":
            return found
        if found[0] == "\n":
            self.spoken = self.quoted = False
            return found
        last, after = self._around(match.start(), match.end())
        if found == '"':
            is_beside = _takes_no_space(last) or _takes_no_space(after)
            if is_beside and not self.spoken and not self._is_closed(match.end()):
                return found
            return self._double(last, after, match.start()) or found
        if found == "'":
            return self._single(last, after, match.end()) or found
        if found == "-":
            return "–" if self._between_words(match.start()) else found
        if found[0] == "-":
            flag = (last.isspace() or last in _OPENERS) and after.isalnum()
            return found if flag else _DASHES.get(len(found), found)
        if found[0] == ".":
            return "…" if len(found) == 3 else found
        if found[0] == "«":
            return f"«{self.marks.thin}"
        return "\u00a0" if after == ":" else self.marks.thin

    def _pass(self, match: re.Match[str]) -> None:
        """Skip a tag, or a link that shows its own address and counts as a word."""
        start, name = match.start(), match["name"]
        if self.source[start - 1 : start] != ">":
            self.before = self.source[start - 1 : start] or " "
        if name is None:
            self.before = "x"
        elif name in _CODE:
            self.code = max(0, self.code - 1 if match["end"] else self.code + 1)
            self.before = "x"
        elif name not in _INLINE:
            self.before, self.spoken, self.quoted = " ", False, False

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The visible characters before and after; a space at the edge of a block."""
        last, after = self.source[start - 1 : start], self.source[end : end + 1]
        if self.tags and last == ">":
            last = self.before
        if self.tags and after == "<" and (inside := _AFTER.match(self.source, end)):
            after = "x" if inside[1] else inside[2]
        return last or " ", after or " "

    def _between_words(self, start: int) -> bool:
        """Whether a hyphen comes after a word and a space."""
        return start > 1 and self.source[start - 1] == " " and not self.source[start - 2].isspace()

    def _double(self, last: str, after: str, start: int) -> str | None:
        opens, closes = _sides(last, after)
        if opens and closes:
            closes = self.spoken
            opens = not closes and not after.isspace()
        if opens or (closes and (self.spoken or not last.isdigit())) or self.spoken:
            self.spoken = opens
            if opens:
                self.inner = self._is_inside(start)
            return self.marks[2 * self.inner + (not opens)]
        return "″" if closes else None

    def _single(self, last: str, after: str, end: int) -> str | None:
        opens, closes = _sides(last, after)
        if opens and closes:
            closes = self.quoted
            opens = not closes and not after.isspace()
            if not opens and not closes:
                return None
        if opens and self._is_pair(end):
            self.quoted = True
            return self.marks.inner_open
        if closes and self.quoted:
            self.quoted = False
            return self.marks.inner_close
        if _takes_no_space(last) and _takes_no_space(after):
            return None
        return "′" if closes and last.isdigit() else "’"

    def _is_inside(self, start: int) -> bool:
        """Whether a place is between 「 and 」 that were typed; these cannot be anything else."""
        if not _takes_no_space(self.marks.open):
            return False
        before = self.source[max(0, start - _LOOK_BACK) : start]
        return before.rfind(self.marks.open) > before.rfind(self.marks.close)

    def _is_closed(self, end: int) -> bool:
        """Whether there is another double mark in the same block."""
        found = _NEXT_DOUBLE.match(self.source, end)
        if found is None:
            return False
        return _BLOCK_END[self.tags].search(self.source, end, found.end()) is None

    def _is_pair(self, end: int) -> bool:
        """Whether a single mark that could open is closed again, and is not an apostrophe."""
        if self.elided and self.elided.match(self.source, end):
            return False
        if self.closing < end <= self.block_end and not self.barren:
            self._look(end)
        elif end > self.block_end:
            stop = _BLOCK_END[self.tags].search(self.source, end)
            self.block_end = stop.start() if stop else len(self.source)
            self._look(end)
        return self.closing >= end

    def _look(self, end: int) -> None:
        found = _CLOSES.search(self.source, end, self.block_end)
        self.closing, self.barren = (found.start(), False) if found else (-1, True)


def _sides(last: str, after: str) -> tuple[bool, bool]:
    """Whether a mark may open a quotation here, and whether it may close one."""
    return (
        last.isspace() or last in _OPENERS or _takes_no_space(last),
        after.isspace() or after in _CLOSERS or _takes_no_space(after),
    )


def _takes_no_space(char: str) -> bool:
    """Whether a letter or sign is of a script that puts no space beside a quotation mark."""
    return char >= "\u0e00" and (
        "\u3001" <= char <= "\ud7af"
        or "\uff01" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
        or char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
    )
