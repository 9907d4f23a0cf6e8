"""Pages for one reader and for a meeting: by axe's rules, on a phone, printed, and without a request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.browser.test_access import WAYS, violations
from tests.conftest import Organisation
from tests.private.test_review import DECIDED
from tests.private.worlds import fill

pytestmark = pytest.mark.browser

MADE = {
    "portfolio": (("portfolio", "q0", "--format", "html"), "build/portfolio/q0.html"),
    "review": (("review", "2026-Q4", "--format", "html"), "build/review/2026-Q4.html"),
    "sheets": (("gaps", "--sheets"), "build/gaps/sheets.html"),
}


def _made(organisation: Organisation, name: str) -> Path:
    fill(organisation, 0)
    organisation.config("reviews/2026-Q3.yml", DECIDED)
    words, path = MADE[name]
    arguments = ["--root", str(organisation.root), *words, "--today", f"{organisation.today}"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return organisation.root / path


@pytest.mark.parametrize("name", MADE)
def test_axe_finds_nothing_and_nothing_is_fetched(
    browser: Any, organisation: Organisation, name: str
) -> None:
    path = _made(organisation, name)
    for way in WAYS.values():
        context = browser.new_context(**way)
        page = context.new_page()
        wanted: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request, wanted=wanted: wanted.append(request.url))
        page.on("console", lambda said, complaints=complaints: complaints.append(said.text))
        page.goto(path.as_uri())
        assert wanted == [path.as_uri()]
        assert complaints == [], "its own policy lets its style through"
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), way
        context.close()


def test_each_sheet_is_a_page_of_its_own(browser: Any, organisation: Organisation) -> None:
    path = _made(organisation, "sheets")
    context = browser.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    breaks = page.locator(".sheet").evaluate_all(
        "sheets => sheets.map(sheet => getComputedStyle(sheet).breakBefore)"
    )
    assert breaks[0] == "auto"
    assert len(breaks) > 1
    assert set(breaks[1:]) == {"page"}
    context.close()
