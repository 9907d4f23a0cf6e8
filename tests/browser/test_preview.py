"""The preview in a real browser: it asks for nothing, runs nothing, and fits a phone."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import TODAY, Organisation

pytestmark = pytest.mark.browser
EVIL = "<script>document.title='taken'</script><img src=//evil.example/x onerror=alert(1)>"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_preview_stands_alone(browser: Any, organisation: Organisation, width: int) -> None:
    organisation.story("one", title=f'"{EVIL}"', body=f"@ana stayed. {'long' * 60}")
    organisation.story("two", body=f"@ana stayed. {EVIL} {'long' * 60}")
    organisation.story("three", receivers="dora", channels="[site]")
    stories = organisation.root / "stories"
    root = str(organisation.root)
    said = CliRunner().invoke(
        main, ["--root", root, "preview", "--today", f"{TODAY}", str(stories)]
    )
    assert said.exit_code == 0, said.output
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    address = (organisation.root / "build/preview.html").as_uri()
    page.goto(address)
    assert page.title() == "Preview of a change"
    assert asked == [address]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".place").count() == 8
    assert page.locator(".place.none").count() == 3
    assert page.locator(".place").first.evaluate("e => getComputedStyle(e).borderStyle") == "solid"
    page.close()
