"""A story's date is a day that has come.

S109 (error): a date in the future

    The date of the story is in the future.

    Why: Stories are told after they happened. A date in the future is a mistake in the year or the
    month, and would keep the story at the top of every list.

    Remedy: Write the day on which it happened. One day ahead is allowed, because of time zones. If
    `as_of` in site.yml sets the day, remove that line.

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

S122 (warning): the folder is for another year

    The story is in the folder of one year, but its date is in another.

    Why: People look for it in the folder of its year. Often the year in the date is wrong.

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
from generator.languages.message import gettext as _
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
            _("%(day)s is in the future (today is %(today)s)", day=story.date, today=context.today),
            _(
                "remove as_of from site_config/site.yml, which sets the day, or write the day on which it happened"
            )
            if context.settings.site.as_of == context.today
            else _("write the day on which it happened"),
        )
    else:
        folder = story.origin.path.split("/")[1]
        if folder != str(story.date.year) and folder.isdigit():
            yield FOLDER_OF_ANOTHER_YEAR(
                locate(story, "date"),
                _(
                    "the story is from %(year)s, but is in the folder %(folder)s",
                    year=str(story.date.year),
                    folder=folder,
                ),
                _(
                    "move it to %(folder)s, or correct the date",
                    folder=f"stories/{story.date.year}/",
                ),
            )
