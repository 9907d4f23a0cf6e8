"""Days in people.yml and teams.yml have come, so that their entries have an effect.

C121 (warning): a day that is still to come

    A day in people.yml or teams.yml is still to come, so that its entry changes nothing yet.

    Why: Somebody who leaves, or takes back their name, on a day to come is shown until that day.

    Remedy: Leave it if it is meant. For now, write today's date.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, withdrawn: 2026-12-24}

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, withdrawn: 2026-11-02}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Team
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
DAY_TO_COME = CODES["C121"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings, today = library.settings, library.today
    for id_, person in settings.people.items():
        if person.left and person.left > today:
            yield DAY_TO_COME(
                locate(person, "left"),
                f"{id_} leaves on {person.left}, which is still to come",
                "correct the day, or leave it if it is meant: nothing changes until then",
            )
        if person.withdrawn and person.withdrawn > today:
            yield DAY_TO_COME(
                locate(person, "withdrawn"),
                f"{id_} withdraws on {person.withdrawn}, and is shown until then",
                f"to withdraw now, write {today}",
            )
    for slug, team in settings.teams.items():
        yield from _headcounts(slug, team, today)


def _headcounts(slug: str, team: Team, today: dt.date) -> Iterator[Diagnostic]:
    if all(figure.since > today for figure in team.headcount):
        yield DAY_TO_COME(
            locate(team, "headcount"),
            f'the first headcount of "{slug}" is of a day to come, so it counts as empty today',
            "add how many people it has now: until then nobody is shown as one of the team",
        )
