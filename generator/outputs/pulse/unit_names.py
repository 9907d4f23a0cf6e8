"""Names of units, and short ones for pictures."""

from __future__ import annotations

from generator.languages.messages import Messages
from generator.pulse.units import Unit
from generator.text import width

_LABEL = 20
"""The columns of a name in a picture."""


def unit_name(unit: Unit, words: Messages) -> str:
    """The name of a unit, for which "elsewhere" has our word."""
    return unit.name or words.gettext("Elsewhere")


def label(text: str, columns: int = _LABEL) -> str:
    """A name that is short enough for a picture."""
    return width.cut_end(text, columns)
