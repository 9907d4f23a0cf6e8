"""A correction has a date on which the story can have been corrected, and each date has one.

S152 (error): a correction with an impossible date

    Under "corrections", a date is in the future, or before the story was told, or given twice.

    Why: Readers see each correction with its date, and the date decides which issue of the newsletter
    mentions it. With a wrong one, no issue would, and two with the same date would be taken for one.

    Remedy: Write the date on which you corrected the story. Put what you corrected on the same date into
    one sentence.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        corrections: {date: 2025-11-09, note: "It was the second batch, not the first."}
        ---
        @maria stayed an hour with @sam.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        corrections: {date: 2026-11-09, note: "It was the second batch, not the first."}
        ---
        @maria stayed an hour with @sam.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import NO_DAY, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

CODES = codes(__doc__)
IMPOSSIBLE_DAY = CODES["S152"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report days more than a day ahead (time zones allow one), before the story was told, or twice."""
    if NO_DAY in (story.date, story.told):
        return
    told = max(story.date, story.told or story.date)
    seen: set[dt.date] = set()
    for index, correction in enumerate(story.corrections):
        day = correction.date
        place = locate(story, "corrections", index, "date")
        if (day - context.today).days > 1:
            yield IMPOSSIBLE_DAY(
                place,
                _("the correction of %(day)s is in the future", day=day),
                _("write the date on which you corrected the story"),
            )
        elif day < told:
            yield IMPOSSIBLE_DAY(
                place,
                _("the correction of %(day)s is before the story was told", day=day),
                _("write the date on which you corrected the story"),
            )
        elif day in seen:
            yield IMPOSSIBLE_DAY(
                place,
                _("there are two corrections of %(day)s", day=day),
                _("put both into one sentence"),
            )
        seen.add(day)
