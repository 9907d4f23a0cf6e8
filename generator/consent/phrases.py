"""What people are called who are not named, in the languages that the program speaks."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model import Mark


class UnnamedPhrases(NamedTuple):
    """What people are called who are not named, in one language.

    `colleagues` are the phrases for the first, the second, the third… such person in a story, so
    that readers can tell them apart; `colleague_number` counts from there on. Each is followed by
    `of_team` or, where no team may be shown, by `of_no_team`.
    """

    colleagues: tuple[str, ...]
    colleague_number: str
    of_team: str
    of_no_team: str
    role: str
    capitals: bool
    """Whether a sentence begins with a capital letter."""

    def of_colleague(self, ordinal: int, team: str | None) -> str:
        """The phrase for the `ordinal`-th (from 0) unnamed person, with or without a team."""
        phrases = self.colleagues
        phrase = phrases[ordinal] if ordinal < len(phrases) else self.colleague_number
        suffix = self.of_team if team else self.of_no_team
        return (phrase + suffix).format(team=team, number=ordinal + 1)


UNNAMED_PHRASES = {
    "en": UnnamedPhrases(
        colleagues=(
            "a colleague",
            "another colleague",
            "a third colleague",
            "a fourth colleague",
            "a fifth colleague",
            "a sixth colleague",
        ),
        colleague_number="colleague number {number}",
        of_team=" in {team}",
        of_no_team="",
        role="the {role}",
        capitals=True,
    ),
    "es": UnnamedPhrases(
        colleagues=(
            "alguien",
            "otra persona",
            "una tercera persona",
            "una cuarta persona",
            "una quinta persona",
        ),
        colleague_number="la persona número {number}",
        of_team=" de {team}",
        of_no_team=" del equipo",
        role="{role}",
        capitals=True,
    ),
    "ar": UnnamedPhrases(
        colleagues=("أحد الزملاء", "زميل آخر", "زميل ثالث", "زميل رابع", "زميل خامس"),
        colleague_number="الزميل رقم {number}",
        of_team=" في {team}",
        of_no_team="",
        role="{role}",
        capitals=False,
    ),
}


def unnamed_phrases(lang: str) -> UnnamedPhrases:
    """The phrases of a BCP 47 language; those of English if it has none."""
    return UNNAMED_PHRASES.get(lang.partition("-")[0].lower(), UNNAMED_PHRASES["en"])


_LOOK_BACK = 80
"""The number of characters before a mention that show whether it begins a sentence."""
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
    """Whether a mention is at the beginning of a sentence."""
    start, end = mark.start, mark.end
    return starts_sentence(text[max(0, start - _LOOK_BACK) : start], text[end : end + 24])


def starts_sentence(before: str, after: str = "") -> bool:
    """Whether a sentence, a paragraph or a list item begins between two texts."""
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
