"""An offer of nothing in particular.

Q108 (advice): an offer of anything

    The story tells of an offer that names neither a thing nor a time: "let me know if you need
    anything".

    Why: Nobody takes it up, because it leaves all the work to the person who needs help: to know what
    to ask for, to judge whether it is too much, and to ask.

    Remedy: Say what exactly was offered, and until when; or make the offer again in that way.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria wrote to @sam: my door is always open, and let me know if you need anything.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria wrote to @sam: I have until eleven, and I can read it or hold the other end of it.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.OFFER,
    CODES["Q108"],
    noted('"%(words)s" offers nothing in particular'),
    noted("what exactly was offered, and until when?"),
    quotes="offer",
    most_characters=400,
)
