"""Texts without what does not matter when words are compared: case, accents, look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.text import lookalikes

_ASCII = [chr(code) for code in range(128)]
_ASCII_WORDS = "".join(char.lower() if char.isalnum() else " " for char in _ASCII)
_ASCII_LETTERS = "".join(char.lower() if char.isalpha() else " " for char in _ASCII)
_CASES = "".join("a" if char.islower() else "A" if char.isupper() else " " for char in _ASCII)
_CAPITAL, _SMALL = f"[{lookalikes.CAPITAL}]", f"[^\\W\\d_{lookalikes.CAPITAL}]"
_INNER_CAPITAL = re.compile(f"{_CAPITAL}(?:(?<={_SMALL}.)|(?<={_CAPITAL}.)(?={_SMALL}))")
"""A capital inside a word, as in `askMaria` and `HTMLMaria`."""
_PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u201a\u201b\u201e\u201f\u2010\u2011\u2012\u2015\u2022«»¿¡°·×ªº\u02b9\u02bb\u02bc\u02bd\u02c8"
"""Common punctuation beyond ASCII, which separates words, and letters that are used as such."""
_BEYOND = re.compile(f"[^\x00-\x7f{_PUNCTUATION}]")
"""Characters that need more than lower case to be folded."""
# Unicode's property Default_Ignorable_Code_Point, and the Arabic tatweel.
IGNORABLE = (
    "\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)
IGNORABLE_BEYOND = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
"""Those beyond the basic plane; a class that has both is slow."""
INVISIBLE = re.compile(f"[{IGNORABLE}]|[{IGNORABLE_BEYOND}]")
_COMBINING = re.compile(f"[{lookalikes.COMBINING}]+")
JOINERS = lookalikes.MARKS + IGNORABLE
"""What may stand between the letters of a word, as the inside of a class of regular expressions."""
_JOINED = f"(?:[{JOINERS}]|[{IGNORABLE_BEYOND}])+"
WORD = re.compile(rf"[^\W\d_]+(?:{_JOINED}[^\W\d_]*)*")
"""A word of letters, in a text in which signs were `spelled_out`."""
_LETTERS_AND_DIGITS = re.compile(rf"[^\W_]+(?:{_JOINED}[^\W_]*)*")
_SIGNS = frozenset(lookalikes.SYMBOLS + lookalikes.NUMBERS)
_BASIC_SIGN = re.compile(f"[{re.escape(''.join(sign for sign in _SIGNS if sign < chr(0x10000)))}]")
_BEYOND_BASIC = re.compile("[\U00010000-\U0010ffff]")
"""Few texts have such letters, and a class of single ones is slow."""
_SPELLED_OUT = str.maketrans(
    lookalikes.SYMBOLS + lookalikes.NUMBERS,
    lookalikes.SYMBOLS_LIKE + "0" * len(lookalikes.NUMBERS),
)
_LOOKALIKES = str.maketrans(
    {
        **dict(zip(lookalikes.LETTERS, lookalikes.LETTERS_LIKE, strict=True)),
        **{
            letter: lookalikes.LIGATURES_LIKE[2 * at : 2 * at + 2]
            for at, letter in enumerate(lookalikes.LIGATURES)
        },
        # Letters of their own for which Latin has two, or another.
        "ð": "d",
        "þ": "th",
        "œ": "oe",
        # Arabic letters with several code points.
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
        "ٱ": "ا",
    }
)
_CAPITALS = str.maketrans(lookalikes.CAPITALS, lookalikes.CAPITALS_LIKE)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
     "Ø": "Oe", "Å": "Aa"}
)  # fmt: skip
"""How letters are written where a keyboard has none: Juergen, Soeren, Haakon."""
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_CYRILLIC_ENDINGS = re.compile(
    "(?:ого|ому|его|ему|ами|ями|ой|ою|ом|ем|ым|им|ых|их|ей|ею|єю|ові|еві|а|я|у|ю|е|и|ы|о|й|ь|і|ї|є)$"
)


def fold(text: str) -> str:
    """A text without case, diacritics, joiners and look-alike letters, for comparison only."""
    if text.isascii() or not _BEYOND.search(text):
        return text.lower()
    bare = INVISIBLE.sub("", text)
    if _has_signs(bare):
        bare = bare.translate(_SPELLED_OUT)
    before = ""
    while bare != before:  # a capital may come out of a sign, and a mark out of a letter
        before = bare
        bare = _COMBINING.sub("", unicodedata.normalize("NFKD", bare)).casefold()
    return unicodedata.normalize("NFC", bare.translate(_LOOKALIKES))  # whole syllables of Korean


def words(text: str) -> list[str]:
    """The folded words of a text, in order; apostrophes and hyphens separate words."""
    text = unpunctuated(text)
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    return list(map(fold_word, _LETTERS_AND_DIGITS.findall(spelled_out(text))))


fold_word = lru_cache(maxsize=1 << 14)(fold)


def bare_words(text: str) -> list[str]:
    """The words of a text without digits: in lower case if all of it is ASCII, else as they are."""
    text = unpunctuated(text)
    if text.isascii():
        return text.translate(_ASCII_LETTERS).split()
    return WORD.findall(spelled_out(text))


def ways_to_cut(text: str) -> Iterator[list[str]]:
    """The words of a text, cut in each way: plain, at inner capitals, and with Cyrillic stems."""
    text = unpunctuated(text)
    yield words(text)
    if has_humps(text):
        yield words(split_at_humps(text))
    if not text.isascii() and _CYRILLIC.search(text):
        yield stems(text)


def has_humps(text: str) -> bool:
    """Whether a text may have a capital inside a word."""
    if text.isascii():
        cases = text.translate(_CASES)
        return "aA" in cases or "AAa" in cases
    return _INNER_CAPITAL.search(text) is not None


def hump_starts(word: str) -> list[int]:
    """Where a word has a capital that begins another one."""
    return [match.start() for match in _INNER_CAPITAL.finditer(word)]


def split_at_humps(text: str) -> str:
    """A text with a space before each capital inside a word."""
    return _INNER_CAPITAL.sub(r" \g<0>", text)


def unpunctuated(text: str) -> str:
    """A text with spaces for common punctuation. Most texts are ASCII then, and fast to cut."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
    return text


