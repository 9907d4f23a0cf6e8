"""Whether a story may be shown on some channels, and who may be named in it: a verdict with reasons."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from generator.consent.permissions import Permissions
from generator.model import Outline, Scan, Story


class Reason(StrEnum):
    """Why a story is not shown on a channel."""

    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    UNWELCOME = "unwelcome"
    SPELLED = "spelled"
    LITERAL = "literal"
    FIRST_NAME = "first name"
    FAMILY_NAME = "family name"


class Decision(NamedTuple):
    """What the gate decides about one story on some channels.

    `why` is empty when the story may be shown; else each reason stands with the person it is
    about, if it is about one. `named` are the people who may be named.
    """

    named: frozenset[str]
    why: tuple[tuple[Reason, str], ...] = ()

    @property
    def shown(self) -> bool:
        return not self.why


def nameable(
    ids: frozenset[str], story: Story | Outline, permissions: Permissions
) -> frozenset[str]:
    """Those of some people who may be named in a story."""
    named = ids & permissions.free
    return named | (ids & permissions.asked).intersection(story.consent) if story.consent else named


NOBODY = frozenset[str]()
ABOUT_NOBODY = frozenset([""])

Check = Callable[[Story | Outline, Scan, Permissions], frozenset[str]]
"""The people because of whom a story may not be shown; "" if it is because of nobody."""


def _withdrawn(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """The story was taken back."""
    return ABOUT_NOBODY if story.withdrawn and story.withdrawn <= permissions.today else NOBODY


def _restricted(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """The author keeps the story to other channels."""
    kept = story.channels is not None and not permissions.channels.issubset(story.channels)
    return ABOUT_NOBODY if kept else NOBODY


def _unwelcome(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """Somebody in the story does not want to be in stories here, named or not."""
    return (facts.people | facts.spelled) & permissions.opted_out


def _spelled(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """A full name stands in the prose of somebody who is not shown by it."""
    return facts.spelled and _unnamed(facts.spelled, story, permissions, permissions.full)


def _literal(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """An id stays as it is in the prose, of somebody who is not named: ids are often names."""
    return facts.literal and _unnamed(facts.literal, story, permissions, permissions.given)


def _given(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """The first name stands in the prose of somebody who is in the story without it."""
    return facts.given and _unnamed(
        facts.given & facts.people, story, permissions, permissions.given
    )


def _family(story: Story | Outline, facts: Scan, permissions: Permissions) -> frozenset[str]:
    """The family name stands in the prose of somebody who is in the story without it."""
    return facts.family and _unnamed(
        facts.family & facts.people, story, permissions, permissions.full
    )


def _unnamed(
    ids: frozenset[str], story: Story | Outline, permissions: Permissions, shown: frozenset[str]
) -> frozenset[str]:
    """Those of some people who are not named in a story, or not as `shown` are."""
    return ids - (nameable(ids, story, permissions) & shown)


CHECKS: dict[Reason, Check] = {
    Reason.WITHDRAWN: _withdrawn,
    Reason.RESTRICTED: _restricted,
    Reason.UNWELCOME: _unwelcome,
    Reason.SPELLED: _spelled,
    Reason.LITERAL: _literal,
    Reason.FIRST_NAME: _given,
    Reason.FAMILY_NAME: _family,
}


def decide(story: Story | Outline, permissions: Permissions) -> Decision:
    """Whether a story may be shown with some rights, and who may be named in it."""
    facts = story.facts
    why = [
        (reason, id_)
        for reason, check in CHECKS.items()
        for id_ in check(story, facts, permissions)
    ]
    return Decision(nameable(facts.people, story, permissions), tuple(sorted(why)) if why else ())


def decide_unnamed(story: Story | Outline, permissions: Permissions) -> Decision:
    """Whether a story may be shown with some rights if nobody is named in it."""
    nobody = permissions._replace(free=NOBODY, asked=NOBODY, full=NOBODY, given=NOBODY)
    return decide(story, nobody)


def is_tombstone(decision: Decision) -> bool:
    """Whether a story was taken back and could be shown otherwise: then its address says so."""
    return {reason for reason, _ in decision.why} == {Reason.WITHDRAWN}
