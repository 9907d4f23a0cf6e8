"""Somebody gives and somebody else receives.

S112 (error): the giver is the only receiver

    The same person is the only giver and the only receiver.

    Why: A story of reciprocity needs two people.

    Remedy: Name who was helped, or who helped. Write anonymous for someone who should not be named.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: maria
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import ANONYMOUS, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

CODES = codes(__doc__)
ONLY_RECEIVER = CODES["S112"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report a story in which the only giver is the only receiver; two anonymous people are two."""
    givers, receivers = set(story.givers), set(story.receivers)
    if len(givers) == 1 and givers == receivers and givers != {ANONYMOUS}:
        yield ONLY_RECEIVER(
            locate(story, "receivers"),
            _('"%(id)s" is both the giver and the only receiver', id=story.givers[0]),
            _("name who was helped; a story needs two people"),
        )
