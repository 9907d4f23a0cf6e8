"""The slides and the page of all formats, opened from a folder as an editor does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import OCTOBER, many

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(organisation: Organisation, tmp_path: Path) -> Path:
    """An issue of four stories, written down."""
    for file in many(organisation, 4).built().digest(OCTOBER):
        (tmp_path / file.path).write_bytes(file.content)
    return tmp_path


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert errors == []


def heading(page: Any) -> str:
    """Of the slide that is shown; there is one at a time."""
    assert page.locator(".slide:visible").count() == 1
    return str(page.locator(".slide:visible :is(h1, h2)").inner_text())


def test_slides_turn_by_keyboard_and_have_notes(page: Any, folder: Path) -> None:
    page.goto((folder / "townhall.html").as_uri())
    assert heading(page) == "October 2026"
    page.keyboard.press("ArrowRight")
    first = heading(page)
    assert first.startswith("Lamp number")
    assert page.url.endswith("#2")
    assert page.locator(".notes:visible").count() == 0
    page.keyboard.press("n")
    assert "Time:" in page.locator(".notes:visible").inner_text()
    assert "counted the bulbs twice over" in page.locator(".notes:visible").inner_text()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert "#" in page.url, "the last slide stays"
    page.keyboard.press("Home")
    assert heading(page) == "October 2026"
    page.goto((folder / "townhall.html").as_uri() + "#2")
    assert heading(page) == first


def test_a_hallway_screen_turns_by_itself_and_begins_again(page: Any, folder: Path) -> None:
    page.clock.install()
    page.goto((folder / "townhall.html").as_uri() + "#1-hallway")
    count = page.locator(".slide").count()
    seen = [heading(page)]
    for _ in range(count):
        page.clock.run_for(60_000)
        seen.append(heading(page))
    assert len(set(seen)) > 2
    assert page.locator("[data-do=hallway]").get_attribute("aria-pressed") == "true"


def test_slides_are_all_there_without_a_script_and_on_paper(browser: Any, folder: Path) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto((folder / "townhall.html").as_uri())
    assert plain.locator(".slide:visible").count() == plain.locator(".slide").count() > 4
    plain.context.close()
    paper = browser.new_page()
    paper.goto((folder / "townhall.html").as_uri())
    paper.emulate_media(media="print")
    assert paper.locator(".slide:visible").count() == paper.locator(".slide").count()
    assert paper.locator(".notes:visible").count() == paper.locator(".notes").count()
    paper.close()


def test_the_index_copies_and_downloads(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    assert (
        page.frame_locator("iframe[title='The mail']").locator("h1").inner_text() == "October 2026"
    )
    slides = page.frame_locator("iframe[title='The slides']")
    slides.locator(".slide.now h1").wait_for()
    page.locator("[data-copy='digest.txt']").click()
    page.locator(".said", has_text="Copied digest.txt.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == (folder / "digest.txt").read_text("utf-8")
    page.locator("[data-rich]").click()
    page.locator(".said", has_text="with its look").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then(([item]) => item.types)")
    assert set(kinds) == {"text/html", "text/plain"}
    for path in ("email.eml", "slack.json"):
        with page.expect_download() as waiting:
            page.locator(f"[data-get='{path}']").click()
        assert waiting.value.suggested_filename == path
        assert Path(waiting.value.path()).read_bytes() == (folder / path).read_bytes()
