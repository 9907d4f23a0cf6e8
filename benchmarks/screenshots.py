"""Take pictures of every family of pages: light, dark, on a phone, and as printed.

    python -m benchmarks.screenshots [FAMILY...]

They go to build/screenshots/, which git ignores. Without a FAMILY the README's own pictures, in
docs/, are taken again too. Paper is as wide as the text area of a sheet of A4.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from PIL import Image

from benchmarks.chromium import FAMILIES, ROOT, browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "build" / "screenshots"
DESKTOP, PHONE, PAPER = (1280, 900), (390, 844), (720, 1018)
README = {"story": "story", "newsletter": "issue", "onboarding": "guide"}
"""The README's pictures in docs/, and the family each one shows."""
README_COLOURS = 96
"""A palette that keeps type and drawings as they are, at half the size of full colour."""
TALLEST = 1800
"""Lists go on; so much of a page is enough to see how it is set."""
WAYS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "print": {"viewport": PAPER, "media": "print"},
}


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as (address, folder), browser() as chromium:
        for way, options in WAYS.items():
            width, height = options["viewport"]
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme=options.get("color_scheme", "light"),
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.emulate_media(media=options.get("media"))
            for name, path in FAMILIES.items():
                if (wanted and name not in wanted) or not (
                    (folder / path).is_file() or (folder / path / "index.html").is_file()
                ):
                    continue
                page.goto(address + path)
                page.evaluate("document.fonts.ready")
                tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
                page.screenshot(
                    path=FOLDER / f"{name}-{way}.jpg",
                    type="jpeg",
                    quality=40,
                    clip={"x": 0, "y": 0, "width": width, "height": max(tall, height)},
                    full_page=True,
                )
            context.close()
        if not wanted:
            _readme(chromium, address)
    pictures = list(FOLDER.iterdir())
    size = sum(picture.stat().st_size for picture in pictures) / 1e6
    print(f"{len(pictures)} pictures in {FOLDER.relative_to(ROOT)}/, {size:.1f} MB")


def _readme(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    for name, family in README.items():
        page.goto(address + FAMILIES[family])
        page.evaluate("document.fonts.ready")
        with Image.open(io.BytesIO(page.screenshot())) as picture:
            small = picture.convert("RGB").quantize(README_COLOURS, dither=Image.Dither.NONE)
        small.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
