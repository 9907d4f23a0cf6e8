"""What is featured is deterministic, follows the editor, and changes by the month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.model import Channel
from generator.model.periods import Period
from generator.newsletter.issue import Issue
from generator.newsletter.issues import Issues
from generator.outputs.selection import featured_story, first_reads, guide_stories
from tests.conftest import Organisation

OCTOBER = Period.parse("2026-10")


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    for number in range(1, 9):
        organisation.story(
            f"o{number}",
            "@ana stayed an hour, and told of the next one. " * 12,
            date=f"2026-10-0{number}",
            themes="listening" if number % 2 else "asking",
        )
    organisation.story("november", date="2026-11-02", ask="'Please?'", outcome="'Yes.'")
    return organisation


def _digest(
    organisation: Organisation, choices: str = "{}", limits: str = "{stories: 12, per_theme: 3}"
) -> Issue:
    organisation.config(
        "newsletter.yml", f"{{cadence: monthly, first: 2026-09, limits: {limits}}}\n"
    )
    organisation.config("newsletters/2026-10.yml", choices)
    assert OCTOBER is not None
    return Issues(organisation.edition(Channel.NEWSLETTER)).issue(OCTOBER)


def _ids(digest: Issue) -> list[str]:
    return [story.id for story in digest.stories]


def test_an_issue_groups_by_theme_within_its_limits(told: Organisation) -> None:
    digest = _digest(told)
    assert (digest.number, digest.total) == (2, 8)
    assert {s.theme: ([x.id for x in s.stories], len(s.left)) for s in digest.sections} == {
        "asking": (["o6", "o4", "o2"], 0), "listening": (["o7", "o5", "o3"], 1)}  # fmt: skip
    assert digest.hero is not None
    assert digest.hero.id == "o8"
    assert _ids(_digest(told, limits="{stories: 3, per_theme: 2}")) == ["o8", "o6", "o7"]


def test_the_editor_decides(told: Organisation) -> None:
    digest = _digest(
        told, "{hero: o1, pin: [november, o2], skip: [o7, o8], order: [o2], note: 'Hi @ana'}"
    )
    assert _ids(digest) == ["o1", "o2", "november", "o6", "o5", "o3"]
    assert digest.note == "Hi Ana Óscoz"


def test_choices_that_cannot_run_are_passed_over(told: Organisation) -> None:
    digest = _digest(told, "{hero: nobody, pin: [nothing], order: [nowhere]}")
    assert "o8" in _ids(digest)


def test_periods_begin_with_the_first_issue(told: Organisation) -> None:
    told.story("old", date="2026-08-30")
    issues = Issues(told.edition(Channel.NEWSLETTER))
    assert [period.name for period in issues.periods] == ["2026-11", "2026-10"]


def test_issues_follow_other_cadences(told: Organisation) -> None:
    told.config("newsletter.yml", "{cadence: weekly, first: 2026-W40}\n")
    issues = Issues(told.edition(Channel.NEWSLETTER))
    assert [period.name for period in issues.periods] == ["2026-W45", "2026-W41", "2026-W40"]
    assert [issues.issue(p).number for p in issues.periods] == [6, 2, 1]
    quarter = Period.parse("2026-Q4")
    assert quarter is not None
    assert issues.issue(quarter).total == 9


def test_the_front_page_story_is_recent_told_in_full_and_changes_by_the_month(
    told: Organisation,
) -> None:
    told.story("december", date="2026-11-03", outcome="'It ran.'")
    edition = told.edition()
    heroes = {
        (hero := featured_story(replace(edition, today=dt.date(2026, month, 1)))) and hero.id
        for month in range(10, 13)
    }
    assert heroes <= {"november", "december"}
    first, second = featured_story(edition), featured_story(edition)
    assert first is not None
    assert first is second
    assert featured_story(replace(edition, stories=())) is None


def test_a_guides_stories_vary_and_rotate(told: Organisation) -> None:
    told.story(
        "other", date="2026-10-05", kind="feedback", givers="fay", receivers="cem", themes="asking"
    )
    edition = told.edition()
    chosen = guide_stories(edition, ["asking"], "day-1", 2)
    assert len(chosen) == 2
    assert "other" in {s.id for s in chosen}, (
        "another kind and other people before more of the same"
    )
    months = {tuple(s.id for s in guide_stories(replace(edition, today=dt.date(2026, 11, 20) + dt.timedelta(days=31 * n)), ["listening"], "x", 2))
              for n in range(6)}  # fmt: skip
    assert len(months) > 1
    assert all(s.id != "o1" for s in guide_stories(edition, ["listening"], "x", 9, without=["o1"]))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [("2026-02", "2026-02-01", "2026-02-28"), ("2024-Q1", "2024-01-01", "2024-03-31"),
     ("2026-W53", "2026-12-28", "2027-01-03"), ("2026-12", "2026-12-01", "2026-12-31")],
)  # fmt: skip
def test_a_period_is_read_by_its_name(name: str, start: str, end: str) -> None:
    period = Period.parse(name)
    assert period is not None
    assert (str(period.start), str(period.end), period.name) == (start, end, name)
    assert period.cadence is not None
    assert Period.of(period.end, period.cadence) == period


@pytest.mark.parametrize(
    "name", ["2026", "2026-00", "2026-13", "2025-W53", "2026-Q5", "2026-1", "x", "", "２０２６-10"]
)
def test_other_names_are_no_periods(name: str) -> None:
    assert Period.parse(name) is None


def _first_reads(organisation: Organisation, count: int = 3) -> list[str]:
    edition = organisation.edition(Channel.SITE, Channel.ONBOARDING)
    return [story.id for story in first_reads(edition, count)]


def test_a_newcomer_starts_with_an_ask_and_with_stories_that_differ(
    organisation: Organisation,
) -> None:
    for number in range(4):
        organisation.story(
            f"bench-{number}", "@ana stayed. It was late.", outcome="It went.", title="A"
        )
    organisation.story("asked", "@bo came over. It was late.", ask="'Could you?'", outcome="It went.",
                       givers="bo", receivers="team:attic", title="B")  # fmt: skip
    organisation.story("other", "@bo came over. It was late.", outcome="It went.", themes="listening",
                       kind="mentoring", givers="bo", receivers="anonymous", title="C")  # fmt: skip
    chosen = _first_reads(organisation)
    assert chosen[0] == "asked"
    assert "other" in chosen
    assert len(set(chosen)) == 3
    assert _first_reads(organisation) == chosen


@pytest.mark.parametrize(
    "worse",
    [
        {"body": "@ana stayed. " * 200},
        {"body": "@ana stayed", "title": None},
        {"lang": "es"},
        {"date": "2025-10-01", "outcome": "It went."},
    ],
)
def test_a_newcomer_starts_with_what_is_short_recent_and_in_the_language_of_the_site(
    organisation: Organisation, worse: dict[str, str | None]
) -> None:
    for number in range(3):
        organisation.story(
            f"s-{number}", "@ana stayed. It was late.", outcome="It went.", title="A"
        )
    told = {"body": "@ana stayed. It was late.", "title": "A", **worse}
    organisation.story("a-worse-one", **{k: v for k, v in told.items() if v is not None})
    assert "a-worse-one" not in _first_reads(organisation)
    assert "a-worse-one" in _first_reads(organisation, 4)


def test_a_newcomer_starts_with_nothing_that_is_too_old_for_onboarding(
    organisation: Organisation,
) -> None:
    organisation.story("old", "@ana stayed. It was late.", date="2021-01-01", title="A")
    assert _first_reads(organisation) == []
