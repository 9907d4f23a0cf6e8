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
    return str(page.locator(".slide:visible h2").inner_text())


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


def _opened(page: Any, how: str = "w") -> Any:
    """The presenter's window, opened by a key or by its button."""
    with page.expect_popup() as waiting:
        if how == "button":
            page.mouse.move(200, 200)
            page.get_by_role("button", name="Presenter window").click()
        else:
            page.keyboard.press(how)
    opened = waiting.value
    opened.locator(".desk").wait_for()
    return opened


@pytest.mark.parametrize("how", ["w", "button"])
def test_the_presenter_has_a_window_and_both_follow_each_other(
    page: Any, folder: Path, how: str
) -> None:
    page.goto((folder / "townhall.html").as_uri())
    page.keyboard.press("ArrowRight")
    shown = heading(page)
    presenter = _opened(page, how)
    now, following = (presenter.locator(f".slide.{name} h2") for name in ("now", "next"))
    assert now.inner_text() == shown
    assert "Host" in presenter.locator(".notes:visible").inner_text()
    presenter.keyboard.press("ArrowRight")
    page.wait_for_url("**#3")
    assert heading(page) == now.inner_text() != shown
    coming = following.inner_text()
    page.keyboard.press("ArrowRight")
    presenter.wait_for_url("**#4-presenter")
    assert now.inner_text() == coming == heading(page)
    assert page.locator(".notes:visible, .desk:visible").count() == 0, "the room sees slides alone"
    said = presenter.get_by_role("status").inner_text()
    assert said.startswith("4 / ")
    assert said.endswith(coming)
    presenter.keyboard.press("End")
    page.locator(".slide.now.call").wait_for()
    assert presenter.locator(".slide.next").count() == 0


def test_the_presenters_clocks_run_and_outlive_a_deck_that_is_loaded_again(
    page: Any, folder: Path
) -> None:
    page.goto((folder / "townhall.html").as_uri())
    page.keyboard.press("ArrowRight")
    presenter = _opened(page)
    clocks = {name: presenter.locator(f"[data-clock={name}]") for name in ("day", "slide", "all", "slide-of")}  # fmt: skip
    presenter.get_by_text("0:01", exact=True).first.wait_for()
    planned = int(page.locator(".slide.now").get_attribute("data-seconds"))
    assert clocks["slide-of"].inner_text() == f"/ {planned // 60}:{planned % 60:02}"
    assert ":" in clocks["day"].inner_text()
    page.reload()
    presenter.get_by_text("0:04", exact=True).first.wait_for()
    page.keyboard.press("ArrowRight")
    presenter.wait_for_url("**#3-presenter")
    assert clocks["slide"].inner_text() in ("0:00", "0:01")
    assert clocks["all"].inner_text() > "0:02"
    presenter.keyboard.press("s")
    assert clocks["all"].inner_text() in ("0:00", "0:01")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1240, 800), (900, 600)])
def test_axe_finds_nothing_in_the_presenters_window_and_nothing_covers_another(
    page: Any, folder: Path, scheme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.goto((folder / "townhall.html").as_uri() + "#2")
    presenter = _opened(page)
    presenter.set_viewport_size({"width": size[0], "height": size[1]})
    presenter.emulate_media(color_scheme=scheme)
    found = axe.run(presenter).response["violations"]
    assert [(each["id"], each["nodes"][0]["failureSummary"]) for each in found] == []
    desk, now, following, notes, bar = (
        presenter.locator(where).bounding_box()
        for where in (".desk", ".slide.now", ".slide.next", ".notes:visible", ".bar")
    )
    assert desk["y"] + desk["height"] <= min(now["y"], notes["y"])
    assert now["y"] + now["height"] <= following["y"]
    assert following["y"] + following["height"] <= bar["y"]
    assert max(now["x"] + now["width"], following["x"] + following["width"]) <= notes["x"]
    assert notes["width"] >= 300
    assert bar["y"] + bar["height"] <= size[1]


def test_only_the_window_that_it_opened_can_turn_a_slide(page: Any, folder: Path) -> None:
    page.goto((folder / "townhall.html").as_uri())
    stranger = folder / "stranger.html"
    stranger.write_text("<iframe src='townhall.html'></iframe><script>setInterval(() => frames[0].postMessage({slide: 2, turned: 9e15}, '*'), 20)</script>")  # fmt: skip
    page.goto(stranger.as_uri())
    slide = page.frame_locator("iframe").locator(".slide.now h2")
    slide.wait_for()
    page.wait_for_timeout(300)
    assert slide.inner_text() == "October 2026"


@pytest.mark.parametrize("path", ["townhall.html", "wall.html"])
def test_pages_to_project_bring_the_fonts_of_the_site(page: Any, folder: Path, path: str) -> None:
    page.goto((folder / path).as_uri())
    loaded = page.evaluate(
        "document.fonts.ready.then((all) => [...all].filter((font) => font.status === 'loaded').map((font) => font.family))"
    )
    assert {"Vollkorn", "Cabin"} <= set(loaded)


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
        page.frame_locator("iframe[title='The e-mail']").locator("h1").inner_text()
        == "October 2026"
    )
    slides = page.frame_locator("iframe[title='The slides']")
    slides.locator(".slide.now h2").wait_for()
    page.locator("[data-copy='digest.txt']").click()
    page.locator(".said", has_text="Copied digest.txt.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == (folder / "digest.txt").read_text("utf-8")
    page.locator("[data-rich]").click()
    page.locator(".said", has_text="with its formatting").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then(([item]) => item.types)")
    assert set(kinds) == {"text/html", "text/plain"}
    for path in ("email.eml", "slack.json"):
        with page.expect_download() as waiting:
            page.locator(f"[data-get='{path}']").click()
        assert waiting.value.suggested_filename == path
        assert Path(waiting.value.path()).read_bytes() == (folder / path).read_bytes()
