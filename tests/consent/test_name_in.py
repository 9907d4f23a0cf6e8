"""A name in a second script is printed where the text is in that language, and guarded as the name is."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.audit import EDITIONS, audit_of, places_of
from generator.edition import ShownStory
from generator.model import Channel
from generator.pipeline import load
from generator.rendering.artifacts import PrintedPage
from generator.source.lookup import PeopleLookup
from tests.conftest import Organisation
from tests.outputs.test_goldens import NOVEMBER

PEOPLE = """\
ana: {name: Ana Óscoz, name_in: {ar: آنا أوسكوز}, team: bench, named: yes}
bo: {name: Bo Lindqvist, name_in: {ar: {name: بو ليندكفيست, first_name: بو}}, team: office, named: yes, show_as: first}
ken: {name: Ken Tanaka, name_in: {ja: 田中 健}, team: office, named: yes, show_as: first}
dora: {name: Dora Nkemelu, name_in: {ar: دورا نكيميلو}, team: bench, named: no}
"""


@pytest.fixture
def scripts(organisation: Organisation) -> Organisation:
    """An organisation that writes English, with names in two scripts."""
    organisation.config("people.yml", PEOPLE)
    return organisation


def _story(organisation: Organisation, id_: str) -> ShownStory | None:
    stories = organisation.built().edition(Channel.SITE).stories
    return next((story for story in stories if story.id == id_), None)


def _told(organisation: Organisation, id_: str) -> ShownStory:
    shown = _story(organisation, id_)
    assert shown is not None
    return shown


def test_a_story_prints_names_in_the_script_of_its_language(scripts: Organisation) -> None:
    scripts.story("here", "@ana and @bo stayed. Then @ana left.")
    scripts.story("there", "بقيت @ana مع @bo. ثم ذهبت @ana.", lang="ar-EG")
    here, there = _told(scripts, "here"), _told(scripts, "there")
    assert here.body == "Ana Óscoz and Bo stayed. Then Ana left."
    assert [person.text for person in here.people] == ["Ana Óscoz", "Bo"]
    assert there.body == "بقيت آنا أوسكوز مع بو. ثم ذهبت آنا."
    assert [person.text for person in there.people] == ["آنا أوسكوز", "بو"]
    assert [p.person_key for p in here.people] == [p.person_key for p in there.people]


def test_the_sites_own_texts_name_people_in_its_own_script(scripts: Organisation) -> None:
    scripts.story("before", "@bo stayed.", givers="bo", receivers="anonymous")
    scripts.story("there", "بقيت @ana ساعة.", lang="ar", date="2026-11-02")
    built = scripts.built()
    voices = next(
        part for part in built.issue(NOVEMBER, Channel.NEWSLETTER).parts if part.name == "voices"
    )
    assert [line.text for line in voices.lines] == ["First time in these pages: Ana Óscoz."]
    pages = (page for page in built.site() if isinstance(page, PrintedPage))
    entries = [page.search() for page in pages if page.search]
    (entry,) = (entry for entry in entries if entry.lang == "ar")
    assert callable(entry.more)
    assert entry.more().endswith("Ana Óscoz Bo")


def test_who_is_who_beside_a_story_is_in_the_sites_own_script(scripts: Organisation) -> None:
    scripts.story("here", "@ana stayed.")
    scripts.story("there", "بقيت @ana ساعة.", lang="ar")
    pages = (page for page in scripts.built().site() if isinstance(page, PrintedPage))
    html = next(page.body().html for page in pages if page.address == "stories/there/")
    told, _, around = html.partition("<footer")
    assert "آنا أوسكوز" in told
    assert "Ana Óscoz" in around.partition("r-related")[0]


def test_a_site_in_that_language_prints_it_everywhere(scripts: Organisation) -> None:
    scripts.config("site.yml", "{name: قصص, url: https://x.example/, language: ar}\n")
    scripts.story("here", "بقيت @ana ساعة.")
    scripts.story("there", "@ana stayed.", lang="en")
    assert _told(scripts, "here").givers[0].text == "آنا أوسكوز"
    assert _told(scripts, "there").givers[0].text == "Ana Óscoz"
    assert _told(scripts, "there").givers[0].on_site.text == "آنا أوسكوز"


def test_whoever_shows_a_first_name_never_shows_a_family_name_in_another_script(
    scripts: Organisation,
) -> None:
    scripts.story("one", "@ken が残った。", givers="ken", lang="ja")
    assert _told(scripts, "one").givers[0].text == "Ken"
    with_first = PEOPLE.replace("{ja: 田中 健}", "{ja: {name: 田中 健, first_name: 健}}")
    scripts.config("people.yml", with_first)
    assert _told(scripts, "one").givers[0].text == "健"


@pytest.mark.parametrize(
    "body",
    [
        "جاءت دورا نكيميلو مساءً.",
        "سألنا لدورا نكيميلو.",
        "Then دورا **نكيميلو** came.",
        "[هنا](https://x.example/دورا-نكيميلو)",
    ],
)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_story_that_spells_it_of_somebody_unnamed_is_withheld(
    scripts: Organisation, body: str, lang: str
) -> None:
    scripts.story("one", body, lang=lang)
    assert _story(scripts, "one") is None


def test_a_word_of_it_gives_away_whoever_is_in_the_story(scripts: Organisation) -> None:
    scripts.story("first", "ثم ضحكت دورا.", givers="dora", lang="ar")
    scripts.story("family", "ثم ضحكت نكيميلو.", givers="dora", lang="ar")
    scripts.story("neither", "ثم ضحكت @dora.", givers="dora", lang="ar")
    assert _story(scripts, "first") is None
    assert _story(scripts, "family") is None
    assert "دورا" not in _told(scripts, "neither").body


def test_authors_may_write_either_script_where_an_id_is_wanted(scripts: Organisation) -> None:
    settings = scripts.built().settings
    lookup = PeopleLookup(settings.people, settings.teams)
    assert lookup.find("آنا أوسكوز") == "ana"
    assert lookup.find("بو") == "bo"
    assert lookup.find("Ana Óscoz") == "ana"


def test_forgetting_keeps_it_and_finds_what_spells_it(scripts: Organisation) -> None:
    block = "dora:\n  name: Dora Nkemelu\n  name_in:\n    ar:\n      name: دورا, نكيميلو\n  team: bench\n"
    scripts.config("people.yml", PEOPLE.rpartition("dora:")[0] + block)
    scripts.story("one", "جاءت دورا نكيميلو مساءً.", lang="ar")
    arguments = ["--root", str(scripts.root), "forget", "dora", "--yes", "--today", "2026-11-20"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "stories/2026/one.md:7: spells out their name" in result.output
    people = (scripts.root / "site_config/people.yml").read_text("utf-8")
    assert 'name_in: {ar: {name: "دورا, نكيميلو"}}' in people
    assert _story(scripts, "one") is None


def test_the_audit_finds_the_name_in_both_scripts(scripts: Organisation) -> None:
    scripts.story("here", "@ana stayed.")
    scripts.story("there", "بقيت @ana ساعة.", lang="ar")
    library, _ = load(scripts.root, lambda _: scripts.today, EDITIONS)
    assert library is not None
    places = {found.place for found in places_of(scripts.root, library, "ana")}
    assert {"stories/here/", "stories/there/"} <= places
    audit = audit_of(scripts.root, library, "ana")
    words = {showing.words for finding in audit.findings for showing in finding.showings}
    assert {"Ana Óscoz", "آنا أوسكوز"} <= words
    assert any(re.fullmatch(r"name_in: ar name آنا أوسكوز", kept.what) for kept in audit.kept)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("maria", '"name_in" must be a group of names, each with a value'),
        ("{arabic!: X}", '"arabic!" is not a language code'),
        ("{ar: ''}", '"ar" is empty'),
        ("{ar: {name: X Y, frist_name: X}}", 'unknown field "frist_name"'),
    ],
)
def test_a_mistake_in_it_has_a_place_and_a_remedy(
    organisation: Organisation, value: str, message: str
) -> None:
    organisation.config("people.yml", f"ana: {{name: Ana Óscoz, team: bench, name_in: {value}}}\n")
    library, problems = load(organisation.root, lambda _: organisation.today, EDITIONS)
    assert library is None
    (problem,) = [p for p in problems if p.is_error]
    assert (problem.message, problem.location.line) == (message, 1)
    assert problem.hint
