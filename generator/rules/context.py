"""What a story rule may know besides the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.consent.names import NameIndex
from generator.consent.rights import Rights
from generator.model import Channel, Settings

ENOUGH = 50
"""So many problems of one kind in one story are reported; who has mended these sees the rest."""


@dataclass(frozen=True)
class Context:
    """The organisation, the day of the build, the folder of it all, and the paths of the pictures
    in stories/.
    """

    settings: Settings
    today: dt.date
    root: Path = Path()
    pictures: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> NameIndex:
        return NameIndex.of(self.settings.people)

    @cached_property
    def rights(self) -> Mapping[Channel, Rights]:
        """What may be done with people, channel by channel."""
        return {c: Rights.of(self.settings, (c,), self.today) for c in Channel}

    @cached_property
    def carefree(self) -> frozenset[str]:
        """People who may be named everywhere, and are welcome to it."""
        everywhere = Rights.of(self.settings, Channel, self.today)
        return everywhere.free - everywhere.unwelcome
