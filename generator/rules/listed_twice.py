"""Nobody stands twice in one list.

S117 (warning): somebody stands twice in one list

    A person or a team stands twice among those who gave, or among those who received.

    Why: They are printed once. Perhaps somebody else was meant, who would be missing.

    Remedy: Delete one of the two, or write the id of whoever was meant.

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
from generator.model import ANONYMOUS, Story
from generator.model.roles import Holds, values_of
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.parser import locate

CODES = codes(__doc__)
LISTED_TWICE = CODES["S117"]


def check(story: Story, scan: Scan, _: RuleContext) -> Iterator[Diagnostic]:
    for path, refs in values_of(story, Holds.PARTICIPANTS).items():
        if isinstance(refs, str):
            continue
        again = [i for i, ref in enumerate(refs) if ref != ANONYMOUS and ref in refs[:i]]
        yield from first_problems(
            again,
            lambda index, path=path, refs=refs: LISTED_TWICE(  # type: ignore[misc]  # the defaults bind the loop's values
                locate(story, *path, index),
                f'"{refs[index]}" stands twice in "{path[-1]}"',
                "delete one of the two; whoever else has this name has another id",
            ),
        )
