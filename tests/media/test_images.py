"""Pictures are printed as pixels: upright, without metadata, and only what they claim to be."""

from __future__ import annotations

import io
import random
import struct
import time
import warnings
import zlib
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest

from generator.media.images import FORMATS, MAX_BYTES, Picture, reencoded, remedy
from generator.rendering.artifacts import File, PrintedPage
from tests.conftest import Organisation

Image = pytest.importorskip("PIL.Image", reason="Pillow (extra images) is not installed")
PngImagePlugin = pytest.importorskip("PIL.PngImagePlugin")


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
    picture = reencoded(path)
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
    assert isinstance(reencoded(path), str)


def test_a_jpeg_of_thousands_of_scans_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    """Each scan is a few bytes, and a pass over every pixel: a small file would take an hour."""
    out = io.BytesIO()
    Image.new("RGB", (3400, 3400), "#a8472a").save(out, "JPEG", progressive=True)
    raw = out.getvalue()
    sound, bomb = tmp_path / "sound.jpg", tmp_path / "bomb.jpg"
    sound.write_bytes(raw)
    scan = raw[raw.rindex(b"\xff\xda") : -2]
    bomb.write_bytes(raw[:-2] + scan * 20_000 + raw[-2:])
    assert bomb.stat().st_size < 1_000_000
    assert isinstance(reencoded(sound), Picture)
    begun = time.process_time()
    assert reencoded(bomb) == "it has more than 100 scans"
    assert time.process_time() - begun < 1


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
    assert isinstance(reencoded(path), Picture)


def test_a_picture_that_cannot_be_printed_is_an_error_of_the_check(
    organisation: Organisation,
) -> None:
    organisation.write("stories/2026/broken.png", b"no picture")
    organisation.write("stories/2026/a b#c%41.jpg", _jpeg())
    organisation.story("bad", image="{file: broken.png, alt: Nothing}")
    organisation.story("good", image="{file: 'a b#c%41.jpg', alt: A hand}")
    assert "S126" in organisation.codes()
    pages = {a.address: a for a in organisation.built().site() if isinstance(a, PrintedPage)}
    assert "stories/bad/" not in pages
    assert 'src="a%20b%23c%2541.jpg"' in pages["stories/good/"].body().html


def test_a_page_with_several_stories_takes_a_picture_from_the_storys_own(
    organisation: Organisation,
) -> None:
    organisation.write("stories/2026/bench.jpg", _jpeg())
    organisation.story("first", date="2026-01-01", image="{file: bench.jpg, alt: Two hands}")
    organisation.story("second", date="2026-01-02", continues="first")
    pages = {a.address: a for a in organisation.built().site() if isinstance(a, PrintedPage)}
    chain = pages["threads/first/"].body().html
    assert 'src="../../stories/first/bench.jpg" alt="Two hands"' in chain


