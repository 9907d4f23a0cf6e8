"""Nobody stands twice in one list.

S117 (warning): someone is listed twice

    A person or a team is listed twice among those who helped, or among those who were helped.

    Why: They are shown only once. Perhaps someone else was meant, and is now missing.

    Remedy: Delete one of the two, or write the id of the person who was meant.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        receivers: sam
        givers: [maria, maria]
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        receivers: sam
        givers: [maria]
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import ANONYMOUS, Story
from generator.model.roles import Holds, values_of
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.parser import locate

CODES = codes(__doc__)
LISTED_TWICE = CODES["S117"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    for path, refs in values_of(story, Holds.PARTICIPANTS).items():
        if isinstance(refs, str):
            continue
        again = [i for i, ref in enumerate(refs) if ref != ANONYMOUS and ref in refs[:i]]
        yield from first_problems(
            again,
            lambda index, path=path, refs=refs: LISTED_TWICE(  # type: ignore[misc]  # the defaults bind the loop's values
                locate(story, *path, index),
                _('"%(id)s" is listed twice in "%(field)s"', id=refs[index], field=path[-1]),
                _("delete one of the two; if someone else of this name was meant, write their id"),
            ),
        )
