"""The icon and the manifest: what phones and browsers show beside a site's name."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.media import icon
from generator.media.palette import Tokens
from generator.model import Palette
from generator.rendering.artifacts import File
from tests.conftest import Organisation, print_site

PALETTE = "palette: {primary: '#123456', accent: '#654321', paper: '#ffffff'}\n"


def _icon(organisation: Organisation) -> Any:
    image = pytest.importorskip("PIL.Image")
    files = (made for made in organisation.built().site() if isinstance(made, File))
    (content,) = [file.content for file in files if file.path == "assets/icon.png"]
    return image.open(io.BytesIO(content)).convert("RGB")


def _configured(organisation: Organisation, more: str) -> None:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", site + PALETTE + more)


@pytest.mark.parametrize("logo", ["", "logo: mark.svg\n"])
def test_without_a_picture_of_a_logo_the_icon_is_drawn_in_the_colours_of_the_organisation(
    organisation: Organisation, logo: str
) -> None:
    _configured(organisation, logo)
    drawn = _icon(organisation)
    assert drawn.size == (192, 192)
    colours = [drawn.getpixel(at) for at in ((2, 2), (40, 96), (96, 96))]
    assert colours == [(0x12, 0x34, 0x56), (255, 255, 255), (0x65, 0x43, 0x21)]


def test_the_icon_shows_the_logo_on_paper(organisation: Organisation) -> None:
    image = pytest.importorskip("PIL.Image")
    _configured(organisation, "logo: mark.svg\n")
    out = io.BytesIO()
    image.new("RGBA", (90, 30), "#00ff00").save(out, "PNG")
    organisation.write("site_config/static/mark.png", out.getvalue())
    drawn = _icon(organisation)
    colours = [drawn.getpixel(at) for at in ((2, 2), (96, 96), (96, 30))]
    assert colours == [(255, 255, 255), (0, 255, 0), (255, 255, 255)]


def test_the_drawing_is_the_same_bytes_and_small() -> None:
    scheme = Tokens.of(Palette()).light
    assert icon.drawing(scheme) == icon.drawing(scheme)
    assert len(icon.drawing(scheme)) < 8000


def test_every_page_leads_to_the_icon_and_the_manifest(
    organisation: Organisation, tmp_path: Path
) -> None:
    _configured(organisation, "")
    organisation.story("first")
    print_site(organisation.built(), tmp_path / "site", strict=False)
    manifest = json.loads((tmp_path / "site/manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] == "Told at the bench"
    for path in ("index.html", "stories/first/index.html", "404.html"):
        page = tmp_path / "site" / path
        text = page.read_text("utf-8")
        for rel, file in (("apple-touch-icon", "assets/icon.png"), ("manifest", "manifest.webmanifest"),
                          ("icon", "assets/icon.png")):  # fmt: skip
            (href,) = re.findall(rf'<link rel="{rel}" href="([^"]*)"', text)
            found = (
                tmp_path / "site" / href.lstrip("/") if href.startswith("/") else page.parent / href
            )
            assert found.resolve() == (tmp_path / "site" / file).resolve(), (path, rel)
        colours = re.findall(r'<meta name="theme-color" content="([^"]*)" media="\(prefers-color-scheme: (\w+)\)"', text)  # fmt: skip
        assert colours[0] == ("#ffffff", "light")
        assert colours[1][1] == "dark"
