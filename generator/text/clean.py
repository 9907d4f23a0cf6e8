"""Text without what typing, pasting and other systems leave in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from generator.text.folding import words

QUOTES = "\"'`“”„‟‘’‚‛«»‹›"
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def unix_lines(text: str) -> str:
    """A text with Unix line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str) -> str:
    """A short value without quotation marks, invisible characters and space around it."""
    text = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).strip()
    return " ".join(text.strip(QUOTES).split())


def one_line(text: str) -> str:
    """A text on one line, with a single space for each run of white space."""
    return " ".join(text.split())


def letters_and_digits(text: str) -> str:
    """Letters and digits alone, in one case: "On call" and "on_call" are both "oncall"."""
    return "".join(words(text))


def singular(word: str) -> str:
    """A bare word without its plural s."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def same_word(text: str, known: Mapping[str, str]) -> str | None:
    """The one key that a text writes in another way, or None.

    `known` holds another name of each key, or an empty string. Case, spaces, punctuation and,
    where no key is closer, a plural do not matter.
    """
    wanted = letters_and_digits(text)
    forms: tuple[Callable[[str], str], ...] = (str, singular)
    for form in forms:
        same = {
            key
            for key, name in known.items()
            if form(wanted) in {form(letters_and_digits(word)) for word in (key, name) if word}
        }
        if wanted and same:
            return same.pop() if len(same) == 1 else None
    return None
