"""Pictures of every family of pages: light, dark, on a phone, and as printed; one for the README.

    python -m benchmarks.screenshots [FAMILY...]

They go to docs/screenshots/. Paper is as wide as the text of a sheet of A4.
"""

from __future__ import annotations

import sys
from typing import Any

from benchmarks.chromium import FAMILIES, ROOT, browser, served

FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE, PAPER = (1280, 900), (390, 844), (720, 1018)
TALLEST = 1800
"""Lists go on; so much of a page is enough to see how it is set."""
WAYS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESK},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
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
            page = chromium.new_page(
                viewport={"width": 1280, "height": 860}, reduced_motion="reduce"
            )
            page.goto(address + FAMILIES["story"])
            page.evaluate("document.fonts.ready")
            page.screenshot(path=ROOT / "docs" / "story.png")
    size = sum(picture.stat().st_size for picture in FOLDER.iterdir()) / 1e6
    print(f"{len(list(FOLDER.iterdir()))} pictures in docs/screenshots/, {size:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
