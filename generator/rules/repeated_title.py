"""A summary says more than the title.

S140 (advice): a summary that repeats the title

    The summary has the same words as the title.

    Why: They appear one below the other in every list, and the second adds nothing.

    Remedy: Write what happened, in a sentence or two. Without a summary, the first paragraph is
    used.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: The hour before the ferry
        summary: The hour before the ferry.
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: The hour before the ferry
        summary: "@maria stayed, although hers was the last one."
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

CODES = codes(__doc__)
REPEATED_TITLE = CODES["S140"]

_WORD = re.compile(r"\w+")


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.title and story.summary and _words(story.title) == _words(story.summary):
        yield REPEATED_TITLE(
            locate(story, "summary"),
            _("the summary repeats the title word for word"),
            _("say something else, or delete the line to use the first paragraph"),
        )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
