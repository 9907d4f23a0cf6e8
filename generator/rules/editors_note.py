"""An author who does not know something tells the editors, and they answer it.

S151 (warning): a note for the editors

    The field "for_editors" has a note that nobody has answered yet.

    Why: The author of a story may not know how a name is spelled, or which of two colleagues it was,
    and should not have to. The note waits here until an editor has seen to it. It is published nowhere.

    Remedy: Change in the story what the note asks for. Then delete the field.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: anonymous
        for_editors: Sam was there too, but I do not know whether he wants to be in it.
        ---
        @maria stayed an hour, and went home late.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour with @sam, and went home late.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate
from generator.text.markdown import shorten

CODES = codes(__doc__)
NOTE_FOR_EDITORS = CODES["S151"]

_SHOWN = 200
"""How many characters of a note a report has."""


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.for_editors:
        yield NOTE_FOR_EDITORS(
            locate(story, "for_editors"),
            _(
                'the author tells the editors: "%(note)s"',
                note=shorten(" ".join(story.for_editors.split()), _SHOWN),
            ),
            _("answer it in the story, and delete the line"),
        )
