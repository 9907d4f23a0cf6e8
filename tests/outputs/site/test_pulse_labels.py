"""Labels in the pictures of the pulse do not run into each other, however long a language's words are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.model import Channel
from generator.outputs.pulse.plots import Plot, Text, plots
from generator.text import locales
from tests.conftest import Organisation
from tests.pseudo import write_in_greek

LETTER = 6.5
"""The width of a letter, at least."""


def _rows(plot: Plot) -> list[list[Text]]:
    """The upright texts of each height."""
    rows: dict[float, list[Text]] = {}
    for text in plot.texts:
        if not text.turn:
            rows.setdefault(text.y, []).append(text)
    return list(rows.values())


def _reach(text: Text) -> tuple[float, float]:
    """Where a text begins and ends."""
    wide = LETTER * len(text.text)
    start = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return start, start + wide


@pytest.mark.parametrize("code", ["el", "fa", "nb", "fi"])
def test_labels_do_not_run_into_each_other(organisation: Organisation, code: str) -> None:
    write_in_greek(organisation, code, in_pseudo=code != "nb")
    context = organisation.built().context(Channel.SITE)
    made = plots(context.pulse, context.words)
    assert {"months", "heard", "matrix"} <= made.keys()
    for name, drawn in made.items():
        plot = drawn.flipped() if locales.direction(code) == "rtl" else drawn
        for row in _rows(plot):
            reaches = sorted(map(_reach, row))
            assert reaches[0][0] >= 0, (name, row)
            for (_, end), (start, _) in pairwise(reaches):
                assert end <= start, (name, row)
