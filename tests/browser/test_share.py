"""The form on the site in a browser: composing, erring, and handing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.intake.drafts import Drafts
from tests.browser.conftest import serve
from tests.conftest import TODAY, Organisation, print_site

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def site(organisation: Organisation, browser: Any) -> Iterator[str]:
    config = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{config}contact: stories@bench.example\n")
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config("people.yml", people + "ana-2: {name: Ana Óscoz, team: office, named: yes}\n"
                        "gil: {name: Gil Ferrer, team: bench, named: yes}\n")  # fmt: skip
    folder = organisation.root / "printed"
    print_site(organisation.built(), folder)
    yield from serve(folder)


@pytest.fixture
def page(browser: Any, site: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(**getattr(request, "param", {}))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(f"{site}share/")
    yield page
    assert errors == []
    context.close()


def _fill(page: Any) -> None:
    page.locator("#share").wait_for()
    page.fill("#date", "2026-10-14")
    page.fill("#givers", "gil ferrer")
    page.fill("#receivers", "Dora Nkemelu")
    page.fill("#body", "It's a lamp: <img src=x onerror=alert(1)> of `x`")


def test_a_story_is_composed_and_means_what_was_typed(
    page: Any, organisation: Organisation
) -> None:
    _fill(page)
    page.fill("#body", "Gil held the lamp: it's `<b>`.\n\nTwice.")
    page.locator('[data-more="givers"]').click()
    assert page.evaluate("document.activeElement.id") == "givers-2"
    page.keyboard.type("Ana Óscoz (ana-2)")
    page.locator("details.r-form-more summary").click()
    page.check("#theme-listening")
    page.check("#kind-mentoring")
    page.check("#consent")
    page.fill("#body", page.input_value("#body"))
    page.locator(".r-preview summary").click()
    text = page.locator("#file").inner_text()
    assert text.strip() == (
        "---\ndate: 2026-10-14\ngivers: [gil, ana-2]\nreceivers: 'Dora Nkemelu'\nkind: mentoring\n"
        "themes: listening\nconsent: [gil, ana-2, 'Dora Nkemelu']\n---\nGil held the lamp: it's `<b>`.\n\nTwice."
    )
    assert page.locator("#file-name").inner_text() == "stories/2026/held-the-lamp-its-b.md"
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    named = text.replace("'Dora Nkemelu'", "dora")  # as the checker's --fix does
    errors = [p for p in drafts.problems("stories/2026/x.md", named) if p.is_error]
    assert errors == []
    assert "is not in our list" in page.locator('[data-field="receivers"] .r-field-note').inner_text()  # fmt: skip


def test_what_is_typed_is_shown_as_text(page: Any) -> None:
    _fill(page)
    assert "<img src=x onerror=alert(1)>" in page.locator("#preview").inner_text()
    assert page.locator("#preview img").count() == 0


def test_mistakes_are_listed_and_lead_to_their_fields(page: Any) -> None:
    page.locator("#share").wait_for()
    page.fill("#body", "<b>x</b>")
    page.locator('[data-way="copy"]').click()
    assert page.evaluate("document.activeElement.id") == "share-wrong"
    links = page.locator("#share-wrong a").all_inner_texts()
    assert links[0].startswith('"date" is missing: add "date: 2026-10-14"')
    assert len(links) == 4
    page.locator("#share-wrong a").nth(3).click()
    assert page.evaluate("document.activeElement.id") == "body"
    body = page.locator("#body")
    assert body.get_attribute("aria-invalid") == "true"
    described = body.get_attribute("aria-describedby").split()
    assert "HTML stands in the story: <b>" in page.locator(f"#{described[-1]}").inner_text()
    page.fill("#date", "2026-10-14")
    page.locator("#date").blur()
    assert page.locator("#share-wrong a").count() == 3  # what is mended leaves the list
    _fill(page)
    page.fill("#body", "A lamp.")
    page.locator('[data-way="copy"]').click()
    assert page.locator("#share-wrong").is_hidden()
    assert body.get_attribute("aria-invalid") is None


def test_what_is_said_of_a_field_does_not_move_what_is_pressed(page: Any) -> None:
    """As in browsers that do not scroll along when something appears above."""
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    _fill(page)
    page.focus("#body")
    page.keyboard.type("<b>")
    summary = page.locator("details.r-form-more summary")
    summary.scroll_into_view_if_needed()
    box = summary.bounding_box()
    page.mouse.move(
        box["x"] + 20, box["y"] + 3
    )  # what moves down by a line is not under it any more
    page.mouse.down()
    page.wait_for_timeout(100)
    page.mouse.up()
    assert page.locator("details.r-form-more").get_attribute("open") is not None
    page.locator("#body-wrong").wait_for()


def test_it_can_be_saved_and_opened_filled_in(page: Any) -> None:
    _fill(page)
    page.fill("#body", "A lamp & more.")
    with page.expect_download() as saved:
        page.locator('[data-way="save"]').click()
    assert saved.value.suggested_filename == "a-lamp-more.md"
    text = saved.value.path().read_text("utf-8")
    assert text.endswith("---\nA lamp & more.\n")
    page.context.route("https://git.bench.example/**", lambda route: route.fulfill(body="new file"))
    with page.context.expect_page() as opened:
        page.locator('[data-way="open"]').click()
    query = parse_qs(urlsplit(opened.value.url).query)
    assert query == {"filename": ["stories/2026/a-lamp-more.md"], "value": [text]}


def test_what_is_too_long_for_a_link_is_copied(page: Any) -> None:
    _fill(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.route("https://git.bench.example/**", lambda route: route.fulfill(body="new file"))
    page.fill("#body", "word " * 3000)
    with page.context.expect_page() as opened:
        page.locator('[data-way="open"]').click()
    assert parse_qs(urlsplit(opened.value.url).query) == {
        "filename": ["stories/2026/word-word-word-word-word-word.md"]
    }
    page.bring_to_front()
    assert "The story is copied" in page.locator("#share-status").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#file").text_content()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["phone"])
def test_it_fits_a_phone(page: Any) -> None:
    _fill(page)
    page.locator("details.r-form-more summary").click()
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    small = page.evaluate(
        "[...document.querySelectorAll('#share button')].filter(b => b.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
def test_without_a_script_the_page_tells_how(page: Any) -> None:
    assert page.locator("#share").is_hidden()
    assert page.locator("text=By hand").is_visible()
    assert page.locator('a[href="mailto:stories@bench.example"]').is_visible()
