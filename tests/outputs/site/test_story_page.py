"""A story's page: who is who, letters that are begun, and the way on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.outputs.site.story import _SHORT, reading_minutes
from generator.rendering.artifacts import PrintedPage
from tests.conftest import Organisation


def _page(organisation: Organisation, id_: str) -> str:
    address = f"stories/{id_}/"
    (page,) = (
        a
        for a in organisation.built().site()
        if isinstance(a, PrintedPage) and a.address == address
    )
    return page.body().html


def _who(html: str) -> list[str]:
    """The rows of the part that says who is who, as they are read."""
    if 'class="r-whos"' not in html:
        return []
    part = html[html.index('class="r-whos"') :].partition("</ul>")[0]
    return [
        " ".join(unescape(re.sub("<[^>]*>", " ", row)).split())
        for row in re.findall("<li>(.*?)</li>", part, re.DOTALL)
    ]


def test_a_summary_of_its_own_stands_above_the_story(organisation: Organisation) -> None:
    organisation.story("own", "It began at four.", title="A belt", summary="It ran all night.")
    organisation.story("same", "It ran all night. Then it stopped.", title="A belt")
    organisation.story("short", "", title="A belt", summary="It ran all night.")
    assert '<p class="r-lede r-standfirst">It ran all night.</p>' in _page(organisation, "own")
    for id_ in ("same", "short"):
        html = _page(organisation, id_)
        assert "r-standfirst" not in html
        assert html.partition("<footer")[0].count("It ran all night.") == 1, id_


def test_who_is_who_says_only_what_is_shown(organisation: Organisation) -> None:
    organisation.story(
        "one", title="A belt", givers="[ana, cem, fay]", receivers="[bo, team:office]"
    )
    organisation.story("two", title="A lamp", givers="ana", receivers="dora")
    rows = _who(_page(organisation, "one"))
    assert rows == [
        "ÁÓ Ana Óscoz helped · Bench · more stories : Ana Óscoz".replace("ÁÓ", "AÓ"),
        "B Bo was helped · Office",
    ]
    assert not re.search("Cem|Dora|Fay|fitter|Lindqvist", _page(organisation, "one"))
    organisation.story("three", title="A door", givers="cem", receivers="dora")
    html = _page(organisation, "three")
    assert _who(html) == []
    assert "has agreed to it" not in html


_ANA = "name: Ana Óscoz, team: bench, role: fitter, place: Leith, joined: 2016-05-09"


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ("named: yes", "Bench"),
        ("named: yes, also_show: role", "fitter · Bench"),
        ("named: yes, also_show: [place]", "Bench · Leith"),
        ("named: yes, also_show: [since, role, place]", "fitter · Bench · Leith · here since 2016"),
        ("named: ask, also_show: [role, since]", "fitter · Bench · here since 2016"),
        ("named: yes, also_show: [role, place, since], left: 2026-11-01", "Bench"),
        ("named: yes, also_show: [role, place, since], show_as: role", None),
        ("named: no, also_show: [role, place, since]", None),
        ("named: yes, also_show: [role, place, since], withdrawn: 2026-11-01", None),
    ],
)
def test_who_is_who_says_of_each_what_they_let_it_say(
    organisation: Organisation, wishes: str, said: str | None
) -> None:
    organisation.config(
        "people.yml",
        f"ana: {{{_ANA}, {wishes}}}\nbo: {{name: Bo Lindqvist, team: office, named: yes}}\n",
    )
    consent = {"consent": "[ana]"} if "ask" in wishes else {}
    organisation.story("one", "It was enough.", title="A belt", **consent)
    html = _page(organisation, "one")
    ana = f"AÓ Ana Óscoz helped · {said}"
    bo = "BL Bo Lindqvist was helped · Office"
    assert _who(html) == ([ana, bo] if said else [bo])
    if said is None:
        assert "Leith" not in html
        assert "2016" not in html


def test_what_is_said_beside_a_name_names_nobody_else(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes, role: aide of Dora Nkemelu,"
        " place: Dora Nkemelu’s attic, also_show: [role, place]}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n"
        "dora: {name: Dora Nkemelu, team: attic, named: no}\n",
    )
    organisation.story("one", "It was enough.", title="A belt")
    assert _who(_page(organisation, "one"))[0] == "AÓ Ana Óscoz helped · Bench"
    assert organisation.edition().details == {}


def test_an_edition_knows_such_things_of_those_alone_whom_it_names(
    organisation: Organisation,
) -> None:
    everything = "place: Leith, also_show: [place]"
    organisation.config(
        "people.yml",
        f"ana: {{name: Ana Óscoz, team: bench, named: yes, {everything}}}\n"
        f"bo: {{name: Bo Lindqvist, team: office, named: ask, {everything}}}\n"
        f"cem: {{name: Cem Aydın, team: bench, named: yes, {everything}}}\n",
    )
    organisation.story("one", "It was enough.")
    assert [each.place for each in organisation.edition().details.values()] == ["Leith"]


def test_names_lead_to_what_can_be_asked_of_them(organisation: Organisation) -> None:
    path = organisation.root / "site_config" / "people.yml"
    people = path.read_text("utf-8").replace("role: fitter,", "role: fitter, offers: [lamps],")
    organisation.config("people.yml", people)
    organisation.story("one", title="A belt")
    html = _page(organisation, "one")
    assert 'href="../../ask/#person-1"' in html


def test_letters_have_no_address_but_that_of_the_editors(organisation: Organisation) -> None:
    title = 'Bread & “butter”, 100% <b>#1</b>\\"?body=x'
    organisation.story("one", title=f'"{title}"', summary="It ran.")
    path = organisation.root / "site_config" / "site.yml"
    organisation.config("site.yml", path.read_text("utf-8") + "contact: stories@bench.example\n")
    html = _page(organisation, "one")
    thanks, remind, change = sorted(
        (unescape(href) for href in re.findall(r'href="(mailto:[^"]*)"', html)),
        key=lambda href: ("Thank" not in href, "reminded" not in href),
    )
    for letter in (thanks, remind, change):
        parts = urlsplit(letter)
        asked = parse_qs(parts.query)
        assert set(asked) == {"subject", "body"}
        assert "https://" in asked["body"][0]
        assert asked["body"][0].endswith("/stories/one/")
        assert parts.path == ("stories@bench.example" if letter is change else "")
    assert '"butter”' not in unescape(thanks)
    assert "100% <b>#1</b>" in parse_qs(urlsplit(thanks).query)["body"][0]


@pytest.mark.parametrize("contact", ["Ask Ana at the bench", ""])
def test_editors_without_a_mail_address_get_no_link(
    organisation: Organisation, contact: str
) -> None:
    organisation.story("one", title="A belt")
    path = organisation.root / "site_config" / "site.yml"
    if contact:
        organisation.config("site.yml", f"{path.read_text('utf-8')}contact: {contact}\n")
    html = _page(organisation, "one")
    assert "has agreed to it" in html
    assert "want a change" not in html


def test_a_story_leads_on_to_the_next_one(organisation: Organisation) -> None:
    organisation.story("one", title="A belt")
    assert 'href="../../share/#continues=one"' in _page(organisation, "one")


def test_long_stories_say_how_long_they_are(organisation: Organisation) -> None:
    organisation.story("long", "word " * 714, title="A belt", summary="It ran.")
    organisation.story("short", "word " * 300, title="A belt", summary="It ran.")
    assert "3 minutes to read" in _page(organisation, "long")
    assert "to read" not in _page(organisation, "short").partition("</header>")[0]


def test_reading_takes_a_minute_for_238_words_or_476_characters() -> None:
    assert reading_minutes("word " * 238) == 1
    assert reading_minutes("手" * 952) == 2
    assert reading_minutes("") == 0
    shortest = ("手a" * _SHORT)[: _SHORT + 1]
    assert reading_minutes(shortest[:-1]) == 1, "no shorter text has to be counted"
    assert reading_minutes(shortest) == 2
