"""The text of a file that was exported elsewhere, and which encoding it is in.

What is UTF-8 is UTF-8. Of anything else, charset-normalizer proposes readings, and one is taken only if
its words can be words, and those of no other reading can. The only user of charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.languages.message import Message
from generator.languages.message import gettext as _

_SAMPLE = 32 * 1024
"""Bytes, of the lines that are not ASCII, that are looked at."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks, the longer ones first where one begins with another."""
_WESTERN = (
    *("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "áâãàçéêíóôõúüªº", "àèéìíîòóùúü", "åäöéü", "æøåéóòôäöü"),
    *("ëïéèöüáíóú", "áðéíóúýþæö", "çàèéíïòóúü", "äöåšž"),
)  # fmt: skip
_ALPHABETS = {
    "cp1252": _WESTERN,
    "mac_roman": _WESTERN,
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß"),
    "cp1254": ("çğıöşüâîû", "äöüß"),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
}  # fmt: skip
"""The letters besides ASCII of the languages that a code page is for."""
_FREQUENT = {
    "cp1251": ("CYRILLIC", "оеаинтсрвлкмдпу"),
    "koi8_r": ("CYRILLIC", "оеаинтсрвлкмдпу"),
    "cp1253": ("GREEK", "αοιετσςνρκπημυλ"),
    "cp1255": ("HEBREW", "יוהלאתרבמשנםד"),
    "cp1256": ("ARABIC", "اليمنوترهبدعكسف"),
}
"""The script of a code page, and letters that make up most of a text in it."""
_LEAST = 0.4
_USUAL = 0.75
"""Shares of the frequent letters in a text: any text has the one, most have the other."""
_WIDE = {"cp932": "shift_jis", "gb18030": "gb2312", "cp949": "euc_kr", "big5": "big5"}
"""Code pages of East Asia, each with the encoding of its common characters."""
PAGES = (*_ALPHABETS, *_FREQUENT, *_WIDE)
"""What office programs write where they do not write Unicode."""
_WORD = re.compile(r"[^\s!-&(-,.-/:-@\[-`{-~“”„‘‚‹›«»–—…€§°•©®™£¿¡·、。，！？；：（）「」『』]+")
_CJK = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3々ー\uff10-\uff5aA-Za-z0-9'-]+"
)
_EXAMPLE = 60


class Reading(NamedTuple):
    """A text, and where it comes from.

    `rivals` are other readings that are as likely: encodings and what the first odd line says by them.
    """

    text: str
    encoding: str
    rivals: tuple[tuple[str, str], ...] = ()


class EncodingError(Exception):
    """Bytes that are no text, or not in the encoding that was given."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def read_text(raw: bytes, encoding: str | None = None) -> Reading:
    """The text of a file. `encoding` is the one that somebody says it has.

    Raises EncodingError with a reason.
    """
    if encoding:
        try:
            return Reading(raw.decode(encoding), encoding)
        except (LookupError, UnicodeError):
            raise EncodingError(
                _("it is not in the encoding %(encoding)s", encoding=encoding)
            ) from None
    known = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None)
    if b"\0" in raw and not known:
        half = raw[: len(raw) // 2 * 2]
        low, high = half[::2].count(0), half[1::2].count(0)
        known = "utf-16-le" if high > 2 * low else "utf-16-be" if low > 2 * high else None
    for name in (known,) if known else ("utf-8",):
        try:
            text = raw.decode(name)
        except UnicodeError:
            break
        if "\0" in text:
            break
        return Reading(text, "utf-8" if name == "utf-8-sig" else name)
    if known or b"\0" in raw:
        raise EncodingError(_("it is not text"))
    return _by_evidence(raw)


def _by_evidence(raw: bytes) -> Reading:
    odd = [line for line in raw.splitlines() if not line.isascii()]
    sample = b"\n".join(odd)[:_SAMPLE]
    likely = list(_likely(sample))
    if not likely:
        raise EncodingError(_("its encoding is unknown; save it as UTF-8, or use --encoding"))
    encoding = likely[0]
    rivals = tuple((name, _example(odd[0].decode(name, "replace"))) for name in likely)
    return Reading(raw.decode(encoding, "replace"), encoding, rivals if len(likely) > 1 else ())


def _likely(sample: bytes) -> Iterator[str]:
    """The encodings by which a text can be one, each for a different reading, the best first."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only for what is not UTF-8

    read: dict[str, tuple[float, float, str]] = {}
    for match in from_bytes(sample, cp_isolation=list(PAGES), threshold=1.0, enable_fallback=False):
        for page in PAGES:
            try:
                text = sample.decode(page)
            except UnicodeError:
                continue
            if page in (match.encoding, *match.could_be_from_charset) and text not in read:
                read[text] = (-_fitness(text, page), match.chaos, page)
    best = min(read.values(), default=(0.0, 0.0, ""))
    if best[0] == 0:
        yield from (page for _, _, page in sorted(read.values())[:4])
        return
    yield from (
        page
        for fitness, chaos, page in sorted(read.values())
        if fitness < best[0] + 0.1 and chaos < best[1] + 0.04
    )


def _fitness(text: str, page: str) -> float:
    """The share of words beyond ASCII that can be words of the languages of a code page."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 1.0
    if page in _FREQUENT:
        script, frequent = _FREQUENT[page]
        letters = [char for word in words for char in word if char.isalpha() and not char.isascii()]
        common = sum(_bare(char) in frequent for char in letters)
        share = common / max(1, len(letters))
        if share < _LEAST:
            return 0.0
        fit = min(1, share / _USUAL) * sum(
            all(_is_of(char, script) for char in word) and _cased(word) for word in words
        )
    elif page in _WIDE:
        fit = sum(bool(_CJK.fullmatch(word)) and _encodes(word, _WIDE[page]) for word in words)
    else:
        cased = [word for word in words if _cased(word)]
        fit = max(sum(_is_spelled(word, letters) for word in cased) for letters in _ALPHABETS[page])
    return fit / len(words)


def _is_spelled(word: str, letters: str) -> bool:
    """Whether each letter of a word is ASCII or one of some others."""
    return all(char.isascii() or char in letters or char == "’" for char in word.lower())


def _is_of(char: str, script: str) -> bool:
    return char in "’'-" or char.isdigit() or unicodedata.name(char, "").startswith(script)


def _cased(word: str) -> bool:
    """Whether no capital letter follows a small one."""
    return not any(a.islower() and b.isupper() for a, b in pairwise(word))


def _bare(char: str) -> str:
    """A letter in lower case, without the one accent that it may have."""
    apart = unicodedata.normalize("NFD", char.lower())
    return apart[0] if len(apart) <= 2 else char


def _encodes(word: str, encoding: str) -> bool:
    """Whether an encoding has each character of a word, in two bytes; EUC-KR spells rare ones in eight."""
    try:
        return len(word.encode(encoding)) <= 2 * len(word)
    except UnicodeError:
        return False


def _example(line: str) -> str:
    at = next((n for n, char in enumerate(line) if not char.isascii()), 0)
    start = max(0, line.rfind(" ", 0, max(0, at - _EXAMPLE // 3)) + 1)
    return line[start : start + _EXAMPLE].strip()
