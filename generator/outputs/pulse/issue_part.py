"""The pulse in an issue of the newsletter: sentences, and who helped whom in steps.

What was sent cannot be taken back. So no exact map leaves the site: a letter says only whether there were a
few stories, some or many.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from generator.languages.messages import Messages
from generator.model import Cadence, PulseSettings
from generator.model.periods import Period
from generator.outputs.pulse.sentences import sentences
from generator.outputs.pulse.unit_names import label, unit_name
from generator.pulse import measures
from generator.pulse.projection import PublicRecord, as_of

_STEPS = (1, 3, 6)
"""From how many stories on there is one dot, two and three."""


class Levels(NamedTuple):
    """Who helped whom, in steps from 0 to 3: each row helped, each column was helped."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    how_to_read: str
    dots: str

    def text(self, level: int) -> str:
        """The dots of a step; a dash where nothing was told."""
        return self.dots * level or "–"


class IssuePulse(NamedTuple):
    """What an issue says of the pulse."""

    sentences: tuple[str, ...]
    levels: Levels | None
    more: str
    """The text of the link to the page."""


def has_pulse(period: Period, settings: PulseSettings) -> bool:
    """Whether the issue of a period tells of the pulse: by default the first of each quarter does."""
    if not settings.page or settings.deck == "never" or period.cadence is None:
        return False
    if settings.deck == "monthly" or period.cadence is Cadence.QUARTERLY:
        return True
    return period.start.month % 3 == 1 and period.start.day <= 7  # the first month or week


def issue_pulse(record: PublicRecord, period: Period, words: Messages) -> IssuePulse | None:
    """What the issue of a period says of the pulse, as it was when the period ended.

    Args:
        record: What everybody can read, of the stories that the issue may tell and the site shows.
        period: The issue's.
        words: Our own words.
    """
    end = period.end + dt.timedelta(days=1) if period.end < dt.date.max else period.end
    pulse = measures.pulse_of(as_of(record, min(end, record.today)))
    *_earlier, last, _running = pulse.quarters
    if not pulse.has_figures or not last.stories:
        return None
    said = sentences(pulse, words)
    _ = words.gettext
    levels = None
    if pulse.has_units:
        levels = Levels(
            tuple(label(unit_name(unit, words), 24) for unit in pulse.units.units),
            tuple(tuple(map(_level, row)) for row in pulse.flows.counts),
            _(
                "Each row helped, and each column was helped, in twelve months: ● is one or two "
                "stories, ●● three to five, ●●● six or more. – is no story yet."
            ),
            "●",
        )
    return IssuePulse(said, levels, _("The pulse on the site"))


def _level(count: int) -> int:
    return sum(count >= step for step in _STEPS)
