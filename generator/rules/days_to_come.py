"""Days in people.yml and teams.yml have come, so that their entries have an effect.

C121 (warning): a date that has not come yet

    A date in people.yml or teams.yml is in the future, so it has no effect yet.

    Why: Someone who leaves or withdraws on that day is shown until then.

    Remedy: If that is right, leave it. To make it take effect now, write today's date.

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
from generator.languages.message import gettext as _
from generator.model import Team
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
DAY_TO_COME = CODES["C121"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings, today = library.settings, library.today
    unnames = settings.site.privacy.leavers == "unname"
    for id_, person in settings.people.items():
        if person.left and person.left > today:
            yield DAY_TO_COME(
                locate(person, "left"),
                _("%(id)s leaves on %(day)s, which is in the future", id=id_, day=person.left),
                _("If that is right, leave it: their name is shown until then.")
                if unnames
                else _("If that is right, leave it: nothing changes until then."),
            )
        if person.withdrawn and person.withdrawn > today:
            yield DAY_TO_COME(
                locate(person, "withdrawn"),
                _(
                    "%(id)s withdraws on %(day)s, and is shown until then",
                    id=id_,
                    day=person.withdrawn,
                ),
                _("to withdraw them now, write %(today)s", today=today),
            )
    for slug, team in settings.teams.items():
        yield from _headcounts(slug, team, today)


def _headcounts(slug: str, team: Team, today: dt.date) -> Iterator[Diagnostic]:
    if all(figure.since > today for figure in team.headcount):
        yield DAY_TO_COME(
            locate(team, "headcount"),
            _(
                'the first headcount of "%(team)s" is for a day in the future, so the team counts '
                "as empty today",
                team=slug,
            ),
            _("add how many people are in it now; until then nobody is shown as part of the team"),
        )
