"""A picture of a story for those who share it: its line or its title, large, as its page sets it.

Drawn by Pillow (extra `images`) with the fonts that the site ships. What these have no letters for gets
no picture.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.media import images
from generator.media.palette import Scheme
from generator.system.inside import read_bytes, real

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.Image import Image as Drawn
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
"""Pixels, as the Open Graph protocol's readers want them."""
_LATIN = (
    r" -~\xa0\xa1\xa3\xa7\xa9\xab\xb0\xb7\xbb\xbf-\xff\u0131\u0152\u0153\u2013\u2014"
    r"\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac"
)
_MORE = r"\u0100-\u0130\u0132-\u0148\u014a-\u0151\u0154-\u017e\u0218-\u021b"
_RUN = re.compile(f"([{_LATIN}]+)|([{_MORE}]+)")
_SETTABLE = re.compile(f"[{_LATIN}{_MORE}]*")
_SPACE = re.compile(r"[\s\u2009\u202f]+")
_SERIF, _SANS = "vollkorn", "cabin"
_BOLD, _BOOK = 580, 420
"""Weights of the variable fonts."""
_MARGIN, _WIDE = 84, 1200 - 2 * 84
_MARK = 92
_TITLE_SIZES = (92, 84, 76, 70, 64, 58, 52, 48, 44, 40, 36)
_SHADES = 24
"""Shades of each colour, for smooth edges."""
_SEEN = [255 * (round(much * _SHADES / 255) > 0) for much in range(256)]
_FINE = 4
"""Drawings are made so much larger, and scaled down, for smooth edges."""
_HEAD = 8 + 25
"""The number of bytes before the checksum: the signature of PNG, and its first chunk."""
_KEYWORD = b"Comment\0"
"""The keyword of the text chunk that holds the checksum."""


class Poster(NamedTuple):
    """What a picture says. `mark` is a drawing of a kind of story; the last line is who it is from."""

    title: str
    text: str = ""
    givers: str = ""
    receivers: str = ""
    site: str = ""
    mark: str = ""


def can_draw(poster: Poster, fonts: str) -> bool:
    """Whether Pillow is installed and reads the fonts, and these have every letter."""
    return _has_fonts(fonts) and all(map(_SETTABLE.fullmatch, _spaced(poster)))


def draw(poster: Poster, scheme: Scheme, fonts: str, earlier: bytes = b"") -> bytes:
    """A picture as PNG, the same bytes each time.

    Args:
        poster: What it says; the fonts must have its letters (`can_draw`).
        scheme: The colours.
        fonts: The folder of the site's fonts.
        earlier: A picture from an earlier build. If it is the same picture, it is returned and nothing is drawn.

    """
    poster = _spaced(poster)
    picture = earlier[:_HEAD] + earlier[_HEAD + len(_checksum_chunk(b"")) :]
    if earlier and earlier == _with_checksum(picture, poster, scheme, fonts):
        return earlier
    return _drawn(poster, scheme, fonts)


def _spaced(poster: Poster) -> Poster:
    """What a picture says, with spaces of one kind."""
    return Poster(*(_SPACE.sub(" ", text) for text in poster))


@cache
def _has_fonts(fonts: str) -> bool:
    if not images.available():
        return False
    try:
        _font(_Type(fonts, _SERIF, _TITLE_SIZES[0], _BOLD), "latin")
    except OSError:  # FreeType without Brotli reads no WOFF2
        return False
    return True