def _saved(ending: str, **how: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#a8472a").save(out, FORMATS[ending], **how)
    return out.getvalue()


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_hidden_in_a_picture_is_not_in_what_is_printed(tmp_path: Path, ending: str) -> None:
    """A page behind the last byte, a script in a comment, the place where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "<script>canary</script>"
    exif.get_ifd(0x8825)[2] = (57.0, 8.0, 0.0)
    how: dict[str, Any] = {"exif": exif}
    if ending == ".gif":
        how = {"comment": b"*/=1;canary()//"}
    elif ending == ".png":
        text = PngImagePlugin.PngInfo()
        text.add_text("a", "canary", zip=True)
        text.add_itxt("b", "canary")
        how |= {"pnginfo": text, "icc_profile": b"canary" * 9}
    path = tmp_path / f"both{ending}"
    path.write_bytes(_saved(ending, **how) + b"<html><script>canary()</script>PK\3\4")
    picture = reencoded(path)
    assert isinstance(picture, Picture)
    assert b"canary" not in picture.content
    assert b"script" not in picture.content
    again = Image.open(io.BytesIO(picture.content))
    assert not again.getexif()
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version",
                               "background", "loop", "timestamp", "duration"}  # fmt: skip


@pytest.mark.parametrize(
    "ending", [".svg", ".svgz", ".html", ".ico", ".tif", ".pdf", ".avif", ".eps", ""]
)
def test_other_kinds_of_pictures_are_refused(organisation: Organisation, ending: str) -> None:
    organisation.write(f"stories/2026/x{ending}", _saved(".png"))
    organisation.story("bad", image=f"{{file: 'x{ending}', alt: A lamp}}")
    assert "S115" in organisation.codes()
    assert isinstance(reencoded(organisation.root / f"stories/2026/x{ending}"), str)


def test_a_picture_is_refused_by_its_size_before_it_is_decoded(tmp_path: Path) -> None:
    bomb = bytearray(_saved(".png"))
    bomb[16:24] = struct.pack(">II", 50_000, 50_000)
    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4)
    (tmp_path / "bomb.png").write_bytes(bomb)
    assert isinstance(reencoded(tmp_path / "bomb.png"), str)
    with open(tmp_path / "fat.png", "wb") as file:
        file.write(_saved(".png"))
        file.truncate(MAX_BYTES + 1)
    assert "MB" in str(reencoded(tmp_path / "fat.png"))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_spoiled_picture_is_a_sentence_and_no_exception(tmp_path: Path, ending: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x"
    sound = _saved(ending, **({} if ending == ".gif" else {"exif": exif}))
    chance = random.Random(31)
    with warnings.catch_warnings(action="error"):
        for number in range(400):
            spoiled = bytearray(sound)
            for _ in range(chance.choice((1, 1, 2, 5))):
                spoiled[chance.randrange(len(spoiled))] = chance.choice(
                    (0, 255, chance.randrange(256))
                )
            path = tmp_path / f"{number}{ending}"
            path.write_bytes(spoiled)
            assert isinstance(reencoded(path), str | Picture)


@pytest.mark.parametrize("mode", ["I;16", "L"])
def test_a_ramp_of_greys_stays_a_ramp_with_sixteen_bits_too(tmp_path: Path, mode: str) -> None:
    ramp = Image.new(mode, (16, 1))
    for x in range(16):
        ramp.putpixel((x, 0), x * 17 * (257 if mode == "I;16" else 1))
    ramp.save(tmp_path / "scan.png")
    picture = reencoded(tmp_path / "scan.png")
    assert isinstance(picture, Picture)
    printed = Image.open(io.BytesIO(picture.content))
    assert [printed.getpixel((x, 0)) for x in range(16)] == [(x * 17,) * 3 for x in range(16)]


def test_sixteen_bits_with_one_transparent_grey_are_printed(tmp_path: Path) -> None:
    Image.new("I;16", (2, 2), 40_000).save(tmp_path / "scan.png", transparency=40_000)
    picture = reencoded(tmp_path / "scan.png")
    assert isinstance(picture, Picture)
    assert Image.open(io.BytesIO(picture.content)).convert("RGB").getpixel((0, 0)) == (156,) * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "git lfs pull"),
        (b"\x89PNG\r\n\x1a\n....", "format is PNG: change the extension to .png"),
        (b"\x00\x00\x00\x18ftypheic....", "format is HEIC"),
        (b"\x00\x00\x00\x18ftypavif....", "format is AVIF"),
        (b"<!DOCTYPE html><title>Sign in</title>", "format is HTML"),
        (b"\xff\xd8\xff\xe0 cut off", "save it again"),
        (b"", "save it again"),
    ],
)
def test_the_remedy_for_a_picture_names_what_the_file_really_is(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bench.jpg"
    path.write_bytes(content)
    assert isinstance(reencoded(path), str)
    assert said in remedy(path)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_pictures_name_in_the_other_normal_form_is_the_same_name(
    organisation: Organisation, form: Literal["NFC", "NFD"]
) -> None:
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    organisation.write(f"stories/2026/{normalize(other, 'café')}.jpg", _jpeg())
    organisation.story("the-lamp", image=f"{{file: {normalize(form, 'café')}.jpg, alt: A table}}")
    assert [p.code for p in organisation.problems() if p.code in ("S116", "S126", "S129")] == []
    files = {a.path for a in organisation.built().site() if isinstance(a, File)}
    assert any(path.endswith(".jpg") for path in files)
