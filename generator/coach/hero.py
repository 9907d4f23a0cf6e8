"""One rescuer and a grateful crowd.

Q104 (advice): a hero

    The story makes a hero of one person: they saved the day, single-handedly.

    Why: Several people have a hand in most help, and those who made it possible from a desk are left
    out. A hero also needs a disaster; the quiet work that would have prevented it goes untold.

    Remedy: Say what was done, and name the others who had a part in it, if they agree.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria is a true hero. She saved the day when the script failed on Friday.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The script failed on Friday. @maria found the line, and @sam rang the shops before they could ring us.
"""

from __future__ import annotations

from generator.coach.remark import Remark
from generator.diagnostics.manual import codes
from generator.languages.messages import noted
from generator.model import Coaching

CODES = codes(__doc__)

REMARK = Remark(
    Coaching.HERO,
    CODES["Q104"],
    noted('"%(words)s" makes one person the hero'),
    noted("who else had a hand in it, and who made it possible?"),
    quotes="hero",
    most_characters=800,
)
