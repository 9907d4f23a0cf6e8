"""The words for what a story changed, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.languages.messages import Messages, noted, noted_in
from generator.model import Change


class ChangeWords(NamedTuple):
    """How a kind of change is called, and what it means."""

    title: str
    text: str


_CHANGES: Mapping[Change, ChangeWords] = {
    Change.TIME: ChangeWords(
        noted_in("what a story changed", "Time"),
        noted("Something gets done sooner, or no longer waits for anyone."),
    ),
    Change.QUALITY: ChangeWords(
        noted_in("what a story changed", "Quality"),
        noted("What we make lasts longer, or goes wrong less often."),
    ),
    Change.COLLABORATION: ChangeWords(
        noted_in("what a story changed", "Working together"),
        noted("People or teams work together that did not before."),
    ),
    Change.ONBOARDING: ChangeWords(
        noted_in("what a story changed", "Settling in"),
        noted("Someone new found their feet sooner."),
    ),
    Change.CUSTOMER: ChangeWords(
        noted_in("what a story changed", "Customers"),
        noted("A customer is better off, or said so."),
    ),
    Change.SAFETY: ChangeWords(
        noted_in("what a story changed", "Safety"),
        noted("Something is less dangerous than it was."),
    ),
    Change.LEARNING: ChangeWords(
        noted_in("what a story changed", "Learning"),
        noted("Someone can do something that they could not do before."),
    ),
    Change.BELONGING: ChangeWords(
        noted_in("what a story changed", "Belonging"), noted("Someone feels more at home here.")
    ),
}


def changes(words: Messages) -> Mapping[Change, ChangeWords]:
    """What may have changed, in the language of some messages."""
    return {
        change: ChangeWords(
            words.pgettext("what a story changed", about.title), words.gettext(about.text)
        )
        for change, about in _CHANGES.items()
    }
