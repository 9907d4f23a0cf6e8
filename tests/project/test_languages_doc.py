"""The examples in docs/how-to/languages.md do what it says."""

from __future__ import annotations

import re

from generator.model import Channel
from generator.rendering.artifacts import Page, PrintedPage
from tests import ROOT
from tests.conftest import Organisation

TEXT = (ROOT / "docs/how-to/languages.md").read_text("utf-8")
OWN, UNNAMED, SWEDISH = re.findall(r"```po\n(.*?)```", TEXT, re.DOTALL)


def _problems(organisation: Organisation) -> set[str]:
    return {code for code in organisation.codes() if code.startswith("T1") or code == "C128"}


def test_the_words_of_an_organisation_take_the_place_of_ours(organisation: Organisation) -> None:
    organisation.learning()
    for number in range(3):
        organisation.story(f"s{number}", "@ana stayed.")
    organisation.story("the-hour", "@ana stayed.")
    organisation.config("locale/en.po", OWN)
    assert _problems(organisation) == set()
    html = "".join(
        "".join(page.inserts.values()) if isinstance(page, Page) else page.body().html
        for page in organisation.built().site()
        if isinstance(page, Page | PrintedPage)
    )
    assert ">In the same vein<" in html
    assert 'aria-label="What we see"' in html
    assert re.search(r"\d+ min<", html)
    assert not re.search("You might also like|>Themes|minutes?<", html)


def test_the_unnamed_are_called_as_the_organisation_calls_them(organisation: Organisation) -> None:
    organisation.config("locale/en.po", UNNAMED)
    organisation.story("one", "Then @cem came.")
    assert _problems(organisation) == set()
    (story,) = organisation.built().edition(Channel.SITE).stories
    assert story.body == "Then a teammate in Bench came."


def test_a_language_is_added_by_a_file(organisation: Organisation) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: sv}\n")
    organisation.config("locale/sv.po", SWEDISH)
    organisation.story("one", "Sedan kom @cem.")
    assert _problems(organisation) == set()
    made = organisation.built()
    assert made.context(Channel.SITE).words.gettext("Stories") == "Berättelser"
    assert made.edition(Channel.SITE).stories[0].body == "Sedan kom en kollega (Bench)."
