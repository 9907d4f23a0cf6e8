"""The organisation's colours for mail and slides, in six digits, light and dark, readable on each ground."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Palette

READABLE = 4.5
"""The contrast that WCAG AA asks of text."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme. Every colour of text is readable on `ground`, `paper` and `tint`."""

    ground: str
    paper: str
    tint: str
    rule: str
    ink: str
    soft: str
    link: str
    mark: str


def schemes(palette: Palette) -> tuple[Scheme, Scheme]:
    """The light scheme and the dark one."""
    made = []
    for ground, paper, tint, rule, ink, soft, keep in (
        ("#f5efe4", "#fdfbf7", "#f5efe4", "#e4ddd1", "#23201c", "#5f584f", 1.0),
        ("#141210", "#1f1c18", "#2b2721", "#3a352e", "#ece5da", "#b3a99b", 0.5),
    ):
        link, mark = (
            _readable(mixed(colour, ink, keep), ink, (ground, paper, tint))
            for colour in (palette.primary, palette.accent)
        )
        made.append(Scheme(ground, paper, tint, rule, ink, soft, link, mark))
    return made[0], made[1]


def mixed(colour: str, other: str, share: float) -> str:
    """So much of a colour, and the rest of another."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _readable(colour: str, ink: str, grounds: tuple[str, ...]) -> str:
    """A colour, with as much ink in it as it needs to be read."""
    share = 1.0
    made = colour
    while share > 0 and min(contrast(made, ground) for ground in grounds) < READABLE:
        share -= 0.05
        made = mixed(colour, ink, max(share, 0.0))
    return made


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
