"""Whether a story may be shown on some channels, and who may be named in it: a verdict with reasons."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from generator.consent.permissions import Rights
from generator.model import Facts, Outline, Story


class Reason(StrEnum):
    """Why a story is not shown on a channel."""

    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    UNWELCOME = "unwelcome"
    SPELLED = "spelled"
    LITERAL = "literal"
    FIRST_NAME = "first name"
    FAMILY_NAME = "family name"


class Verdict(NamedTuple):
    """What the gate decides about one story on some channels.

    `why` is empty when the story may be shown; else each reason stands with the person it is
    about, if it is about one. `named` are the people who may be named.
    """

    named: frozenset[str]
    why: tuple[tuple[Reason, str], ...] = ()

    @property
    def shown(self) -> bool:
        return not self.why


def named_in(ids: frozenset[str], story: Story | Outline, rights: Rights) -> frozenset[str]:
    """Those of some people who may be named in a story."""
    named = ids & rights.free
    return named | (ids & rights.asked).intersection(story.consent) if story.consent else named


NOBODY = frozenset[str]()
ABOUT_NOBODY = frozenset([""])

Check = Callable[[Story | Outline, Facts, Rights], frozenset[str]]
"""The people because of whom a story may not be shown; "" if it is because of nobody."""


def _withdrawn(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """The story was taken back."""
    return ABOUT_NOBODY if story.withdrawn and story.withdrawn <= rights.today else NOBODY


def _restricted(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """The author keeps the story to other channels."""
    kept = story.channels is not None and not rights.channels.issubset(story.channels)
    return ABOUT_NOBODY if kept else NOBODY


def _unwelcome(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """Somebody in the story does not want to be in stories here, named or not."""
    return (facts.people | facts.spelled) & rights.unwelcome


def _spelled(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """A full name stands in the prose of somebody who is not shown by it."""
    return facts.spelled and _unnamed(facts.spelled, story, rights, rights.full)


def _literal(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """An id stays as it is in the prose, of somebody who is not named: ids are often names."""
    return facts.literal and _unnamed(facts.literal, story, rights, rights.given)


def _given(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """The first name stands in the prose of somebody who is in the story without it."""
    return facts.given and _unnamed(facts.given & facts.people, story, rights, rights.given)


def _family(story: Story | Outline, facts: Facts, rights: Rights) -> frozenset[str]:
    """The family name stands in the prose of somebody who is in the story without it."""
    return facts.family and _unnamed(facts.family & facts.people, story, rights, rights.full)


def _unnamed(
    ids: frozenset[str], story: Story | Outline, rights: Rights, shown: frozenset[str]
) -> frozenset[str]:
    """Those of some people who are not named in a story, or not as `shown` are."""
    return ids - (named_in(ids, story, rights) & shown)


CHECKS: dict[Reason, Check] = {
    Reason.WITHDRAWN: _withdrawn,
    Reason.RESTRICTED: _restricted,
    Reason.UNWELCOME: _unwelcome,
    Reason.SPELLED: _spelled,
    Reason.LITERAL: _literal,
    Reason.FIRST_NAME: _given,
    Reason.FAMILY_NAME: _family,
}


def judge(story: Story | Outline, rights: Rights) -> Verdict:
    """Whether a story may be shown with some rights, and who may be named in it."""
    facts = story.facts
    why = [(reason, id_) for reason, check in CHECKS.items() for id_ in check(story, facts, rights)]
    return Verdict(named_in(facts.people, story, rights), tuple(sorted(why)) if why else ())


def judge_unnamed(story: Story | Outline, rights: Rights) -> Verdict:
    """Whether a story may be shown with some rights if nobody is named in it."""
    nobody = rights._replace(free=NOBODY, asked=NOBODY, full=NOBODY, given=NOBODY)
    return judge(story, nobody)


def is_tombstone(verdict: Verdict) -> bool:
    """Whether a story was taken back and could be shown otherwise: then its address says so."""
    return {reason for reason, _ in verdict.why} == {Reason.WITHDRAWN}
