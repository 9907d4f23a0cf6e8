"""Who and what counts in private figures: what may be shown nowhere counts nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from generator.consent.decision import decide
from generator.consent.permissions import Permissions, is_withdrawn
from generator.model import Channel, Person
from generator.record import Library, Record


class Counted(NamedTuple):
    """The people and the stories that count."""

    people: Mapping[str, Person]
    """Those who work here on the day, and whom something may show."""
    stories: tuple[Record, ...]
    """Those that at least one channel shows, oldest first."""
    excluded: frozenset[str]
    """The ids of those who are withdrawn or shown nowhere: they are in no number at all."""

    def givers(self, record: Record) -> frozenset[str]:
        """The people who count among those who gave in a story."""
        return frozenset(id_ for id_ in record.meta.givers if id_ in self.people)

    def receivers(self, record: Record) -> frozenset[str]:
        """The people who count among those who received in a story."""
        return frozenset(id_ for id_ in record.meta.receivers if id_ in self.people)


def counted(library: Library) -> Counted:
    """The people and the stories of a library that count.

    Somebody withdrawn, or with `channels: []`, does not. Nor does a story with the latter, a story
    that was taken back or is no longer kept, or one that no channel may show for any other reason.
    """
    settings, today = library.settings, library.today
    permissions = [Permissions.of(settings, (channel,), today) for channel in Channel]
    people = settings.people
    excluded = frozenset(id_ for id_, person in people.items() if _is_excluded(person, today))
    return Counted(
        {id_: p for id_, p in people.items() if id_ not in excluded and _works_here(p, today)},
        tuple(
            record
            for record in library.records
            if any(decide(record.meta, record.scan, each).shown for each in permissions)
        ),
        excluded,
    )


def _is_excluded(person: Person, today: dt.date) -> bool:
    return is_withdrawn(person, today) or person.channels == ()


def _works_here(person: Person, today: dt.date) -> bool:
    return (person.joined or today) <= today <= (person.left or today)
