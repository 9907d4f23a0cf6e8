"""Where everything is in the pictures of the pulse. Templates draw it; colours are the site's own.

Lengths are in twentieths of a rem, so that pictures grow with the reader's text. From right to left, x is
counted from the right: `flipped` turns a picture around, and texts begin where they are anchored.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from generator.languages.messages import Messages
from generator.model import Kind
from generator.model.periods import Period
from generator.outputs.pulse.unit_names import label, unit_name
from generator.pulse.measures import Chain, Heard, Pulse
from generator.text import locales

_CELL = 46
_LARGEST = 20
"""The radius of the largest dot of the matrix."""
_INSIDE = 9
"""The smallest radius of a dot that holds its number."""
_RING = 3
_COLUMN = 36
"""The least width of a month."""
_SIGN = 14
_SIGNS = 16
"""The number of signs that the highest month has room for."""
_LETTER = 7.2
"""The width of a letter, about."""
_LANE = 44
CHAINS = 6
"""The number of chains that are drawn."""
_CHAIN_WIDTH = 560
_DOTS = 6
"""The number of dates that a month of a practice has room for."""


class Text(NamedTuple):
    """A text at a point. `anchor` is start, middle or end; `turn` are degrees."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    style: str = ""
    turn: int = 0


class Sign(NamedTuple):
    """A sign at a point: a dot, a ring, half a dot, a triangle, a square or a bar."""

    x: float
    y: float
    shape: str
    size: float = 5
    height: float = 0
    """Of a bar."""


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Arc(NamedTuple):
    """An arc over two points of one height."""

    x1: float
    x2: float
    y: float
    height: float


class Box(NamedTuple):
    """A shaded ground."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Plot:
    """A picture: its size, and what is drawn."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def flipped(self) -> Plot:
        """The picture for texts that are written from right to left."""
        wide = self.width
        return Plot(
            wide,
            self.height,
            [box._replace(x=wide - box.x - box.width) for box in self.boxes],
            [Line(wide - line.x1, line.y1, wide - line.x2, line.y2) for line in self.lines],
            [Arc(wide - arc.x2, wide - arc.x1, arc.y, arc.height) for arc in self.arcs],
            [sign._replace(x=wide - sign.x) for sign in self.signs],
            [text._replace(x=wide - text.x, turn=-text.turn) for text in self.texts],
        )


SHAPES: Mapping[Kind, str] = {
    Kind.HELP: "dot",
    Kind.MENTORING: "triangle",
    Kind.FEEDBACK: "square",
}
"""Kinds differ by their shape, since not everybody sees colours."""


def plots(pulse: Pulse, words: Messages) -> dict[str, Plot]:
    """The pictures for which there is enough to draw, by name."""
    if not pulse.has_figures:
        return {}
    made = {"months": _months(pulse, words)}
    if pulse.has_units:
        made |= {"matrix": _matrix(pulse, words), "heard": _heard(pulse, words)}
    if pulse.chains:
        made["chains"] = _chains(pulse, words)
    if pulse.rhythm:
        made["rhythm"] = _rhythm(pulse, words)
    made |= {f"theme-{slug}": plot for slug, plot in _themes(pulse)}
    is_flipped = locales.direction(words.lang) == "rtl"
    return {name: plot.flipped() if is_flipped else plot for name, plot in made.items()}


def _matrix(pulse: Pulse, words: Messages) -> Plot:
    """Who helped whom: rows helped, columns were helped. The area of a dot is its number."""
    names = [label(unit_name(unit, words)) for unit in pulse.units.units]
    counts = pulse.flows.counts
    helped = words.gettext("helped ↓")
    left, top = max(_names_width(names), 12 + _LETTER * len(helped)), 118
    side = len(names) * _CELL
    plot = Plot(left + side + 70, top + side + 1)
    most = max(chain.from_iterable(counts)) or 1
    plot.texts.append(Text(left, 12, words.gettext("was helped →"), "start", "soft"))
    plot.texts.append(Text(left - 12, top - 10, helped, "end", "soft"))
    for row, name in enumerate(names):
        middle = top + row * _CELL + _CELL / 2
        plot.texts.append(Text(left - 12, middle + 4.5, name, "end"))
        plot.texts.append(Text(left + row * _CELL + _CELL / 2 - 2, top - 8, name, "start", "", -38))
        plot.lines.append(Line(left, middle + _CELL / 2, left + side, middle + _CELL / 2))
        plot.boxes.append(Box(left + row * _CELL, middle - _CELL / 2, _CELL, _CELL))
        for column, count in enumerate(counts[row]):
            _dot(plot, left + column * _CELL + _CELL / 2, middle, count, most)
    return plot


