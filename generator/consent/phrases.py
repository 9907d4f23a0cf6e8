"""How people who are not named are spoken of, in the languages we ship."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model import Mark


class UnnamedPhrases(NamedTuple):
    """`colleague` and `in_team` hold one phrase for the first, the second, the third… such person
    in a story, so that they stay distinguishable; `more` and `more_in_team` count from there on.
    `somebody` is a phrase for texts that have no people of their own.
    """

    colleague: tuple[str, ...]
    in_team: tuple[str, ...]
    more: str
    more_in_team: str
    role: str
    somebody: str
    capitals: bool

    def of_colleague(self, ordinal: int, team: str | None) -> str:
        """The phrase for the `ordinal`-th (from 0) unnamed person, with or without a team."""
        phrases, more = (self.in_team, self.more_in_team) if team else (self.colleague, self.more)
        phrase = phrases[ordinal] if ordinal < len(phrases) else more
        return phrase.format(team=team, number=ordinal + 1)


UNNAMED_PHRASES = {
    "en": UnnamedPhrases(
        (
            "a colleague",
            "another colleague",
            "a third colleague",
            "a fourth colleague",
            "a fifth colleague",
            "a sixth colleague",
        ),
        (
            "a colleague in {team}",
            "another colleague in {team}",
            "a third colleague in {team}",
            "a fourth colleague in {team}",
            "a fifth colleague in {team}",
            "a sixth colleague in {team}",
        ),
        "colleague number {number}",
        "colleague number {number} in {team}",
        "the {role}",
        "someone",
        True,
    ),
    "es": UnnamedPhrases(
        (
            "alguien del equipo",
            "otra persona del equipo",
            "una tercera persona del equipo",
            "una cuarta persona del equipo",
            "una quinta persona del equipo",
        ),
        (
            "alguien de {team}",
            "otra persona de {team}",
            "una tercera persona de {team}",
            "una cuarta persona de {team}",
            "una quinta persona de {team}",
        ),
        "la persona número {number} del equipo",
        "la persona número {number} de {team}",
        "{role}",
        "alguien",
        True,
    ),
    "ar": UnnamedPhrases(
        ("أحد الزملاء", "زميل آخر", "زميل ثالث", "زميل رابع", "زميل خامس"),
        (
            "أحد الزملاء في {team}",
            "زميل آخر في {team}",
            "زميل ثالث في {team}",
            "زميل رابع في {team}",
            "زميل خامس في {team}",
        ),
        "الزميل رقم {number}",
        "الزميل رقم {number} في {team}",
        "{role}",
        "أحدهم",
        False,
    ),
}


def unnamed_phrases(lang: str) -> UnnamedPhrases:
    """The forms of a BCP 47 language, English where we have none."""
    return UNNAMED_PHRASES.get(lang.partition("-")[0].lower(), UNNAMED_PHRASES["en"])


_LOOK_BACK = 80
"""How many characters before a mention can say that it begins a sentence."""
_QUOTES = "\"'“”‘’„«»‹›"
_MARKERS = re.compile(rf"[ \t>#*+_({_QUOTES}\[¿¡—–-]*(?:[0-9]+[.)][ \t]+)?[{_QUOTES}(*_¿¡]*\Z")
_ENDS = re.compile(rf"([.!?…؟])([{_QUOTES})\]*_]*)\s+[{_QUOTES}(*_¿¡—]*\Z")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|ca|no|nos|dr|mr|mrs|ms|prof|st|sr|sra|dra|p\.ej|[a-z])\.)[^\w.]*\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"[,:]\s+[{_QUOTES}¿¡]+\Z")
_SPEECH = re.compile(
    r"\s+(?:then\s+)?(?:said|says|asked|asks|wrote|writes|replied|answered|called|shouted|told|laughed"
    r"|thought|wondered|added|dijo|preguntó|contestó|respondió|escribió)\b"
)


def opens_sentence(text: str, mark: Mark) -> bool:
    """Whether a mention begins a sentence of its text."""
    start, end = mark.start, mark.end
    return starts_sentence(text[max(0, start - _LOOK_BACK) : start], text[end : end + 24])


def starts_sentence(before: str, after: str = "") -> bool:
    """Whether what stands between two texts begins a sentence, a paragraph or a list item."""
    if before[-1:] == " " and (before[-2:-1].isalnum() or before[-2:-1] == ","):
        return False  # in the middle of a sentence, as most are
    if end := _ENDS.search(before):
        if end[1] in ".…" and _ABBREVIATED.search(before[: end.end(1)]):
            return end[1] == "…"
        spoken = end[1] != "." and any(mark in _QUOTES for mark in end[2])
        return not (spoken and _SPEECH.match(after))
    if _OPENS.search(before):
        return True
    head, newline, line = before.rpartition("\n")
    if not _MARKERS.match(line):
        return False
    marker = line.strip(f" \t{_QUOTES}(*_¿¡")
    return bool(marker) or not newline or not head.rpartition("\n")[2].strip()
