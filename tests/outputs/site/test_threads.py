"""Chains of help, what stands below a story, and which team a story is listed under."""

from __future__ import annotations

import datetime as dt
import re

from generator.model import Channel
from generator.outputs.selection import RelatedStories
from generator.outputs.site.listing import PAGE_SIZE
from generator.outputs.site.threads import CHAIN_SIZE, ROOM
from generator.rendering.artifacts import Page, PrintedPage
from tests.conftest import Organisation


def _pages(organisation: Organisation) -> dict[str, str]:
    return {
        a.address if isinstance(a, PrintedPage) else a.path: (
            a.body().html if isinstance(a, PrintedPage) else "".join(a.inserts.values())
        )
        for a in organisation.built().site()
        if isinstance(a, PrintedPage | Page)
    }


def test_a_chain_has_a_page_and_its_stories_lead_there(organisation: Organisation) -> None:
    organisation.story("first", date="2026-10-01")
    organisation.story("second", date="2026-10-02", continues="first")
    organisation.story("alone", date="2026-10-03")
    pages = _pages(organisation)
    assert {path for path in pages if path.startswith("threads/")} == {
        "threads/index.md",
        "threads/first/",
    }
    chain = pages["threads/first/"]
    assert chain.index("stories/first/") < chain.index("stories/second/")
    assert "../../threads/first/" in pages["stories/second/"]
    assert "threads/" not in pages["stories/alone/"]


def test_a_chain_with_one_story_left_to_show_is_none(organisation: Organisation) -> None:
    organisation.story("first", date="2026-10-01")
    organisation.story("second", date="2026-10-02", continues="first", channels="[newsletter]")
    pages = _pages(organisation)
    assert "threads/first/" not in pages
    assert "threads/" not in pages["stories/first/"]


def test_a_chain_is_one_page_and_only_a_very_long_one_is_cut(organisation: Organisation) -> None:
    for n in range(CHAIN_SIZE + 1):
        before = {"continues": f"s{n - 1:03}"} if n else {}
        day = dt.date(2026, 1, 1) + dt.timedelta(days=n)
        organisation.story(f"s{n:03}", date=day.isoformat(), **before)
        if n == 48:
            pages = _pages(organisation)
            assert [path for path in pages if path.startswith("threads/s000/")] == ["threads/s000/"]
            assert pages["threads/s000/"].count('<li id="story-') == 49
    pages = _pages(organisation)
    assert [path for path in pages if path.startswith("threads/s000/")] == [
        "threads/s000/",
        "threads/s000/page/2/",
    ]
    assert 'href="../../../../threads/s000/"' in pages["threads/s000/page/2/"]
    assert 'href="../../threads/s000/page/2/"' in pages["threads/s000/"]
    assert pages["threads/s000/page/2/"].count('<li id="story-') == 1
    assert f'start="{CHAIN_SIZE + 1}"' in pages["threads/s000/page/2/"]


def test_a_chain_tells_its_stories_whole(organisation: Organisation) -> None:
    organisation.config("glossary.yml", "bench: {meaning: Where one works.}\n")
    text = "## How\n\nAt the bench.[^1]\n\n[^1]: A note.\n"
    organisation.story("first", text, date="2026-01-05", ask="Who knows?")
    organisation.story("second", text, date="2026-06-02", continues="first", outcome="It ran.")
    chain = _pages(organisation)["threads/first/"]
    assert "Who knows?" in chain
    assert "It ran." in chain
    assert chain.count("A note.") == 2
    assert re.findall("<(h[1-6])", chain) == [
        "h1",
        *["h2", "h3", "h3", "h4"],
        *["h2", "h3", "h4", "h3"],
    ]
    ids = re.findall(r' id="([^"]*)"', chain)
    assert len(ids) == len(set(ids))
    assert {"story-second", "s1-part-1", "s2-part-1", "s2-fn-1", "s2-fnref-1"} <= set(ids)
    assert set(re.findall('href="#([^"]*)"', chain)) <= set(ids)
    assert chain.count("glossary/#bench") == 1, "the first mention on the page"


