"""The wishes of one person fit together.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Channel, Named, Person, ShowAs
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
CONTRADICTION = CODES["C113"]


def check(library: Library) -> Iterator[Diagnostic]:
    for id_, person in library.settings.people.items():
        yield from _contradictions(id_, person)


def _contradictions(id_: str, person: Person) -> Iterator[Diagnostic]:
    named = [channel for channel in Channel if person.named.on(channel) is Named.YES]
    if person.show_as is ShowAs.ROLE and person.role is None:
        yield CONTRADICTION(
            locate(person, "show_as"),
            f'{id_} is to be shown by role, and has none: "a colleague" is shown instead',
            "add a role, or choose first or full",
        )
    if person.channels is not None:
        outside = [channel for channel in named if channel not in person.channels]
        if outside and (not person.channels or len(named) < len(Channel)):
            where = ", ".join(outside)
            yield CONTRADICTION(
                locate(person, "channels"),
                f"{id_} may be named on {where}, and does not want to be in stories there",
                f"the stricter wish holds; add {where} to channels, or say no to the name there",
            )
    if person.offers and person.named.on(Channel.SITE) is not Named.YES:
        yield CONTRADICTION(
            locate(person, "offers"),
            f"{id_} offers something, and is not in the list of whom one can ask, which names people",
            "ask them for their yes to the site, or take the offers out",
        )
    if person.joined and person.left and person.left < person.joined:
        yield CONTRADICTION(
            locate(person, "left"),
            f"{id_} left on {person.left}, before the first day, {person.joined}",
            "correct one of the two days",
        )
