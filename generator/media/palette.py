"""The design tokens: colours for light and dark, sizes of type and of space.

Colours are derived from an organisation's palette so that they always pass WCAG 2.2 AA. The site's
style sheet, the mail and the deck use them. A rule reports the colours that had to be changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.model import Palette

TYPE = {
    "note": 13,
    "small": 15,
    "text": 18,
    "lead": 22,
    "third": 23,
    "second": 30,
    "first": 46,
    "display": 76,
}
"""Type sizes in pixels, for readers who have not asked for larger ones."""
SPACE = (4, 8, 12, 20, 32, 52, 84)
"""Steps of space in pixels, each about 1.6 times the step before."""
RADIUS = 3
"""The radius of corners in pixels."""
SERIF, SANS = "Vollkorn", "Cabin"
"""The font families that the site contains."""

TEXT = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3); `_INK` is the enhanced level, for long texts."""
EDGE = 3.0
"""The contrast of the edge of a control (1.4.11)."""
_INK = 7.0
_PAPER = 12.0
_BLACK, _WHITE = "#000000", "#ffffff"

Backgrounds = tuple[str, ...]


class Scheme(NamedTuple):
    """Colours such as `#1a2b3c`. Text in ink, soft, link and mark passes on paper and tint."""

    paper: str
    """The background."""
    tint: str
    """The background of panels."""
    rule: str
    """Lines that only divide."""
    edge: str
    """Lines that outline a control."""
    ink: str
    soft: str
    """Less important text: dates, labels."""
    link: str
    mark: str
    """The accent."""


class AdjustedColour(NamedTuple):
    """A colour of the palette that does not pass on a background, and the one used instead."""

    name: str
    given: str
    ground: str
    ratio: float
    needed: float
    passing: str


class Tokens(NamedTuple):
    """The colours of an organisation, and those of its palette that had to be adjusted."""

    light: Scheme
    dark: Scheme
    moved: tuple[AdjustedColour, ...]

    @classmethod
    @cache
    def of(cls, palette: Palette) -> Tokens:
        """The colours derived from a palette."""
        moved: list[AdjustedColour] = []

        def passing(name: str, grounds: Backgrounds, needed: float, towards: str = _BLACK) -> str:
            given = str(getattr(palette, name))
            found = nearest(given, grounds, needed, towards)
            if found != given:
                worst = min(grounds, key=lambda ground: contrast(given, ground))
                moved.append(
                    AdjustedColour(name, given, worst, contrast(given, worst), needed, found)
                )
            return found

        paper = passing("paper", (_BLACK,), _PAPER, _WHITE)
        tint = mix(paper, palette.ink, 0.05)
        day = paper, tint
        ink = passing("ink", day, _INK)
        light = Scheme(
            paper=paper,
            tint=tint,
            rule=mix(paper, ink, 0.18),
            edge=nearest(mix(paper, ink, 0.4), day, EDGE, _BLACK),
            ink=ink,
            soft=nearest(mix(ink, paper, 0.3), day, TEXT, _BLACK),
            link=passing("primary", day, TEXT),
            mark=passing("accent", day, TEXT),
        )
        night = nearest(mix(ink, _BLACK, 0.16), (_WHITE,), 16.5, _BLACK)
        raised = mix(night, mix(paper, palette.accent, 0.3), 0.07)
        dusk = night, raised
        pale = mix(paper, night, 0.06)
        dark = Scheme(
            paper=night,
            tint=raised,
            rule=mix(night, paper, 0.2),
            edge=nearest(mix(night, paper, 0.4), dusk, EDGE, _WHITE),
            ink=pale,
            soft=nearest(mix(pale, night, 0.27), dusk, TEXT, _WHITE),
            link=nearest(mix(palette.primary, paper, 0.25), dusk, _INK, _WHITE),
            mark=nearest(mix(palette.accent, paper, 0.3), dusk, 5.5, _WHITE),
        )
        return cls(light, dark, tuple(moved))

    def css(self) -> str:
        """All tokens as CSS custom properties. 1rem is 20 pixels on Material's pages."""
        sizes = [f"--r-type-{name}:{size / 20:g}rem" for name, size in TYPE.items()]
        sizes += [f"--r-space-{at}:{size / 20:g}rem" for at, size in enumerate(SPACE, 1)]
        sizes += [f"--r-radius:{RADIUS / 20:g}rem"]
        printed = self.light._replace(paper=_WHITE, tint=_WHITE, ink=_BLACK)
        return (
            f":root{{{';'.join([*sizes, *_properties(self.light)])}}}\n"
            f'[data-md-color-scheme="slate"]{{{";".join(_properties(self.dark))}}}\n'
            f"@media print{{:root,[data-md-color-scheme]{{{';'.join(_properties(printed))}}}}}\n"
        )


def _properties(scheme: Scheme) -> Iterator[str]:
    return (f"--r-{name}:{colour}" for name, colour in scheme._asdict().items())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: str, grounds: Backgrounds, needed: float, towards: str) -> str:
    """The colour itself if it passes on every background, else the first that does on the way
    towards black or white, which keeps its hue.
    """

    def passes(other: str) -> bool:
        return all(contrast(other, ground) >= needed for ground in grounds)

    if passes(colour):
        return colour
    low, high = 0, 512
    while high - low > 1:
        half = (low + high) // 2
        if passes(mix(colour, towards, half / 512)):
            high = half
        else:
            low = half
    return mix(colour, towards, high / 512)


def mix(one: str, other: str, share: float) -> str:
    """A colour mixed with a share of another one, in the perceptual colour space OKLab."""
    pairs = zip(_oklab(one), _oklab(other), strict=True)
    return _hex(*(a + (b - a) * share for a, b in pairs))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _curve(red), _curve(green), _curve(blue)


def _curve(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# https://bottosson.github.io/posts/oklab/ (public domain)
def _oklab(colour: str) -> tuple[float, float, float]:
    r, g, b = _linear(colour)
    l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)  # noqa: E741  # as there
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def _hex(lightness: float, a: float, b: float) -> str:
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741  # as there
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )
    return "#" + "".join(f"{_byte(value):02x}" for value in linear)


def _byte(value: float) -> int:
    value = min(1.0, max(0.0, value))
    return round(
        255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)
    )
