"""Pictures are printed as pixels: upright, without metadata, and only what they claim to be."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator.artifacts import File, Sheet
from generator.pictures import Picture, printed
from tests.conftest import Organisation

Image = pytest.importorskip("PIL.Image", reason="Pillow (extra images) is not installed")


def _jpeg(size: tuple[int, int] = (40, 20)) -> bytes:
    picture = Image.new("RGB", size, "#a8472a")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "at the canary's house"
    exif.get_ifd(0x8825)[2] = (57.0, 8.0, 0.0)  # a latitude
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_metadata_is_gone_and_the_picture_upright(tmp_path: Path) -> None:
    path = tmp_path / "bench.jpg"
    path.write_bytes(_jpeg())
    assert b"canary" in path.read_bytes()
    picture = printed(path)
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (20, 40)
    assert b"canary" not in picture.content
    assert not Image.open(io.BytesIO(picture.content)).getexif()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("svg.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("html.jpg", b"<script>alert(1)</script>"),
        ("jpeg.png", _jpeg()),
        ("cut.jpg", _jpeg((400, 400))[:700]),
        ("empty.webp", b""),
        ("big.png", None),
    ],
)
def test_what_is_no_sound_picture_is_not_printed(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is None:
        Image.new("1", (4000, 3200)).save(path)
    else:
        path.write_bytes(content)
    assert isinstance(printed(path), str)


def test_a_story_shows_its_picture_only_where_everybody_is_named(
    organisation: Organisation,
) -> None:
    organisation.write("stories/2026/bench.jpg", _jpeg())
    image = "{file: bench.jpg, alt: 'Two hands, one gearbox'}"
    organisation.story("named", image=image)
    organisation.story("unnamed", image=image, receivers="dora")
    files = {a.path for a in organisation.built().site() if isinstance(a, File)}
    assert "stories/named/bench.jpg" in files
    assert "stories/unnamed/bench.jpg" not in files


def test_what_a_phone_calls_twelve_megapixels_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    Image.new("L", (4032, 3024)).save(path)
    assert isinstance(printed(path), Picture)


def test_a_picture_that_cannot_be_printed_is_an_error_of_the_check(
    organisation: Organisation,
) -> None:
    organisation.write("stories/2026/broken.png", b"no picture")
    organisation.write("stories/2026/a b#c%41.jpg", _jpeg())
    organisation.story("bad", image="{file: broken.png, alt: Nothing}")
    organisation.story("good", image="{file: 'a b#c%41.jpg', alt: A hand}")
    assert "S126" in organisation.codes()
    pages = {a.address: a for a in organisation.built().site() if isinstance(a, Sheet)}
    assert "stories/bad/" not in pages
    assert 'src="a%20b%23c%2541.jpg"' in pages["stories/good/"].body().html
