"""Sensitive matters: advice to check with the person, never a verdict.

S134 (advice): a sensitive matter

    A word in the story may be about something private: health, family, pay, or how someone's work
    was rated.

    Why: What people say over coffee is not always meant for the town hall. Only they know.

    Remedy: Ask whether this may be told, or leave it out.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria came back after her surgery, and @sam had kept her bench free.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria came back in May, and @sam had kept her bench free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.consent.sensitive import matter_of, phrases_of, signs_of
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate_in
from generator.text.folding import WORD, fold_word

CODES = codes(__doc__)
SENSITIVE_MATTER = CODES["S134"]

MESSAGES = {
    "health": noted('"%(text)s" may be about someone\'s health'),
    "family": noted('"%(text)s" may be about someone\'s family'),
    "pay": noted('"%(text)s" may be about someone\'s pay'),
    "performance": noted('"%(text)s" may be about how someone\'s work was rated'),
    "discipline": noted('"%(text)s" may be about a disciplinary matter'),
}
"""What is said of a word, by its matter."""
REMEDY = _("ask the person whether this may be told, or leave it out")


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    lang = story.lang or context.settings.site.language
    signs = signs_of(lang)
    if signs and scan.signs.isdisjoint(signs):
        return
    texts = story.prose
    phrases = phrases_of(lang)
    seen: set[str] = set()
    for path, text in texts.items():
        hits = [
            (matter, m.start(), m.end())
            for m in WORD.finditer(text)
            if (matter := matter_of(fold_word(m[0]), lang))
        ]
        hits += [
            (matter, m.start(), m.end())
            for matter, phrase in phrases.items()
            if (m := re.search(phrase, text, re.IGNORECASE))
        ]
        for matter, start, end in hits:
            if matter not in seen:
                seen.add(matter)
                yield SENSITIVE_MATTER(
                    locate_in(story, *path, offset=start, length=end - start),
                    _(MESSAGES[matter], text=text[start:end]),
                    REMEDY,
                )