def _dot(plot: Plot, x: float, y: float, count: int, most: int) -> None:
    if not count:
        plot.signs.append(Sign(x, y, "ring", _RING))
        return
    radius = max(4.0, round(_LARGEST * math.sqrt(count / most), 1))
    number = str(count)
    if radius >= _INSIDE + 2 * (len(number) - 1):
        plot.signs.append(Sign(x, y, "dot", radius))
        plot.texts.append(Text(x, y + 4.5, number, "middle", "inside"))
    else:
        plot.signs.append(Sign(x - 5, y, "dot", radius))
        plot.texts.append(Text(x - 5 + radius + 3, y + 4.5, number, "start", "small"))


def _names_width(names: Iterable[str]) -> float:
    """The room for names."""
    return max(70.0, *(16 + _LETTER * len(name) for name in names))


def _column_width(heads: Iterable[str], least: float) -> float:
    """The room for a column whose head is one of some short texts."""
    return max(least, *(10 + _LETTER * len(head) for head in heads))


def _head(month: Period, words: Messages) -> str:
    """What stands above or below a month."""
    return locales.opening(locales.short_month(month.start, words.lang), words.lang)


def per_sign(pulse: Pulse) -> int:
    """How many stories a sign stands for in the picture of the months: 1, 2, 5, 10, 20 and so on."""
    most = max(sum(month.values()) for month in pulse.by_month)
    steps = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    return int(next(step for step in steps if most <= step * _SIGNS))


def _months(pulse: Pulse, words: Messages) -> Plot:
    """Stories by month and kind: a sign for each, or for a few."""
    columns, each = pulse.window.columns, per_sign(pulse)
    heads = [_head(month, words) for month in columns]
    wide = _column_width(heads, _COLUMN)
    stacks = [
        [kind for kind in Kind for _ in range(math.ceil(month.get(kind, 0) / each))]
        for month in pulse.by_month
    ]
    base = 26.0 + _SIGN * max(4, *map(len, stacks))
    plot = Plot(wide * len(columns), base + 40)
    plot.boxes.append(Box(wide * (len(columns) - 1), 0, wide, base + 40))
    plot.lines.append(Line(0, base, plot.width, base))
    year = 0
    for number, (month, stack) in enumerate(zip(columns, stacks, strict=True)):
        x = wide * (number + 0.5)
        for place, kind in enumerate(stack):
            plot.signs.append(Sign(x, base - 9 - _SIGN * place, SHAPES[kind]))
        total = words.number(sum(pulse.by_month[number].values()))
        plot.texts.append(Text(x, base - 8 - _SIGN * len(stack), total, "middle", "strong"))
        plot.texts.append(Text(x, base + 16, heads[number], "middle", "soft"))
        if month.start.year != year:
            year = month.start.year
            plot.texts.append(Text(x, base + 32, str(year), "middle", "soft"))
    return plot


def _heard(pulse: Pulse, words: Messages) -> Plot:
    """Whether each unit helped and was helped, quarter by quarter."""
    names = [label(unit_name(unit, words)) for unit in pulse.units.units]
    quarters = pulse.window.quarters
    heads = [locales.short_quarter(quarter.start, words.lang) for quarter in quarters]
    left, top, wide, high = _names_width(names), 28, _column_width(heads, 78), 29
    plot = Plot(left + wide * len(quarters), top + high * len(names) + 1)
    for number, text in enumerate(heads):
        plot.texts.append(Text(left + wide * (number + 0.5), 14, text, "middle", "soft"))
    plot.boxes.append(Box(left + wide * (len(quarters) - 1), 0, wide, plot.height))
    for row, name in enumerate(names):
        y = top + high * row + high / 2
        plot.texts.append(Text(left - 12, y + 4.5, name, "end"))
        plot.lines.append(Line(left, y + high / 2, plot.width, y + high / 2))
        for number, heard in enumerate(pulse.heard[row]):
            shape = heard_shape(heard)
            size = _RING if shape == "ring" else 7
            plot.signs.append(Sign(left + wide * (number + 0.5), y, shape, size))
    return plot


