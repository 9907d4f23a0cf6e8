"""Help that hides an ask.

Q109 (advice): help that hides the ask

    The story tells of a need, but not how help was asked for. In languages that the coach has no words
    for: the field "ask" is empty in a longer story of help or mentoring.

    Why: Asking is a strength, and stories are where others learn how it is done. Where nobody seems to
    ask, everyone waits to be noticed.

    Remedy: In "ask", write what was asked for, who was asked, and how. If nobody had to ask, say what
    someone noticed.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        I was completely stuck with the refund script, and @maria sat down with me for an hour.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        I was completely stuck with the refund script, and asked @maria for an hour. She gave me two.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.ASK,
    CODES["Q109"],
    noted('"%(words)s" tells of a need, but not how help was asked for'),
    noted("who asked whom, for what, and in which words?"),
    quotes="need",
    without=("asked",),
    empty=("ask",),
    most_characters=520,
)

STRUCTURAL = Remark(
    Coaching.ASK,
    CODES["Q109"],
    noted("the story does not say what was asked for"),
    noted("who asked whom, for what, and in which words?"),
    empty=("ask",),
    least_characters=200,
    any_language=True,
    kinds=("help", "mentoring"),
)
