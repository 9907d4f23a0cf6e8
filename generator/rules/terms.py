"""The glossary: its terms are defined, each spelling is of one, and links lead to them.

G131 (error): a term that is not defined

    A term is referred to that site_config/glossary.yml does not define.

    Why: The link would lead nowhere.

    Remedy: Take the term that is suggested, or define it.

    Bad: site_config/glossary.yml

        hour: {meaning: Sixty minutes., see: [hoem]}
        home: {meaning: Where one goes at five.}

    Good: site_config/glossary.yml

        hour: {meaning: Sixty minutes., see: [home]}
        home: {meaning: Where one goes at five.}

G133 (error): a spelling that stands for two terms

    One spelling belongs to two terms: as the word itself, or under also.

    Why: A word in a story can be explained in one way only, and which it is would be chance.

    Remedy: Let one of the terms have it.

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

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.model import Term
from generator.model.ids import id_like
from generator.record import Library
from generator.source.parser import document, locate

CODES = codes(__doc__)
UNDEFINED_TERM = CODES["G131"]
SHARED_SPELLING = CODES["G133"]

_TERM_LINK = re.compile(r"glossary/(?:index\.md)?#([\w-]+)")
_WHERE = "Terms are listed in site_config/glossary.yml."


def check(library: Library) -> Iterator[Diagnostic]:
    terms = library.settings.glossary
    if not terms:
        return
    yield from _shared_spellings(terms)
    anchors = {id_like(word): word for word in terms}
    for term in terms.values():
        for index, other in enumerate(term.see):
            if other not in terms:
                yield UNDEFINED_TERM(
                    locate(term, "see", index),
                    f'the term "{other}" is not defined',
                    did_you_mean(other, terms) + _WHERE,
                )
    for guide in library.settings.guides:
        for match in _TERM_LINK.finditer(guide.body):
            if match[1] not in anchors:
                yield UNDEFINED_TERM(
                    document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                    f'there is no term at "#{match[1]}"',
                    did_you_mean(match[1], anchors) + _WHERE,
                )


def _shared_spellings(terms: Mapping[str, Term]) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for word, term in terms.items():
        for index, spelling in enumerate((word, *term.also)):
            owner = owners.setdefault(id_like(spelling), word)
            if owner != word:
                yield SHARED_SPELLING(
                    locate(term, "also", index - 1) if index else document(term).locate_key(word),
                    f'"{spelling}" is a spelling of the term "{owner}", too',
                    "let one term have it: a word is explained in one way",
                )