def test_a_very_long_chain_ends_with_cards(organisation: Organisation) -> None:
    text = ("word " * 1000 + "\n\n") * (ROOM // 5000 // 2)
    organisation.story("first", text, date="2026-01-05")
    for n, before in enumerate(["first", "s0", "s1"]):
        organisation.story(f"s{n}", text, date=f"2026-02-0{n + 1}", continues=before)
    chain = _pages(organisation)["threads/first/"]
    shown = re.findall('<li (?:id="story|class="r-card)|<a href="../../stories/([a-z0-9]+)/', chain)
    assert chain.count('<li id="story-') == 1
    assert chain.count('<li class="r-card') == 3
    assert [each for each in shown if each] == ["first", "s0", "s1", "s2"]


def test_a_chain_says_how_long_it_took_and_is_open_at_its_end(organisation: Organisation) -> None:
    organisation.story("first", date="2026-01-05", outcome="It ran.")
    organisation.story("second", date="2026-06-02", continues="first", givers="cem")
    organisation.story("third", date="2026-06-02", continues="second", givers="dora")
    organisation.story("fourth", date="2026-06-09", continues="third", givers="dora")
    chain = _pages(organisation)["threads/first/"]
    assert re.findall('<li class="r-gap">(.*?)</li>', chain) == [
        "5 months later, Bench",  # a colleague in Bench
        "The same day",
        "1 week later",
    ]
    assert "It ran." in chain
    assert 'href="../../share/#continues=fourth"' in chain


def test_a_gap_says_the_place_of_who_helped_if_they_let_it(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, place: Leith, also_show: [place], named: yes}\n"
        "bo: {name: Bo Lindqvist, team: office, place: Paterna, named: yes}\n"
        "cem: {name: Cem Aydın, team: attic, place: Marka, also_show: [place], named: no}\n",
    )
    organisation.story("first", date="2026-01-05")
    organisation.story("second", date="2026-06-02", continues="first", givers="[bo, ana]")
    organisation.story("third", date="2026-06-02", continues="second", givers="bo", receivers="ana")
    organisation.story("fourth", date="2026-06-03", continues="third", givers="cem")
    assert re.findall('<li class="r-gap">(.*?)</li>', _pages(organisation)["threads/first/"]) == [
        "5 months later, Leith",
        "The same day, Office",
        "1 day later",
    ]


def test_a_gap_is_in_the_organisations_language(organisation: Organisation) -> None:
    path = organisation.root / "site_config" / "site.yml"
    organisation.config("site.yml", path.read_text("utf-8") + "language: es\n")
    organisation.story("first", date="2026-01-05")
    organisation.story("second", date="2026-06-02", continues="first", givers="eli")
    chain = _pages(organisation)["threads/first/"]
    assert "5 meses" in chain


def test_many_chains_are_cut_into_pages(organisation: Organisation) -> None:
    for n in range(2 * PAGE_SIZE + 3):
        organisation.story(f"a{n}", date="2026-01-01")
        organisation.story(f"b{n}", date="2026-01-02", continues=f"a{n}")
    pages = _pages(organisation)
    assert "threads/page/1/" in pages
    assert pages["threads/index.md"].count("<h2>") + pages["threads/page/1/"].count("<h2>") == 51
    assert 'href="../threads/page/1/"' in pages["threads/index.md"]


def test_related_stories_share_a_theme_and_bring_other_people(organisation: Organisation) -> None:
    for n in range(6):
        organisation.story(f"ana-{n}", date=f"2026-10-0{n + 1}", kind="feedback")
    organisation.story("other", givers="fay", receivers="eli", kind="feedback")
    organisation.story("listening", givers="fay", receivers="eli", themes="listening")
    edition = organisation.edition()
    relatives = RelatedStories(edition.stories)
    story = next(s for s in edition.stories if s.id == "ana-4")
    found = [s.id for s in relatives.of(story, 3, ["ana-5"])]
    assert found[0] == "other", "somebody else first"
    assert len(found) == 3
    assert not {"ana-4", "ana-5", "listening"} & set(found)
    assert found == [s.id for s in RelatedStories(edition.stories).of(story, 3, ["ana-5"])]


def test_a_new_story_leaves_what_stands_below_old_ones(organisation: Organisation) -> None:
    for n in range(40):
        organisation.story(f"s{n}", date=f"2026-{n // 20 + 1:02}-{n % 20 + 1:02}")
    before = organisation.edition().stories
    organisation.story("new", date="2026-11-01")
    after = organisation.edition().stories
    old, new = RelatedStories(before), RelatedStories(after)
    for story in before[8:]:
        assert [s.id for s in old.of(story, 3)] == [s.id for s in new.of(story, 3)]


def test_a_story_is_listed_under_a_team_only_if_its_page_tells_it(
    organisation: Organisation,
) -> None:
    """Dora is unnamed and her team is small; Eli is unnamed and his is not."""
    organisation.story("small", "Somebody helped.", givers="dora", receivers="bo")
    organisation.story("large", "Somebody helped.", givers="eli", receivers="ana")
    made = organisation.built()
    groups = made.context(Channel.SITE).groups
    assert [s.id for s in groups.by_team["attic"]] == []
    assert {s.id for s in groups.by_team["office"]} == {"small", "large"}
    assert not any(path.startswith("teams/attic") for path in _pages(organisation))
    facets = {value for a in made.site() if isinstance(a, PrintedPage) and a.search
              for name, value in a.search().facets if name == "team"}  # fmt: skip
    assert facets == {"office", "bench"}
