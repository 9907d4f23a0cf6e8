"""Hostile text in a real browser: nothing runs, nothing opens, nothing is asked of anybody else.

The pages are printed without their policy, so that what holds is the escaping alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.rendering.printer import write_files
from generator.text import markdown
from tests import hostile
from tests.attacks import ATTACKS
from tests.browser.conftest import serve
from tests.conftest import TODAY, Organisation, print_site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("as_typed")]

AT_ONCE = 20
CACHED = {"Cache-Control": "max-age=600"}  # a thousand pages share their styles and scripts
WATCH = """
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => { top.ran = (top.ran || []).concat(`${name} on ${location.pathname}`); };
"""
FRAMES = """
(addresses) => Promise.all(addresses.map((address) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.onload = () => setTimeout(() => {
    const page = frame.contentDocument;
    const made = [...page.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter((a) => /^on|^srcdoc$|^formaction$/i.test(a.name))
        .map((a) => `${address}: ${element.localName} ${a.name}`)
        .concat(["iframe", "object", "embed", "base", "applet", "frame"].includes(element.localName)
          || !["http:", "https:", "mailto:", "webcal:", "file:", ":", undefined].includes(element.protocol)
          ? [`${address}: ${element.localName} ${element.protocol}`] : []));
    frame.remove();
    resolve(made);
  }, 30);
  frame.src = address;
  document.body.append(frame);
}))).then((found) => found.flat())
"""


def unguarded(organisation: Organisation) -> None:
    """Let the pages be printed without a policy, which would hide a fault of the escaping."""
    path = organisation.root / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert "- reciprocity\n" in text
    path.write_text(text.replace("- reciprocity\n", "- reciprocity: {policy: false}\n"), "utf-8")


def write(organisation: Organisation, texts: Sequence[str], out: Path) -> Path:
    """The site, the digest, and every text as the body of a page, which no check has seen: as
    prose, and as what a guide may hold.
    """
    hostile.write(organisation, texts)
    made = organisation.built()
    print_site(made, out, strict=False)
    for period in made.periods:
        write_files(made.digest(period), out / "digest" / period.name)
    (out / "bodies").mkdir()
    for at in range(0, len(texts), AT_ONCE):
        some = texts[at : at + AT_ONCE]
        made_of = [
            *(markdown.html(text).html for text in some),
            *(markdown.clean_guide(text, "en") for text in some),
        ]
        body = "".join(f"<article>{html}</article>" for html in made_of)
        (out / "bodies" / f"{at}.html").write_text(
            f"<!doctype html><meta charset=utf-8><body>{body}", "utf-8", "surrogateescape"
        )
    return out


def overheard(page: Any, site: str) -> list[str]:
    """What a page says in dialogs, and what it asks of anybody but the site, from now on."""
    said: list[str] = []

    def dialog(opened: Any) -> None:
        said.append(opened.message)
        opened.dismiss()

    def request(made: Any) -> None:
        if not made.url.startswith((site, "data:image/", "about:", "blob:")):
            said.append(made.url)

    page.on("dialog", dialog)
    page.context.on("request", request)
    return said


def inert(page: Any, site: str, out: Path) -> None:
    """Open every page that was printed, some at once, and see that nothing comes of it."""
    said = overheard(page, site)
    page.add_init_script(WATCH)
    pages = sorted(out.rglob("*.html"))
    previews = [path for path in pages if path.name == "index.html" and "digest" in path.parts]
    addresses = [path.relative_to(out).as_posix() for path in pages if path not in previews]
    (out / "frames.txt").write_text("frames")
    page.goto(f"{site}frames.txt")
    for start in range(0, len(addresses), AT_ONCE):
        some = [f"/{address}" for address in addresses[start : start + AT_ONCE]]
        assert page.evaluate(FRAMES, some) == []
        assert page.evaluate("window.ran || []") == []
        assert said == []
    assert page.url == f"{site}frames.txt", "nothing led away"
    for preview in previews:  # which holds the mail in a frame of its own
        page.goto(f"{site}{preview.relative_to(out).as_posix()}", wait_until="load")
        assert page.evaluate("window.ran || []") == []
        assert said == []


@pytest.fixture
def open_(organisation: Organisation, page: Any, tmp_path: Path) -> Callable[[Sequence[str]], None]:
    unguarded(organisation)

    def look(texts: Sequence[str]) -> None:
        out = write(organisation, texts, tmp_path / "out")
        inert(page, next(serve(out, CACHED)), out)

    return look


def test_the_watch_notices_what_runs(page: Any, tmp_path: Path) -> None:
    """The tests below can fail."""
    (tmp_path / "bad.html").write_text("<!doctype html><img src=x onerror=alert(1)>")
    site = next(serve(tmp_path))
    with pytest.raises(AssertionError):
        inert(page, site, tmp_path)
    assert page.evaluate("window.ran") == ["alert on /bad.html"]


def test_nothing_that_we_could_think_of_runs(open_: Callable[[Sequence[str]], None]) -> None:
    open_(hostile.OURS)


def test_nothing_of_a_sample_of_attacks_and_corpora_runs(
    open_: Callable[[Sequence[str]], None], corpus: Callable[[str], Path]
) -> None:
    chance = random.Random(27)
    some = chance.sample(ATTACKS, 20)
    some += chance.sample(hostile.payloads(corpus("xss_payloads.json")), 20)
    open_(some + chance.sample(hostile.payloads(corpus("blns.json")), 5))


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(12))
def test_nothing_of_all_attacks_and_corpora_runs(
    open_: Callable[[Sequence[str]], None], corpus: Callable[[str], Path], part: int
) -> None:
    texts = [*ATTACKS, *hostile.payloads(corpus("xss_payloads.json"))]
    texts += hostile.payloads(corpus("blns.json"))
    random.Random(27).shuffle(texts)
    open_(texts[part::12])


QUERIES = ("alert", "script", "img", "onerror", "javascript", "evil", "__proto__", "constructor",
           "toString", "</script><img src=x onerror=alert(1)>", "a" * 5000, "%3Cscript%3E")  # fmt: skip
HITS = """() => [...document.querySelectorAll("[data-search-page] *, .r-search *, [data-found] *")]
  .filter((e) => [...e.attributes].some((a) => /^on|^style$|^srcdoc$/i.test(a.name))
    || ["SCRIPT", "IMG", "IFRAME", "SVG", "STYLE", "OBJECT"].includes(e.tagName.toUpperCase())
    || !["http:", "https:", "file:", undefined].includes(e.protocol)).length"""


@pytest.mark.parametrize("folder", [False, True], ids=["served", "a folder"])
def test_what_is_found_is_text(
    organisation: Organisation, page: Any, tmp_path: Path, folder: bool
) -> None:
    unguarded(organisation)
    hostile.write(organisation, [*hostile.OURS, *random.Random(3).sample(ATTACKS, 60)])
    out = tmp_path / "site"
    print_site(organisation.built(), out, strict=False, offline=folder)
    site = f"{out.as_uri()}/" if folder else next(serve(out))
    end = "index.html" if folder else ""
    said = overheard(page, site)
    page.add_init_script(WATCH)
    found = 0
    for query in QUERIES:
        page.goto(f"{site}search/{end}?q={quote(query)}")
        page.locator(".r-said").first.filter(has_text=re.compile(r"\S")).wait_for()
        found += page.locator(".r-hit").count()
        assert page.evaluate(HITS) == 0, query
    page.goto(f"{site}stories/2026/{end}?kind=help&theme=asking&team=%3Cscript%3E&year=__proto__")
    page.locator(".r-hit").first.wait_for()
    assert page.evaluate(HITS) == 0
    page.goto(f"{site}index.html#%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert found > 40
    assert page.evaluate("window.ran || []") == []
    assert said == []


def test_what_the_digest_offers_to_copy_and_to_show_is_text(
    organisation: Organisation, page: Any, tmp_path: Path
) -> None:
    hostile.write(organisation, [*hostile.OURS, *random.Random(5).sample(ATTACKS, 60)])
    made = organisation.built()
    write_files(made.digest(made.periods[0]), tmp_path)
    site = f"{tmp_path.as_uri()}/"
    said = overheard(page, site)
    page.add_init_script(WATCH)
    page.goto(f"{site}index.html")
    for button in page.locator("[data-copy], [data-width]").all():
        button.click()
    assert page.locator("script").count() == 2
    page.goto(f"{site}townhall.html")
    for key in ["n", *["ArrowRight"] * 12, "n", "Home", "End"]:
        page.keyboard.press(key)
    assert page.locator("script").count() == 1
    page.clock.install(time=f"{made.library.today}T12:00:00")
    page.goto(f"{site}wall.html")
    for _ in range(page.locator("template").evaluate("(made) => made.content.children.length")):
        page.keyboard.press("ArrowRight")
    assert page.locator("script").count() == 1
    assert page.evaluate("window.ran || []") == []
    assert said == []


TYPED = """(texts) => {
  const fields = [...document.querySelectorAll("#share textarea, #share input")]
    .filter((field) => !["checkbox", "radio", "date"].includes(field.type));
  const wrong = [];
  for (const text of texts) {
    for (const field of fields) {
      field.value = text;
      for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    }
    document.querySelector('[data-way="copy"]').click();
    const shown = "#preview :not(.r-mark, .r-mark *), #preview-card *, #share-wrong *, .r-field-note *, .r-which *, #file *";
    for (const e of document.querySelectorAll(shown))
      if (!["P", "H2", "H3", "H4", "BLOCKQUOTE", "LI", "UL", "A", "HEADER", "SECTION", "DIV", "SPAN", "BDI", "FIGURE",
            "FIGCAPTION", "BUTTON"].includes(e.tagName)
          || [...e.attributes].some((a) => /^on|^style$|^src/i.test(a.name))
          || (e.tagName === "A" && !e.getAttribute("href").startsWith("#"))) wrong.push(`${text}: ${e.outerHTML}`);
  }
  return wrong;
}"""


@pytest.mark.exhaustive
def test_the_form_takes_every_attack_for_text(
    organisation: Organisation, page: Any, tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    unguarded(organisation)
    print_site(organisation.built(), tmp_path / "site")
    site = next(serve(tmp_path / "site"))
    said = overheard(page, site)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.add_init_script(WATCH)
    page.goto(f"{site}share/")
    page.locator("#share").wait_for()
    texts = [*ATTACKS, *hostile.payloads(corpus("xss_payloads.json"))]
    for start in range(0, len(texts), 200):
        assert page.evaluate(TYPED, texts[start : start + 200]) == []
    assert page.evaluate("window.ran || []") == []
    assert said == []
    assert failed == []


def test_the_form_shows_what_is_typed_as_text(
    organisation: Organisation, page: Any, tmp_path: Path
) -> None:
    unguarded(organisation)
    print_site(organisation.built(), tmp_path / "site")
    site = next(serve(tmp_path / "site"))
    said = overheard(page, site)
    page.add_init_script(WATCH)
    page.clock.install(time=f"{TODAY.isoformat()}T12:00:00")
    page.goto(f"{site}share/")
    page.locator("#share").wait_for()
    for details in page.locator("details.r-form-more summary").all():
        details.click()
    before = page.evaluate("document.querySelectorAll('#share *').length")
    fields = page.locator("#share textarea, #share input:not([type=checkbox]):not([type=radio]):not([type=date])").all()  # fmt: skip
    assert len(fields) > 4
    for text in hostile.OURS:
        for field in fields:
            field.fill(text)
        page.locator('[data-way="copy"]').click()
        assert page.evaluate("[...document.querySelectorAll('#share *, #preview *')].filter(e => [...e.attributes].some(a => /^on/.test(a.name)) || ['SCRIPT', 'IMG', 'IFRAME', 'SVG'].includes(e.tagName.toUpperCase()) && e.closest('#preview, #share-wrong') && !e.matches('.r-mark')).length") == 0  # fmt: skip
        assert page.locator("#share-wrong a:not([href^='#'])").count() == 0
    assert page.evaluate("window.ran || []") == []
    assert said == []
    assert before > 0
