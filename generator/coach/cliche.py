"""Words that fit everybody.

Q103 (advice): words that are said of everyone

    The story uses phrases that are used so often that they say nothing about this time: "above and
    beyond", "an amazing job", "a real asset".

    Why: They take the place of a fact, and readers skip them.

    Remedy: Take them out, and see whether what is left says enough. If not, say what someone in the
    room would have seen or heard.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        Kudos to @maria for doing an amazing job organising the move of the archive: 412 boxes
        in one afternoon, so that the bench is free again.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria numbered the 412 boxes of the archive, so that nobody had to open one to find another.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.CLICHE,
    CODES["Q103"],
    noted('"%(words)s" could be said of anyone, and says little about this time'),
    noted("what would someone who was there have seen or heard?"),
    quotes="cliche",
    most_characters=800,
    characters_each=230,
)
