"""The weave of the front page has one thread for two units, and says no more than the stories do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Channel, Kind
from generator.outputs.site import home
from generator.pulse.projection import PublicStory
from generator.pulse.units import Unit, Units
from generator.pulse.weave import threads_between
from tests.conftest import TODAY, Organisation

TEAMS = tuple("abcdefghijklm")
UNITS = Units(
    "teams",
    tuple(Unit(team.upper(), (team,), 9) for team in TEAMS[:12]),
    {team: number for number, team in enumerate(TEAMS[:12])},
)  # fmt: skip


def _story(name: str, givers: tuple[str, ...], receivers: tuple[str, ...]) -> PublicStory:
    return PublicStory(
        name, TODAY, Kind.HELP, name, (), givers, receivers, asks=False, has_outcome=False,
        changed=(), continues=None,
    )  # fmt: skip


def test_the_newest_story_between_two_units_gives_the_direction() -> None:
    stories = [_story("new", ("b",), ("a",)), _story("old", ("a",), ("b",))]
    (thread,) = threads_between(stories, UNITS)
    assert (thread.giver, thread.receiver, thread.story.id) == (1, 0, "new")


def test_a_story_within_a_unit_or_of_no_unit_is_no_thread() -> None:
    assert threads_between([_story("x", ("a",), ("a",)), _story("y", ("m",), ("b",))], UNITS) == ()


_SOME = st.lists(st.sampled_from(TEAMS), max_size=4, unique=True).map(tuple)


@given(st.lists(st.tuples(_SOME, _SOME), max_size=80))
def test_each_two_units_that_a_story_tells_of_have_one_thread(
    told: list[tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    stories = [_story(f"s{n}", *pair) for n, pair in enumerate(told)]
    threads = threads_between(stories, UNITS)
    pairs = [frozenset((thread.giver, thread.receiver)) for thread in threads]
    expected = {
        frozenset((TEAMS.index(a), TEAMS.index(b)))
        for givers, receivers in told for a in givers for b in receivers
        if a != b and "m" not in {a, b}
    }  # fmt: skip
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, expected))
    assert len(threads) <= 66


HOSTILE = '<img src=x onerror=alert(1)> & "quoted"'


@pytest.fixture
def full(press: Organisation) -> Organisation:
    """Twelve large teams with long names, and a story between each two of them."""
    names = [f"{HOSTILE} {n} of the long table" for n in range(12)]
    teams = [f"team-{n}-with-a-very-long-name-of-its-own" for n in range(12)]
    press.config("teams.yml", "".join(
        f"{team}: {{name: '{name}', headcount: 40}}\n"
        for team, name in zip(teams, names, strict=True)))  # fmt: skip
    press.config("people.yml", "".join(
        f"p{n}: {{name: Giver Number{chr(97 + n)}, named: yes, team: {team}}}\n"
        for n, team in enumerate(teams)))  # fmt: skip
    for a in range(12):
        for b in range(a + 1, 12):
            press.write(
                f"stories/2026/a-story-with-quite-a-long-name-between-{a}-and-{b}.md",
                f"---\ndate: 2026-10-14\ngivers: p{a}\nreceivers: p{b}\ntitle: 'The afternoon on which somebody "
                f"explained it, {a} and {b}'\nthemes: asking-early\n---\n\nIt took an hour, and it held.\n",
            )
    return press


def _front_page(organisation: Organisation) -> str:
    page = next(iter(home.make(organisation.built().context(Channel.SITE))))
    return page.inserts["insertpage"]


def _picture(html: str) -> str:
    found = re.search(r'<svg aria-hidden="true" viewBox="0 0 100 .*?</svg>', html, re.DOTALL)
    return found[0] if found else ""


def test_the_largest_picture_is_small_and_has_a_thread_for_each_two_units(
    full: Organisation,
) -> None:
    html = _front_page(full)
    picture = _picture(html)
    assert picture.count("<path") == 66
    assert len(picture.encode()) <= 15_000
    for story in re.findall(r'href="stories/([^"]+)/"', picture):
        assert html.count(f'href="stories/{story}/"') >= 2, "each is in the list, too"
    assert "0 of the long table helped " in html, "with names that are not cut"


def test_nobody_and_nothing_hostile_is_in_it(full: Organisation) -> None:
    html = _front_page(full)
    assert "Giver Number" not in _picture(html)
    assert "<img" not in html
    assert HOSTILE[:12] in unescape(html)


def test_with_two_units_there_is_no_picture(organisation: Organisation) -> None:
    organisation.story("the-hour")  # from one to the other; the third is too small to be shown
    assert not _picture(_front_page(organisation))
    teams = organisation.root / "site_config/teams.yml"
    teams.write_text(teams.read_text("utf-8").replace("headcount: 3", "headcount: 30"))
    assert _picture(_front_page(organisation)).count("<path") == 1
