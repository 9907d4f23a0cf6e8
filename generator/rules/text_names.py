"""Texts of the organisation do not spell the names of people who are not named everywhere.

C122 (warning): a text of the organisation spells the name of somebody unnamed

    A text of the organisation spells the name of somebody who does not want to be named everywhere.

    Why: A wish holds for these texts too: the text is left out where the name may not stand.

    Remedy: Write it without the name. In guides and in editors' notes, write @id.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: Noor Haddad asks first., themes: [asking-early]}

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: no}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask first., themes: [asking-early]}

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: no}

C124 (warning): a first name stands alone in a text of the organisation

    A word that is somebody's first or family name stands alone in a guide or an editor's note.

    Why: It may be them, and they may not want to be named.

    Remedy: Write @id, or say it without the name.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find Noor, then the kettle.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find @maria, then the kettle.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, scan_texts
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Channel
from generator.record import Library
from generator.rules.text_mentions import has_mentions
from generator.rules.texts import is_markdown, locate_text, texts_of_organisation
from generator.text.names import names_of

CODES = codes(__doc__)
SPELLED_NAME = CODES["C122"]
NAME_ALONE = CODES["C124"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings = library.settings
    names = names_of(settings)
    everywhere = Permissions.of(settings, Channel, library.today)
    named = everywhere.named_anywhere
    for entry, keys, text in texts_of_organisation(settings):
        mentions = has_mentions(entry, keys)
        texts = {"body" if is_markdown(keys) else "text": text}
        scan = scan_texts(texts, marks_of(texts) if mentions else {}, names)
        unnamed = sorted(
            scan.spelled - (named & everywhere.by_full_name)
            | scan.literal - (named & everywhere.by_first_name)
        )
        place = locate_text(entry, keys)
        for id_ in unnamed:
            yield SPELLED_NAME(
                place,
                f"this is left out where {id_} is not named, since it spells their name",
                f"write @{id_}, or leave the name out"
                if mentions
                else "leave the name out: this text is shown to everybody",
            )
        if mentions and (by_first_name := sorted(scan.given - named)):
            yield NAME_ALONE(
                place,
                f"a first name stands alone: if it is {by_first_name[0]}, they may not want to be named",
                f"write @{by_first_name[0]}, or say it without the name",
            )
