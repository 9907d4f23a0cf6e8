"""The wishes of one person fit together.

C113 (warning): wishes that contradict each other

    Two wishes of one person contradict each other, for example being named on a channel where they
    do not want to appear at all.

    Why: The stricter wish always applies. That may not be what the person meant.

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

from generator.consent.scan import scan_texts
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import all_of
from generator.languages.message import gettext as _
from generator.model import AlsoShow, Channel, Named, Person, ShowAs
from generator.record import Library
from generator.source.parser import locate
from generator.text.names import NameIndex, names_of

CODES = codes(__doc__)
CONTRADICTION = CODES["C113"]


def check(library: Library) -> Iterator[Diagnostic]:
    names = names_of(library.settings)
    for id_, person in library.settings.people.items():
        yield from _contradictions(id_, person)
        yield from _more_than_shown(id_, person, names)


def _contradictions(id_: str, person: Person) -> Iterator[Diagnostic]:
    named = [channel for channel in Channel if person.named.on(channel) is Named.YES]
    if person.show_as is ShowAs.ROLE and person.role is None:
        yield CONTRADICTION(
            locate(person, "show_as"),
            _(
                '%(id)s should be shown by role, but has none, and so appears as "a colleague"',
                id=id_,
            ),
            _("add a role, or choose first or full"),
        )
    held = {
        AlsoShow.ROLE: person.role,
        AlsoShow.PLACE: person.place,
        AlsoShow.SINCE: person.joined,
    }
    for wish in person.also_show:
        if held[wish] is None:
            field = "joined" if wish is AlsoShow.SINCE else wish.value
            yield CONTRADICTION(
                locate(person, "also_show"),
                _(
                    '%(id)s lets stories show "%(wish)s", but has no "%(field)s"',
                    id=id_,
                    wish=wish.value,
                    field=field,
                ),
                _(
                    'add "%(field)s", or remove "%(wish)s" from also_show',
                    wish=wish.value,
                    field=field,
                ),
            )
    if person.channels is not None:
        outside = [channel for channel in named if channel not in person.channels]
        if outside and (not person.channels or len(named) < len(Channel)):
            yield CONTRADICTION(
                locate(person, "channels"),
                _(
                    "%(id)s may be named on %(channels)s, but does not want to be in stories there",
                    id=id_,
                    channels=all_of(outside),
                ),
                _(
                    "The stricter wish applies. Add %(channels)s to channels, or say no to the name "
                    "there.",
                    channels=all_of(outside),
                ),
            )
    if person.offers and person.named.on(Channel.SITE) is not Named.YES:
        yield CONTRADICTION(
            locate(person, "offers"),
            _(
                "%(id)s has offers, but is not on the list of people to ask, because that would name them",
                id=id_,
            ),
            _("ask for their consent to the site, or delete the offers"),
        )
    if person.reach and not person.offers:
        yield CONTRADICTION(
            locate(person, "reach"),
            _("%(id)s says how to be reached, but offers nothing to be asked about", id=id_),
            _("add offers, or delete reach"),
        )
    if person.joined and person.left and person.left < person.joined:
        yield CONTRADICTION(
            locate(person, "left"),
            _(
                "%(id)s left on %(left)s, before the first day on %(joined)s",
                id=id_,
                left=person.left,
                joined=person.joined,
            ),
            _("correct one of the two days"),
        )


def _more_than_shown(id_: str, person: Person, names: NameIndex) -> Iterator[Diagnostic]:
    """Ways to reach somebody that say more of their name than they want shown, and are left out."""
    if person.reach is None or (person.show_as is ShowAs.FULL and not person.former_names):
        return
    for field in ("mail", "chat", "phone", "in_person"):
        text = getattr(person.reach, field)
        scan = scan_texts({"text": text, "id": text}, {}, names, {id_}) if text else None
        if scan is None:
            continue
        too_much = scan.former
        if person.show_as is not ShowAs.FULL:
            too_much |= scan.spelled | scan.family
        if person.show_as is ShowAs.ROLE:
            too_much |= scan.literal | scan.given
        if id_ in too_much:
            yield CONTRADICTION(
                locate(person, "reach", field),
                _(
                    "this is not shown, because it has more of the name of %(id)s than they want shown",
                    id=id_,
                ),
                _("write another one, or delete the line"),
            )
