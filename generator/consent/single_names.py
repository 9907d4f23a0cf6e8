"""Single words of names in a text: is the person meant, or is it an ordinary word?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from generator.consent.phrases import starts_sentence
from generator.text.name_words import BEFORE_TIMES, ORDINARY_WORDS, TIMES
from generator.text.names import NameIndex, fold, unprefixed

_JOINERS = "\u00ad\u0300-\u036f\u064b-\u065f\u200b-\u200f\u2060"
TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_JOINERS}])*")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_NEXT = re.compile(rf"[ \t]+([^\W\d_][^\W_{_JOINERS}]*)")
_NO_NAME_FOLLOWS = re.compile(
    r"(?:[:;]|\b(?:an?|the|this|that|my|your|our|his|her|no))\s+\Z", re.IGNORECASE
)
_SHORTEST = 4
"""The length of the shortest name that is found in small letters; "bo" is often something else."""


class SingleName(NamedTuple):
    """A word at `start` to `end` of a text that is a given or family name of these people."""

    start: int
    end: int
    word: str
    given: tuple[str, ...]
    family: tuple[str, ...]


def single_names(
    text: str, names: NameIndex, people: Collection[str], not_names: Collection[str], field: str
) -> Iterator[SingleName]:
    """Words of a text that are written as names of people.

    Args:
        text: The text.
        names: The names of everyone in the organisation.
        people: The people known to be in the story, whose names are recognised more readily.
        not_names: Folded words that the author declared not to be names.
        field: The name of the field that holds the text.
    """
    for match in TOKEN.finditer(text):
        word = match[0]
        key = _part_of_name(word, names)
        if key is None or key in not_names:
            continue
        given = names.given.get(key, ())
        family = names.family.get(key, ())
        may_be_ours = _may_mean_people(text, match, key, field)
        may_be_others = (
            may_be_ours
            and field not in ("id", "image.file")
            and _may_mean_others(text, match, names)
        )
        given, family = (
            tuple(id_ for id_ in ids if (may_be_ours if id_ in people else may_be_others))
            for ids in (given, family)
        )
        if given or family:
            yield SingleName(match.start(), match.end(), word, given, family)


def _part_of_name(word: str, names: NameIndex) -> str | None:
    """The part of a name that a word holds: alone, with an s or a prefix, or as in `askMaria`."""
    key = fold(word)
    if key in names.given or key in names.family:
        return key
    if key in names.words and key.endswith("s"):
        return key[:-1]
    if not word.isascii() and (bare := unprefixed(key, names.words)) in names.words:
        return bare
    if _CAMEL.search(word):
        parts = map(fold, _CAMEL.sub(" ", word).split())
        return next(
            (part for part in parts if part in names.words and part not in ORDINARY_WORDS), None
        )
    return None


def _may_mean_people(text: str, match: re.Match[str], key: str, field: str) -> bool:
    """Whether a word may be the name of someone who is known to be in the story."""
    word = match[0]
    is_ordinary = key in ORDINARY_WORDS
    if field in ("id", "image.file"):
        return not is_ordinary
    if word.islower():
        return not is_ordinary and len(key) >= _SHORTEST
    if not is_ordinary:
        return True
    if not word[0].isupper() or field == "title" or (key in TIMES and _is_time(text, match)):
        return False
    before = text[max(0, match.start() - 80) : match.start()]
    return not (_NO_NAME_FOLLOWS.search(before) or starts_sentence(before))


def _may_mean_others(text: str, match: re.Match[str], names: NameIndex) -> bool:
    """Whether a word is likely to be the name of a colleague who is not in the story."""
    word = match[0]
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    following = _NEXT.match(text, match.end())
    return not (
        following
        and len(following[1]) > 1
        and following[1][0].isupper()
        and fold(following[1]) not in names.family
    )  # "Grace Hopper" is someone else


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Whether a month or a season is meant: "in May", "May 3", "last Summer"."""
    before = re.search(r"([^\W_]+)[^\w]*\Z", text[: match.start()])
    return bool(
        (before and (before[1].casefold() in BEFORE_TIMES or before[1].isdigit()))
        or re.match(r"[ ,]+[0-9]", text[match.end() :])
    )
