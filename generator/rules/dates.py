"""A story's date is a day that has come.

S109 (error): a date in the future

    The story's date is still to come.

    Why: A story is told when it has happened. A date to come is a slip in the year or the month,
    and would keep the story on top of every list.

    Remedy: Write the day on which it happened. One day ahead is allowed, for the world has time
    zones.

    Bad: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-12-24
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-10-24
        ---
        @maria stayed an hour, and @sam went home.

S122 (warning): the folder is of another year

    The story lies in the folder of one year, and its date is of another.

    Why: Who looks for it looks in the folder of its year. Often the year in the date is the slip.

    Remedy: Move the file, or correct the date.

    Bad: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2025-10-14
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-10-14
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import NO_DAY, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

CODES = codes(__doc__)
FUTURE_DATE = CODES["S109"]
FOLDER_OF_ANOTHER_YEAR = CODES["S122"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report dates more than a day ahead (time zones allow one), and folders of another year."""
    if story.date == NO_DAY:
        return
    if (story.date - context.today).days > 1:
        yield FUTURE_DATE(
            locate(story, "date"),
            f"{story.date} is in the future (today is {context.today})",
            "write the day on which it happened",
        )
    else:
        folder = story.origin.path.split("/")[1]
        if folder != str(story.date.year) and folder.isdigit():
            yield FOLDER_OF_ANOTHER_YEAR(
                locate(story, "date"),
                f"a story of {story.date.year} lies in the folder {folder}",
                f"move it to stories/{story.date.year}/, or correct the date",
            )
