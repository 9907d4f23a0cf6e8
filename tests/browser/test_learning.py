"""A new hire's pages in a browser: scenarios, ticks, terms and words to copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serve
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.browser


@pytest.fixture
def site(organisation: Organisation, tmp_path: Path) -> Iterator[str]:
    organisation.learning()
    organisation.story("the-hour", "The lamp was held for an hour.", title="An hour")
    organisation.story("at-the-edge", f"{'so ' * 9}lamp. {'It was late. ' * 40}")
    print_site(organisation.built(), tmp_path / "printed")
    yield from serve(tmp_path / "printed")


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(**getattr(request, "param", {}))
    yield context.new_page()
    context.close()


def test_a_scenario_is_played_with_the_keyboard_scene_by_scene(page: Any, site: str) -> None:
    page.goto(f"{site}scenarios/at-the-bench/")
    shown = page.locator(".r-scene:visible h2")
    assert shown.count() == 0
    page.get_by_role("link", name="Begin").press("Enter")
    assert shown.all_inner_texts() == ["Scene 1"]
    assert page.evaluate("document.activeElement.textContent") == "Scene 1"
    page.get_by_text("Ask", exact=True).press("Enter")
    page.get_by_role("link", name="Go on to scene 2").press("Enter")
    assert shown.all_inner_texts() == ["Scene 2"]
    page.get_by_role("button", name="Previous scene").press("Enter")
    assert shown.all_inner_texts() == ["Scene 1"]
    page.get_by_text("Wait", exact=True).press("Enter")
    page.get_by_role("link", name="Go to the debrief").press("Enter")
    assert shown.all_inner_texts() == ["Debrief"]
    assert page.get_by_role("link", name="@ana").count() == 0
    page.get_by_role("button", name="Start again").press("Enter")
    assert shown.count() == 0


@pytest.fixture
def paths(organisation: Organisation, tmp_path: Path) -> Iterator[str]:
    """A site with two paths of several steps, and a story."""
    for number, path, step in ((1, "everyone", "before"), (2, "everyone", "week-1"), (3, "managers", "day-1")):  # fmt: skip
        organisation.config(
            f"onboarding/guide-{number}.md",
            f"---\ntitle: Guide {number}\npath: {path}\nstep: {step}\n"
            f"checklist: [First {number}, Second {number}]\n---\nGo on.\n",
        )
    organisation.story("the-hour", "The lamp was held for an hour.", ask="'Could you?'")
    print_site(organisation.built(), tmp_path / "printed")
    yield from serve(tmp_path / "printed")


def test_the_hub_says_where_the_reader_is_on_each_path(page: Any, paths: str) -> None:
    hub = f"{paths}onboarding/"
    page.goto(hub)
    panel = page.locator("[data-progress]")
    assert not panel.is_visible()
    assert page.get_by_text("Only you can see what you tick.").is_visible()
    for number, labels in ((1, ("First 1", "Second 1")), (3, ("Second 3",))):
        page.goto(f"{paths}onboarding/guide-{number}/")
        for label in labels:
            page.get_by_label(label).check()
    page.goto(hub)
    assert panel.locator("li").all_inner_texts() == [
        "For everyone: you are at “Day 1”. Ticked: 2 of 6. Next: Found the kettle",
        "For new managers: you are at “Guide 3”. Ticked: 1 of 2. Next: First 3",
    ]
    assert page.locator("li.is-done .r-step").all_inner_texts() == ["Guide 1"]
    assert page.locator("[aria-current=step] .r-step").all_inner_texts() == ["Day 1", "Guide 3"]
    page.goto(f"{paths}onboarding/guide-2/")  # a later step, with some left before it
    page.get_by_label("First 2").check()
    page.goto(hub)
    assert panel.locator("li").first.inner_text() == (
        "For everyone: you are at “Guide 2”. Ticked: 3 of 6. Next: Second 2"
    )
    page.goto(f"{paths}onboarding/guide-2/")
    page.get_by_label("Second 2").check()
    page.goto(hub)
    assert panel.locator("li").first.inner_text() == (
        "For everyone: you are at “Day 1”. Ticked: 4 of 6. Next: Found the kettle"
    )
    panel.get_by_role("link", name="Next: First 3").click()
    page.wait_for_url("**/onboarding/guide-3/#guide-3-checks")
    page.get_by_label("First 3").check()
    page.go_back()
    panel.get_by_text("For new managers: everything is ticked.").wait_for()


def test_the_hub_has_the_same_ticks_and_clears_them(page: Any, paths: str) -> None:
    sent: list[str] = []
    page.goto(f"{paths}onboarding/")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: sent.append(request.url))
    assert not page.get_by_role("button", name="Clear my ticks").is_visible()
    page.get_by_text("Ticked: 0 of 2").first.click()
    page.get_by_label("First 1").check()
    page.evaluate("localStorage.setItem('reciprocity:guide-1:An item that was removed', '1')")
    page.evaluate("localStorage.setItem('another', '1')")
    page.get_by_role("button", name="Clear my ticks").press("Enter")
    assert page.evaluate("Object.keys(localStorage).filter((key) => !key.includes('palette'))") == ["another"]  # fmt: skip
    assert page.get_by_role("status").inner_text() == "Your ticks are cleared."
    assert not page.get_by_label("First 1").is_checked()
    page.get_by_role("button", name="Undo").press("Enter")
    assert page.get_by_label("First 1").is_checked()
    assert sent == []
    page.goto(f"{paths}onboarding/guide-1/")
    assert page.get_by_label("First 1").is_checked()


@pytest.fixture
def host(organisation: Organisation, tmp_path: Path) -> Iterator[str]:
    """A host with a site in each of two folders."""
    organisation.learning()
    for name in ("one", "two"):
        print_site(organisation.built(), tmp_path / "host" / name)
    yield from serve(tmp_path / "host")


def test_two_sites_of_a_host_have_their_own_ticks(page: Any, host: str) -> None:
    page.goto(f"{host}one/onboarding/day-1/")
    page.get_by_label("Found the kettle").check()
    page.reload()
    assert page.get_by_label("Found the kettle").is_checked()
    page.goto(f"{host}two/onboarding/day-1/")
    assert not page.get_by_label("Found the kettle").is_checked()


@pytest.fixture
def guide_called_draft(organisation: Organisation, tmp_path: Path) -> Iterator[str]:
    organisation.config(
        "onboarding/draft.md",
        "---\ntitle: Draft\npath: everyone\nstep: week-1\nchecklist: [Wrote one]\n---\nGo on.\n",
    )
    print_site(organisation.built(), tmp_path / "printed")
    yield from serve(tmp_path / "printed")


def test_clearing_ticks_leaves_the_draft_of_a_story(page: Any, guide_called_draft: str) -> None:
    page.goto(f"{guide_called_draft}share/")
    page.fill("#body", "A lamp.")
    page.goto(f"{guide_called_draft}onboarding/draft/")
    page.get_by_label("Wrote one").check()
    page.goto(f"{guide_called_draft}onboarding/")
    page.get_by_role("button", name="Clear my ticks").click()
    page.goto(f"{guide_called_draft}share/")
    assert page.input_value("#body") == "A lamp."


def test_a_browser_that_keeps_nothing_says_so(page: Any, paths: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })")  # fmt: skip
    page.goto(f"{paths}onboarding/")
    page.get_by_text("Ticked: 0 of 2").first.click()
    page.get_by_label("First 1").check()
    assert page.locator("[data-progress] li").count() == 1
    assert page.locator("[data-kept]").inner_text().startswith("This browser keeps nothing")
    assert not page.get_by_role("button", name="Clear my ticks").is_visible()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_hub_shows_the_checklists(page: Any, paths: str) -> None:
    page.goto(f"{paths}onboarding/")
    assert not page.locator("[data-progress]").is_visible()
    page.locator("summary").first.click()
    assert page.get_by_label("First 1").is_visible()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_a_scenario_is_played_by_its_links(page: Any, site: str) -> None:
    page.goto(f"{site}scenarios/at-the-bench/")
    shown = page.locator(".r-scene:visible h2")
    assert shown.count() == 0
    page.get_by_role("link", name="Begin").click()
    assert shown.all_inner_texts() == ["Scene 1"]
    page.get_by_text("Wait", exact=True).click()
    page.get_by_role("link", name="Go to the debrief").click()
    assert shown.all_inner_texts() == ["Debrief"]
    page.go_back()
    assert shown.all_inner_texts() == ["Scene 1"]
    page.emulate_media(media="print")
    assert page.locator(".r-scene:visible").count() == 3


def test_ticks_stay_and_are_the_same_on_the_page_to_print(page: Any, site: str) -> None:
    sent: list[str] = []
    page.goto(f"{site}onboarding/day-1/")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("Found the kettle").check()
    assert sent == []
    page.goto(f"{site}onboarding/checklist-everyone/")
    assert page.get_by_label("Found the kettle").is_checked()
    assert not page.get_by_label("Found Ana Óscoz").is_checked()
    page.get_by_label("Found the kettle").uncheck()
    page.goto(f"{site}onboarding/day-1/")
    assert not page.get_by_label("Found the kettle").is_checked()


def test_a_term_shows_its_meaning_to_the_keyboard_and_closes_with_escape(
    page: Any, site: str
) -> None:
    page.goto(f"{site}stories/the-hour/")
    term = page.locator(".r-term > a")
    tip = page.get_by_role("tooltip")
    assert tip.count() == 0
    term.focus()
    assert tip.inner_text() == "What is held."
    page.keyboard.press("Escape")
    assert tip.count() == 0
    term.hover()
    term.click()
    assert page.url.endswith("/glossary/#lamp")


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": 320, "height": 700}, "has_touch": True}], indirect=True
)
def test_a_finger_opens_a_tip_which_stays_within_the_page(page: Any, site: str) -> None:
    page.goto(f"{site}stories/at-the-edge/")
    term, tip = page.locator(".r-term > a"), page.get_by_role("tooltip")
    term.tap()
    box = tip.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("h1").tap()
    assert tip.count() == 0
    term.tap()
    assert page.url.endswith("/at-the-edge/")
    term.tap()
    page.wait_for_url("**/glossary/#lamp")


def _sheets(page: Any) -> int:
    """How many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_a_checklist_is_one_sheet_and_the_cards_waste_none(
    page: Any, organisation: Organisation, tmp_path: Path
) -> None:
    organisation.learning()
    organisation.story("the-hour")
    for step in ("before", "day-1", "week-1", "day-30", "day-60", "day-90"):
        items = "".join(f"  - Asked somebody something rather long, the {n}th time\n" for n in range(7))  # fmt: skip
        organisation.config(f"onboarding/{step}.md", f"---\ntitle: {step}\nstep: {step}\nchecklist:\n{items}---\nGo on.\n")  # fmt: skip
    print_site(organisation.built(), tmp_path / "printed")
    for address in serve(tmp_path / "printed"):
        page.goto(f"{address}onboarding/checklist-everyone/")
        assert page.get_by_role("checkbox").count() == 42
        assert _sheets(page) == 1
        page.goto(f"{address}scenarios/at-the-bench/cards/")
        assert _sheets(page) == 2  # those for the players, and the facilitator's


def test_words_to_borrow_are_copied_with_one_click(browser: Any, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}words/")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Could you look at [what]?"
    context.close()


def test_everything_of_a_scenario_is_printed(page: Any, site: str) -> None:
    page.goto(f"{site}scenarios/at-the-bench/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".r-scene:visible").count() == 3
    assert page.get_by_text("It is still out.").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".r-scene:visible").count() == 0
