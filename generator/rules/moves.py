"""Addresses that pages had lead to pages.

C136 (error): an address that leads nowhere

    In redirects.yml, or through `merged_into` in teams.yml, an address leads to itself, in a circle, or
    to a story, theme or team that does not exist; or there is a page at the old address again.

    Why: Anyone who follows an old link would find no page.

    Remedy: Write the current address of the page, or remove the entry. `reciprocity rename` keeps the
    file up to date.

    Bad: site_config/redirects.yml

        themes/asking: {to: themes/asking-soon}

    Bad: site_config/redirects.yml

        themes/a: {to: themes/b}
        themes/b: {to: themes/a}

    Good: site_config/redirects.yml

        themes/asking: {to: themes/asking-early}

C137 (error): someone is in a team that was merged

    A person is in a team that became part of another.

    Why: The team no longer has a page, and its headcount means nothing.

    Remedy: Write the team that it became part of, or remove `merged_into`.

    Bad: site_config/teams.yml

        bench: {name: Bench, headcount: 9}
        desk: {name: Desk, headcount: 9, merged_into: bench}

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: desk, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}

    Good: site_config/teams.yml

        bench: {name: Bench, headcount: 9}
        desk: {name: Desk, headcount: 9, merged_into: bench}

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
LEADS_NOWHERE = CODES["C136"]
IN_MERGED_TEAM = CODES["C137"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings = library.settings
    merged = {id_: team.merged_into for id_, team in settings.teams.items() if team.merged_into}
    pages = {
        *(f"stories/{id_}" for id_ in library.by_id),
        *(f"themes/{slug}" for slug in settings.themes),
        *(f"teams/{slug}" for slug in settings.teams),
    }
    ends = settings.moves()
    for old, redirect in settings.redirects.items():
        if old in pages:
            message = _('there is a page at "%(address)s"', address=old)
            hint = _("remove this redirect")
        elif old not in ends:
            message = _('"%(address)s" leads in a circle', address=old)
            hint = _("write the current address of the page")
        elif ends[old] not in pages:
            message = _('there is no page at "%(address)s"', address=ends[old])
            hint = _("write the current address of the page")
        else:
            continue
        yield LEADS_NOWHERE(locate(redirect, "to"), message, hint)
    for id_, into in merged.items():
        if into in settings.teams and f"teams/{id_}" in ends:
            continue
        yield LEADS_NOWHERE(
            locate(settings.teams[id_], "merged_into"),
            _('the team "%(id)s" became part of itself, in a circle', id=id_)
            if into in settings.teams
            else _('there is no team "%(id)s"', id=into),
            _("write the id of the team that it is part of now"),
        )
    for person_id, person in settings.people.items():
        if person.team in merged and not person.left:
            yield IN_MERGED_TEAM(
                locate(person, "team"),
                _(
                    '%(person)s is in the team "%(team)s", which became part of "%(other)s"',
                    person=person_id,
                    team=person.team,
                    other=merged[person.team],
                ),
                _("write %(team)s", team=merged[person.team]),
            )
