"""The texts of a story, as the coach reads them: without what others are quoted as saying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.coach.phrases import WORD, Near, Phrase, lowered, near, phrases_of, vague_words

READ = ("body", "summary", "outcome", "ask")
"""The fields whose texts the coach reads."""
UNREAD = (
    r"```[^`]*```|`[^`\n]*`|<!--[\s\S]{0,2000}?-->|^>.*$|(?<![A-Za-z0-9])https?://[^ \n)>]+"
    r'|"[^"\n]{1,400}"|“[^”]{1,400}”|«[^»]{1,400}»|„[^“”]{1,400}[“”]'
)
"""What is not the author's own words: code, comments, addresses and quotations."""
SENTENCE_ENDS = ".!?:;\n–—*-"
_UNREAD = re.compile(UNREAD, re.MULTILINE)
_WORD = re.compile(WORD)
SKIPPED = " \t_\"“”'("


class Note:
    """The texts of one story, by field, and the language that they are in."""

    def __init__(self, texts: Mapping[str, str], lang: str) -> None:
        self.texts = {field: texts[field] for field in READ if texts.get(field)}
        self.lang = lang
        self.length = sum(map(len, self.texts.values()))
        self._near: Near | None = None

    def look_for(self, lists: tuple[str, ...]) -> Near:
        """The phrases of some lists that may be there, by the name of their list; all others are not."""
        self._near = near(self.lang, lists, self.texts.values())
        return self._near

    @cached_property
    def own(self) -> dict[str, str]:
        """Each text in small letters, with spaces in place of what others said."""
        return {field: lowered(_blanked(text)) for field, text in self.texts.items()}

    def found(self, name: str) -> list[tuple[str, int, int]]:
        """The phrases of a list: field, start and end, in the order of fields and of places.

        Of each phrase, the first in each field.
        """
        listed = (self._near or {}).get(name) or phrases_of(self.lang, name)
        return [
            (field, *span)
            for field, text in (self.own.items() if listed else ())
            for span in sorted(set(_spans(listed, text)))
        ]

    def quoted(self, place: tuple[str, int, int]) -> str:
        """The words at a place, as they were typed."""
        field, start, end = place
        return " ".join(self.texts[field][start:end].split())

    @cached_property
    def telling(self) -> int:
        """How many words may say what was done: no names, and no words that fit everything."""
        vague = vague_words(self.lang)
        return sum(
            word not in vague for text in self.texts.values() for word in _telling_words(text)
        )


def _spans(phrases: Iterable[Phrase], text: str) -> Iterator[tuple[int, int]]:
    for each in phrases:
        if match := re.search(each.pattern, text):
            yield match.span()


def _blanked(text: str) -> str:
    return _UNREAD.sub(lambda match: " " * len(match[0]), text)


def _telling_words(text: str) -> Iterator[str]:
    """The words of a text in small letters, without mentions and names.

    A name is a word with a capital letter that begins no sentence.
    """
    for match in _WORD.finditer(text.replace("’", "'")):
        word = match[0]
        if word[0] == "@" or (match.start() and text[match.start() - 1] == "@"):
            continue
        if word[0] == lowered(word[0]) or _begins_sentence(text, match.start()):
            yield lowered(word)


def _begins_sentence(text: str, start: int) -> bool:
    while start and text[start - 1] in SKIPPED:
        start -= 1
    return not start or text[start - 1] in SENTENCE_ENDS
