"""What the wall shows, and of whom."""

from __future__ import annotations

import re

from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import OCTOBER


def _wall(organisation: Organisation) -> str:
    files = {file.path: file.content.decode() for file in organisation.built().digest(OCTOBER, formats=("wall",))}  # fmt: skip
    assert files.keys() == {"wall.html"}
    return files["wall.html"]


def _texts(page: str) -> list[str]:
    found = re.findall(r"<article[^>]*>(.*?)</article>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", text).split()) for text in found]


def test_it_shows_quotes_and_short_stories_of_all_time(organisation: Organisation) -> None:
    organisation.story("old", "Long. " * 90, title="Old", quote="{text: Hold it., by: ana}", date="2019-03-04")  # fmt: skip
    organisation.story("new", "It was dark.", title="New", date="2026-10-11")
    organisation.story("long", "It was dark, and nobody spoke. " * 20, title="Long", date="2026-10-12")  # fmt: skip
    texts = _texts(_wall(organisation))
    assert sorted(text.split()[0] for text in texts) == ["New", "“Hold"]


def test_it_shows_what_both_the_site_and_the_town_hall_may_show(organisation: Organisation) -> None:
    organisation.story("first", "Held.", title="For all")
    organisation.story("hall", "Held.", title="In the hall", channels="[townhall, newsletter]")
    organisation.story("site", "Held.", title="On the site", channels="[site, newsletter]")
    texts = " ".join(_texts(_wall(organisation)))
    assert "For all" in texts
    assert "In the hall" not in texts
    assert "On the site" not in texts


def test_of_very_many_stories_it_takes_the_newest_and_some_of_all_others(
    organisation: Organisation,
) -> None:
    for number in range(450):
        year, day = divmod(number, 90)
        organisation.story(f"act-{number:03}", "Held.", title=f"Act {number:03}", date=f"{2021 + year}-{day % 9 + 1:02}-{day // 9 + 1:02}")  # fmt: skip
    organisation.story("now", "Held.", title="Now", date="2026-10-14")
    page = _wall(organisation)
    texts = _texts(page)
    assert len(texts) == 400
    assert "Now Held. Ana Óscoz → Bo" in texts
    assert len({text.split()[1] for text in texts if text < "Act 200"}) > 50
    assert page == _wall(organisation), "in the same order each time"


def test_it_says_when_it_was_built_and_until_when_it_shows_stories(
    organisation: Organisation,
) -> None:
    organisation.story("first")
    page = _wall(organisation)
    assert 'data-first="2026-11-19" data-last="2026-12-25"' in page
    assert "Built on November 20, 2026" in page


def test_it_speaks_the_language_of_the_organisation(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.story("first")
    for language, said in (("nb", "viser historier i 35 dager"), ("ar", "وتعرض القصص 35 يومًا")):
        organisation.config("site.yml", f"{site}language: {language}\n")
        assert said in _wall(organisation)
