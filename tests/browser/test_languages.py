"""The sample in Arabic, German and Japanese: judged by axe, within a small screen, and the right way round."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.adopt.sample import DAY
from tests import ROOT
from tests.browser.conftest import serve
from tests.browser.test_access import violations_on
from tests.built import Built
from tests.conftest import print_site

pytestmark = pytest.mark.browser

LONG = {
    "site.yml": ("name", "Geschichten der Gemeinschaftsarbeit"),
    "themes.yml": ("  title", "Verantwortungsübernahmebereitschaft"),
    "teams.yml": ("  name", "Kundendiensteinsatzplanung"),
    "practices/one-problem-and-rolls.yml": ("title", "Donnerstagsfrühstücksrunde"),
}
"""A name for the first thing of each file that is longer than a line on a phone."""
PAGES = ("", "stories/the-click/", "share/", "onboarding/", "newsletter/2026-10/")
NARROW = ("", "teams/", "teams/fabrication/", "themes/asking-early/", "practices/one-problem-and-rolls/", "pulse/")  # fmt: skip
WIDER = """() => [...document.querySelectorAll('h1, h2, h3, p, li')].filter(
    e => e.checkVisibility() && (box => box.right > innerWidth + 1 || box.left < -1)(e.getBoundingClientRect())
).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture(
    scope="module", params=["ar", "de", pytest.param("ja", marks=pytest.mark.exhaustive)]
)
def spoken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The sample in a language, its stories in English, and its address."""
    root = tmp_path_factory.mktemp("organisation")
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for story in (root / "stories").rglob("*.md"):
        text = story.read_text("utf-8")
        if not re.search("^lang:", text, re.MULTILINE):
            story.write_text(text.replace("---\n", "---\nlang: en-GB\n", 1), "utf-8")
    lang = str(request.param)
    _replace(root, "site.yml", "language", lang)
    for file, (key, name) in LONG.items() if lang == "de" else ():
        _replace(root, file, key, name)
    site = root / "site"
    print_site(Built.of(root, DAY), site)
    for address in serve(site):
        yield lang, address


def _replace(root: Path, file: str, key: str, value: str) -> None:
    path = root / "site_config" / file
    text = re.sub(
        rf"^{key}: .*", f"{key}: {value}", path.read_text("utf-8"), count=1, flags=re.MULTILINE
    )
    path.write_text(text, "utf-8")


@pytest.mark.exhaustive
@pytest.mark.parametrize("way", ["light", "phone"])
def test_axe_finds_nothing(browser: Any, spoken: tuple[str, str], way: str) -> None:
    assert violations_on(browser, spoken[1], PAGES, way) == {}


def test_no_heading_is_wider_than_a_small_screen(browser: Any, spoken: tuple[str, str]) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for path in NARROW:
        page.goto(spoken[1] + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert page.evaluate(WIDER) == [], path
    page.close()


def test_an_arrow_points_to_those_who_were_helped(browser: Any, spoken: tuple[str, str]) -> None:
    """Also in a story that is written the other way."""
    lang, address = spoken
    page = browser.new_page()
    turn = "getComputedStyle(document.querySelector('.r-story-who .r-arrow')).transform"
    page.goto(address)
    assert (page.evaluate(turn) == "none") == (lang != "ar")
    page.goto(f"{address}stories/the-click/")
    assert page.locator(".r-story").get_attribute("dir") == "ltr"
    assert page.evaluate(turn) == "none"
    page.close()


def test_each_line_of_a_file_has_its_own_direction(browser: Any, spoken: tuple[str, str]) -> None:
    page = browser.new_page()
    page.goto(f"{spoken[1]}share/")
    page.locator(".r-how summary").evaluate("e => e.parentElement.open = true")
    code = page.locator(".r-how pre code").first
    assert code.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    left = "e => {const r = document.createRange(); r.selectNodeContents(e);"
    left += " return [...r.getClientRects()].map(b => b.left - e.parentElement.getBoundingClientRect().left)}"
    first, *_ = code.evaluate(left)
    assert first < 60, "a line of Latin letters begins on the left"
    page.close()
