"""Chooses the one remark about a story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

from generator.coach import (
    ask,
    blame,
    cliche,
    deed,
    gendered,
    hero,
    impact,
    late,
    offer,
    once,
    overwork,
    person,
)
from generator.coach.note import Note
from generator.coach.phrases import words_of
from generator.coach.remark import Remark
from generator.languages import main_code
from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _
from generator.model import Coaching, Newsletter, Norm

MODULES: tuple[ModuleType, ...] = (
    blame,
    gendered,
    hero,
    overwork,
    person,
    deed,
    offer,
    cliche,
    ask,
    once,
    impact,
    late,
)
"""The remarks, the most pressing first: only the first that holds is made."""
REMARKS: tuple[Remark, ...] = (
    *(module.REMARK for module in MODULES if module is not late),
    impact.STRUCTURAL,
    ask.STRUCTURAL,
)
"""Those that are about texts; those for any language are for languages without words. `late` comes after them, and is about days."""

_OF_LANGUAGE = {
    has_words: tuple(remark for remark in REMARKS if remark.any_language is not has_words)
    for has_words in (True, False)
}
"""The remarks for a language of which the coach has words, and for one of which it has none."""


class Advice(NamedTuple):
    """A remark about one story: the place of the words that it quotes, and the words."""

    remark: Remark
    place: tuple[str, int, int]
    """A field, and where the words begin and end in it. An empty field if no words are quoted."""
    words: str = ""

    @property
    def message(self) -> Message:
        return message(self.remark, self.words)


def remark_on(texts: Mapping[str, str], kind: str, lang: str) -> Advice | None:
    """The remark about the texts of a story, by the names of their fields; None if it is fine.

    In a language of which the coach has no words, it looks only whether fields are empty.
    """
    code = main_code(lang)
    note = Note(texts, code)
    fit = [each for each in _OF_LANGUAGE[words_of(code) is not None] if each.fits(note.length)]
    near = note.look_for(tuple([each.quotes for each in fit if each.quotes]))
    for remark in fit:
        if remark.quotes and remark.quotes not in near:
            continue
        if place := remark.place(note, kind):
            return Advice(remark, place, note.quoted(place) if place[0] else "")
    return None


def remark_on_days(date: dt.date, told: dt.date | None, newsletter: Newsletter) -> Advice | None:
    """The remark that a story is told too late for the newsletter; None if it is not."""
    if told is None or told == date or date >= (first := late.first_day(newsletter, told)):
        return None
    return Advice(late.REMARK, ("date", 0, 0), first.isoformat())


def norm_of(norms: Mapping[str, Norm], name: Coaching) -> str | None:
    """The title of the organisation's norm that a remark serves."""
    return next((norm.title for norm in norms.values() if name in norm.coach), None)


def message(remark: Remark, words: str) -> Message:
    """What a remark says of some words."""
    return _(remark.message, words=words) if "%(words)s" in remark.message else _(remark.message)


def question(remark: Remark, norm: str | None) -> Message:
    """What a remark asks, with the norm that it serves."""
    asked = _(remark.question)
    return sentences(asked, _('See your norm "%(norm)s".', norm=norm)) if norm else asked
