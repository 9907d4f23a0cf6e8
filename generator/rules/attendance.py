"""What people note about the practices they attended counts in their portfolio.

C129 (warning): attendance that counts nowhere

    Under "attended", a person's entry has a practice that does not exist, or a date in the future.

    Why: The person's portfolio leaves it out.

    Remedy: Write the practice's id, which is its file name, and days on which they were there.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, attended: {practice: rols, days: 2026-10-29}}
        sam: {name: Sam Lee, team: bench, named: yes}

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, attended: {practice: rolls, days: 2026-10-29}}
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
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
COUNTS_NOWHERE = CODES["C129"]


def check(library: Library) -> Iterator[Diagnostic]:
    practices = {practice.id for practice in library.settings.practices}
    for person in library.settings.people.values():
        for number, note in enumerate(person.attended):
            keys = ("attended", number) if len(person.attended) > 1 else ("attended",)
            if note.practice not in practices:
                yield COUNTS_NOWHERE(
                    locate(person, *keys, "practice"),
                    _('there is no practice "%(id)s"', id=note.practice),
                    sentences(
                        did_you_mean(note.practice, practices),
                        _("Practices are the files in site_config/practices/."),
                    ),
                )
            for day in sorted(set(note.days)):
                if day > library.today:
                    yield COUNTS_NOWHERE(
                        locate(person, *keys, "days"),
                        _(
                            "%(day)s is in the future (today is %(today)s)",
                            day=day,
                            today=library.today,
                        ),
                        _("write days in the past"),
                    )
