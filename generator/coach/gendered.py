"""Words that are said of women, or of men.

Q106 (advice): a word used mostly of one sex

    The story describes someone with a word that is used far more often of women than of men, or the
    other way round: "nurturing", "bubbly", "bossy", "office mum".

    Why: References praise warmth and diligence more in women, ability more in men, and readers judge
    the work accordingly (Trix and Psenka, Discourse & Society 14, 2003; Schmader and others, Sex Roles
    57, 2007; Madera and others, Journal of Applied Psychology 94, 2009). The wording of job
    advertisements has a similar effect (Gaucher and others, J. of Personality and Social Psychology
    101, 2011).

    Remedy: Ask yourself whether you would write it of anyone. Then say what was done.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria is our office mum: bubbly, and there with a tin of biscuits when @sam had had enough.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria put the tin of biscuits on the desk, and @sam told her about the customer.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.GENDERED,
    CODES["Q106"],
    noted(
        '"%(words)s" is used far more often of one sex than of the other, and colours how the work is seen'
    ),
    noted("would you write it of anyone, and what did they do?"),
    quotes="gendered",
)
