"""Praise of a person, turned towards what they did.

Q102 (advice): praise of what someone is like

    The story praises the sort of person someone is: kind, brilliant, dedicated, a natural leader.

    Why: Nobody can follow that example, and the person praised does not learn what helped. Of all kinds
    of feedback, praise of the person changes the least (Hattie and Timperley, The Power of Feedback,
    Review of Educational Research 77, 2007).

    Remedy: Say what they did that made you think so, and what it changed for you.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Thank you, @maria. You are such a kind person, and your positive attitude lifts us all.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria asked @sam on his second day where he ate, and took him along until he knew everybody.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.PERSON,
    CODES["Q102"],
    noted('"%(words)s" says what someone is like, but not what they did'),
    noted("what did they do that made you think so, and what did it change?"),
    quotes="person",
    most_characters=500,
)
