"""Texts of the organisation that are printed as they are hold no Markdown.

C127 (warning): Markdown in a text that is printed as it is

    There is emphasis, a link or code in Markdown in a text that is printed as it is.

    Why: Readers would see the asterisks. Markdown is for stories, guides, debriefs and editors'
    notes.

    Remedy: Write it without markup, or in quotation marks.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We *always* ask., themes: [asking-early]}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We always ask., themes: [asking-early]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.record import Library
from generator.rules.texts import is_markdown, texts_of_organisation
from generator.source.parser import locate
from generator.text import markdown

CODES = codes(__doc__)
MARKUP_PRINTED_AS_IT_IS = CODES["C127"]

_MARKUP = re.compile(
    r"(?<![\w*])(\*{1,2})(?=[^\s*])[^*\n]*[^\s*]\1(?![\w*])|\[[^\]\n]+\]\([^)\s]+\)|`[^`\n]+`"
)
"""Emphasis, a link, or code, as Markdown writes them."""


def check(library: Library) -> Iterator[Diagnostic]:
    for entry, keys, text in texts_of_organisation(library.settings):
        if keys and not is_markdown(keys) and (mark := _MARKUP.search(text)):
            yield MARKUP_PRINTED_AS_IT_IS(
                locate(entry, *keys),
                _(
                    '"%(text)s" is printed as it is, because Markdown does not work here',
                    text=markdown.shorten(mark[0], 40),
                ),
                _("write it without markup, or in quotation marks"),
            )
