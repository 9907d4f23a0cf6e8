"""Search, lists that narrow, a story at random: in a browser, under the site's own policy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.model import Channel
from generator.outputs import search_index
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
    assert "Results: " in page.locator("[data-search-page] .r-said").inner_text()


def test_stories_come_before_issues_that_are_called_like_what_is_sought(
    page: Any, site: str, sample: Sample
) -> None:
    assert "oven" in sample.made.settings.newsletter.title.lower()
    page.goto(f"{site}search/?q=oven")
    page.locator("[data-search-page] .r-hit").first.wait_for()
    found = page.eval_on_selector_all(".r-hit-title", "all => all.map(a => a.getAttribute('href'))")
    assert sum("/stories/" in each for each in found) > 5
    assert not any("/newsletter/2" in each for each in found), "no issue is about ovens by its name"
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
    page.locator(f"[data-facet='kind:{kind}']").click()
    page.locator(".r-hit").first.wait_for()
    assert page.locator(".r-hit-title").all_inner_texts() == both[:10]
    assert page.locator(".r-filter [aria-current]").count() == 1
    assert not page.locator("[data-filtered]").first.is_visible()
    assert f"kind={kind}" in page.url
    page.reload()  # what was asked for is in the address
    page.locator(".r-hit").first.wait_for()
    assert page.locator(".r-hit-title").all_inner_texts() == both[:10]
    page.locator(f"[data-facet='kind:{kind}']").click()  # once more takes it back
    assert page.locator("[data-filtered]").first.is_visible()
    assert page.locator(".r-hit").count() == 0
    assert "kind=" not in page.url
    page.locator(f"[data-facet='kind:{kind}']").click()
    page.get_by_role("button", name="Show all stories").click()
    assert page.locator("[data-filtered]").first.is_visible()
    assert page.evaluate("document.activeElement.matches('[data-facet]')"), "focus is not lost"


def test_a_list_narrows_by_team_as_the_edition_tells_it(
    page: Any, site: str, sample: Sample
) -> None:
    context = sample.made.context(Channel.SITE)
    team, stories = max(context.groups.by_team.items(), key=lambda each: len(each[1]))
    year = stories[0].date.year
    page.goto(f"{site}stories/{year}/")
    page.locator(f"[data-facet='team:{team}']").click()
    page.locator(".r-hit").first.wait_for()
    wanted = [
        s.title for s in context.edition.stories if s.date.year == year and team in teams_of(s)
    ]
    assert page.locator(".r-hit-title").all_inner_texts() == wanted[:10]


def test_a_month_narrows_to_its_own_stories(page: Any, site: str, sample: Sample) -> None:
    stories = sample.made.context(Channel.SITE).edition.stories
    month = [s for s in stories if (s.date.year, s.date.month) == (2026, 10)]
    kind = month[0].kind
    page.goto(f"{site}stories/")
    page.get_by_role("link", name="Oct 2026").click()
    page.locator(f"[data-facet='kind:{kind}']").click()
    page.locator(".r-hit").first.wait_for()
    wanted = [s.title for s in month if s.kind is kind]
    assert page.locator(".r-hit-title").all_inner_texts() == wanted[:10]


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_months_and_filters_lead_to_lists(page: Any, site: str) -> None:
    page.goto(f"{site}stories/")
    page.get_by_role("link", name="Dec 2025").click()
    assert page.locator("h1").inner_text() == "December 2025"
    assert page.locator(".r-card").count() >= 1
    page.locator("[data-facet^='team:']").first.click()
    page.wait_for_url("**/teams/*/")
    assert page.locator(".r-card").count() > 1
    assert not page.get_by_role("button", name="Show all stories").is_visible()


def test_a_story_at_random_is_another_each_time(page: Any, site: str) -> None:
    seen = set()
    for _ in range(6):
        page.goto(f"{site}stories/")
        page.get_by_role("link", name="A random story").click()
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
    assert "Results: 70" in page.locator("dialog .r-said").inner_text()


# --- the whole text, on the sample -------------------------------------------------------------


@pytest.fixture
def seek(page: Any, site: str) -> Callable[[str], list[str]]:
    """What the search page of the sample answers: the addresses, best first."""

    def ask(words: str) -> list[str]:
        page.goto(f"{site}search/?q={quote(words)}")
        page.locator("[data-search-page] .r-said:not(:empty)").wait_for()
        links = page.locator("[data-search-page] .r-hit-title")
        return [str(link.get_attribute("href")).removeprefix(site) for link in links.all()]

    return ask


def test_words_lead_to_where_they_are_explained_then_to_stories_that_have_them(
    seek: Callable[[str], list[str]],
) -> None:
    assert seek("khobz")[:2] == ["glossary/#khobz", "stories/eleven-degrees/"]
    asked = seek("flue")  # somebody can be asked about the draught of a flue
    assert asked[0] == "glossary/#flue"
    assert asked[1].startswith("ask/#person-")
    assert asked[2] == "stories/by-the-door/"
    assert seek("bath tap")[:2] == ["stories/slide-three/", "practices/the-pencil/"]
    assert seek("steam tube")[0] == "glossary/#steam-tube"
    assert "stories/the-click/" in seek("steam tube")[:4]
    assert seek("thermocouple") == ["stories/eleven-degrees/"]


def test_a_first_name_leads_to_what_can_be_asked_of_them_and_to_their_stories(
    seek: Callable[[str], list[str]], sample: Sample
) -> None:
    edition = sample.made.context(Channel.SITE).edition
    found = seek("priya")
    helpers = [n for n, each in enumerate(edition.helpers, 1) if "Priya" in each.who.text]
    assert found[0] == f"ask/#person-{helpers[0]}"
    of_hers = [s.id for s in edition.stories if any("Priya" in p.text for p in s.people)]
    assert found[1 : 1 + len(of_hers)] == [f"stories/{id_}/" for id_ in of_hers]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("thermocuple", "stories/eleven-degrees/"),  # one letter missing
        ("thermoccouple", "stories/eleven-degrees/"),  # one too many
        ("thermokouple", "stories/eleven-degrees/"),  # another
        ("thermcoouple", "stories/eleven-degrees/"),  # two in the wrong order
        ("htermocouple", "stories/eleven-degrees/"),
        ("termocouple", "stories/eleven-degrees/"),
        ("thermocoupls", "stories/eleven-degrees/"),
        ("steem tube", "glossary/#steam-tube"),
        ("kohbz", "glossary/#khobz"),
    ],
)
def test_one_slip_is_forgiven(seek: Callable[[str], list[str]], slip: str, meant: str) -> None:
    assert seek(slip)[0] == meant


def test_two_slips_and_short_words_are_not_guessed(seek: Callable[[str], list[str]]) -> None:
    assert seek("thremocuple") == []
    assert seek("flze") == []


def test_the_words_are_marked_in_an_excerpt(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=bath+tap")
    page.locator(".r-hit").first.wait_for()
    assert page.locator(".r-hit").first.locator("mark").all_inner_texts() == ["bath", "tap"]
    text = page.locator(".r-hit-text").first.inner_text()
    assert len(text) < 260
    assert "It’s like whoever’s got the bath tap." in text
    page.goto(f"{site}search/?q=steem+tube")
    page.locator(".r-hit").first.wait_for()
    assert "steam" in page.locator(".r-hit mark").all_inner_texts()


def test_names_of_filters_are_words_like_others(
    seek: Callable[[str], list[str]], sample: Sample
) -> None:
    """The terms of filters lay among the words, so that "kind" found every story."""
    stories = sample.made.context(Channel.SITE).edition.stories
    for word in ("kind", "team", "year", "theme"):
        assert sum(path.startswith("stories/") for path in seek(word)) < len(stories) / 2


def test_a_folder_without_a_server_is_searched_too(page: Any, folder: Sample) -> None:
    page.goto(f"{folder.folder.as_uri()}/search/index.html")
    page.get_by_role("searchbox").fill("khobz")
    page.locator(".r-hit").first.wait_for()
    page.locator(".r-hit-title").first.click()
    page.wait_for_url("**/glossary/index.html#khobz")


def test_large_sites_search_titles_summaries_and_names_and_say_so(
    find: Callable[[], Find], organisation: Organisation, monkeypatch: pytest.MonkeyPatch, page: Any
) -> None:
    monkeypatch.setattr(search_index.index, "__defaults__", ("en", 10))
    organisation.story("one", "The zeppelin was loud.", title="A walrus", summary="An otter came.")
    ask = find()
    assert ask("otter") == ["A walrus"]
    assert ask("walrus") == ["A walrus"]
    assert "A walrus" in ask("óscoz")
    assert page.get_by_text(
        "the search covers only titles, summaries, names and themes"
    ).is_visible()
    assert ask("zeppelin") == []


def test_an_oracle_finds_the_same(
    seek: Callable[[str], list[str]], sample: Sample, page: Any
) -> None:
    """Every story that has a word, or one that begins so, and no other page."""
    entries = search_index.entries(sample.made.site())
    texts = [
        (address, " ".join((e.title, e.people, " ".join(e.tags), e.text, e.more())))
        for address, e in entries
    ]
    found = {
        address: {term for word in text.split() for term in search_index.terms(word)}
        for address, text in texts
    }
    for word in ("oven", "telephone", "kettle", "saturday", "horno", "الفرن", "Leith"):
        *_, term = search_index.terms(word)
        wanted = {a for a, terms in found.items() if any(t.startswith(term) for t in terms)}
        seek(word)
        _show_all(page)
        links = page.locator("[data-search-page] .r-hit-title").all()
        assert wanted
        assert {_path(str(link.get_attribute("href"))) for link in links} == wanted, word


def _show_all(page: Any) -> None:
    while (more := page.get_by_role("button", name="Show more")).is_visible():
        before = page.locator(".r-hit").count()
        more.click()
        page.locator(f".r-hit:nth-child({before + 1})").wait_for()


def _path(address: str) -> str:
    return address.split("/", 3)[3]
