"""Search, lists that narrow, a story at random: in a browser, under the site's own policy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.model import Channel
from generator.outputs.grouping import teams_of
from tests.browser.conftest import Sample, serve
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.browser

Find = Callable[[str], list[str]]


@pytest.fixture
def find(page: Any, organisation: Organisation, tmp_path: Path) -> Callable[[], Find]:
    """Prints the organisation's site; then what is asked for is typed, and titles come back."""

    def ready() -> Find:
        print_site(organisation.built(), tmp_path / "site")
        page.goto(next(serve(tmp_path / "site")))
        page.locator("[data-search]").click()

        def ask(words: str) -> list[str]:
            box = page.get_by_role("searchbox")
            box.fill("")
            page.locator("dialog .r-said:empty").wait_for(state="attached")
            box.fill(words)
            page.locator("dialog .r-said:not(:empty)").wait_for()
            return [str(title) for title in page.locator("dialog .r-hit-title").all_inner_texts()]

        return ask

    return ready


def test_words_are_found_without_case_accents_and_endings(
    find: Callable[[], Find], organisation: Organisation
) -> None:
    for id_, title in {
        "cafe": "Café at the Straße", "on-call": "Halfway through on-call", "norse": "Ærlig på Søndag",
        "wide": "Ｆｕｌｌ ｗｉｄｔｈ", "greek": "Ο Οδυσσεύς", "cyrillic": "Спасибо за ёлку",
        "arabic": "أين المصباح", "japanese": "ありがとうの手紙", "korean": "고맙습니다 친구", "thai": "ขอบคุณมาก",
        "hindi": "धन्यवाद दोस्त", "proto": "__proto__ constructor",
    }.items():  # fmt: skip
        organisation.story(id_, title=f'"{title}"', summary="Somebody said so.")
    ask = find()
    for words, title in {
        "cafe": "Café at the Straße", "CAFÉ strasse": "Café at the Straße", "call": "Halfway through on-call",
        "half on-c": "Halfway through on-call", "aerlig sondag": "Ærlig på Søndag", "full": "Ｆｕｌｌ ｗｉｄｔｈ",
        "οδυσσευς": "Ο Οδυσσεύς", "елку": "Спасибо за ёлку", "مصباح": "أين المصباح", "المصباح": "أين المصباح",
        "手紙": "ありがとうの手紙", "手": "ありがとうの手紙", "ありが": "ありがとうの手紙", "친구": "고맙습니다 친구",
        "ขอบคุณ": "ขอบคุณมาก", "धन्य": "धन्यवाद दोस्त", "proto": "__proto__ constructor",
    }.items():  # fmt: skip
        assert ask(words) == [title], words
    assert ask("a") == []  # one letter is too little, and the box says so
    assert ask("zeppelin") == []


def test_titles_come_before_people_before_themes_before_summaries(
    find: Callable[[], Find], organisation: Organisation
) -> None:
    organisation.config(
        "themes.yml",
        "asking: {title: Asking, text: Early., default: true}\noscoz: {title: Oscoz, text: Named for a lamp.}\n",
    )
    plain = {"givers": "bo", "receivers": "fay", "summary": "Somebody said so."}
    organisation.story("summary", title="One", **(plain | {"summary": "An oscoz is a lamp."}))
    organisation.story("theme", title="Two", themes="oscoz", **plain)
    organisation.story("people", title="Three", **(plain | {"givers": "ana"}))
    organisation.story("title", title="The oscoz lamp", **plain)
    organisation.story("begins", title="The oscozian lamp", **plain)
    ask = find()
    assert ask("oscoz") == [
        "Oscoz",
        "The oscoz lamp",
        "Three",
        "The oscozian lamp",
        "Two",
        "One",
        "Day 1",
    ]
    assert ask("oscoz lamp")[0] == "The oscoz lamp"


def test_guides_and_lists_are_found_too(
    find: Callable[[], Find], organisation: Organisation
) -> None:
    organisation.story("one")
    ask = find()
    assert "Day 1" in ask("kettle")
    assert "Bench" in ask("bench")


def test_the_keyboard_alone_searches_and_escapes(page: Any, site: str) -> None:
    page.goto(f"{site}stories/")
    page.locator("[data-search]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("the")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("oven")
    page.locator("dialog .r-hit").first.wait_for()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    assert first == page.locator("dialog .r-hit-title").first.inner_text()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    for _ in range(40):  # what lies behind cannot be reached
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('main, header')")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('[data-search]')"), "back where we were"
    page.keyboard.press("ControlOrMeta+k")
    assert page.locator("dialog[open]").count() == 1


