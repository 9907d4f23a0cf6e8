"""What did they do?

Q101 (advice): praise without a deed

    The story thanks or praises someone, and nothing is left once the praise is taken away.

    Why: Readers learn that someone was liked, but nothing that they could do themselves tomorrow.
    Feedback is useful when it is about one thing that someone did.

    Remedy: Say what was done: a verb and a thing, the hour, the sentence that was said.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        A big thank you to @maria for all your hard work. Amazing job!

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour so that the refund script could ship on Friday.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.DEED,
    CODES["Q101"],
    noted('"%(words)s" would fit anyone, and the story does not say what was done'),
    noted("what exactly did they do?"),
    quotes="praise",
    without=("deeds",),
    empty=("outcome",),
    most_characters=400,
    most_telling=3,
)
