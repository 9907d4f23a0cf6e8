"""People who lead a practice or belong to it have not left, and can be written to.

G142 (warning): someone who left is in a practice or a round

    Someone who leads a practice, is a member of it, or is in a current mentoring round has left.

    Why: People who want to join would write to someone who is gone.

    Remedy: Ask someone else and write their id, or remove the id.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, left: 2026-09-30}
        sam: {name: Sam Lee, team: bench, named: yes}

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}

G143 (warning): more members than places

    A practice has more members than places.

    Why: Either the number is out of date, or the circle is too large for everyone to be heard.

    Remedy: Raise the capacity, or start a second circle.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        members: [maria, sam]
        capacity: 1

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        members: [maria, sam]
        capacity: 6

G150 (advice): a lead whose name is not on the page

    Someone leads a practice but appears as "a colleague" on its page, because they have not agreed
    to be named there.

    Why: People who want to take part cannot see whom to write to.

    Remedy: Ask for their consent to the page, and write their id under "consent". Or say under
    "join" how to take part without knowing a name.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [noor]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [noor]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        consent: [noor]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.model import Channel, Entry, Named, Practice, Settings
from generator.record import Library
from generator.rules.references import NOBODY_IN_GUIDE, unknown
from generator.source.parser import locate

CODES = codes(__doc__)
HAS_LEFT = CODES["G142"]
OVER_CAPACITY = CODES["G143"]
UNNAMED_LEAD = CODES["G150"]


def check(library: Library) -> Iterator[Diagnostic]:
    """Nothing here is an error that only time causes: when a lead leaves, the site still builds."""
    for practice in library.settings.practices:
        yield from _people(practice, library.settings, library.today)


def _people(practice: Practice, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    lists = {"lead": practice.lead, "members": practice.members}
    lists["consent"] = tuple(each.person for each in practice.consent)
    for field, ids in lists.items():
        for index, id_ in enumerate(ids):
            yield from unknown_person(practice, (field, index), id_, settings)
    for field in ("lead", "members"):
        for index, id_ in enumerate(getattr(practice, field)):
            last = last_day(id_, settings)
            if last and last <= today and not practice.ended:
                yield HAS_LEFT(
                    locate(practice, field, index),
                    _("%(id)s leads this practice, but left on %(day)s", id=id_, day=last)
                    if field == "lead"
                    else _("%(id)s is a member here, but left on %(day)s", id=id_, day=last),
                    _("ask someone else, and write their id here")
                    if field == "lead"
                    else _("remove the id"),
                )
    named = {*practice.consenting} | {
        id_ for id_, p in settings.people.items() if p.named.on(Channel.SITE) is Named.YES
    }
    for index, id_ in enumerate(practice.lead):
        if id_ in settings.people and id_ not in named and not practice.ended:
            asked = settings.people[id_].named.on(Channel.SITE) is Named.ASK
            yield UNNAMED_LEAD(
                locate(practice, "lead", index),
                _('%(id)s leads this practice, but appears as "a colleague" on its page', id=id_),
                _(
                    "ask for their consent to the page, and then add %(text)s",
                    text=f"consent: [{id_}]",
                )
                if asked
                else _('say in "join" how to take part without knowing a name'),
            )
    if practice.capacity is not None and len(set(practice.members)) > practice.capacity:
        yield OVER_CAPACITY(
            locate(practice, "capacity"),
            ngettext(
                "there is %(num)s member, but capacity for %(capacity)s",
                "there are %(num)s members, but capacity for %(capacity)s",
                len(set(practice.members)),
                capacity=practice.capacity,
            ),
            _("raise the capacity, or start a second circle"),
        )


def last_day(id_: str, settings: Settings) -> dt.date | None:
    """The first day on which somebody had left or was withdrawn, if there is one."""
    person = settings.people.get(id_)
    return min(filter(None, (person.left, person.withdrawn)), default=None) if person else None


def unknown_person(
    entry: Entry, keys: tuple[str | int, ...], id_: str, settings: Settings
) -> Iterator[Diagnostic]:
    """Report an id in a practice or a round that is no person's."""
    if id_ not in settings.people:
        message, hint = unknown(id_, settings)
        yield NOBODY_IN_GUIDE(locate(entry, *keys), message, hint)
