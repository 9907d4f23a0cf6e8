"""Whom a text may mean by somebody unnamed: the members of a team who are not ruled out."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.consent.permissions import Permissions
from generator.model import Channel, Settings


class _Days(NamedTuple):
    """The first and the last days of some people, each in order."""

    first: list[dt.date]
    last: list[dt.date]

    def here(self, day: dt.date) -> int:
        """How many of the people were here on a day."""
        return bisect_right(self.first, day) - bisect_left(self.last, day)


_NOBODY = _Days([], [])


@dataclass
class Candidates:
    """Counts whom a text may mean. Counts of a team on a day are kept."""

    settings: Settings
    today: dt.date
    _known: dict[frozenset[Channel], dict[str, _Days]] = field(default_factory=dict)
    _fewest: dict[tuple[str, dt.date, frozenset[Channel]], int] = field(default_factory=dict)

    def are_enough(
        self, team: str, day: dt.date, permissions: Permissions, named: frozenset[str]
    ) -> bool:
        """Whether a text may say of somebody unnamed that they are in a team.

        It may if at least `privacy.k` members could be meant, on the day of the text and today:
        the headcount, without those who are always named on its channels, those who have opted out
        of these or are withdrawn, and those whom this text names with their consent.

        Args:
            team: The slug of the team.
            day: The day that the text tells of.
            permissions: Who may be named on its channels.
            named: The ids of everyone whom it names.
        """
        people, k = self.settings.people, self.settings.site.privacy.k
        consenting = [i for i in named if people[i].team == team and not permissions.knows(i)]
        return self._fewest_on(team, day, permissions) - len(consenting) >= k

    def _fewest_on(self, team: str, day: dt.date, permissions: Permissions) -> int:
        """The number of candidates where a text names nobody by consent: that of a day or of
        today, whichever is smaller.
        """
        key = team, day, permissions.channels
        fewest = self._fewest.get(key)
        if fewest is None:
            known = self._known_on(permissions).get(team, _NOBODY)
            size = self.settings.teams[team].size
            fewest = min(size(each) - known.here(each) for each in (day, self.today))
            self._fewest[key] = fewest
        return fewest

    def _known_on(self, permissions: Permissions) -> dict[str, _Days]:
        """By team, the days of those who are ruled out in every text on some channels."""
        known = self._known.get(permissions.channels)
        if known is None:
            known = self._known[permissions.channels] = {}
            for id_ in permissions.known:
                person = self.settings.people[id_]
                days = known.setdefault(person.team, _Days([], []))
                days.first.append(person.joined or dt.date.min)
                days.last.append(person.left or dt.date.max)
            for days in known.values():
                days.first.sort()
                days.last.sort()
        return known