def heard_shape(heard: Heard) -> str:
    """The sign for a unit that helped, was helped, did both or neither."""
    if heard.gave and heard.received:
        return "dot"
    if heard.gave:
        return "first-half"
    return "second-half" if heard.received else "ring"


def drawn_chains(pulse: Pulse) -> tuple[Chain, ...]:
    """The chains with the newest stories, in their order."""
    newest = sorted(pulse.chains, key=lambda c: (c.stories[-1].date, c.first.id), reverse=True)
    return tuple(each for each in pulse.chains if each in newest[:CHAINS])


def _chains(pulse: Pulse, words: Messages) -> Plot:
    """Chains of stories along the months; what was before them is beyond the edge."""
    chains, columns = drawn_chains(pulse), pulse.window.columns
    since, until = columns[0].start, columns[-1].end
    scale = _CHAIN_WIDTH / ((until - since).days or 1)

    def place(day: dt.date) -> float:
        return round((max(day, since) - since).days * scale, 1) + 8

    plot = Plot(_CHAIN_WIDTH + 190, 24 + _LANE * len(chains))
    for month in columns:
        if month.start.month in (1, 4, 7, 10):
            x = place(month.start)
            text = _head(month, words)
            if month.start.month == 1:
                after = max(34, 12 + _LETTER * len(text))
                plot.texts.append(Text(x + after, 12, str(month.start.year), "start", "soft"))
            plot.lines.append(Line(x, 18, x, plot.height))
            plot.texts.append(Text(x + 4, 12, text, "start", "soft"))
    for lane, each in enumerate(chains):
        y = 24 + _LANE * lane + 30
        at = {story.id: place(story.date) for story in each.stories}
        for story in each.stories:
            if story.date >= since:
                plot.signs.append(Sign(at[story.id], y, SHAPES[story.kind], 6))
            start = at.get(story.continues or "")
            if start is not None and at[story.id] > start:
                plot.arcs.append(Arc(start, at[story.id], y - 8, 20))
        text = words.gettext(
            "%(title)s · %(number)s",
            title=label(each.first.title, 24),
            number=len(each.stories),
        )
        plot.texts.append(Text(max(at.values()) + 14, y + 5, text, "start"))
    return plot


def _themes(pulse: Pulse) -> Iterable[tuple[str, Plot]]:
    """A small picture of months for each theme, all to the same scale."""
    most = max(chain.from_iterable(pulse.themes.values()), default=0) or 1
    for slug, months in pulse.themes.items():
        plot = Plot(12 * len(months), 46)
        plot.lines.append(Line(0, 45, plot.width, 45))
        for number, count in enumerate(months):
            high = round(40 * count / most, 1)
            shape = "bar" if number < len(pulse.window.months) else "open-bar"
            if count:
                plot.signs.append(Sign(12 * number + 5, 44 - high, shape, 9, high))
        yield slug, plot


def _rhythm(pulse: Pulse, words: Messages) -> Plot:
    """The dates of each practice, month by month: full if a session is written down."""
    names = [label(each.title, 24) for each in pulse.rhythm]
    left, top, high = _names_width(names), 24, 30
    columns = pulse.window.columns
    heads = [_head(month, words) for month in columns]
    wide = _column_width(heads, _COLUMN)
    plot = Plot(left + wide * len(columns), top + high * len(names) + 1)
    for number, name in enumerate(heads):
        plot.texts.append(Text(left + wide * (number + 0.5), 12, name, "middle", "soft"))
    plot.boxes.append(Box(left + wide * (len(columns) - 1), 0, wide, plot.height))
    for row, each in enumerate(pulse.rhythm):
        y = top + high * row + high / 2
        plot.texts.append(Text(left - 12, y + 4.5, names[row], "end"))
        plot.lines.append(Line(left, y + high / 2, plot.width, y + high / 2))
        for number, (due, written) in enumerate(each.months):
            x = left + wide * (number + 0.5)
            if due > _DOTS:
                text = f"{words.number(written)}/{words.number(due)}"
                plot.texts.append(Text(x, y + 4.5, text, "middle", "small"))
                continue
            for dot in range(due):
                row_of, place = divmod(dot, 3)
                in_row = min(3, due - 3 * row_of)
                plot.signs.append(
                    Sign(
                        x + 10 * (place - (in_row - 1) / 2),
                        y + (0 if due <= 3 else 10 * row_of - 5),
                        "dot" if dot < written else "ring",
                        4 if dot < written else _RING,
                    )
                )
    return plot
