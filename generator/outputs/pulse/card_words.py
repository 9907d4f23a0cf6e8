"""The cards in words: what was not told, questions to bring along, and where to begin a story."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from generator.languages.messages import Messages, noted
from generator.model import Kind
from generator.pulse.cards import Card, CardKind
from generator.text import locales

_FLAGS = {"givers": "giver", "receivers": "receiver", "themes": "theme", "kind": "kind"}
"""The flags of `reciprocity new`, by field."""


class CardText(NamedTuple):
    """A card as people read it."""

    sentence: str
    questions: tuple[str, ...]
    link: str
    """Where it leads, from the site's root."""
    link_text: str
    command: str
    """The same for a terminal; empty where no story is asked for."""


_QUESTIONS: Mapping[CardKind, tuple[str, ...]] = {
    CardKind.PAIR: (
        noted("What did we last ask them, and what came of it?"),
        noted("What do they know that would save us a day, and who could ask?"),
        noted("Did something happen that nobody wrote down?"),
    ),
    CardKind.UNIT: (
        noted("Who there could tell us about a good week?"),
        noted("Would someone rather tell it to a colleague, who writes it down?"),
        noted("What keeps people from telling stories: time, the form, or being named?"),
    ),
    CardKind.THEME: (
        noted("When did we last see it?"),
        noted("Who would notice it?"),
        noted("Would it make a good theme for next month?"),
    ),
    CardKind.KIND: (
        noted("Where does it happen without being called that?"),
        noted("Who did it for you this year?"),
        noted("Which starter would make it easy to tell?"),
    ),
    CardKind.ASKS: (
        noted("How did the last help that you got begin: did you ask, or did someone notice?"),
        noted("What would have made it easier to ask?"),
        noted("Who asks so well that others could learn from it?"),
    ),
    CardKind.OUTCOMES: (
        noted("Which story from three months ago would we like to hear the end of?"),
        noted("Who could ask its author?"),
        noted("Did some help come to nothing? That is worth telling too."),
    ),
    CardKind.MEETING: (
        noted("Which practice do people miss?"),
        noted("Who would look after one date, and no more?"),
        noted("Is there one that should end?"),
    ),
    CardKind.FOLLOW_UP: (
        noted("Is it done, but nobody has written that down?"),
        noted("What stands in the way?"),
        noted("Does it still matter?"),
    ),
    CardKind.NORM: (
        noted("When did someone last keep to it, although it was hard?"),
        noted("Who could tell that story?"),
        noted("If nobody can, does the norm still hold?"),
    ),
}
_KINDS: Mapping[str, str] = {
    Kind.MENTORING: noted("Fewer than one story in ten is about mentoring."),
    Kind.FEEDBACK: noted("Fewer than one story in ten is about feedback."),
    Kind.HELP: noted("Fewer than one story in ten is about everyday help."),
}


def card_text(card: Card, words: Messages) -> CardText:
    """A card in the language of some messages."""
    link, link_text = _link(card, words)
    return CardText(
        _sentence(card, words),
        tuple(map(words.gettext, _QUESTIONS[card.kind])),
        link,
        link_text,
        _command(card),
    )


def _sentence(card: Card, words: Messages) -> str:
    _ = words.gettext
    if card.kind is CardKind.PAIR:
        one, other = card.subject
        if card.since is None:
            return _(
                "No story has told of help between %(one)s and %(other)s for a year. It may have happened all the same.",
                one=one,
                other=other,
            )
        return _(
            "No story has told of help between %(one)s and %(other)s since %(month)s. It may have happened all the same.",
            one=one,
            other=other,
            month=locales.month(card.since, words.lang),
        )
    if card.kind is CardKind.FOLLOW_UP:
        assert card.since is not None
        day = locales.date(card.since, words.lang)
        return _("“%(task)s” was due by %(day)s.", task=card.subject[1], day=day)
    if card.kind is CardKind.KIND:
        return _(_KINDS[card.key])
    if card.kind is CardKind.ASKS:
        return _("Fewer than half of the stories show what was asked for.")
    if card.kind is CardKind.OUTCOMES:
        return _("Fewer than half of the stories say what changed.")
    if card.kind is CardKind.MEETING:
        return _("No practice has an upcoming date.")
    (name,) = card.subject
    if card.kind is CardKind.UNIT:
        return _(
            "%(team)s has not been in a story for half a year. A lot may have happened there.",
            team=name,
        )
    if card.kind is CardKind.THEME:
        return _("No story from the last half-year shows “%(theme)s”.", theme=name)
    return _("No story from this period shows the norm “%(norm)s”.", norm=name)


def _link(card: Card, words: Messages) -> tuple[str, str]:
    if card.kind is CardKind.MEETING:
        return "practices/", words.gettext("See the practices")
    if card.kind is CardKind.FOLLOW_UP:
        return f"practices/{card.subject[0]}/", words.gettext("See the practice")
    fields = urlencode(card.fields, safe=":")
    return f"share/#{fields}" if fields else "share/", words.gettext("Tell a story")


def _command(card: Card) -> str:
    if card.kind in (CardKind.MEETING, CardKind.FOLLOW_UP):
        return ""
    flags = [word for name, value in card.fields for word in (f"--{_FLAGS[name]}", value)]
    return shlex.join(["reciprocity", "new", *flags])