def test_the_search_page_answers_an_address(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=oven")
    page.locator("[data-search-page] .r-hit").first.wait_for()
    assert "found" in page.locator("[data-search-page] .r-said").inner_text()


def test_stories_come_before_issues_that_are_called_like_what_is_sought(
    page: Any, site: str, sample: Sample
) -> None:
    assert "oven" in sample.made.settings.newsletter.title.lower()
    page.goto(f"{site}search/?q=oven")
    page.locator("[data-search-page] .r-hit").first.wait_for()
    found = page.eval_on_selector_all(".r-hit-title", "all => all.map(a => a.getAttribute('href'))")
    assert "/stories/" in found[0]
    issues = [
        "/newsletter/" in each for each in found if "/newsletter/" in each or "/stories/" in each
    ]
    assert any(issues)
    assert issues == sorted(issues), found
    page.goto(f"{site}search/?q=november+2025")
    page.locator(".r-hit-title", has_text="November 2025").first.wait_for()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_search_leads_to_the_shelves(page: Any, site: str) -> None:
    page.goto(site)
    page.locator("[data-search]").click()
    page.wait_for_url("**/search/")
    assert "needs JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="2026", exact=True).click()
    assert page.locator(".r-card").count() > 5


def test_a_list_narrows_to_exactly_what_is_both(page: Any, site: str, sample: Sample) -> None:
    edition = sample.made.context(Channel.SITE).edition
    theme = next(iter(edition.themes))
    of_theme = [s for s in edition.stories if theme in s.themes]
    kind = of_theme[0].kind
    both = [s.title for s in of_theme if s.kind is kind]
    page.goto(f"{site}themes/{theme}/")
    page.get_by_role("button", name="Narrow this list").click()
    page.get_by_label("Kind").select_option(kind)
    page.locator(".r-hit").first.wait_for()
    assert page.locator(".r-hit-title").all_inner_texts() == both[:10]
    assert not page.locator("[data-narrowed]").first.is_visible()
    assert f"kind={kind}" in page.url
    page.reload()  # what was asked for is in the address
    page.locator(".r-hit").first.wait_for()
    assert page.locator(".r-hit-title").all_inner_texts() == both[:10]
    page.get_by_label("Kind").select_option("")
    assert page.locator("[data-narrowed]").first.is_visible()
    assert page.locator(".r-hit").count() == 0


def test_a_list_narrows_by_team_as_the_edition_tells_it(
    page: Any, site: str, sample: Sample
) -> None:
    context = sample.made.context(Channel.SITE)
    team, stories = max(context.groups.by_team.items(), key=lambda each: len(each[1]))
    year = stories[0].date.year
    page.goto(f"{site}stories/{year}/")
    page.get_by_role("button", name="Narrow this list").click()
    page.get_by_label("Team").select_option(team)
    page.locator(".r-hit").first.wait_for()
    wanted = [
        s.title for s in context.edition.stories if s.date.year == year and team in teams_of(s)
    ]
    assert page.locator(".r-hit-title").all_inner_texts() == wanted[:10]


def test_a_story_at_random_is_another_each_time(page: Any, site: str) -> None:
    seen = set()
    for _ in range(6):
        page.goto(f"{site}stories/")
        page.get_by_role("link", name="a story at random").click()
        page.wait_for_url("**/stories/*/")
        seen.add(page.url)
    assert len(seen) > 1


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_stories_are_drawn_for_the_month(page: Any, site: str) -> None:
    page.goto(f"{site}random/")
    assert page.locator(".r-card").count() == 3


def test_a_page_that_was_open_while_the_site_was_built_anew_finds_the_new_story(
    page: Any, organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("first", title="About a walrus")
    print_site(organisation.built(), tmp_path / "site")
    page.goto(next(serve(tmp_path / "site")))
    with page.expect_response("**/search/index.js*"):
        page.locator("[data-search]").click()
    for number in range(70):
        organisation.story(f"more-{number}", title=f"Zebra {number}", date="2026-11-01")
    print_site(organisation.built(), tmp_path / "site")
    page.keyboard.type("zebra")
    page.locator(".r-hit").first.wait_for()
    assert "70 found" in page.locator("dialog .r-said").inner_text()
