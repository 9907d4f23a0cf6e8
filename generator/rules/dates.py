"""A story's date is a day that has come."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import NO_DAY, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """S109 for a date in the future (one day ahead is allowed: the world has time zones);
    S122 when the folder is of another year.
    """
    if story.date == NO_DAY:
        return
    if (story.date - context.today).days > 1:
        yield code("S", "09")(
            locate(story, "date"),
            f"{story.date} is in the future (today is {context.today})",
            "write the day on which it happened",
        )
    else:
        folder = story.origin.path.split("/")[1]
        if folder != str(story.date.year) and folder.isdigit():
            yield code("S122")(
                locate(story, "date"),
                f"a story of {story.date.year} lies in the folder {folder}",
                f"move it to stories/{story.date.year}/, or correct the date",
            )
