"""The digest's own pages in a browser: judged by axe, on one screen, and with room for each slide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import made, many

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [320, 1280])
def test_axe_finds_nothing_in_the_digest(
    browser: Any, organisation: Organisation, tmp_path: Path, scheme: str, wide: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    organisation.config("newsletters/2026-10.yml", "note: |\n  A [note](https://bench.example/).\ncall_to_action: Ask.\n")  # fmt: skip
    many(organisation, 6)
    for path, content in made(organisation).items():
        (tmp_path / path).write_bytes(content)
    page = browser.new_page(color_scheme=scheme, viewport={"width": wide, "height": 800})
    errors: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    for path in ("email.html", "townhall.html", "index.html"):
        page.goto((tmp_path / path).as_uri())
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{path} is wider than the screen"
        found = [
            (each["id"], node["target"], node["failureSummary"])
            for each in axe.run(page).response["violations"]
            for node in each["nodes"]
        ]
        assert found == [], path
    page.close()
    assert errors == []
    assert all(url.startswith(("file:", "about:", "data:", "blob:")) for url in requests)


@pytest.mark.parametrize(("wide", "high"), [(960, 540), (1280, 720), (1024, 768), (1920, 1080)])
def test_a_slide_never_runs_over_its_foot(
    browser: Any, organisation: Organisation, tmp_path: Path, wide: int, high: int
) -> None:
    long = "It was cold, and nobody spoke, and the oven went out twice. "
    organisation.config(
        "newsletters/2026-10.yml", f"call_to_action: {('Ask who holds the key. ' * 12).strip()}\n"
    )
    many(organisation, 6)
    organisation.story("acts", "Held.", date="2026-10-09")
    organisation.story("longest", long * 20, title=(long * 2)[:118].strip(), summary=long * 4,
                       outcome=long * 4, ask=f"{long * 2}Why?", date="2026-10-20")  # fmt: skip
    page_file = tmp_path / "townhall.html"
    page_file.write_bytes(made(organisation)["townhall.html"])
    page = browser.new_page(viewport={"width": wide, "height": high})
    page.goto(page_file.as_uri())
    for number in range(page.locator(".slide").count()):
        inner, foot = (
            page.locator(f".slide.now > {part}").bounding_box() for part in (".fit", ".foot")
        )
        assert inner is not None
        assert foot is not None
        assert inner["y"] >= 0, number
        assert inner["y"] + inner["height"] <= foot["y"] + 1, number
        assert inner["x"] + inner["width"] <= wide, number
        assert foot["y"] + foot["height"] <= high, number
        page.keyboard.press("ArrowRight")
    page.close()
