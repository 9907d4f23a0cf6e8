"""A QR code is the same as a drawing and as a picture, and has the room around it that readers need."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest

from generator.media import qr_code

ADDRESS = "https://stories.bench.example/"


def _drawn(svg: str) -> set[tuple[int, int]]:
    """The dark modules of a drawing, by its path of relative lines."""
    (path,) = ET.fromstring(svg)
    signs = path.attrib["d"].replace("M", " M").replace("m", " m").replace("h", " h").split()
    left, top, dark = 0.0, 0.0, set()
    for at, sign in enumerate(signs):
        if sign[0] in "Mm":
            x, y = float(sign[1:]), float(signs[at + 1])
            left, top = (x, y) if sign[0] == "M" else (left + x, top + y)
        elif sign[0] == "h":
            dark |= {(int(left) + step, int(top)) for step in range(int(sign[1:]))}
            left += int(sign[1:])
    return dark


def test_the_drawing_and_the_picture_are_one_code() -> None:
    image = pytest.importorskip("PIL.Image")
    svg = qr_code.drawing(ADDRESS, "#112233")
    picture = image.open(io.BytesIO(qr_code.picture(ADDRESS, "#112233", "#fefefe"))).convert("RGB")
    side = int(ET.fromstring(svg).attrib["viewBox"].split()[2])
    dots = picture.width // side
    dark = {
        (x, y)
        for x in range(side)
        for y in range(side)
        if picture.getpixel((x * dots + dots // 2, y * dots + dots // 2)) == (0x11, 0x22, 0x33)
    }
    assert dark == _drawn(svg)
    assert len(dark) > 200
    assert min(min(module) for module in dark) == 4, "four empty modules around it"
    assert max(max(module) for module in dark) == side - 5


def test_it_is_the_same_each_time_and_another_for_another_address() -> None:
    assert qr_code.drawing(ADDRESS, "#112233") == qr_code.drawing(ADDRESS, "#112233")
    assert qr_code.drawing(ADDRESS, "#112233") != qr_code.drawing(f"{ADDRESS}x", "#112233")
    one, two = (qr_code.picture(ADDRESS, "#112233", "#fefefe") for _ in range(2))
    assert one == two
