"""Pages and issues in the test language: no word of ours is left in English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.model import Channel
from generator.rendering.artifacts import Page, PrintedPage
from generator.text.locales import direction
from tests.conftest import Organisation, print_site
from tests.outputs.test_goldens import NOVEMBER
from tests.pseudo import pseudo, write_in_greek

_WORD = re.compile(r"[A-Za-z]{2,}")
_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
_SAME = {"Markdown", "Slack", "Teams", "GitHub", "HTML", "JSON", "UTC"}
"""Names."""


class _Words(HTMLParser):
    """The words of a page in plain Latin letters that a person reads, besides addresses and code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_language = tag == "option" and "lang" in dict(attrs)  # by its own name
        if tag in ("style", "script", "code", "pre") or is_language:
            self._skipped.append(tag)
        for name, value in attrs:
            if name in _ATTRIBUTES or (tag == "form" and re.match("data-(?!md-)", name)):
                self._see(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._see(data)

    def _see(self, text: str) -> None:
        text = re.sub(r"https?://\S+|\{\w+\}|[\w-]+\.(?:eml|html|txt|md|json|pptx|yml)\b", "", text)
        self.found |= {word for word in _WORD.findall(text) if word not in _SAME}


def _plain_words(html: str) -> set[str]:
    words = _Words()
    words.feed(html)
    words.close()
    return words.found


@pytest.fixture(params=["el", "fa"])
def greek(organisation: Organisation, request: pytest.FixtureRequest) -> Organisation:
    """An organisation that writes Greek, from left to right and from right to left."""
    write_in_greek(organisation, request.param)
    return organisation


def test_no_page_has_a_word_of_ours_in_english(greek: Organisation) -> None:
    made = greek.built()
    assert [p for p in made.problems if p.is_error or p.code in ("C128", "T104", "T105")] == []
    left: dict[str, set[str]] = {}
    for page in made.site():
        if isinstance(page, Page):
            html = "\n".join(page.inserts.values())
        elif isinstance(page, PrintedPage):
            html = page.body().html
        else:
            continue
        if found := _plain_words(f"<p>{page.title}</p><p>{page.description or ''}</p>{html}"):
            left[page.address] = found
    assert left == {}


def test_no_issue_has_a_word_of_ours_in_english(greek: Organisation) -> None:
    made = greek.built()
    texts = {file.path: file.content.decode("utf-8", "replace") for file in made.digest(NOVEMBER)}
    lang = made.settings.site.language
    for name in ("email.html", "townhall.html", "index.html"):
        assert _plain_words(texts[name]) == set(), name
        assert f'<html lang="{lang}" dir="{direction(lang)}">' in texts[name]
    assert _plain_words(f"<p>{texts['digest.txt']}</p>") == set()


def test_a_norwegian_sentence_about_somebody_unnamed_is_norwegian(
    organisation: Organisation,
) -> None:
    organisation.config("site.yml", "{name: Historier, url: https://x.example/, language: nb}\n")
    organisation.story(
        "timen", "Etterpå hjalp @dora @cem. @cem takket.", givers="dora", receivers="cem"
    )
    (story,) = organisation.built().edition(Channel.SITE).stories
    assert story.body == ("Etterpå hjalp en kollega en kollega i Bench. En kollega i Bench takket.")


def test_a_printed_site_is_in_the_test_language(organisation: Organisation, tmp_path: Path) -> None:
    write_in_greek(organisation)
    print_site(organisation.built(), tmp_path / "site")
    for path in ("index.html", "404.html", "stories/the-hour/index.html"):
        html = (tmp_path / "site" / path).read_text("utf-8")
        assert pseudo("Themes") in html
        assert '<html lang="el"' in html
        body = html[html.index("<body") :]
        assert _plain_words(body) == set()
