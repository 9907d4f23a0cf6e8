"""No time in particular.

Q110 (advice): no time in particular

    The story tells what someone always does, but not of one time when they did it.

    Why: A story is about one day. What someone always does is hard to picture, and is soon said of
    everyone.

    Remedy: Choose the one time that you remember best, and tell that.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Thanks to @maria, who is always there for us with good advice on scripts and refunds.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria read the refund script on Thursday and found the line that paid twice.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.ONCE,
    CODES["Q110"],
    noted('"%(words)s" tells of no time in particular'),
    noted("which one time do you remember best?"),
    quotes="always",
    most_characters=260,
)
