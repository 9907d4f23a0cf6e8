"""What mail programs know, by the data of caniemail.com."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import ROOT
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
