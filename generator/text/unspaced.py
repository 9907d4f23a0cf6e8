"""Scripts that do not set words apart by spaces, or that write particles and titles in one with a word:
Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean.
"""

from __future__ import annotations

import re
from functools import cache

from generator.text.folding import IGNORABLE_BEYOND, JOINERS

LETTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u115e\u1161-\u11ff\u1780-\u17b3\u17b6-\u17ff\u2e80-\u2fdf\u3005-\u3007"
    "\u3040-\u30fa\u30fc-\u3163\u3165-\u31ff\u3200-\u3357\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af"
)
"""The inside of a class of regular expressions. `share-rules.js` has it too."""
JOINING = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""The same for Hebrew and Arabic, which write particles in one with the word that follows: ل@ana."""
_MAY_BE_UNSPACED = re.compile("[\u0e00-\U0010ffff]")
"""A class of one range is found fast and compiled in no time; the exact one takes milliseconds."""
_MAY_BE_BESIDE = re.compile("[\u0590-\U0010ffff]")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{LETTERS}]")


@cache
def _letter_of_no_id() -> re.Pattern[str]:
    return re.compile(f"[{LETTERS}{JOINING}]")


@cache
def run_pattern() -> re.Pattern[str]:
    """Letters in a row of such a script. It takes 5 ms to compile."""
    return re.compile(f"[{LETTERS}](?:[{LETTERS}{JOINERS}]|[{IGNORABLE_BEYOND}])*")


def has_unspaced(text: str) -> bool:
    """Whether a text has a letter of such a script."""
    return bool(_MAY_BE_UNSPACED.search(text) and _letter().search(text))


def set_apart(text: str) -> str:
    """A text of the same length with spaces for letters that may be next to an id, and are no more of it."""
    return _letter_of_no_id().sub(" ", text) if _MAY_BE_BESIDE.search(text) else text


def is_han(char: str) -> bool:
    """Whether a character, or none, is a Chinese one."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def is_hangul(char: str) -> bool:
    """Whether a character, or none, is a syllable of Korean."""
    return "\uac00" <= char <= "\ud7af"


def is_katakana(char: str) -> bool:
    """Whether a character, or none, is of the Japanese script for words from elsewhere."""
    return ("\u30a1" <= char <= "\u30ff" and char != "・") or "\uff66" <= char <= "\uff9f"
