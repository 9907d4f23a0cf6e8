"""A story that is older than its period.

Q112 (advice): told late

    The story was told so long after it happened that no issue of the newsletter takes it any more.

    Why: Thanks are worth most within days, and a story while others still remember the week. An issue
    of the newsletter takes stories from its own period, and from as many months before it as look_back
    in site_config/newsletter.yml says.

    Remedy: There is nothing to do if it is only for the site. Otherwise, tell what has come of it since
    in a new story that continues this one: that is news today.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-02-14
        told: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour so that the refund script could ship on Friday.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-09-14
        told: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour so that the refund script could ship on Friday.
"""

from __future__ import annotations

import datetime as dt

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching, Newsletter
from generator.model.periods import Period

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.LATE,
    CODES["Q112"],
    noted("it was told too late for the newsletter, which takes stories from %(words)s on"),
    noted("what has come of it since?"),
)


def first_day(newsletter: Newsletter, told: dt.date) -> dt.date:
    """The first day whose stories the issue takes in whose period a story is told."""
    return Period.of(told, newsletter.cadence).reach(newsletter.look_back)
