"""A withdrawal has come into effect.

S138 (warning): a story that will be withdrawn

    The field "withdrawn" has a date in the future.

    Why: The story is shown until then, which may not be what was meant.

    Remedy: To withdraw it now, write today's date.

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
from generator.languages.message import gettext as _
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
            _("the story is shown until %(day)s, and then withdrawn", day=story.withdrawn),
            _("to withdraw it now, write %(today)s", today=context.today),
        )
