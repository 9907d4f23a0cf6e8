"""A withdrawal has come into effect.

S138 (warning): a story that will be taken back

    The field "withdrawn" has a day that is still to come.

    Why: Until then the story stays as it is, which may not be what was meant.

    Remedy: To take it back at once, write today's date.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        withdrawn: 2026-12-24
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        withdrawn: 2026-11-02
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import reference

CODES = codes(__doc__)
TAKEN_BACK_LATER = CODES["S138"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.withdrawn and story.withdrawn > context.today:
        yield TAKEN_BACK_LATER(
            reference(story, "withdrawn"),
            f"the story stays until {story.withdrawn}, and is then taken back",
            f"to take it back now, write {context.today}",
        )
