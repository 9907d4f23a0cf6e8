"""people.yml and teams.yml: wishes that contradict each other, and days that are still to come.

C113 (warning): wishes that contradict each other

    Two wishes of one person do not fit together, such as a name on a channel where they do not want
    to be at all.

    Why: The stricter wish always holds. Perhaps that is not what the person thinks they said.

    Remedy: Ask the person, and correct one of the two.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, show_as: role}

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, show_as: role, role: fitter}

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

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Channel, Named, Person, ShowAs, Team
from generator.record import Library
from generator.source.parser import locate


def check(library: Library) -> Iterator[Diagnostic]:
    """C113 for wishes that contradict, C121 for days to come. The stricter wish always holds."""
    settings, today = library.settings, library.today
    for id_, person in settings.people.items():
        yield from _contradictions(id_, person)
        if person.left and person.left > today:
            yield code("C121")(
                locate(person, "left"),
                f"{id_} leaves on {person.left}, which is still to come",
                "correct the day, or leave it if it is meant: nothing changes until then",
            )
        if person.withdrawn and person.withdrawn > today:
            yield code("C121")(
                locate(person, "withdrawn"),
                f"{id_} withdraws on {person.withdrawn}, and is shown until then",
                f"to withdraw now, write {today}",
            )
    for slug, team in settings.teams.items():
        yield from _headcounts(slug, team, today)


def _contradictions(id_: str, person: Person) -> Iterator[Diagnostic]:
    named = [channel for channel in Channel if person.named.on(channel) is Named.YES]
    if person.show_as is ShowAs.ROLE and person.role is None:
        yield code("C113")(
            locate(person, "show_as"),
            f'{id_} is to be shown by role, and has none: "a colleague" is shown instead',
            "add a role, or choose first or full",
        )
    if person.channels is not None:
        outside = [channel for channel in named if channel not in person.channels]
        if outside and (not person.channels or len(named) < len(Channel)):
            where = ", ".join(outside)
            yield code("C113")(
                locate(person, "channels"),
                f"{id_} may be named on {where}, and does not want to be in stories there",
                f"the stricter wish holds; add {where} to channels, or say no to the name there",
            )
    if person.offers and person.named.on(Channel.SITE) is not Named.YES:
        yield code("C113")(
            locate(person, "offers"),
            f"{id_} offers something, and is not in the list of whom one can ask, which names people",
            "ask them for their yes to the site, or take the offers out",
        )
    if person.joined and person.left and person.left < person.joined:
        yield code("C113")(
            locate(person, "left"),
            f"{id_} left on {person.left}, before the first day, {person.joined}",
            "correct one of the two days",
        )


def _headcounts(slug: str, team: Team, today: dt.date) -> Iterator[Diagnostic]:
    if all(figure.since > today for figure in team.headcount):
        yield code("C121")(
            locate(team, "headcount"),
            f'the first headcount of "{slug}" is of a day to come, so it counts as empty today',
            "add how many people it has now: until then nobody is shown as one of the team",
        )
