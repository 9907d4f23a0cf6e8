"""Praise for going without rest.

Q105 (advice): praise of working without rest

    The story praises someone for working through the night, giving up a weekend, or being there around
    the clock.

    Why: The next person will feel obliged to do the same. What is worth telling is what was done, and
    what would make such a night unnecessary.

    Remedy: Tell what was done without the hours. If the hours are the point, say what was changed so
    that it need not happen again.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Thanks to @maria, who worked all night and sacrificed her weekend to get the script out.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria moved the release to Monday, and @sam told the shops by noon.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.OVERWORK,
    CODES["Q105"],
    noted(
        '"%(words)s" praises working without rest, and the next person will feel obliged to do the same'
    ),
    noted("what would have made it unnecessary, and who could have been asked sooner?"),
    quotes="overwork",
    most_characters=800,
)
