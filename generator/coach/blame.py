"""Blame.

Q107 (advice): blame

    The story says whose fault something was, or calls someone careless.

    Why: The next person will hide a mistake, and a hidden mistake does not stay small. Only the person
    who made a mistake should write it up.

    Remedy: Say what happened, what it cost and what is done differently now. Leave out who it was,
    unless they tell it themselves.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The parcels went out twice because @sam was careless again. @maria cleaned it up.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The parcels went out twice, since the list has two buttons of one colour. @maria called the driver back, and one of the buttons is red now.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.BLAME,
    CODES["Q107"],
    noted('"%(words)s" says whose fault it was, so the next person will hide a mistake'),
    noted("what happened, what did it cost, and what is different now?"),
    quotes="blame",
)
