"""Texts of the organisation do not spell the names of people who are not named everywhere.

C122 (warning): a text of the organisation names someone who has not agreed

    A text of the organisation contains the name of someone who does not want to be named everywhere.

    Why: Wishes apply to these texts too: the text is hidden where the name may not be shown.

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

C124 (warning): a text of the organisation may name someone

    A guide or an editor's note has a word that is someone's first or family name.

    Why: It may mean them, and they may not want to be named.

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

from generator.consent.display import named_everywhere
from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, scan_texts
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
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
    yield from _own_words(library)
    for entry, keys, text in texts_of_organisation(settings):
        mentions = has_mentions(entry, keys)
        texts = {"body" if is_markdown(keys) else "text": text}
        scan = scan_texts(texts, marks_of(texts) if mentions else {}, names)
        unnamed = sorted(
            scan.spelled - (named & everywhere.by_full_name) - scan.former
            | scan.literal - (named & everywhere.by_first_name)
        )
        place = locate_text(entry, keys)
        for id_ in sorted(scan.former):
            yield SPELLED_NAME(
                place,
                _("this is hidden, because it has a name that %(id)s no longer has", id=id_),
                _("write @%(id)s, or leave the name out", id=id_)
                if mentions
                else _("write the name of today, or leave the name out"),
            )
        for id_ in unnamed:
            yield SPELLED_NAME(
                place,
                _("this is hidden where %(id)s is not named, because it has their name", id=id_),
                _("write @%(id)s, or leave the name out", id=id_)
                if mentions
                else _("leave the name out; this text is shown everywhere"),
            )
        hidden = {id_ for word in scan.others for id_ in names.given.get(word, ())} - named
        if mentions and hidden:
            id_ = min(hidden)
            yield NAME_ALONE(
                place,
                _("a first name here may mean %(id)s, who may not want to be named", id=id_),
                _("write @%(id)s, or leave the name out", id=id_),
            )


def _own_words(library: Library) -> Iterator[Diagnostic]:
    """The organisation's own words in place of ours that are not used, because they spell a name."""
    names = names_of(library.settings)
    named = named_everywhere(library.settings, library.today)
    for catalog in library.settings.wording.values():
        for key, forms in catalog.texts.items():
            text, line = "\n".join(forms), catalog.lines[key]
            place = Location(catalog.path, line, 1, line, 1)
            former = names.former.spelled(text) if names.former else frozenset[str]()
            for id_ in sorted(names.spelled(text) - named | former):
                yield SPELLED_NAME(
                    place,
                    _(
                        "this is hidden where %(id)s is not named, because it has their name",
                        id=id_,
                    ),
                    _("leave the name out; this text is shown everywhere"),
                )
