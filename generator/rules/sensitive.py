"""Sensitive matters: advice to check with the person, never a verdict.

S134 (advice): a sensitive matter

    A word in the story may touch something that people keep to themselves: health, family, pay, how
    their work was rated.

    Why: What was told over coffee is not always meant for the town hall. Only the person knows.

    Remedy: Ask whether it may be told like this, or tell it without.

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

from generator.consent.sensitive import PHRASES, matters_by_word, signs_of
from generator.consent.single_names import TOKEN
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import document
from generator.text.names import fold

CODES = codes(__doc__)
SENSITIVE_MATTER = CODES["S134"]

_SAID = {
    "health": "somebody's health",
    "family": "somebody's family",
    "pay": "somebody's pay",
    "performance": "how somebody's work was rated",
    "discipline": "a disciplinary matter",
}


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    lang = (story.lang or context.settings.site.language).partition("-")[0]
    if scan.signs.isdisjoint(signs_of(lang)):
        return
    texts = story.prose
    words, phrases = matters_by_word(lang), PHRASES.get(lang, {})
    seen: set[str] = set()
    for path, text in texts.items():
        hits = [
            (matter, m.start(), m.end())
            for m in TOKEN.finditer(text)
            if (matter := words.get(fold(m[0])))
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
                    document(story).locate_in(*path, offset=start, length=end - start),
                    f'"{text[start:end]}" may touch {_SAID[matter]}',
                    "ask the person whether it may be told like this, or tell it without",
                )
