"""Who may be named on some channels: the wishes of people.yml, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from generator.model import Channel, Named, Person, Privacy, Settings, ShowAs


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
    kept_since: dt.date = dt.date.min
    """The date of the oldest stories that are still shown."""
    withdrawn: frozenset[str] = frozenset()
    """May not be named anywhere any more."""

    @classmethod
    def of(cls, settings: Settings, channels: Iterable[Channel], today: dt.date) -> Permissions:
        wanted = frozenset(channels)
        people = settings.people.items()
        privacy = settings.site.privacy
        here = {id_: p for id_, p in people if not has_no_name(p, privacy, today)}
        free = frozenset(id_ for id_, p in here.items() if is_always_named(p, wanted))
        return cls(
            wanted,
            today,
            free,
            frozenset(id_ for id_, p in here.items() if may_be_asked(p, wanted)) - free,
            frozenset(id_ for id_, p in people if has_opted_out(p, wanted)),
            frozenset(id_ for id_, p in people if p.show_as is ShowAs.FULL),
            frozenset(id_ for id_, p in people if p.show_as is not ShowAs.ROLE),
            privacy.kept_since(today),
            frozenset(id_ for id_, p in people if is_withdrawn(p, today)),
        )

    @property
    def named_anywhere(self) -> frozenset[str]:
        """People who may be named in any text here, a story or not."""
        return self.always_named - self.opted_out

    @property
    def known(self) -> frozenset[str]:
        """People who are not meant where a text here speaks of somebody unnamed.

        They are named in every text here, or in none and not shown either.
        """
        return self.always_named | self.opted_out | self.withdrawn

    def knows(self, id_: str) -> bool:
        """Whether someone is among `known`."""
        return id_ in self.always_named or id_ in self.opted_out or id_ in self.withdrawn

    def form_of(self, id_: str) -> str:
        """How someone is shown where they are named, in a word."""
        if id_ in self.by_full_name:
            return "full"
        return "first" if id_ in self.by_first_name else "role"

    def naming_nobody(self) -> Permissions:
        """The same permissions, without leave to name anyone."""
        nobody = frozenset[str]()
        return self._replace(
            always_named=nobody, with_consent=nobody, by_full_name=nobody, by_first_name=nobody
        )


def is_withdrawn(person: Person, today: dt.date) -> bool:
    """Whether nothing may show this person any more."""
    return person.withdrawn is not None and person.withdrawn <= today


def has_left_unnamed(person: Person, privacy: Privacy, today: dt.date) -> bool:
    """Whether this person has left an organisation that names nobody who did."""
    return privacy.leavers == "unname" and person.left is not None and person.left < today


def has_no_name(person: Person, privacy: Privacy, today: dt.date) -> bool:
    """Whether this person is named nowhere, whatever they wished: withdrawn, or gone."""
    return is_withdrawn(person, today) or has_left_unnamed(person, privacy, today)


def is_always_named(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether this person said yes to their name, for all of some channels."""
    return all(person.named.on(channel) is Named.YES for channel in channels)


def may_be_asked(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether a yes to one story is enough to name this person on all of some channels."""
    return all(person.named.on(channel) is not Named.NO for channel in channels)


def has_opted_out(person: Person, channels: frozenset[Channel]) -> bool:
    """Whether this person does not want stories with them on one of some channels."""
    return person.channels is not None and not channels <= set(person.channels)
