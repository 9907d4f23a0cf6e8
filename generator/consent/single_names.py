"""Single words of names in a text: is the person meant, or is it an ordinary word?"""

from __future__ import annotations

import re

from generator.consent.phrases import starts_sentence
from generator.text.folding import JOINERS, fold
from generator.text.name_words import BEFORE_TIMES, OPENERS, ORDINARY_WORDS, TIMES, TITLES
from generator.text.names import NameIndex, NamePart

_NEXT = re.compile(rf"[ \t]+([^\W\d_](?:[^\W_]|[{JOINERS}])*)")
_NO_NAME_FOLLOWS = re.compile(
    r"(?:[:;]|\b(?:an?|the|this|that|my|your|our|his|her|no"
    r"|der|die|das|den|dem|des|eine?[mnrs]?|vo[mn]|zu[mr]|im|am|beim|ins|kein"
    r"|les?|la|une?|des|du|aux?|ce|cette|mon|ma|notre|el|l[oa]s|una?|del|al|mi|su|en|ei|et))\s+\Z",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(rf"([^\W\d_](?:[^\W_]|[{JOINERS}])*)[ \t]+\Z")
_JOINED_BEFORE = re.compile(r"\w[-.:/=]\Z")
_JOINED_AFTER = re.compile(r"[-.:/=(]\w")
_NOT_MINE = re.compile(r"\s+أن\b")
"""After علي: "it is on me to", and not Ali."""
_SHORTEST_OF_OTHERS = 3
_SHORTEST = 4
"""The length of the shortest name that is found in small letters; "bo" is often something else."""
ADDRESSES = ("id", "image.file")
"""Texts that are no prose, and are printed in addresses."""


def may_mean_people(text: str, part: NamePart, field: str) -> bool:
    """Whether a word may be the name of someone who is known to be in the story."""
    word, key = part.word, part.key
    is_ordinary = key in ORDINARY_WORDS
    if key == "علي" and _NOT_MINE.match(text, part.end):
        return False
    if field in ADDRESSES:
        return not is_ordinary
    if word.islower():
        return not is_ordinary and len(key) >= _SHORTEST
    if not is_ordinary:
        return True
    if not word[0].isupper() or field == "title" or (key in TIMES and _is_time(text, part)):
        return False
    before = text[max(0, part.start - 80) : part.start]
    return not (_NO_NAME_FOLLOWS.search(before) or starts_sentence(before))


def may_mean_others(text: str, part: NamePart, field: str, names: NameIndex) -> bool:
    """Whether a word is likely to be the name of a colleague who is not in the story.

    Beside another word with a capital letter it is part of the name of a person, a firm or a town
    that is none of ours: names of ours would have been found. Inside a compound or an identifier,
    such as `Rose.Parser`, it is no name.
    """
    word = part.word
    if field in ADDRESSES or len(part.key) < _SHORTEST_OF_OTHERS:
        return False
    if word.islower() or (len(word) > 1 and word.isupper()):
        return False
    before = text[max(0, part.start - 80) : part.start]
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(text, part.end):
        return False
    previous, following = _PREVIOUS.search(before), _NEXT.match(text, part.end)
    if following and len(following[1]) > 1 and following[1][0].isupper():
        return False  # "Grace Hopper" is someone else
    if not previous or len(previous[1]) == 1 or not previous[1][0].isupper():
        return True
    if starts_sentence(before[: previous.start()]):  # "Find Maria", but "Martin Schneider"
        return fold(previous[1]) in OPENERS or not names.is_name(previous[1])
    return fold(previous[1]) in TITLES  # "Frau Schneider", but "in San Jose"


def _is_time(text: str, part: NamePart) -> bool:
    """Whether a month or a season is meant: "in May", "May 3", "last Summer"."""
    before = re.search(r"([^\W_]+)[^\w]*\Z", text[: part.start])
    return bool(
        (before and (before[1].casefold() in BEFORE_TIMES or before[1].isdigit()))
        or re.match(r"[ ,]+[0-9]", text[part.end :])
    )
