"""A story is kept for a while yet.

S148 (warning): a story that will soon be too old to keep

    The story will soon be older than privacy.keep_years in site_config/site.yml allows. From then on it
    is in no list, feed, search or digest, and the page at its address says why.

    Why: Ninety days are enough to save what is still needed, in a newer story or in a guide.

    Remedy: There is nothing to do if it may go; you can delete its file after that day. Otherwise, tell
    it again, or increase the number of years.

    Bad: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        privacy: {keep_years: 2}

    Bad: stories/2025/the-belt.md

        ---
        date: 2025-01-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        privacy: {keep_years: 3}

    Good: stories/2025/the-belt.md

        ---
        date: 2025-01-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.
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
from generator.rules.places import reference

CODES = codes(__doc__)
SOON_NOT_KEPT = CODES["S148"]
_BEFORE = dt.timedelta(days=90)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    privacy = context.settings.site.privacy
    if privacy.keep_years is None or story.date == NO_DAY or context.is_gone(story):
        return
    last = privacy.last_day(story.date)
    if last - context.today <= _BEFORE:
        yield SOON_NOT_KEPT(
            reference(story, "date"),
            _("the story is kept until %(day)s, and is not shown after that", day=last),
            _("nothing to do if it may go; otherwise tell it again"),
        )
