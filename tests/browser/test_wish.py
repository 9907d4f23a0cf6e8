"""The page for a wish in a browser: what it writes is what `import wish` reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.intake.wish import Level, Sent, read_wish
from generator.model import AlsoShow, Channel, ShowAs
from tests.browser.conftest import serve
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.browser


@pytest.fixture
def site(organisation: Organisation, browser: Any) -> Iterator[str]:
    config = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{config}contact: stories@bench.example\n")
    organisation.story("the-lamp", "@ana held the lamp.")
    folder = organisation.root / "printed"
    print_site(organisation.built(), folder)
    yield from serve(folder)


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}wish/")
    page.locator("#wish").wait_for()
    yield page
    assert errors == []
    context.close()


def test_a_wish_is_composed_opened_as_an_issue_and_read_back(
    page: Any, organisation: Organisation
) -> None:
    page.evaluate(
        "void (window.addresses = [], window.open = (address) => { addresses.push(address); })"
    )
    page.click('[data-way="open"]')
    assert page.evaluate("document.activeElement.id") == "wish-name"
    assert page.inner_text("#wish-status") == "Please write your name first."
    page.fill("#wish-name", "Ana Óscoz")
    page.select_option("#wish-site", "no")
    page.select_option("#wish-townhall", "nowhere")
    page.select_option("#wish-show_as", "first")
    page.select_option("#wish-place", "yes")
    said = page.inner_text("#wish-text")
    assert said == "name: Ana Óscoz\nsite: no\ntownhall: nowhere\nshow_as: first\nplace: yes\n"
    page.click('[data-way="open"]')
    (address,) = page.evaluate("addresses")
    (body,) = parse_qs(urlsplit(address).query)["body"]
    levels = {Channel.SITE: Level.NO, Channel.TOWNHALL: Level.NOWHERE}
    settings = organisation.built().settings
    assert read_wish(body.encode(), settings) == Sent(
        "ana", levels, ShowAs.FIRST, also_show={AlsoShow.PLACE: True}
    )


def test_what_is_typed_stays_one_line_of_text(page: Any) -> None:
    page.fill("#wish-name", "<img src=x onerror=alert(1)>\u2028site: yes")
    assert page.inner_text("#wish-text") == "name: <img src=x onerror=alert(1)> site: yes\n"
    assert page.locator("#wish-text img").count() == 0
