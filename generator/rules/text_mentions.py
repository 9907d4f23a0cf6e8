"""Mentions in texts of the organisation are of somebody, and stand where they are replaced.

C125 (warning): a mention in a text that is printed as it is

    There is a mention such as @maria in a text that is printed as it is: a theme, a norm, or the
    name of the site.

    Why: Mentions only work in stories, guides, practices and editors' notes. Here it would be
    printed with the @, and an id is often a name.

    Remedy: Leave the person out of this text.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask @maria first., themes: [asking-early]}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask somebody first., themes: [asking-early]}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import EditorChoices, Entry, Guide, Practice
from generator.record import Library
from generator.rules.references import NOBODY, NOBODY_IN_GUIDE, unknown, unless_mention
from generator.rules.texts import Keys, locate_text, texts_of_organisation
from generator.source.parser import locate_in
from generator.text import markdown

CODES = codes(__doc__)
MENTION_PRINTED_AS_IT_IS = CODES["C125"]


def has_mentions(entry: Entry, keys: Keys) -> bool:
    """Whether mentions are replaced in a text: in guides, practices and the editor's notes."""
    return isinstance(entry, Guide | EditorChoices | Practice) and bool(keys)


def check(library: Library) -> Iterator[Diagnostic]:
    people = library.settings.people
    for entry, keys, text in texts_of_organisation(library.settings):
        if has_mentions(entry, keys):
            code = NOBODY_IN_GUIDE if isinstance(entry, Guide | Practice) else NOBODY
            for mention in markdown.mentions(text, markdown=keys in {("body",), ("note",)}):
                if mention.person not in people:
                    message, hint = unknown(mention.person, library.settings)
                    start, length = mention.start, mention.end - mention.start
                    yield code(
                        locate_in(entry, *keys, offset=start, length=length),
                        message,
                        unless_mention(hint, mention.person),
                    )
        elif "@" in text and any(
            mention.person in people for mention in markdown.mentions(text, markdown=False)
        ):
            yield MENTION_PRINTED_AS_IT_IS(
                locate_text(entry, keys),
                _("mentions do not work in this text; it is printed with the @"),
                _(
                    "Leave the person out. Mentions work in stories, guides, practices and the "
                    "editor's notes."
                ),
            )
