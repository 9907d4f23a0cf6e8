"""A story has words.

S124 (error): a story without prose

    There are fields, but no story.

    Why: Who helped whom is only the frame of a story.

    Remedy: Write a sentence or two below the second "---", or a summary.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
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
from generator.source.parser import document
from generator.text import markdown

CODES = codes(__doc__)
NO_PROSE = CODES["S124"]

_TAG = re.compile(r"<[^>]*>")


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report a story without prose. Comments, such as the questions of a starter, do not count."""
    if story.summary:
        return
    only_comments = ("<!--" in story.body or "%%" in story.body) and not _TAG.sub(
        "", markdown.html(story.body).html
    ).strip()
    if only_comments or not story.body.strip():
        source = document(story)
        yield NO_PROSE(
            source.locate("body"),
            _("the story has only comments in it") if only_comments else _("the story has no text"),
            _('write a sentence or two below the second "---", or a summary')
            if source.body is not None
            else _('write a sentence or two as "body: |", or a summary'),
        )
