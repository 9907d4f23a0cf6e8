"""The screen in the hallway: it turns by itself, and shows nothing any more after its last day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import OCTOBER

pytestmark = pytest.mark.browser


@pytest.fixture
def wall(organisation: Organisation, tmp_path: Path) -> Path:
    """Built on November 20, 2026, with a quote, a line, a short story, and one in Arabic."""
    organisation.story("said", "Long. " * 90, title="The lamp", quote="{text: 'Hold it.', by: ana}")
    organisation.story("line", "@ana carried the oven down the stairs alone.", date="2026-10-11")
    organisation.story(
        "short", "It was dark, and @bo held it.", title="The hour", date="2026-10-12"
    )
    organisation.story("misbah", "قالت @ana: «أين المصباح؟»", lang="ar", date="2026-10-13")
    files = {file.path: file.content for file in organisation.built().digest(OCTOBER)}
    path = tmp_path / "wall.html"
    path.write_bytes(files["wall.html"])
    return path


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    made = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    errors: list[str] = []
    requests: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    made.on("request", lambda request: requests.append(request.url))
    yield made
    made.close()
    assert errors == []
    assert all(url.startswith(("file:", "data:", "about:")) for url in requests)


def shown(page: Any) -> str:
    return " ".join(page.locator(".stage").inner_text().split())


def test_it_turns_through_everything_and_begins_again(page: Any, wall: Path) -> None:
    page.clock.install(time="2026-11-21T09:00:00")
    page.goto(wall.as_uri())
    seen = []
    for _ in range(8):
        seen.append(shown(page))
        page.clock.run_for(40_000)
    assert len(set(seen)) == 4
    assert any("“Hold it.” Ana Óscoz The lamp" in text for text in seen)
    assert any("The hour It was dark, and Bo held it." in text for text in seen)
    assert "Built on November 20, 2026" in page.locator(".foot").inner_text()


def test_it_can_be_stopped_and_turned_by_hand(page: Any, wall: Path) -> None:
    page.clock.install(time="2026-11-21T09:00:00")
    page.goto(wall.as_uri())
    page.keyboard.press(" ")
    first = shown(page)
    page.clock.run_for(120_000)
    assert shown(page) == first
    page.keyboard.press("ArrowRight")
    second = shown(page)
    assert second != first
    page.keyboard.press("ArrowLeft")
    assert shown(page) == first
    page.keyboard.press(" ")
    page.clock.run_for(40_000)
    assert shown(page) != first


def test_after_its_last_day_it_says_so_and_no_story_is_left_in_it(page: Any, wall: Path) -> None:
    page.clock.install(time="2026-12-25T23:59:00")
    page.goto(wall.as_uri())
    assert shown(page)
    page.clock.run_for(90_000)
    assert page.locator(".notice:visible h2").inner_text() == "This screen needs new stories"
    assert "for 35 days" in page.locator(".notice:visible").inner_text()
    assert page.locator(".stage:visible").count() == 0
    left = page.content()
    assert not [word for word in ("Hold it", "Ana", "oven", "المصباح") if word in left]
    page.keyboard.press("ArrowRight")
    assert page.locator(".stage:visible").count() == 0
    page.reload()
    assert page.locator(".notice:visible").count() == 1
    assert "Hold it" not in page.content()


def test_a_clock_that_is_behind_does_not_keep_it_alive(page: Any, wall: Path) -> None:
    page.clock.install(time="2026-11-18T12:00:00")
    page.goto(wall.as_uri())
    assert page.locator(".notice:visible h2").inner_text() == "The clock of this screen is wrong"
    assert "Hold it" not in page.content()


def test_without_a_script_it_shows_nothing(browser: Any, wall: Path) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(wall.as_uri())
    assert plain.get_by_text("Hold it").count() == 0
    assert "needs JavaScript" in plain.locator("main").inner_text()
    plain.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1920, 1080)])
def test_axe_finds_nothing_on_the_wall_and_it_fits(
    page: Any, wall: Path, scheme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.clock.install(time="2026-11-21T09:00:00")
    page.goto(wall.as_uri())
    for _ in range(4):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        text, foot = (page.locator(where).bounding_box() for where in (".stage > *", ".foot"))
        assert text["y"] >= 0
        assert text["y"] + text["height"] <= foot["y"] + 1
        found = axe.run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["failureSummary"]) for each in found] == []
        page.keyboard.press("ArrowRight")
