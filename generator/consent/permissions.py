"""Who may be named on some channels: the wishes of people.yml, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from generator.model import Channel, Named, Person, Settings, ShowAs


class Permissions(NamedTuple):
    """Ids of people, by what may be done with them on every one of `channels`."""

    channels: frozenset[Channel]
    today: dt.date
    always_named: frozenset[str]
    """May be named in any story."""
    with_consent: frozenset[str]
    """May be named only in stories that list their consent."""
    opted_out: frozenset[str]
    """Do not want to be in stories here at all."""
    by_full_name: frozenset[str]
    """Are shown by their full name, where they are named."""
    by_first_name: frozenset[str]
    """Are shown by their full name or their first name, where they are named."""

    @classmethod
    def of(cls, settings: Settings, channels: Iterable[Channel], today: dt.date) -> Permissions:
        wanted = frozenset(channels)
        people = settings.people.items()
        here = {id_: p for id_, p in people if not is_withdrawn(p, today)}
        free = frozenset(id_ for id_, p in here.items() if is_always_named(p, wanted))
        return cls(
            wanted,
            today,
            free,
            frozenset(id_ for id_, p in here.items() if may_be_asked(p, wanted)) - free,
            frozenset(id_ for id_, p in people if has_opted_out(p, wanted)),
            frozenset(id_ for id_, p in people if p.show_as is ShowAs.FULL),
            frozenset(id_ for id_, p in people if p.show_as is not ShowAs.ROLE),
        )

    @property
    def named_anywhere(self) -> frozenset[str]:
        """People who may be named in any text here, a story or not."""
        return self.always_named - self.opted_out

    def naming_nobody(self) -> Permissions:
        """The same permissions, without leave to name anyone."""
        nobody = frozenset[str]()
        return self._replace(
            always_named=nobody, with_consent=nobody, by_full_name=nobody, by_first_name=nobody
        )


def is_withdrawn(person: Person, today: dt.date) -> bool:
    """Whether nothing may show this person any more."""
    return person.withdrawn is not None and person.withdrawn <= today


def is_always_named(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether this person said yes to their name, for all of some channels."""
    return all(person.named.on(channel) is Named.YES for channel in channels)


def may_be_asked(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether a yes to one story is enough to name this person on all of some channels."""
    return all(person.named.on(channel) is not Named.NO for channel in channels)


def has_opted_out(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether this person does not want stories with them on one of some channels."""
    return person.channels is not None and not channels <= set(person.channels)
