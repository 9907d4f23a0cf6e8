"""A picture of more than 1 MB has a reason."""

from __future__ import annotations

import io
import random

import pytest

from generator.rules.large_pictures import WIDEST
from tests.conftest import Organisation

Image = pytest.importorskip("PIL.Image")


def _noise(width: int, height: int, format_: str) -> bytes:
    """A picture that no encoder makes small."""
    pixels = random.Random(4).randbytes(width * height * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(out, format_)
    return out.getvalue()


def _problems(organisation: Organisation, name: str, content: bytes) -> list[str]:
    organisation.write(f"stories/2026/{name}", content)
    organisation.story("the-lamp", image=f"{{file: {name}, alt: A lamp}}")
    return [problem.message for problem in organisation.problems() if problem.code == "S139"]


def test_a_large_picture_wider_than_a_page_is_reported(organisation: Organisation) -> None:
    content = _noise(WIDEST + 10, 400, "PNG")
    assert _problems(organisation, "lamp.png", content) == [
        "lamp.png is 2.6 MB and 2,250 pixels wide, but pages show at most 2,240"
    ]


def test_a_large_picture_that_is_mostly_metadata_is_reported(organisation: Organisation) -> None:
    content = _noise(100, 100, "JPEG") + bytes(2 * 1024 * 1024)
    assert _problems(organisation, "lamp.jpg", content) == [
        "lamp.jpg is 2.0 MB, but 0.0 MB is enough"
    ]


def test_a_large_picture_that_cannot_be_smaller_is_not(organisation: Organisation) -> None:
    assert _problems(organisation, "lamp.png", _noise(700, 700, "PNG")) == []


def test_a_wide_picture_of_few_bytes_is_not(organisation: Organisation) -> None:
    out = io.BytesIO()
    Image.new("RGB", (WIDEST * 2, 10)).save(out, "PNG")
    assert _problems(organisation, "lamp.png", out.getvalue()) == []


def test_what_is_no_picture_is_another_problem(organisation: Organisation) -> None:
    assert _problems(organisation, "lamp.png", bytes(2 * 1024 * 1024)) == []