@lru_cache(maxsize=512)  # `serve` asks for the same again and again
def _drawn(poster: Poster, scheme: Scheme, fonts: str) -> bytes:
    sheet = _Sheet(scheme)
    top = _MARGIN - 20
    if poster.mark:
        _draw_mark(sheet, poster.mark, (_MARGIN - 8, top))
        top += _MARK + 22
    foot = SIZE[1] - 96
    sheet.pen(scheme.rule).line((_MARGIN, foot, SIZE[0] - _MARGIN, foot), 255, 2)
    face = _Type(fonts, _SANS, 27, _BOOK)
    _write(sheet, (_MARGIN, foot + 18), _fitted(poster.site, face, _WIDE), face, scheme.soft)
    bottom = foot - (84 if poster.givers else 28)
    room = bottom - top - (110 if poster.text else 0)
    sizes = _TITLE_SIZES if not poster.text else _TITLE_SIZES[2:]
    for size in sizes:
        face = _Type(fonts, _SERIF, size, _BOLD)
        lines = _lines(poster.title, face, _WIDE)
        if len(lines) * size * 1.12 <= room:
            break
    for line in _most(lines, int(room // (face.size * 1.12)), face):
        _write(sheet, (_MARGIN, top), line, face, scheme.ink)
        top += round(face.size * 1.12)
    if poster.text:
        face = _Type(fonts, _SERIF, 34, _BOOK)
        top += 22
        for line in _most(_lines(poster.text, face, _WIDE), int((bottom - top) // 44), face):
            _write(sheet, (_MARGIN, top), line, face, scheme.soft)
            top += 44
    if poster.givers:
        _who(sheet, poster, fonts, bottom + 22)
    return _with_checksum(sheet.png(), poster, scheme, fonts)


def _with_checksum(picture: bytes, poster: Poster, scheme: Scheme, fonts: str) -> bytes:
    """A picture with a checksum of itself and of everything it depends on."""
    drawn_from = (poster, scheme, _tools(fonts))
    checksum = blake2b(picture + repr(drawn_from).encode(), digest_size=16).hexdigest()
    return picture[:_HEAD] + _checksum_chunk(checksum.encode()) + picture[_HEAD:]


def _checksum_chunk(checksum: bytes) -> bytes:
    """A text chunk of PNG: the length of its data, its type, the data, and the CRC of both."""
    chunk = b"tEXt" + _KEYWORD + checksum.ljust(32)
    return (len(chunk) - 4).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)


@cache
def _tools(fonts: str) -> tuple[str | None, ...]:
    """What pictures depend on besides what they say: this module, the fonts, and the libraries."""
    from PIL import __version__, features  # noqa: PLC0415  # an extra

    files = (Path(__file__), *sorted(Path(fonts).glob("*.woff2")))
    # They are ours, and an installation may be one of links.
    contents = b"".join([read_bytes(real(path)) for path in files])
    checksum = blake2b(contents, digest_size=16).hexdigest()
    return checksum, __version__, *map(features.version, ("freetype2", "raqm", "zlib"))


class _Sheet:
    """Paper with a layer for each colour, which makes a picture of few shades: quick, and small."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._layers: dict[str, Image] = {}

    def layer(self, colour: str) -> Image:
        """How much of a colour is at each place, from 0 to 255."""
        from PIL import Image  # noqa: PLC0415  # an extra

        if colour not in self._layers:
            self._layers[colour] = Image.new("L", SIZE)
        return self._layers[colour]

    def pen(self, colour: str) -> ImageDraw:
        from PIL import ImageDraw  # noqa: PLC0415  # an extra

        return ImageDraw.Draw(self.layer(colour))

    def png(self) -> bytes:
        from PIL import Image  # noqa: PLC0415  # an extra

        picture = Image.new("P", SIZE)
        palette = [_mixed(self.scheme.paper, self.scheme.paper, 0)]
        for colour, layer in self._layers.items():
            start = len(palette) - 1
            if box := layer.getbbox():
                some = layer.crop(box)
                shades = [start + round(much * _SHADES / 255) for much in range(256)]
                picture.paste(some.point(shades), box, some.point(_SEEN))
            palette += (
                _mixed(self.scheme.paper, colour, n / _SHADES) for n in range(1, _SHADES + 1)
            )
        picture.putpalette(b"".join(palette))
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=4)
        return out.getvalue()


class _Type(NamedTuple):
    """A way to set text: a family of the site's fonts, a size in pixels, and a weight."""

    folder: str
    family: str
    size: int
    weight: int

    def fonts(self) -> tuple[FreeTypeFont, FreeTypeFont]:
        return _font(self, "latin"), _font(self, "latin-ext")

    def runs(self, text: str) -> list[tuple[str, FreeTypeFont]]:
        """The parts of a text, each with the font that has its letters."""
        latin, more = self.fonts()
        return [(m[0], latin if m[1] else more) for m in _RUN.finditer(text)]

    def width(self, text: str) -> float:
        return _width(self, text)


@lru_cache(maxsize=4096)  # lines are tried in many widths
def _width(face: _Type, text: str) -> float:
    return sum(font.getlength(part, features=_figures()) for part, font in face.runs(text))


@cache
def _figures() -> list[str] | None:
    """Figures as tall as capitals, where letters are shaped by Raqm."""
    from PIL import features  # noqa: PLC0415  # an extra

    return ["lnum"] if features.check_feature("raqm") else None


@lru_cache(maxsize=64)
def _font(face: _Type, letters: str) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  # an extra

    path = f"{face.folder}/{face.family}-{letters}-wght-normal.woff2"
    font = ImageFont.truetype(path, face.size)
    font.set_variation_by_axes([face.weight])
    return font


def _write(sheet: _Sheet, at: tuple[float, float], text: str, face: _Type, ink: str) -> float:
    """Write a line of text below a place, and say where it ends."""
    left, top = at
    base = top + face.size  # parts in two fonts stand on one line
    pen = sheet.pen(ink)
    for part, font in face.runs(text):
        pen.text((left, base), part, 255, font, anchor="ls", features=_figures())
        left += font.getlength(part, features=_figures())
    return left


def _lines(text: str, face: _Type, wide: float) -> list[str]:
    """A text in lines of much the same length, as few as there must be."""
    count = len(_wrapped(text, face, wide))
    low, high = wide / 2, wide
    while high - low > 4:  # the narrowest column with as many lines
        middle = (low + high) / 2
        low, high = (low, middle) if len(_wrapped(text, face, middle)) <= count else (middle, high)
    return _wrapped(text, face, high)


def _wrapped(text: str, face: _Type, wide: float) -> list[str]:
    lines: list[str] = []
    space, at = face.width(" "), wide
    for word in text.split():
        length = face.width(word)
        if lines and at + space + length <= wide:
            lines[-1] += f" {word}"
            at += space + length
        else:
            lines.append(_fitted(word, face, wide))
            at = length
    return lines


def _fitted(line: str, face: _Type, wide: float) -> str:
    if face.width(line) <= wide:
        return line
    while line and face.width(f"{line}…") > wide:
        line = line[:-1]
    return f"{line}…"


def _most(lines: Sequence[str], most: int, face: _Type) -> list[str]:
    """At most so many lines; the last of them says that there is more."""
    if len(lines) <= most:
        return list(lines)
    *before, last = lines[: max(1, most)]
    return [*before, _fitted(f"{last.rstrip(' .,;:')}…", face, _WIDE)]


def _who(sheet: _Sheet, poster: Poster, fonts: str, top: float) -> None:
    """Who helped whom, with an arrow, which the fonts do not have."""
    face, scheme = _Type(fonts, _SANS, 32, _BOOK), sheet.scheme
    room = _WIDE - 74 if poster.receivers else _WIDE
    half = room / 2
    givers, receivers = face.width(poster.givers), face.width(poster.receivers)
    wide = max(half, room - receivers) if givers + receivers > room else givers + 1
    left = _write(sheet, (_MARGIN, top), _fitted(poster.givers, face, wide), face, scheme.ink)
    if poster.receivers:
        middle = top + 22
        start, end = left + 20, left + 54
        pen = sheet.pen(scheme.mark)
        pen.line((start, middle, end, middle), 255, 3)
        pen.line((end - 10, middle - 8, end, middle, end - 10, middle + 8), 255, 3, "curve")
        rest = SIZE[0] - _MARGIN - left - 74
        text = _fitted(poster.receivers, face, rest)
        _write(sheet, (left + 74, top), text, face, scheme.ink)


def _draw_mark(sheet: _Sheet, name: str, at: tuple[int, int]) -> None:
    """Draw the mark of a kind of story: a part of it in the full colour, a part in half of it."""
    mark = sheet.scheme.mark
    pale = "#" + _mixed(sheet.scheme.paper, mark, 0.5).hex()
    for colour, drawn in zip((mark, pale), _mark(name), strict=True):
        sheet.layer(colour).paste(drawn, at)


@cache
def _mark(name: str) -> tuple[Image, Image]:
    """Both parts of a mark, as `templates/site/marks/` has it."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # an extra

    unit = _MARK * _FINE / 48
    full, half = (Image.new("L", (_MARK * _FINE,) * 2) for _ in range(2))

    def disc(on: Drawn, x: float, y: float, radius: float, start: int = 0, end: int = 360) -> None:
        box = ((x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit)
        ImageDraw.Draw(on).pieslice(box, start, end, 255)

    def arch(
        on: Drawn, left: float, right: float, ground: float, top: float, ink: int = 255
    ) -> None:
        radius, pen = (right - left) / 2, ImageDraw.Draw(on)
        box = (left * unit, (top - radius) * unit, right * unit, (top + radius) * unit)
        pen.pieslice(box, 180, 360, ink)
        pen.rectangle((left * unit, top * unit, right * unit, ground * unit), ink)

    if name == "bowl":
        disc(half, 24, 12.5, 8.5)
        disc(full, 24, 25, 20, 0, 180)
    elif name == "echo":
        disc(full, 22, 22, 18, 90, 270)
        disc(half, 26, 29, 15, -90, 90)
    else:
        arch(full, 2, 32, 44, 21)
        arch(full, 10, 24, 44, 22, 0)
        arch(half, 35, 46, 44, 38)
    small = (_MARK, _MARK), Image.Resampling.LANCZOS
    return full.resize(*small), half.resize(*small)


def _mixed(paper: str, colour: str, much: float) -> bytes:
    """A part of a colour, such as `#1a2b3c`, on paper: three bytes."""
    pairs = zip(bytes.fromhex(paper[1:]), bytes.fromhex(colour[1:]), strict=True)
    return bytes(round(p + (c - p) * much) for p, c in pairs)
