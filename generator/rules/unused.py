"""Every term of the glossary is used somewhere.

G132 (advice): a term that nothing uses

    No story and no guide uses the term.

    Why: People look up words that they come across. Nobody comes across this one, or it is written
    differently.

    Remedy: Add the form in which it is used under "also", or delete the term.

    Bad: site_config/glossary.yml

        sprocket: {meaning: A wheel with teeth.}

    Good: site_config/glossary.yml

        hour: {meaning: What somebody stayed.}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.record import Library
from generator.source.parser import locate
from generator.text.glossary import Glossary

CODES = codes(__doc__)
UNUSED_TERM = CODES["G132"]


def check(library: Library) -> Iterator[Diagnostic]:
    terms = library.settings.glossary
    if not terms or not library.records:
        return  # L102 reports a library without stories
    glossary = Glossary(terms)
    used = {other for term in terms.values() for other in term.see}
    used.update(*(glossary.used(guide.body) for guide in library.settings.guides))
    used.update(*(record.scan.terms for record in library.records))
    for word in terms:
        if word not in used:
            yield UNUSED_TERM(
                locate(terms[word]),
                _('no story or guide uses the term "%(term)s"', term=word),
                _('under "also", add the form that is used, or delete the term'),
            )
