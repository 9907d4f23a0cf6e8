"""What story rules know besides the story."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator.consent.permissions import Permissions
from generator.diagnostics.diagnostic import Diagnostic
from generator.languages.message import followed_by, ngettext
from generator.model import Channel, Settings, Story
from generator.source.lookup import PeopleLookup, lookup_of
from generator.text.names import NameIndex, names_of

MOST_PROBLEMS = 50
"""The most problems of one kind that are reported for one story."""

T = TypeVar("T")


def first_problems(found: Sequence[T], describe: Callable[[T], Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics of the first problems of one kind; the last one says how many more there are."""
    yield from map(describe, found[: MOST_PROBLEMS - 1])
    if len(found) >= MOST_PROBLEMS:
        last, more = describe(found[MOST_PROBLEMS - 1]), len(found) - MOST_PROBLEMS
        rest = ngettext(
            "There is %(num)s more of these in this story.",
            "There are %(num)s more of these in this story.",
            more,
        )
        yield last._replace(hint=followed_by(last.hint, rest)) if more else last


class Extent(Enum):
    """Which problems are reported. Rules that never find errors run only if their findings are reported."""

    ERRORS = auto()
    LIBRARY = auto()
    """Errors, and warnings and advice on the configuration or on all stories together."""
    ALL = auto()


@dataclass(frozen=True)
class RuleContext:
    """The organisation's settings, the day of the build, the root folder, and the paths of the
    pictures in stories/.
    """

    settings: Settings
    today: dt.date
    root: Path = Path()
    pictures: frozenset[str] = frozenset()
    extent: Extent = Extent.ALL

    @property
    def names(self) -> NameIndex:
        return names_of(self.settings)

    @property
    def lookup(self) -> PeopleLookup:
        """Finds the person that a name in place of an id means."""
        return lookup_of(self.settings)

    def has_picture(self, path: str) -> bool:
        """Whether there is a picture at a path, in whichever normal form the file system keeps names."""
        return path in self.pictures or unicodedata.normalize("NFC", path) in self._composed

    @cached_property
    def _composed(self) -> frozenset[str]:
        return frozenset(unicodedata.normalize("NFC", path) for path in self.pictures)

    @cached_property
    def permissions(self) -> Mapping[Channel, Permissions]:
        """The permissions of people for each channel."""
        return {c: Permissions.of(self.settings, (c,), self.today) for c in Channel}

    def is_gone(self, story: Story) -> bool:
        """Whether a story was taken back, or is older than stories are kept."""
        return bool(story.withdrawn and story.withdrawn <= self.today) or (
            story.date < self.kept_since
        )

    @cached_property
    def kept_since(self) -> dt.date:
        """The date of the oldest stories that are still shown."""
        return self.settings.site.privacy.kept_since(self.today)

    @cached_property
    def named_everywhere(self) -> frozenset[str]:
        """People who may be named on every channel."""
        return Permissions.of(self.settings, Channel, self.today).named_anywhere
