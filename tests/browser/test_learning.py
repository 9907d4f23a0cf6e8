"""A new hire's pages in a browser: scenarios, ticks, terms and words to copy."""

from __future__ import annotations

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
    organisation.story("the-hour", "The lamp was held for an hour.")
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
    page.get_by_role("button", name="One scene back").press("Enter")
    assert shown.all_inner_texts() == ["Scene 1"]
    page.get_by_text("Wait", exact=True).press("Enter")
    page.get_by_role("link", name="To the debrief").press("Enter")
    assert shown.all_inner_texts() == ["Debrief"]
    assert page.get_by_role("link", name="@ana").count() == 0
    page.get_by_role("button", name="From the start").press("Enter")
    assert shown.count() == 0


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_a_scenario_is_read_by_its_links(page: Any, site: str) -> None:
    page.goto(f"{site}scenarios/at-the-bench/")
    assert page.locator(".r-scene:visible").count() == 3
    page.get_by_text("Wait", exact=True).click()
    page.get_by_role("link", name="To the debrief").click()
    assert page.url.endswith("#debrief")


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
