"""Pages of teams: what is told of a team elsewhere, and what it says of itself."""

from __future__ import annotations

import re

import pytest

from generator.model import Channel
from generator.outputs.site.teams import NEWEST, parts_of, teams_with_pages
from generator.rendering.artifacts import Page, PrintedPage
from tests.conftest import Organisation

TEAMS = """\
bench: {name: Bench, department: Workshop, headcount: 9}
office: {name: Office, department: Services, headcount: 7%s}
attic: {name: Attic, department: Services, headcount: 3}
"""


def _pages(organisation: Organisation) -> dict[str, str]:
    return {
        a.address: a.body().html if isinstance(a, PrintedPage) else "".join(a.inserts.values())
        for a in organisation.built().site()
        if isinstance(a, PrintedPage | Page)
    }


def _titles(organisation: Organisation) -> dict[str, list[str]]:
    """The ids of the stories in each part of the bench's page."""
    context = organisation.built().context(Channel.SITE)
    (view, *_) = teams_with_pages(context)
    return {part.title: [s.id for s in part.stories] for part in parts_of(context, view)}


def test_each_story_is_in_one_part(organisation: Organisation) -> None:
    organisation.story("gave", givers="ana", receivers="bo")
    organisation.story("got", givers="bo", receivers="ana")
    organisation.story("both", givers="team:bench", receivers="ana")
    organisation.story("elsewhere", givers="bo", receivers="team:office")
    assert _titles(organisation) == {
        "Helped others": ["gave"],
        "Was helped": ["got"],
        "Helped one another": ["both"],
    }


def test_a_team_that_a_story_does_not_tell_has_no_part_in_it(organisation: Organisation) -> None:
    """Dora is the attic's only one who could be meant: nothing is told of it, so there is no page."""
    organisation.story("told", givers="dora", receivers="bo")
    pages = _pages(organisation)
    assert "teams/office/" in pages
    assert "teams/attic/" not in pages
    assert "Attic" not in pages["teams/"]


def test_a_page_says_what_the_team_does_whom_to_ask_and_what_it_runs(
    organisation: Organisation,
) -> None:
    organisation.config("teams.yml", TEAMS % ", about: 'We <count>.\n\n  And *post*.', place: Attic & stairs")  # fmt: skip
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: office, named: yes, offers: [wicks, lamps]}\n"
        "bo: {name: Bo Lindqvist, team: bench, named: yes}\n",
    )
    organisation.config(
        "practices/lamps.yml",
        "title: The lamp circle\nkind: mentoring-circle\nlead: [ana]\nwhat: We look.\nfor: All.\n"
        "cadence: weekly\njoin: Come.\n",
    )
    page = _pages(organisation)["teams/office/"]
    assert "We &lt;count&gt;." in page
    assert "And *post*." in page, "plain text"
    assert "Attic &amp; stairs" in page
    assert "wicks · lamps" in page
    assert 'href="../../ask/#person-1"' in page
    assert 'href="../../practices/lamps/"' in page
    assert "No story tells of Office yet." in page
    assert 'href="../../share/#givers=team:office"' in page


@pytest.mark.parametrize("text", ["Ask Dora Nkemelu.", "Dora Nkemelu’s corner"])
def test_what_names_somebody_unnamed_is_left_out(organisation: Organisation, text: str) -> None:
    organisation.config("teams.yml", TEAMS % f", about: {text}, place: {text}")
    organisation.story("told", givers="bo", receivers="ana")
    page = _pages(organisation)["teams/office/"]
    assert "Nkemelu" not in page
    problems = [str(p.message) for p in organisation.problems() if p.code == "C122"]
    assert len(problems) == 2
    assert all("dora" in each for each in problems)


def test_a_team_that_became_part_of_another_has_no_page_without_stories(
    organisation: Organisation,
) -> None:
    organisation.config("teams.yml", TEAMS % ", about: We count., merged_into: bench")
    organisation.config("people.yml", "ana: {name: Ana Óscoz, team: bench, named: yes}\n")
    assert "teams/office/" not in _pages(organisation)


def test_a_page_shows_the_newest_and_leads_to_all(organisation: Organisation) -> None:
    for n in range(NEWEST):
        organisation.story(f"s{n}", date=f"2026-10-0{n + 1}")
    pages = _pages(organisation)
    assert pages["teams/bench/"].count('<li class="r-card') == NEWEST
    assert "teams/bench/stories/" not in pages, "nothing more to read there"
    organisation.story("newest", date="2026-10-20")
    pages = _pages(organisation)
    assert pages["teams/bench/"].count('<li class="r-card') == NEWEST
    assert "stories/s0/" not in pages["teams/bench/"]
    assert 'href="stories/"' in pages["teams/bench/"]
    assert pages["teams/bench/stories/"].count('<li class="r-card') == NEWEST + 1


def test_teams_are_listed_by_department_in_the_organisations_order(
    organisation: Organisation,
) -> None:
    organisation.config("teams.yml", TEAMS % ", about: We count.")
    organisation.story("told", givers="ana", receivers="bo")
    page = _pages(organisation)["teams/"]
    assert re.findall(r"(?<=>)(Workshop|Bench|Services|Office|Attic)<", page) == [
        "Workshop",
        "Bench",
        "Services",
        "Office",
    ]
