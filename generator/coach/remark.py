"""What a remark is: data that Python and the script of the form read alike."""

from __future__ import annotations

from typing import NamedTuple

from generator.coach.note import Note
from generator.diagnostics.diagnostic import Code
from generator.model import Coaching


class Remark(NamedTuple):
    """One remark, and when it is made. All conditions must hold.

    Message and question are marked texts; the message may have a placeholder `words`.
    """

    name: Coaching
    code: Code
    message: str
    question: str
    quotes: str = ""
    """The list of phrases one of which must be there, and is quoted."""
    beside: tuple[str, ...] = ()
    """Lists of which a phrase must be there too."""
    without: tuple[str, ...] = ()
    """Lists of which no phrase may be there."""
    empty: tuple[str, ...] = ()
    """Fields that must be empty."""
    least_characters: int = 0
    most_characters: int | None = None
    """The least and the most characters that the texts may have together."""
    characters_each: int | None = None
    """For each phrase that is found, the texts may have so many characters."""
    least_telling: int = 0
    most_telling: int | None = None
    """The least and the most words that may say what was done (`Note.telling`)."""
    any_language: bool = False
    """Whether it is for the languages of which the coach knows no words, and for them alone."""
    kinds: tuple[str, ...] = ()
    """The kinds of story that it is for; all, if there are none."""

    def fits(self, length: int) -> bool:
        """Whether it may be made of texts that have so many characters together."""
        return self.least_characters <= length and (
            self.most_characters is None or length <= self.most_characters
        )

    def place(self, note: Note, kind: str) -> tuple[str, int, int] | None:
        """The field and the place of the words that the remark is about; None if there is no remark."""
        if (self.kinds and kind not in self.kinds) or not self.fits(note.length):
            return None
        if any(note.texts.get(field) for field in self.empty):
            return None
        found = note.found(self.quotes) if self.quotes else [("", 0, 0)]
        if not found:
            return None
        if self.characters_each is not None and note.length > self.characters_each * len(found):
            return None
        if not all(note.found(name) for name in self.beside):
            return None
        if any(note.found(name) for name in self.without):
            return None
        if note.telling < self.least_telling:
            return None
        if self.most_telling is not None and note.telling > self.most_telling:
            return None
        return found[0]