def spelled_out(text: str) -> str:
    """A text of the same length in which signs that show a letter are letters, those that show a
    number digits, and common punctuation is space.
    """
    text = unpunctuated(text)
    if text.isascii() or not _has_signs(text):
        return text
    return text.translate(_SPELLED_OUT)


def _has_signs(text: str) -> bool:
    return _BASIC_SIGN.search(text) is not None or (
        _BEYOND_BASIC.search(text) is not None and not _SIGNS.isdisjoint(text)
    )


def stems(text: str) -> list[str]:
    """The stems of the words of a text."""
    return [stem(word) for word in _LETTERS_AND_DIGITS.findall(text)]


def stem(word: str) -> str:
    """A Cyrillic word without its case ending; any other word, folded."""
    if word.isascii():
        return word.lower()
    if len(word) > 3 and _CYRILLIC.match(word):
        word = unicodedata.normalize("NFC", INVISIBLE.sub("", word))
        bare = unicodedata.normalize("NFC", _without_stress(word)).casefold()
        shorter = _CYRILLIC_ENDINGS.sub("", bare)
        if len(shorter) > 3 and shorter[-1] in "еиы":  # of Андрея, Чайковский, Чёрный
            shorter = shorter[:-1]
        word = shorter if len(shorter) > 2 else bare
    return fold(word)


def _without_stress(word: str) -> str:
    """A composed word without marks that are no part of a letter."""
    return _COMBINING.sub("", word)


def foldings(word: str) -> tuple[str, ...]:
    """All that a word may be compared by: folded; with ae for ä; by what its capitals look like;
    and without a Cyrillic ending.
    """
    folded = fold(word)
    if word.isascii():
        return (folded,)
    ways = [folded]
    composed = unicodedata.normalize("NFC", word)
    if (spelled := composed.translate(_UMLAUTS)) != composed:
        ways.append(fold(spelled))
    if (seen := word.translate(_CAPITALS)) != word:
        ways.append(fold(seen))
    if _CYRILLIC.search(word):
        ways.append(stem(word))
    return tuple(dict.fromkeys(ways))
