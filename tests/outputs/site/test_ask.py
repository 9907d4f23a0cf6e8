"""The page that says whom to ask: how each person can be reached, and how it is kept short."""

from __future__ import annotations

import pytest

from generator.diagnostics.diagnostic import Severity
from generator.outputs.site.ask import FOLDED
from generator.rendering.artifacts import Page
from tests.conftest import Organisation


def _page(organisation: Organisation) -> Page:
    found = (a for a in organisation.built().site() if isinstance(a, Page))
    return next(page for page in found if page.path == "ask.md")


def _html(organisation: Organisation) -> str:
    return "".join(_page(organisation).inserts.values())


def _helper(id_: str, more: str = "", team: str = "bench") -> str:
    return (
        f"{id_}: {{name: {id_.title()} Quist, team: {team}, named: yes, offers: [lamps]{more}}}\n"
    )


def test_each_way_leads_where_a_click_can_lead(organisation: Organisation) -> None:
    reach = (
        ", reach: {mail: Ana <a+b&c@belt.example>, chat: 'https://chat.belt.example/a?b=1&c',"
        " phone: '+44 (131) 496-0112', in_person: By the window.}"
    )
    organisation.config(
        "people.yml", _helper("ana", reach) + _helper("bo", ", reach: {chat: '@bo'}")
    )
    html = _html(organisation)
    assert 'href="mailto:a%2Bb%26c@belt.example"><bdi>a+b&amp;c@belt.example<' in html
    assert (
        'href="https://chat.belt.example/a?b=1&amp;c"><bdi>chat.belt.example/a?b=1&amp;c<' in html
    )
    assert 'href="tel:+441314960112"><bdi>+44 (131) 496-0112<' in html
    assert "<dd><bdi>By the window.</bdi></dd>" in html
    assert "<dd><bdi>@bo</bdi></dd>" in html
    assert html.count("<dt>E-mail</dt>") == 1, "only who has a way says so"


def test_people_are_listed_team_by_team_and_keep_their_numbers(organisation: Organisation) -> None:
    organisation.config(
        "people.yml", _helper("ana", team="office") + _helper("bo") + _helper("cy", team="office")
    )
    page = _page(organisation)
    html = "".join(page.inserts.values())
    assert html.index(">Bench<") < html.index('id="person-2"') < html.index(">Office<")
    assert html.index(">Office<") < html.index('id="person-1"') < html.index('id="person-3"')
    assert [place.title for place in page.places.values()] == ["Ana Quist", "Bo Quist", "Cy Quist"]


@pytest.mark.parametrize("count", [FOLDED, FOLDED + 1])
def test_of_many_people_only_the_teams_are_in_sight(organisation: Organisation, count: int) -> None:
    organisation.config(
        "people.yml", "".join(map(_helper, ["ana", *(f"p{n}" for n in range(1, count))]))
    )
    html = _html(organisation)
    folds = html.count("<details") - count
    assert folds == (2 if count > FOLDED else 0), "the topics and one team"


@pytest.mark.parametrize(
    ("reach", "says"),
    [
        ("{mail: nobody}", "is not an e-mail address"),
        ("{chat: 'javascript://x'}", "neither a name in the chat nor a web address"),
        ("{chat: 'http://chat.belt.example'}", "neither a name in the chat nor a web address"),
        ("{chat: 'https://chat.belt.example/\"x'}", "neither a name in the chat nor a web address"),
        ("{phone: call me}", "is not a telephone number"),
        ("{pager: 12}", "pager"),
        ("x", "reach"),
    ],
)
def test_what_is_no_way_is_said_at_its_place(
    organisation: Organisation, reach: str, says: str
) -> None:
    organisation.config("people.yml", _helper("ana", f", reach: {reach}"))
    (problem,) = [p for p in organisation.problems() if p.severity is Severity.ERROR][:1]
    assert says in str(problem.message)
    assert problem.hint
    assert (problem.location.path, problem.location.line) == ("site_config/people.yml", 1)
