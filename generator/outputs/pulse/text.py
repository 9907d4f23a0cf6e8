"""The pulse as text for a terminal: the sentences, the figures, and how one of them is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.languages.messages import Messages
from generator.outputs.pulse.figures import Figure, Measure, measures
from generator.outputs.pulse.sentences import sentences
from generator.pulse.measures import Pulse
from generator.text import width


def pulse_text(pulse: Pulse, words: Messages) -> str:
    """What the page begins with, and every figure below its question."""
    return "\n".join([*_opening(pulse, words), *_figures(measures(pulse, words), words)]) + "\n"


def _opening(pulse: Pulse, words: Messages) -> Iterator[str]:
    if not pulse.has_figures:
        yield width.wrap(words.gettext("There are too few stories to count."))
    for sentence in sentences(pulse, words):
        yield width.wrap(sentence)
    yield ""


def _figures(counted: Iterable[Measure], words: Messages) -> Iterator[str]:
    for measure in counted:
        if measure.figures:
            yield f"{measure.id}: {measure.text.question}"
            yield from (f"  {_line(figure, words)}" for figure in measure.figures)


def _line(figure: Figure, words: Messages) -> str:
    shown = f"{figure.label}{words.separators.colon}{figure.text}"
    return " · ".join(filter(None, (shown, figure.note)))


def explained(measure: Measure, words: Messages) -> str:
    """How a measure is counted."""
    text = measure.text
    parts = (
        text.question,
        *(_line(figure, words) for figure in measure.figures),
        text.formula,
        words.gettext("What can distort it: %(bias)s", bias=text.bias),
        words.gettext("If it is low: %(step)s", step=text.next_step),
    )
    return "\n\n".join(map(width.wrap, parts)) + "\n"
