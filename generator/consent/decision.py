"""The consent decision: whether a story may be shown on some channels, and who may be named in it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from generator.consent.permissions import Permissions
from generator.edition import Tombstone
from generator.model import StoryMeta
from generator.record import Scan


class Reason(StrEnum):
    """Why a story is not shown on a channel."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RESTRICTED = "restricted"
    OPTED_OUT = "opted out"
    FORMER_NAME = "former name"
    SPELLED = "spelled"
    LITERAL = "literal"
    FIRST_NAME = "first name"
    FAMILY_NAME = "family name"


class Decision(NamedTuple):
    """Who may be named in a story on some channels, and why it may not be shown there.

    `why` is empty if it may; otherwise each reason comes with the person concerned, if there is one.
    """

    named: frozenset[str]
    why: tuple[tuple[Reason, str], ...] = ()

    @property
    def shown(self) -> bool:
        return not self.why

    @property
    def tombstone(self) -> Tombstone | None:
        """What the story's address says, if it was withdrawn or expired and could be shown otherwise."""
        reasons = {reason for reason, _ in self.why}
        if not reasons or reasons - {Reason.WITHDRAWN, Reason.EXPIRED}:
            return None
        return Tombstone.WITHDRAWN if Reason.WITHDRAWN in reasons else Tombstone.EXPIRED


def nameable(ids: frozenset[str], meta: StoryMeta, permissions: Permissions) -> frozenset[str]:
    """Those of some people who may be named in a story. A no to it counts before everything else."""
    named = ids & permissions.always_named
    if meta.consent:
        named |= (ids & permissions.with_consent).intersection(meta.consent)
    return named.difference(meta.declined) if meta.declined else named


NOBODY = frozenset[str]()
NO_PERSON = frozenset([""])
"""A reason that concerns no particular person."""

Check = Callable[[StoryMeta, Scan, Permissions], frozenset[str]]
"""The people because of whom a story may not be shown."""


def _withdrawn(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The story was withdrawn."""
    return NO_PERSON if meta.withdrawn and meta.withdrawn <= permissions.today else NOBODY


def _expired(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The story is older than the organisation keeps stories."""
    return NO_PERSON if meta.date < permissions.kept_since else NOBODY


def _restricted(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The author restricts the story to other channels."""
    is_kept = meta.channels is not None and not permissions.channels.issubset(meta.channels)
    return NO_PERSON if is_kept else NOBODY


def _opted_out(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """Someone in the story does not want to be in stories here, named or not."""
    return (scan.people | scan.spelled) & permissions.opted_out


def _former_name(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The prose calls someone by a name that they no longer have: no yes is a yes to that."""
    return scan.former


def _spelled(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The prose spells the full name of someone who is not shown by it."""
    return scan.spelled and _hidden(scan.spelled, meta, permissions, permissions.by_full_name)


def _literal(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The prose holds the id of someone unnamed, printed as typed: ids are often names."""
    return scan.literal and _hidden(scan.literal, meta, permissions, permissions.by_first_name)


def _first_name(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The prose holds the first name of someone who is in the story without it."""
    people = scan.given and scan.given & scan.people
    return people and _hidden(people, meta, permissions, permissions.by_first_name)


def _family_name(meta: StoryMeta, scan: Scan, permissions: Permissions) -> frozenset[str]:
    """The prose holds the family name of someone who is in the story without it."""
    people = scan.family and scan.family & scan.people
    return people and _hidden(people, meta, permissions, permissions.by_full_name)


def _hidden(
    ids: frozenset[str], meta: StoryMeta, permissions: Permissions, shown: frozenset[str]
) -> frozenset[str]:
    """Those of some people who are not named in the story, or not in the form that `shown` are."""
    return ids - (nameable(ids, meta, permissions) & shown)


CHECKS: dict[Reason, Check] = {
    Reason.WITHDRAWN: _withdrawn,
    Reason.EXPIRED: _expired,
    Reason.RESTRICTED: _restricted,
    Reason.OPTED_OUT: _opted_out,
    Reason.FORMER_NAME: _former_name,
    Reason.SPELLED: _spelled,
    Reason.LITERAL: _literal,
    Reason.FIRST_NAME: _first_name,
    Reason.FAMILY_NAME: _family_name,
}


def decide(meta: StoryMeta, scan: Scan, permissions: Permissions) -> Decision:
    """Decide whether a story may be shown with some permissions, and who may be named in it."""
    why = [
        (reason, id_) for reason, check in CHECKS.items() for id_ in check(meta, scan, permissions)
    ]
    named = nameable(scan.people, meta, permissions)
    return Decision(named, tuple(sorted(why)) if why else ())


def decide_unnamed(meta: StoryMeta, scan: Scan, permissions: Permissions) -> Decision:
    """Decide whether a story may be shown with some permissions if nobody is named in it."""
    return decide(meta, scan, permissions.naming_nobody())
