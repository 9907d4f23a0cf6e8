"""Two sites of the same stories, each in a language: the switch of docs/how-to/languages.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import ROOT
from tests.browser.conftest import serve
from tests.conftest import organisation_in, print_site
from tests.project.pages import blocks

pytestmark = pytest.mark.browser

TEXTS = {title: text for _, title, text in blocks(ROOT / "docs/how-to/languages.md")}
SWITCH = TEXTS["at the end of mkdocs.yml"]
LANGUAGES = ("en-GB", "fr")


def test_the_switch_stays_on_the_page_in_both_directions(page: Any, tmp_path: Path) -> None:
    site = next(serve(tmp_path / "both"))
    for lang in LANGUAGES:
        made = organisation_in(tmp_path / lang)
        made.config("site.yml", f'{{name: X, url: "{site}{lang}/", language: {lang}}}\n')
        made.story("the-hour", "@cem stayed for an hour.", lang="en")
        made.write("mkdocs.yml", (made.root / "mkdocs.yml").read_text("utf-8") + "\n" + SWITCH)
        print_site(made.built(), tmp_path / "both" / lang)
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        page.goto(f"{site}{lang}/stories/the-hour/", wait_until="networkidle")  # with both sitemaps
        assert page.locator("html").get_attribute("lang") == lang.partition("-")[0]
        assert "A colleague in Bench stayed for an hour." in page.locator("main").inner_text()
        page.locator(".r-tools .md-select").hover()
        page.locator(f"a[hreflang={other}]").click()
        page.wait_for_url(f"{site}{other}/stories/the-hour/")
