"""The form on the site in a browser: composing, erring, and handing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.intake.drafts import Drafts
from tests.browser.conftest import serve
from tests.browser.test_access import violations
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
    organisation.story("lamp", "It held.", givers="[ana, ana-2, gil]")  # so that they are suggested
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
    page.keyboard.type("Ana Óscoz, Office")
    page.locator("details.r-form-more summary").click()
    page.check("#theme-listening")
    page.check("#kind-mentoring")
    page.check("#naming-agreed")
    page.fill("#body", page.input_value("#body"))
    page.locator("#file-shown summary").click()
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
    assert "is not on our list" in page.locator('[data-field="receivers"] .r-field-note').inner_text()  # fmt: skip


def test_what_it_changed_may_be_one_or_two_things_or_nothing(page: Any) -> None:
    _fill(page)
    page.locator("details.r-form-more summary").click()
    page.locator("#file-shown summary").click()
    assert "changed" not in page.locator("#file").inner_text()
    page.check("#changed-time")
    page.check("#changed-learning")
    assert "\nchanged: [time, learning]\n" in page.locator("#file").inner_text()
    page.check("#changed-safety")
    page.locator("#changed-safety").blur()
    assert "Please choose at most 2." in page.locator("#changed-wrong").inner_text()


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
    assert links[0].startswith("Who helped? Please add at least one name.")
    assert len(links) == 4
    page.locator("#share-wrong a").nth(2).click()
    assert page.evaluate("document.activeElement.id") == "body"
    body = page.locator("#body")
    assert body.get_attribute("aria-invalid") == "true"
    described = body.get_attribute("aria-describedby").split()
    assert "The story contains HTML: <b>" in page.locator(f"#{described[1]}").inner_text()
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
    assert "it has been copied" in page.locator("#share-status").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#file").text_content()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["phone"])
def test_it_fits_a_phone(page: Any) -> None:
    _fill(page)
    page.locator("details.r-form-more summary").click()
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    small = page.evaluate(
        "[...document.querySelectorAll('#share button')].filter(b => b.offsetParent && b.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
def test_without_a_script_the_page_tells_how(page: Any) -> None:
    assert page.locator("#share").is_hidden()
    assert page.locator("text=Without the form").is_visible()
    assert page.locator('a[href="mailto:stories@bench.example"]').is_visible()


def test_a_link_fills_in_what_the_site_knows_and_nothing_else(page: Any, site: str) -> None:
    def opened(fragment: str) -> tuple[str, str, list[str]]:
        page.goto("about:blank")
        page.goto(f"{site}share/#{fragment}")
        page.locator("#share").wait_for()
        checked = page.eval_on_selector_all("#share input:checked", "all => all.map(e => e.value)")
        return page.input_value("#givers"), page.input_value("#receivers"), checked

    assert opened("givers=team:bench&receivers=team:office") == ("Bench (team)", "Office (team)", ["ask"])  # fmt: skip
    assert "\ngivers: team:bench\nreceivers: team:office\n" in page.locator("#file").text_content()
    assert opened("themes=listening&kind=feedback") == ("", "", ["ask", "feedback", "listening"])
    for fragment in (
        "givers=ana&receivers=gil",
        "givers=team:nowhere&receivers=team:%3Cimg%20src=x%20onerror=alert(1)%3E",
        "givers=Gil%20Ferrer&body=It%20held.&consent=on&title=x&date=2026-10-14",
        "constructor=x&__proto__=team:bench&kind=toString&themes=constructor",
        "%E0%A4%A&&=&givers",
    ):
        assert opened(fragment) == ("", "", ["ask"]), fragment
        assert page.input_value("#body") == ""


def test_the_coach_asks_one_question_and_stops_nobody(page: Any) -> None:
    _fill(page)
    thought = page.locator("#body-note")
    page.fill("#body", "Gil went the extra mile, above and beyond.")
    page.press("#body", "Tab")
    assert thought.inner_text().startswith('One thought: "the extra mile" could be said of anyone')
    assert thought.inner_text().endswith("?")
    with page.expect_download():  # what is asked is asked, and the story may be saved as it is
        page.click('[data-way="save"]')
    page.fill("#body", "Gil stayed an hour so that the lamp could burn on Friday.")
    page.press("#body", "Tab")
    assert thought.is_hidden()
    page.fill("#body", 'Thank you for <img src=x onerror="alert(1)"> everything!')
    page.press("#body", "Tab")
    assert thought.locator("img").count() == 0


def _file(page: Any) -> str:
    return str(page.locator("#file").text_content())


def test_part_of_a_name_is_asked_about_and_may_be_somebody_else(page: Any) -> None:
    _fill(page)
    page.fill("#givers", "ana")
    page.locator("#givers").press("Tab")
    asked = page.locator('[data-field="givers"] .r-which [role=group]')
    assert asked.get_attribute("aria-label") == "Who is “Ana”?"
    assert asked.locator("button").all_inner_texts() == ["Ana Óscoz, Bench", "Ana Óscoz, Office", "Someone else"]  # fmt: skip
    page.keyboard.press("Tab")  # behind the button that adds somebody
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.input_value("#givers") == "Ana Óscoz, Office"
    assert page.evaluate("document.activeElement.id") == "givers"
    assert "\ngivers: ana-2\n" in _file(page)
    assert asked.count() == 0
    page.fill("#receivers", "gil")
    page.locator("#receivers").press("Tab")
    page.locator('[data-field="receivers"] .r-which button', has_text="Someone else").click()
    assert "\nreceivers: gil\n" not in _file(page), "who is somebody else has no id"
    assert "\nreceivers: 'Gil'\n" in _file(page)
    assert "Who is “Gil”? The author says: none of the people on the form’s list." in _file(page)
    page.fill("#for_editors", "She is new.")
    assert 'for_editors: "She is new.\\nWho is “Gil”?' in _file(page)


def test_an_unknown_name_stops_nobody(page: Any) -> None:
    _fill(page)
    page.fill("#body", "A lamp.")
    page.fill("#givers", "Zora of the night shift")
    page.locator("#givers").press("Tab")
    assert "Zora of the night shift is not on our list, which is fine." in page.locator("#givers-note").inner_text()  # fmt: skip
    with page.expect_download() as saved:
        page.click('[data-way="save"]')
    assert "givers: 'Zora of the night shift'\n" in saved.value.path().read_text("utf-8")


def test_nothing_is_said_of_a_field_before_it_is_left(page: Any) -> None:
    _fill(page)
    body = page.locator("#body")
    body.fill("")
    body.press_sequentially("<b>after his surgery")
    assert page.locator("#body-wrong").is_hidden()
    assert page.locator("#body-note").inner_text() == ""
    body.press("Tab")
    assert page.locator("#body-wrong").is_visible()
    assert page.locator("#body-wrong").get_attribute("aria-live") == "polite"
    body.fill("After his surgery, a lamp")
    assert page.locator("#body-wrong").is_hidden(), "what is mended is not marked any more"
    body.press("Tab")
    assert '"surgery" may be about someone\'s health.' in page.locator("#body-note").inner_text()
    page.fill("#date", "2031-01-01")
    page.locator("#date").press("Tab")
    assert "This day is still to come." in page.locator("#date-wrong").inner_text()
    assert page.locator("#outcome-note").inner_text() == ""


def test_nobody_is_named_where_nobody_is_to_be(page: Any) -> None:
    _fill(page)
    page.fill("#body", "Gil held the lamp.")
    page.check("#naming-nobody")
    assert "The text says “Gil”." in page.locator("#naming-note").inner_text()
    preview = page.locator("#preview .r-story-who").inner_text()
    assert "Gil" not in preview
    assert "another colleague" in preview
    assert "\ndeclined: [gil, 'Dora Nkemelu']\n" in _file(page)
    page.check("#naming-ask")
    assert page.locator("#naming-note").inner_text() == ""
    assert "declined" not in _file(page)
    assert "consent" not in _file(page)


def test_a_story_without_a_known_earlier_one_is_handed_in_with_a_note(page: Any) -> None:
    _fill(page)
    page.fill("#body", "A lamp.")
    page.locator("details.r-form-more summary").click()
    page.fill("#continues", "It held")
    page.locator("#continues").press("Tab")
    assert "\ncontinues: lamp\n" in _file(page)
    assert page.locator("#continues-note").inner_text() == ""
    page.fill("#continues", "the one about oil")
    page.locator("#continues").press("Tab")
    assert "There is no such story on this site." in page.locator("#continues-note").inner_text()
    assert "\ncontinues:" not in _file(page)
    assert "It continues this story: the one about oil" in _file(page)
    page.select_option("#lang", label="Español")
    assert "\nlang: es\n" in _file(page)


def test_a_draft_is_kept_in_the_browser_until_it_is_cleared(page: Any, site: str) -> None:
    _fill(page)
    page.fill("#body", "A lamp.\n\nTwice.")
    page.locator('[data-more="givers"]').click()
    page.fill("#givers-2", "Ana")
    page.check("#naming-agreed")
    before = _file(page)
    page.reload()
    page.locator("#share").wait_for()
    assert _file(page) == before
    assert page.locator("#draft").is_visible()
    page.goto("about:blank")
    page.goto(f"{site}share/#continues=lamp")  # another story, which has a draft of its own
    page.locator("#share").wait_for()
    assert page.input_value("#body") == ""
    assert page.input_value("#continues") == "It held"
    page.fill("#body", "And on.")
    page.goto("about:blank")
    page.goto(f"{site}share/")
    page.locator("#share").wait_for()
    assert _file(page) == before
    page.locator("#draft [data-clear]").click()
    assert page.input_value("#body") == ""
    assert page.locator("#givers-2").count() == 0
    assert page.evaluate("document.activeElement.id") == "givers"
    assert page.locator("#draft-state").inner_text() == "Your draft has been cleared."
    page.locator("[data-back]").click()  # a slip loses nothing
    assert _file(page) == before
    page.locator("[data-clear]").last.click()
    assert page.input_value("#body") == ""
    page.reload()
    page.locator("#share").wait_for()
    assert page.input_value("#body") == ""
    assert page.locator("#draft").is_hidden()


def test_a_draft_that_was_left_behind_goes(page: Any, site: str) -> None:
    _fill(page)
    key = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('reciprocity-draft:')).join()"
    )
    page.evaluate(
        'key => localStorage.setItem(key, localStorage.getItem(key).replace(/"at":"....-/, \'"at":"2020-\'))',
        key,
    )
    page.reload()
    page.locator("#share").wait_for()
    assert page.input_value("#body") == ""
    assert page.evaluate("key => localStorage.getItem(key)", key) is None
    for broken in ("{", "null", '{"at": "2031-01-01", "answers": {"draft": true, "__proto__": "x", "givers-99": "x"}}'):  # fmt: skip
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, broken])
        page.reload()
        page.locator("#share").wait_for()  # and no error: see the fixture


def test_a_story_of_one_sentence_looks_like_a_poster(page: Any) -> None:
    _fill(page)
    page.fill("#body", "Gil held the lamp until the wick caught.")
    poster = page.locator("#preview.r-poster")
    assert poster.locator(".r-preview-title").inner_text() == "Gil held the lamp until the wick caught."  # fmt: skip
    assert poster.locator(".r-prose").count() == 0
    assert page.locator("#preview-card .r-line").count() == 1
    page.fill("#outcome", "It burns.")
    assert poster.count() == 0
    assert page.locator("#preview .r-outcome").inner_text().endswith("It burns.")


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 780}}, {"viewport": {"width": 640, "height": 400}}], indirect=True, ids=["phone", "zoomed"])  # fmt: skip
def test_everything_that_the_form_says_fits(page: Any) -> None:
    """Also at 200 %, which is as a screen of half the size."""
    _fill(page)
    page.locator("details.r-form-more summary").click()
    page.locator("#file-shown summary").click()
    page.fill("#givers", "ana")
    page.fill("#body", "Supercalifragilisticexpialidocious" * 6 + " <b>")
    page.fill("#date", "2031-01-01")
    page.click('[data-way="copy"]')
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def test_axe_finds_nothing_in_all_that_the_form_says(page: Any) -> None:
    """With mistakes, notes, a question about a name, a preview and the file."""
    _fill(page)
    page.fill("#givers", "ana")
    page.locator("#givers").press("Tab")
    page.fill("#body", "Gil came back after his surgery.")
    page.fill("#date", "2031-01-01")
    page.locator("details.r-form-more summary").click()
    page.check("#naming-nobody")
    page.click('[data-way="copy"]')
    page.locator("#file-shown summary").click()
    assert page.locator(".r-which button").count() == 3
    assert violations(page) == []


def test_the_whole_form_can_be_walked_through_by_keyboard(page: Any) -> None:
    """Every control is reached by Tab in the order of the page, and has a name."""
    page.focus("#givers")
    seen: list[str] = []
    for _ in range(60):
        where, name = page.evaluate(
            "[document.activeElement.id || document.activeElement.dataset.way || document.activeElement.tagName,"
            " document.activeElement.labels?.[0]?.innerText || document.activeElement.textContent.trim()]"
        )
        assert name, where
        seen.append(where)
        if where == "save":
            break
        page.keyboard.press("Tab")
    wanted = ["givers", "receivers", "body", "ask", "outcome", "date", "naming-ask", "for_editors", "open", "copy", "save"]  # fmt: skip
    places = [seen.index(each) for each in wanted if each in seen]
    assert len(places) >= len(wanted) - 1, seen  # a mail needs an address
    assert places == sorted(places), seen
