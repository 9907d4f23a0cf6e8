"""The site is in a language that we have.

C128 (warning): a language without a translation

    The program's own words are not translated into the site's language, so they are in English. What
    the organisation writes is not affected.

    Why: Readers see English headings around their stories. Dates and numbers in these are English too,
    so that no sentence mixes two languages.

    Remedy: Translate generator/languages/messages.pot, which is installed with the program, as a file
    named after the language, for example site_config/locale/fi.po. What it does not translate stays in
    English. "Languages, and your own words" in the documentation says how to find it.

    Bad: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        language: fi

    Good: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        language: es
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import languages
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _
from generator.languages.messages import is_spoken
from generator.model import Settings
from generator.record import Library
from generator.source.parser import locate
from generator.text import typography

CODES = codes(__doc__)
NOT_TRANSLATED = CODES["C128"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings = library.settings
    tag = settings.site.language
    if not is_spoken(tag, settings.wording):
        yield NOT_TRANSLATED(
            locate(settings.site, "language"),
            sentences(
                _('there is no translation into "%(language)s" yet.', language=tag),
                *_missing(settings),
            ),
            _(
                "translate generator/languages/messages.pot as %(file)s",
                file=f"site_config/locale/{languages.main_code(tag)}.po",
            ),
        )


def _missing(settings: Settings) -> Iterator[Message]:
    """What is not in the site's language."""
    tag = settings.site.language
    found = languages.language(tag)
    yield _("Labels and other words of the program are in English.")
    if not (found and found.unnamed):
        yield _('People who are not named appear as "a colleague".')
    if not (found and found.sensitive):
        yield _("Sensitive words are not recognised.")
    if typography.marks_of(tag) is None:
        yield _("Quotation marks stay as typed.")
