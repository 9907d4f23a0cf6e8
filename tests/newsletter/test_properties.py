"""What holds of every newsletter, whatever its stories are and whenever they come."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edition import ShownPerson, ShownStory
from generator.model import Cadence, Kind, Limits, Sent
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import Issue
from generator.newsletter.issues import Issues
from generator.newsletter.selection import EditorWishes, ExposureHistory, choose, people
from tests.newsletter import life
from tests.newsletter.life import MONTHS, Merged

LIMITS = st.builds(
    Limits,
    stories=st.integers(1, 6),
    per_theme=st.integers(1, 3),
    small_acts=st.integers(0, 4),
)
LIVES = settings(max_examples=40)
"""A life is half a year of issues; more of them would make the quick suite slow."""
SKIPPED = st.sets(st.integers(1, len(MONTHS)))


def live(
    some: list[Merged], limits: Limits, gaps: set[int]
) -> tuple[dict[str, Sent], dict[Period, Issue]]:
    """Half a year in which the due issue is sent every month, but for some."""
    sent: dict[str, Sent] = {}
    told: dict[Period, Issue] = {}
    for month, day in enumerate(MONTHS, 1):
        made = life.edition(life.merged(some, month), day, sent, limits=limits)
        issues = Issues(made)
        due = issues.due
        if month in gaps or due is None or due.name in sent:
            continue
        told[due] = issues.issue(due)
        sent[due.name] = life.send(made, due)
    return sent, told


@LIVES
@given(life.stories(), LIMITS, SKIPPED)
def test_no_story_runs_twice(some: list[Merged], limits: Limits, gaps: set[int]) -> None:
    sent, _ = live(some, limits, gaps)
    ran = [id_ for record in sent.values() for id_ in record.stories + record.more]
    assert len(ran) == len(set(ran))


@LIVES
@given(life.stories(), LIMITS)
def test_nothing_runs_twice_where_nothing_is_ever_recorded(
    some: list[Merged], limits: Limits
) -> None:
    plans = IssuePlans(life.edition(life.merged(some, len(MONTHS)), MONTHS[-1], limits=limits))
    ran = [id_ for period in plans.periods for id_ in plans.of(period).everything]
    assert sorted(ran) == sorted(one.story.id for one in some), "each runs once, and none never"


@LIVES
@given(life.stories(), LIMITS, SKIPPED)
def test_a_story_that_comes_in_time_runs(
    some: list[Merged], limits: Limits, gaps: set[int]
) -> None:
    """From the first record on: late ones too, and those of a month in which nothing was sent."""
    some = [Merged(_story(1), 1), *some]
    sent, _ = live(some, limits, gaps - {1})
    ran = {id_ for record in sent.values() for id_ in record.stories + record.more}
    last = max(int(name[-2:]) for name in sent)
    for one in some:
        if one.month <= last <= one.story.date.month + 3:
            assert one.story.id in ran


@LIVES
@given(life.stories(), LIMITS, SKIPPED)
def test_a_sent_issue_stays_as_it_was_whatever_comes_later(
    some: list[Merged], limits: Limits, gaps: set[int]
) -> None:
    sent, told = live(some, limits, gaps)
    everything = life.merged(some, len(MONTHS))
    later = Issues(life.edition(everything, MONTHS[-1] + dt.timedelta(400), sent, limits=Limits()))
    for period, before in told.items():
        now = later.issue(period)
        assert now.sent
        assert not now.draft
        assert now._replace(sent=None) == before._replace(sent=None, draft=False)


@LIVES
@given(life.stories(smallest=1), LIMITS, SKIPPED, st.randoms(use_true_random=False))
def test_consent_wins_over_what_was_sent(
    some: list[Merged], limits: Limits, gaps: set[int], chance: random.Random
) -> None:
    sent, told = live(some, limits, gaps)
    gone = frozenset(one.story.id for one in some if chance.random() < 0.3)
    made = life.edition(life.merged(some, len(MONTHS)), MONTHS[-1], sent, gone=gone, limits=limits)
    issues = Issues(made)
    for period, before in told.items():
        now = issues.issue(period)
        shown = {story.id for story in now.stories} | {r.story.id for r in issues.reasons(period)}
        shown |= {v.story.id for v in now.voices}
        assert not shown & gone
        was = {story.id for story in before.stories}
        assert now.revised == bool(was & gone)
        assert was - gone <= shown
        assert now.total == before.total - len(
            {*sent[period.name].stories, *sent[period.name].more} & gone
        )


@LIVES
@given(life.stories(), LIMITS)
def test_what_is_told_and_what_is_left_make_the_whole(some: list[Merged], limits: Limits) -> None:
    made = life.edition(life.merged(some, len(MONTHS)), MONTHS[-1], limits=limits)
    issues = Issues(made)
    for period in issues.periods:
        digest = issues.issue(period)
        ids = [story.id for story in digest.stories]
        assert len(ids) == len(set(ids)), "each stands in it once"
        assert len(ids) + digest.more == digest.total == digest.numbers.stories
        assert digest.total == len(IssuePlans(made).of(period).everything)
        told = len(ids) - len(digest.acts)
        assert told <= limits.stories
        assert len(digest.acts) <= limits.small_acts
        assert all(len(s.stories) <= limits.per_theme for s in digest.sections)
        assert {r.story.id for r in issues.reasons(period)} == set(
            IssuePlans(made).of(period).everything
        )


@LIVES
@given(life.stories(smallest=2), LIMITS)
def test_nobody_leads_twice_in_a_row_when_there_is_a_choice(
    some: list[Merged], limits: Limits
) -> None:
    made = life.edition(life.merged(some, len(MONTHS)), MONTHS[-1], limits=limits)
    plans, by_id = IssuePlans(made), {story.id: story for story in made.stories}
    last: frozenset[int] = frozenset()
    for period in reversed(plans.periods):
        plan = plans.of(period)
        assert plan.hero is not None
        now = people(by_id[plan.hero])
        if any(last.isdisjoint(people(by_id[id_])) for id_ in plan.everything):
            assert last.isdisjoint(now)
        last = now


@LIVES
@given(life.stories(), LIMITS, st.randoms(use_true_random=False))
def test_the_order_of_files_and_the_tokens_of_people_decide_nothing(
    some: list[Merged], limits: Limits, chance: random.Random
) -> None:
    tokens = list(range(100, 109))
    chance.shuffle(tokens)

    def renumbered(person: ShownPerson) -> ShownPerson:
        key = person.person_key
        return person if key is None else person._replace(person_key=tokens[key])

    def other(story: ShownStory) -> ShownStory:
        return story._replace(
            givers=tuple(map(renumbered, story.givers)),
            receivers=tuple(map(renumbered, story.receivers)),
        )

    here = life.merged(some, len(MONTHS))
    there = [other(story) for story in here]
    chance.shuffle(there)
    one = IssuePlans(life.edition(here, MONTHS[-1], limits=limits))
    two = IssuePlans(life.edition(there, MONTHS[-1], limits=limits))
    assert [one.of(p) for p in one.periods] == [two.of(p) for p in two.periods]


@LIVES
@given(life.stories(), LIMITS)
def test_nobody_unnamed_is_a_new_voice(some: list[Merged], limits: Limits) -> None:
    pool = [
        s._replace(givers=tuple(p._replace(person_key=None) for p in s.givers))
        for s in life.merged(some, len(MONTHS))
    ]
    history = ExposureHistory(life.TEAMS)
    for _ in range(2):
        choice = choose(pool, EditorWishes(), limits, history)
        assert not any("voice" in reason.text for reason in choice.reasons)
        history.record(choice.hero, choice.stories)


def test_a_catch_up_issue_holds_what_a_gap_left() -> None:
    some = [Merged(_story(month), month) for month in range(1, 7)]
    sent, _ = live(some, Limits(), gaps={2, 3, 4, 5, 6})
    assert set(sent) == {"2026-01"}
    days = Period.range(dt.date(2026, 2, 1), dt.date(2026, 6, 30))
    made = life.edition(life.merged(some, 6), MONTHS[-1], sent)
    issues = Issues(made)
    assert [p.name for p in issues.periods] == ["2026-06", "2026-01"], "a gap is no issue"
    assert {r.story.id for r in issues.reasons(days)} == {f"m{n}" for n in range(2, 7)}
    due = Period.of(MONTHS[-1], Cadence.MONTHLY)
    assert {r.story.id for r in issues.reasons(due)} == {f"m{n}" for n in range(3, 7)}
    sent[days.name] = life.send(made, days)
    after = Issues(life.edition(life.merged(some, 6), MONTHS[-1], sent))
    assert [p.name for p in after.periods] == ["2026-02-01--2026-06-30", "2026-01"]


def _story(month: int) -> ShownStory:
    giver = ShownPerson(month, f"P{month}", "bench")
    return ShownStory(
        f"m{month}", dt.date(2026, month, 9), Kind.HELP, "?", "?", (giver,),
        (ShownPerson(50, "Q", "yard"),), ("asking",), "?" * 900, outcome="It held.",
    )  # fmt: skip
