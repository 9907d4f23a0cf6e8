"""For whom did it matter?

Q111 (advice): a deed without its effect

    The story says what someone did, but not whom it helped or what changed. In languages that the coach
    has no words for: the field "outcome" is empty in a longer story.

    Why: People who help seldom learn what became of it, and readers cannot tell why it is worth doing.

    Remedy: In "outcome", or in the story, write what became possible because of it, and for whom.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Kudos to @maria for tracking down the line in the refund script that paid twice.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Kudos to @maria for tracking down the line in the refund script that paid twice, so that the shops could open on Monday.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.IMPACT,
    CODES["Q111"],
    noted('"%(words)s…" says what was done, but not whom it helped or what changed'),
    noted("what became possible because of it, and who noticed?"),
    quotes="deeds",
    beside=("thanks",),
    without=("effect",),
    empty=("outcome",),
    most_characters=300,
    least_telling=1,
)

STRUCTURAL = Remark(
    Coaching.IMPACT,
    CODES["Q111"],
    noted("the story does not say what changed"),
    noted("what became possible because of it, and who noticed?"),
    empty=("outcome",),
    least_characters=200,
    any_language=True,
)
