"""The sample site as a reader meets it: in a browser, with and without JavaScript, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.clock import today
from generator.model import Channel
from tests.browser.conftest import serve
from tests.conftest import Organisation, print_site

ROOT = Path(__file__).parent.parent.parent
FAMILIES = ["", "stories/", "stories/2026/", "themes/", "kinds/help/", "onboarding/", "onboarding/day-1/",
            "newsletter/", "newsletter/2026-10/", "404.html", "practices/", "practices/calendar/",
            "practices/the-pencil/", "ask/"]  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    made, _ = build(ROOT, today)
    assert made is not None
    folder = tmp_path_factory.mktemp("site")
    print_site(made, folder)
    story = made.desk(Channel.SITE).edition.stories[0]
    FAMILIES.append(f"stories/{story.id}/")
    yield from serve(folder)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(**getattr(request, "param", {}))
    yield context.new_page()
    context.close()


PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.mark.parametrize(
    "page",
    [{}, PHONE, {"java_script_enabled": False}],
    indirect=True,
    ids=["desk", "phone", "plain"],
)
def test_every_family_stays_on_its_own_origin_and_fits(page: Any, site: str) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    for path in FAMILIES:
        page.goto(site + path)
        assert page.locator("h1").count() == 1, path
        if page.evaluate("document.documentElement.classList.contains('js') || true"):
            width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert width[0] <= width[1], f"{path} is wider than the screen"
    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    assert errors == []


def test_search_finds_a_story_and_shows_its_words_as_they_are(page: Any, site: str) -> None:
    foreign: list[str] = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((site, "data:", "blob:")) else foreign.append(r.url),
    )
    page.goto(f"{site}stories/the-click/")
    title = page.locator("h1").inner_text()
    page.goto(site)
    page.locator(".md-search__input").click()
    page.keyboard.type(title, delay=30)
    result = page.locator(".md-search-result__link", has_text=title).first
    result.wait_for()
    result.click()
    page.wait_for_url("**/stories/the-click/*")
    assert foreign == []


def test_a_thread_can_be_walked(page: Any, site: str) -> None:
    page.goto(f"{site}stories/the-click/")
    steps = page.locator(".r-thread li")
    assert steps.count() >= 3
    steps.nth(1).locator("a").click()
    page.wait_for_url("**/stories/**")
    assert page.locator(".r-thread li[aria-current]").count() == 1


def test_a_topic_leads_to_who_can_be_asked_and_a_practice_to_its_dates(
    page: Any, site: str
) -> None:
    page.goto(site)
    page.locator(".r-home a", has_text="Who can I ask?").click()
    page.wait_for_url("**/ask/")
    link = page.locator(".r-topics a").first
    name = link.inner_text()
    link.click()
    assert page.locator(":target h3").inner_text() == name
    page.goto(f"{site}practices/calendar/")
    page.locator(".r-dates a").first.click()
    page.wait_for_url("**/practices/**")
    assert page.locator("#dates").count() == 1


def test_every_internal_link_leads_somewhere(page: Any, site: str) -> None:
    """A crawl of everything that can be reached from the front page."""
    seen: set[str] = set()
    queue = [site]
    broken: list[str] = []
    while queue:
        address = queue.pop().split("#")[0]
        if address in seen or not address.startswith(site):
            continue
        seen.add(address)
        answer = page.request.get(address)
        if answer.status != 200:
            broken.append(address)
        elif "html" in answer.headers.get("content-type", ""):
            queue += page.evaluate(
                "([text, base]) => [...new DOMParser().parseFromString(text, 'text/html')"
                ".querySelectorAll('a[href],link[href],script[src],img[src]')]"
                ".map(e => new URL(e.getAttribute('href') ?? e.getAttribute('src'), base).href)",
                [answer.text(), address])  # fmt: skip
    assert broken == []
    assert len([address for address in seen if "/stories/" in address]) > 40


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
    page.locator(".md-search__input").click()
    page.keyboard.type("walrus", delay=30)
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(300)
    assert evil in page.locator(".md-search-result__list").inner_text()
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
