"""The sample site as a reader meets it: in a browser, with and without JavaScript, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Sample, serve
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.browser


PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({}, id="desk", marks=pytest.mark.exhaustive),
        pytest.param(PHONE, id="phone"),
        pytest.param({"java_script_enabled": False}, id="plain", marks=pytest.mark.exhaustive),
    ],
    indirect=True,
)
def test_every_family_stays_on_its_own_origin_and_fits(
    page: Any, site: str, sample: Sample
) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    for path in sample.families:
        page.goto(site + path, wait_until="networkidle")
        assert page.locator("h1").count() == 1, path
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{path} is wider than the screen"
    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    assert [url for url in requests if "sitemap" in url or "search_index" in url] == []
    assert errors == []


def test_a_topic_leads_to_who_can_be_asked_and_a_practice_to_its_dates(
    page: Any, site: str
) -> None:
    page.goto(site)
    page.locator(".r-home a", has_text="Who can I ask?").click()
    page.wait_for_url("**/ask/")
    link = page.locator(".r-topics a").first
    name = link.inner_text()
    link.click()
    page.locator(":target").wait_for()  # which opens what it is folded in
    assert page.locator("li:has(:target) h3 bdi").inner_text() == name
    page.goto(f"{site}practices/calendar/")
    page.locator(".r-dates a").first.click()
    page.wait_for_url("**/practices/**")
    assert page.locator("#dates").count() == 1


def test_what_the_search_shows_is_text(
    browser: Any, organisation: Organisation, tmp_path: Path
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    organisation.config(
        "themes.yml", f"asking: {{title: '{evil}', text: '{evil}', default: yes}}\n"
    )
    organisation.story("first", title=f"'Walrus {evil}'", summary=f"'{evil}'")
    print_site(organisation.built(), tmp_path / "site")
    address = next(serve(tmp_path / "site"))
    page = browser.new_page()
    dialogs: list[Any] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog))  # noqa: PLW0108  # the driver needs a function
    page.goto(address)
    page.locator("[data-search]").click()
    page.keyboard.type("walrus", delay=30)
    page.locator(".r-hit").first.wait_for()
    page.wait_for_timeout(300)
    assert evil in page.locator(".r-hits").inner_text()
    assert page.locator("img[src=x]").count() == 0
    assert dialogs == []
    page.close()


def test_a_story_has_a_sentence_to_share(page: Any, site: str) -> None:
    page.goto(f"{site}stories/the-click/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".r-share button").click()
    page.locator(".r-share output", has_text="Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“The click”: ")
    assert copied.endswith("/stories/the-click/")
    assert "\n" not in copied
