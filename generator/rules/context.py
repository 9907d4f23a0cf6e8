"""What a story rule may know besides the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model import Settings

ENOUGH = 50
"""So many problems of one kind in one story are reported; who has mended these sees the rest."""


@dataclass(frozen=True, slots=True)
class Context:
    """The organisation, the day of the build, and the paths of the pictures in stories/."""

    settings: Settings
    today: dt.date
    pictures: frozenset[str] = frozenset()
