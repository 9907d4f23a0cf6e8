"""Whether a story may be shown on some channels, and who may be named in it: a verdict with reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from generator.consent.rights import Rights
from generator.model import Channel, Story


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


@dataclass(slots=True)
class Case:
    """What the gate looks at in a story. See Facts."""

    story: Story
    id: str
    withdrawn: dt.date | None
    channels: frozenset[Channel] | None
    consent: frozenset[str]
    people: frozenset[str]
    spelled: frozenset[str]
    literal: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]

    @classmethod
    def of(cls, story: Story) -> Case:
        facts = story.facts
        return cls(
            story,
            story.id,
            story.withdrawn,
            None if story.channels is None else frozenset(story.channels),
            frozenset(story.consent),
            facts.people,
            facts.spelled,
            facts.literal,
            facts.given & facts.people,
            facts.family & facts.people,
        )


def named_in(ids: frozenset[str], case: Case, rights: Rights) -> frozenset[str]:
    """Those of some people who may be named in a story."""
    named = ids & rights.free
    return named | (ids & rights.asked & case.consent) if case.consent else named


NOBODY = frozenset[str]()
ABOUT_NOBODY = frozenset([""])

Check = Callable[[Case, Rights], frozenset[str]]


def _withdrawn(case: Case, rights: Rights) -> frozenset[str]:
    """The story was taken back."""
    return ABOUT_NOBODY if case.withdrawn and case.withdrawn <= rights.today else NOBODY


def _restricted(case: Case, rights: Rights) -> frozenset[str]:
    """The author keeps the story to other channels."""
    return NOBODY if case.channels is None or rights.channels <= case.channels else ABOUT_NOBODY


def _unwelcome(case: Case, rights: Rights) -> frozenset[str]:
    """Somebody in the story does not want to be in stories here, named or not."""
    return (case.people | case.spelled) & rights.unwelcome


def _spelled(case: Case, rights: Rights) -> frozenset[str]:
    """A full name stands in the prose of somebody who is not shown by it."""
    return case.spelled and case.spelled - (named_in(case.spelled, case, rights) & rights.full)


def _literal(case: Case, rights: Rights) -> frozenset[str]:
    """An id stays as it is in the prose, of somebody who is not named: ids are often names."""
    return case.literal and case.literal - (named_in(case.literal, case, rights) & rights.given)


def _given(case: Case, rights: Rights) -> frozenset[str]:
    """The first name stands in the prose of somebody who is in the story without it."""
    return case.given and case.given - (named_in(case.given, case, rights) & rights.given)


def _family(case: Case, rights: Rights) -> frozenset[str]:
    """The family name stands in the prose of somebody who is in the story without it."""
    return case.family and case.family - (named_in(case.family, case, rights) & rights.full)


CHECKS: dict[Reason, Check] = {
    Reason.WITHDRAWN: _withdrawn,
    Reason.RESTRICTED: _restricted,
    Reason.UNWELCOME: _unwelcome,
    Reason.SPELLED: _spelled,
    Reason.LITERAL: _literal,
    Reason.FIRST_NAME: _given,
    Reason.FAMILY_NAME: _family,
}


def judge(case: Case, rights: Rights) -> Verdict:
    """Whether a story may be shown with some rights, and who may be named in it."""
    why: list[tuple[Reason, str]] = []
    for reason, check in CHECKS.items():
        if about := check(case, rights):
            why += [(reason, id_) for id_ in about]
    return Verdict(named_in(case.people, case, rights), tuple(sorted(why)))


def judge_unnamed(story: Story, rights: Rights) -> Verdict:
    """Whether a story may be shown with some rights if nobody is named in it."""
    nobody = replace(rights, free=NOBODY, asked=NOBODY, full=NOBODY, given=NOBODY)
    return judge(Case.of(story), nobody)


def is_tombstone(verdict: Verdict) -> bool:
    """Whether a story was taken back and could be shown otherwise: then its address says so."""
    return {reason for reason, _ in verdict.why} == {Reason.WITHDRAWN}
