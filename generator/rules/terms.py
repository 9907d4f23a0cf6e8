"""The glossary: its terms are defined, each spelling is of one, and links lead to them.

G131 (error): a term that is not defined

    A text refers to a term that site_config/glossary.yml does not define.

    Why: The link would lead nowhere.

    Remedy: Use the term that is suggested, or define it.

    Bad: site_config/glossary.yml

        hour: {meaning: Sixty minutes., see: [hoem]}
        home: {meaning: Where one goes at five.}

    Good: site_config/glossary.yml

        hour: {meaning: Sixty minutes., see: [home]}
        home: {meaning: Where one goes at five.}

G133 (error): a spelling of two terms

    One spelling belongs to two terms: as the word itself, or under "also".

    Why: A word in a story can have only one explanation, and it would be chance which one.

    Remedy: Remove it from one of the two terms.

    Bad: site_config/glossary.yml

        hour: {meaning: Sixty minutes.}
        home: {meaning: Where one goes at five., also: [Hour]}

    Good: site_config/glossary.yml

        hour: {meaning: Sixty minutes., see: [home]}
        home: {meaning: Where one goes at five.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.model import Term
from generator.model.ids import anchor
from generator.record import Library
from generator.source.parser import document, locate, locate_in

CODES = codes(__doc__)
UNDEFINED_TERM = CODES["G131"]
SHARED_SPELLING = CODES["G133"]

_TERM_LINK = re.compile(r"glossary/(?:index\.md)?#([^\s)\"'>]+)")
_WHERE = _("Terms are listed in site_config/glossary.yml.")


def check(library: Library) -> Iterator[Diagnostic]:
    terms = library.settings.glossary
    if not terms:
        return
    yield from _shared_spellings(terms)
    anchors = {anchor(word): word for word in terms}
    for term in terms.values():
        for index, other in enumerate(term.see):
            if other not in terms:
                yield UNDEFINED_TERM(
                    locate(term, "see", index),
                    _('there is no term "%(term)s"', term=other),
                    sentences(did_you_mean(other, terms), _WHERE),
                )
    for guide in library.settings.guides:
        for match in _TERM_LINK.finditer(guide.body):
            if unquote(match[1]) not in anchors:
                yield UNDEFINED_TERM(
                    locate_in(guide, "body", offset=match.start(), length=len(match[0])),
                    _('there is no term "%(term)s"', term=f"#{unquote(match[1])}"),
                    sentences(did_you_mean(unquote(match[1]), anchors), _WHERE),
                )


def _shared_spellings(terms: Mapping[str, Term]) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for word, term in terms.items():
        for index, spelling in enumerate((word, *term.also)):
            owner = owners.setdefault(anchor(spelling), word)
            if owner != word:
                yield SHARED_SPELLING(
                    locate(term, "also", index - 1) if index else document(term).locate_key(word),
                    _(
                        '"%(spelling)s" is also a spelling of the term "%(term)s"',
                        spelling=spelling,
                        term=owner,
                    ),
                    _("remove it from one of the two; a word can have only one explanation"),
                )
