"""The three kinds of story, described like themes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.languages.messages import Messages, noted
from generator.model import Kind, Theme

_KINDS: Mapping[Kind, Theme] = {
    Kind.MENTORING: Theme(
        title=noted("Mentoring"),
        mark="arches",
        text=noted(
            "Someone with more experience walks beside a colleague for a while, and says what they see."
        ),
        why=noted(
            "What takes years to learn alone can take months with company, and the company lasts "
            "longer than the lesson. It has an end date, and then both find someone new."
        ),
        looks_like=(
            noted("An hour every second week, with an end date"),
            noted("Asking what the other has tried before saying anything"),
            noted("Handing over the work, and staying within reach"),
        ),
        not_=(
            noted("Doing it for them"),
            noted("A privilege for people who are already well known"),
        ),
    ),
    Kind.FEEDBACK: Theme(
        title=noted("Feedback"),
        mark="echo",
        text=noted("Someone says what they saw and what it did, soon enough to change something."),
        why=noted(
            "Work gets better when someone looks at it. Feedback about what a person did, and not "
            "about who they are, can be used the same afternoon."
        ),
        looks_like=(
            noted("Soon, specific, and about something that can still be changed"),
            noted("Asked for before the work is finished"),
            noted("Thanked for, even when it stings"),
        ),
        not_=(noted("A verdict on a person"), noted("Saved up for the annual review")),
    ),
    Kind.HELP: Theme(
        title=noted("Help"),
        mark="bowl",
        text=noted("Someone asked, or someone noticed, and a colleague lent a hand."),
        why=noted(
            "Most help is small: an answer, a draft read, an hour at the bench. Added up, it is the "
            "difference between a stuck week and a good one."
        ),
        looks_like=(
            noted("An ask that says what was tried and what would help"),
            noted("A prompt answer, even when it is “not before Thursday”"),
            noted("A kind no that points to someone else"),
        ),
        not_=(
            noted("Heroics to cover for a missing plan"),
            noted("A favour that someone keeps count of"),
        ),
    ),
}


def kinds(words: Messages) -> Mapping[Kind, Theme]:
    """The kinds in the language of some messages."""
    _ = words.gettext
    return {
        kind: about.model_copy(
            update={
                "title": _(about.title),
                "text": _(about.text),
                "why": about.why and _(about.why),
                "looks_like": tuple(map(_, about.looks_like)),
                "not_": tuple(map(_, about.not_)),
            }
        )
        for kind, about in _KINDS.items()
    }
