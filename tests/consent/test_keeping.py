"""How long stories are kept, and what becomes of the names of those who left."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edition import Tombstone
from generator.model import Channel, Privacy
from generator.rendering.artifacts import PrintedPage
from tests.conftest import TODAY, Organisation
from tests.consent.canary import found, made_of

_SITE = "name: Told at the bench\nurl: https://stories.bench.example/\n"


def _keeps(organisation: Organisation, privacy: str) -> None:
    organisation.config("site.yml", f"{_SITE}privacy: {{{privacy}}}\n")


def _leaves(organisation: Organisation, day: dt.date, privacy: str = "leavers: unname") -> None:
    _keeps(organisation, privacy)
    organisation.config(
        "people.yml",
        f"ana: {{name: Ana Óscoz, team: bench, named: yes, left: {day}, offers: [lamps]}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n"
        f"cem: {{name: Cem Aydın, team: bench, named: ask, left: {day}}}\n",
    )


@pytest.mark.parametrize(
    ("years", "date", "last"),
    [
        (1, "2025-11-20", "2026-11-20"),
        (5, "2026-10-14", "2031-10-14"),
        (1, "2024-02-29", "2025-02-28"),
        (4, "2024-02-29", "2028-02-29"),
        (100, "9999-01-01", "9999-01-01"),
    ],
)
def test_a_story_is_kept_until_its_day_some_years_later(years: int, date: str, last: str) -> None:
    privacy = Privacy(keep_years=years)
    assert privacy.last_day(dt.date.fromisoformat(date)) == dt.date.fromisoformat(last)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    st.dates(dt.date(2001, 1, 1), dt.date(2200, 1, 1)),
    st.none() | st.integers(1, 100),
)
def test_both_ways_of_counting_the_years_agree(
    date: dt.date, today: dt.date, years: int | None
) -> None:
    privacy = Privacy(keep_years=years)
    assert (date >= privacy.kept_since(today)) == (privacy.last_day(date) >= today)
    edge = privacy.last_day(date)
    if years:
        assert date >= privacy.kept_since(edge)
        assert date < privacy.kept_since(edge + dt.timedelta(1))


def test_an_old_story_leaves_a_tombstone_and_is_in_nothing_else(
    organisation: Organisation,
) -> None:
    organisation.story("old", "@ana hummed quietly.", date="2024-11-19")
    organisation.story("just-kept", date="2024-11-20")
    organisation.story("later", date="2024-12-20", continues="old")
    organisation.story("old-and-taken", date="2024-11-19", withdrawn="2026-11-01")
    organisation.story("old-and-spells", "Dora Nkemelu.", date="2024-11-19")
    before = organisation.built().shown()
    assert "old ana full" in before
    _keeps(organisation, "keep_years: 2")
    built = organisation.built()
    for channel in Channel:
        edition = built.edition(channel)
        assert {story.id for story in edition.stories} == {"just-kept", "later"}
        assert edition.tombstones == {
            "old": Tombstone.EXPIRED,
            "old-and-taken": Tombstone.WITHDRAWN,
        }
        assert {story.continues for story in edition.stories} == {None}
    assert {"old ana full", "old "} <= before - built.shown(), "the tree that shows it is not kept"
    places = {
        where
        for where, _, straws in made_of(built)
        if where != "edition" and found("hummed", straws)
    }
    assert places == set()


@pytest.mark.parametrize(("years", "says"), [("1", "for a year"), ("2", "for 2 years")])
def test_the_tombstone_of_an_old_story_does_not_say_that_somebody_took_it_back(
    organisation: Organisation, years: str, says: str
) -> None:
    organisation.story("old", date="2024-11-19")
    organisation.story("taken", withdrawn="2026-11-01")
    _keeps(organisation, f"keep_years: {years}")
    pages = {
        made.address: made
        for made in organisation.built().site()
        if isinstance(made, PrintedPage) and made.shape == "tombstone"
    }
    old, taken = pages["stories/old/"], pages["stories/taken/"]
    assert old.title == "A story that is no longer kept"
    assert f"Stories are kept here {says}, and this one is older." in old.body().html
    assert "asked" not in old.body().html + old.description
    assert "withdrawn" in taken.body().html
    assert not old.in_sitemap


def test_an_issue_that_told_an_old_story_tells_it_no_more(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", "{cadence: monthly, first: 2024-09}\n")
    organisation.story("old", "@ana hummed quietly.", date="2024-11-10")
    organisation.story("just-kept", date="2024-11-28")
    organisation.config(
        "newsletters/2024-11.sent.yml",
        "{sent: 2024-12-01, hero: old, stories: [old, just-kept]}\n",
    )
    _keeps(organisation, "keep_years: 2")
    sent = organisation.built().edition(Channel.NEWSLETTER).sent["2024-11"]
    assert (sent.hero, sent.stories) == (None, ("just-kept",))
    assert sent.retracted


def test_check_tells_ninety_days_before(organisation: Organisation) -> None:
    organisation.story("soon", date=str(TODAY.replace(year=2024) + dt.timedelta(90)))
    organisation.story("later", date=str(TODAY.replace(year=2024) + dt.timedelta(91)))
    organisation.story("today", date="2024-11-20")
    organisation.story("gone", date="2024-11-19")
    assert "S148" not in organisation.codes()
    _keeps(organisation, "keep_years: 2")
    problems = {p.location.path: p.message for p in organisation.problems() if p.code == "S148"}
    assert problems == {
        "stories/2025/soon.md": "the story is kept until 2027-02-18, and is not shown after that",
        "stories/2024/today.md": "the story is kept until 2026-11-20, and is not shown after that",
    }


def test_a_page_that_wants_an_old_story_is_told_so(organisation: Organisation) -> None:
    organisation.story("old", date="2024-11-19")
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\n---\nOnce.\n\n<!-- story: old -->\n"
    )
    _keeps(organisation, "keep_years: 2")
    assert any("was kept until 2026-11-19" in p.message for p in organisation.problems())


@pytest.mark.parametrize(("left", "is_named"), [("2026-11-20", True), ("2026-11-19", False)])
def test_who_left_is_named_nowhere_from_the_day_after_the_last(
    organisation: Organisation, left: str, is_named: bool
) -> None:
    organisation.story("told", "@ana and @cem stayed.", consent="[ana, cem]", givers="[ana, cem]")
    organisation.story("spells", "Ana Oscoz stayed.")
    _leaves(organisation, dt.date.fromisoformat(left))
    built = organisation.built()
    for channel in Channel:
        edition = built.edition(channel)
        told = next(story for story in edition.stories if story.id == "told")
        assert [person.named for person in told.givers] == [is_named, is_named]
        assert told.givers[0].text == ("Ana Óscoz" if is_named else "a colleague in Bench")
        assert ("spells" in {story.id for story in edition.stories}) is is_named
        assert ("ana" in edition.people) is is_named
        assert bool(edition.helpers) is is_named
        assert any("Ana" in guide.body for guide in edition.guides) is is_named
    seen = any(
        found(name, straws)
        for where, _, straws in made_of(built)
        for name in ("Ana Óscoz", "Cem Aydın")
    )
    assert seen is is_named
    assert ({"told ana full", "told cem full", "ana full"} <= built.shown()) is is_named


def test_unless_the_organisation_says_so_who_left_is_named_as_before(
    organisation: Organisation,
) -> None:
    organisation.story("told")
    _leaves(organisation, dt.date(2020, 1, 1), "k: 5")
    (story,) = organisation.edition().stories
    assert story.givers[0].text == "Ana Óscoz"


def test_nobody_who_left_unnamed_is_asked_for_a_yes(organisation: Organisation) -> None:
    organisation.story("told", "@cem stayed.")
    _leaves(organisation, dt.date(2026, 11, 1))
    hints = {p.message: p.hint for p in organisation.problems() if p.code == "S132"}
    assert hints["cem is not named anywhere"] == (
        "they have left, and nobody who has left is named"
    )


def test_a_last_day_to_come_says_that_the_name_goes_with_it(organisation: Organisation) -> None:
    _leaves(organisation, dt.date(2026, 12, 1))
    (hint, _) = [p.hint for p in organisation.problems() if p.code == "C121"]
    assert hint.endswith("their name is shown until then.")
