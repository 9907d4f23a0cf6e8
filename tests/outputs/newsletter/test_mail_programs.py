"""What mail programs know, by the data of caniemail.com, and what axe says of every page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import ROOT
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import made, many

CACHE = ROOT / ".cache" / "caniemail"
HARMLESS = {
    "<style> element": "every style that matters is on its element; the rest is for phones and the dark",
    "@media": "without it the mail is light and 600 wide at most, which every program can show",
    "Attribute selector": "styles are on the elements",
    "Class selector": "styles are on the elements",
    "Type selector": "styles are on the elements",
    "Descendant combinator": "styles are on the elements",
    "<body> element": "it becomes a div; the ground is on the outer table as well",
    "role attribute": "tables are then read as tables, row by row: the order stays",
    "lang attribute": "the words stay, said in another voice",
    "dir attribute": "the words stay, aligned to the other side",
    "width attribute": "the width is in the style as well",
    "align attribute": "the sheet stands at the side instead of the middle",
    "width property": "the width is in an attribute as well",
    "max-width": "the sheet's own width of 600 holds instead",
    "display": "only hides the preheader",
    "display:none": "the preheader is then the first line, which it may be",
    "text-decoration": "links keep the program's own underline",
    "margin": "only negative ones and auto are refused, and there are none",
    "padding": "not on paragraphs in one program, where there is none",
    "background": "only pictures are refused, and there are none",
    "background-color": "as above",
    "border": "one program knows it on tables and headings only",
    "border-collapse": "at worst a pixel between cells of the same ground",
    "font-size": "refused in units that are not used here",
    "font-weight": "only numbers are refused; we write words",
    "height property": "no height is set; line-height is taken for one",
    "line-height": "refused without a unit by a few, which then use their own",
    "text-align": "start and end are refused; we write left and right",
}
"""Reviewed: what some program does not know, or only in part, and why nothing is lost by that."""

_LOOK = """\
import { caniemail } from "caniemail";
import { readFileSync } from "node:fs";
const { issues } = caniemail({ clients: ["*"], html: readFileSync(process.argv[2], "utf-8") });
const titles = (found) => [...found.values()].flat().map((issue) => issue.title);
console.log(JSON.stringify([...new Set([...titles(issues.errors), ...titles(issues.warnings)])]));
"""


@pytest.fixture(scope="session")
def caniemail() -> Path:
    """A folder in which the npm package is installed; fetched once, into a cache."""
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("npm is not installed")
    folder = Path(os.environ.get("CANIEMAIL_CACHE", CACHE))
    if not (folder / "node_modules" / "caniemail").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        fetch = [
            "npm",
            "install",
            "--prefix",
            str(folder),
            "--no-audit",
            "--no-fund",
            "caniemail@1",
        ]
        done = subprocess.run(fetch, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            pytest.skip("npm cannot fetch caniemail@1 here")
    (folder / "look.mjs").write_text(_LOOK, "utf-8")
    return folder


@pytest.mark.slow
def test_mail_programs_know_what_the_mail_is_made_of(
    organisation: Organisation, caniemail: Path, tmp_path: Path
) -> None:
    organisation.config("newsletters/2026-10.yml", "note: |\n  A note.\ncall_to_action: Ask somebody.\n")  # fmt: skip
    many(organisation, 12)
    page = tmp_path / "email.html"
    page.write_bytes(made(organisation)["email.html"])
    look = ["node", str(caniemail / "look.mjs"), str(page)]
    done = subprocess.run(look, capture_output=True, text=True, check=True, timeout=60)
    found = set(json.loads(done.stdout))
    assert found - HARMLESS.keys() == set(), "not reviewed"
    assert HARMLESS.keys() - found == set(), "no longer needed"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [320, 1280])
def test_axe_finds_nothing_in_the_digest(
    organisation: Organisation, tmp_path: Path, scheme: Any, wide: int
) -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    playwright = pytest.importorskip("playwright.sync_api")
    organisation.config("newsletters/2026-10.yml", "note: |\n  A [note](https://bench.example/).\ncall_to_action: Ask.\n")  # fmt: skip
    many(organisation, 6)
    for path, content in made(organisation).items():
        (tmp_path / path).write_bytes(content)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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
        assert errors == []
        assert all(url.startswith(("file:", "about:", "data:", "blob:")) for url in requests)
        browser.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("wide", "high"), [(960, 540), (1280, 720), (1024, 768), (1920, 1080)])
def test_a_slide_never_runs_over_its_foot(
    organisation: Organisation, tmp_path: Path, wide: int, high: int
) -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
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
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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
        browser.close()
