"""Units: the teams or departments that the pulse shows, each large enough to hide one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

from generator.pulse.projection import PublicRecord, PublicTeam

MOST = 12
"""More units than this make a picture that nobody reads."""

Basis = Literal["teams", "departments"]


class Unit(NamedTuple):
    """A team, a department, or "elsewhere": the small ones together, whose `name` is empty."""

    name: str
    teams: tuple[str, ...]
    people: int
    """How many people it has today."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether these are the units that are too small to be shown by themselves."""
        return not self.name


class Units(NamedTuple):
    """The units in the organisation's order, "elsewhere" last."""

    basis: Basis
    units: tuple[Unit, ...]
    of_team: Mapping[str, int]
    """The unit of each team, as an index. A team in no unit is in the totals only."""

    def __len__(self) -> int:
        return len(self.units)

    def among(self, teams: tuple[str, ...]) -> tuple[int, ...]:
        """The units of some teams, each once."""
        found = [self.of_team[team] for team in teams if team in self.of_team]
        return tuple(dict.fromkeys(found))


def units_of(record: PublicRecord, first_day: dt.date) -> Units:
    """The units of an organisation: its teams if two to twelve are large enough, else its departments.

    A unit must have at least k people today and on `first_day`.
    """
    days = (record.today, first_day)
    large = [
        team for team in record.teams.values() if all(team.size(day) >= record.k for day in days)
    ]
    if 2 <= len(large) <= MOST:
        groups = {team.slug: (team.name, (team,)) for team in record.teams.values()}
        return _units("teams", groups, record.k, days)
    return departments_of(record, first_day)


def departments_of(record: PublicRecord, first_day: dt.date) -> Units:
    """The departments as units. A team without a department is one by itself."""
    groups: dict[str, tuple[str, tuple[PublicTeam, ...]]] = {}
    for team in record.teams.values():
        name = team.department or team.name
        groups[name] = (name, (*groups.get(name, ("", ()))[1], team))
    return _units("departments", groups, record.k, (record.today, first_day))


def _units(
    basis: Basis,
    groups: Mapping[str, tuple[str, tuple[PublicTeam, ...]]],
    k: int,
    days: tuple[dt.date, ...],
) -> Units:
    sizes = {
        key: [sum(team.size(day) for team in teams) for day in days]
        for key, (_, teams) in groups.items()
    }
    large = [key for key in groups if min(sizes[key]) >= k]
    if len(large) > MOST:
        largest = sorted(large, key=lambda key: -sizes[key][0])[:MOST]
        large = [key for key in large if key in largest]
    small = [key for key in groups if key not in large]
    units = [
        Unit(groups[key][0], tuple(team.slug for team in groups[key][1]), sizes[key][0])
        for key in large
    ]
    together = [sum(sizes[key][number] for key in small) for number in range(len(days))]
    if small and min(together) >= k:
        teams = tuple(team.slug for key in small for team in groups[key][1])
        units.append(Unit("", teams, together[0]))
    of_team = {team: number for number, unit in enumerate(units) for team in unit.teams}
    return Units(basis, tuple(units), of_team)
