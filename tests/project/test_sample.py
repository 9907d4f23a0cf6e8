"""The sample organisation, which an adopter replaces. Skipped when it is gone."""

from __future__ import annotations

import pytest

from generator.adopt.sample import DAY
from generator.model import Channel, Kind
from generator.pipeline import load
from tests import ROOT
from tests.built import Built


@pytest.fixture(scope="module")
def sample() -> Built:
    if not (ROOT / "stories/2025/the-click.md").is_file():
        pytest.skip("the sample stories are not here")
    built = Built.of(ROOT, DAY)
    assert [p for p in built.problems if p.severity != "advice"] == []
    return built


def test_checking_alone_finds_what_building_finds(sample: Built) -> None:
    library, problems = load(ROOT, lambda _: DAY)
    assert library is not None
    assert problems == sample.problems


def test_a_digest_links_to_what_has_a_page(sample: Built) -> None:
    stories = sample.context(Channel.SITE).edition.stories
    issues = sample.context(Channel.SITE, Channel.NEWSLETTER).issues.public_periods
    assert {r.id for r in sample.library.records if r.id in sample.pages["stories"]} == {
        story.id for story in stories
    }
    assert sample.pages["newsletter"] == {period.name for period in issues}
    assert "no-such-story" not in sample.pages["stories"]


def test_it_shows_everything_that_stories_can_be(sample: Built) -> None:
    stories = [story for story, _ in sample.stories()]
    assert len(stories) == 48
    assert {s.kind for s in stories} == set(Kind)
    assert {s.origin.path.rpartition(".")[2] for s in stories} == {"md", "yml"}
    assert {s.lang for s in stories} == {None, "es", "ar"}
    assert any(s.withdrawn for s in stories)
    assert any(s.channels is not None for s in stories)
    assert any(len(s.body) < 120 and s.title is None for s in stories)


def test_every_theme_and_guide_has_stories(sample: Built) -> None:
    context = sample.context(Channel.SITE)
    assert all(context.groups.by_theme[slug] for slug in context.edition.themes)
    assert len({step.thread[0].id for step in context.groups.threads.values()}) == 4
    assert len(context.edition.guides) >= 16


def test_every_practice_has_met_and_will_meet(sample: Built) -> None:
    edition = sample.context(Channel.SITE).edition
    told = {story.id for story in edition.stories}
    assert sorted(practice.kind for practice in edition.practices) == [
        *("coaching-circle", "feedback-clinic", "mentoring-circle", "mentoring-circle"),
        *("mentoring-pairs", "share-and-solve"),
    ]
    written = {practice.id: practice for practice in sample.settings.practices}
    for practice in edition.practices:
        assert practice.coming(edition.today), practice.id
        assert len(practice.sessions) == len(written[practice.id].sessions) > 0
        assert all(lead.named for lead in practice.leads)
        assert {id_ for session in practice.sessions for id_ in session.stories} <= told
        days = {meeting.start.date() for meeting in practice.meetings}
        assert {session.date for session in practice.sessions} <= days
    assert len(edition.helpers) >= 15
    assert sum(bool(helper.boundaries) for helper in edition.helpers) >= 15


def test_every_editors_hero_runs(sample: Built) -> None:
    edition = sample.context(Channel.NEWSLETTER).edition
    there = {s.id for s in edition.stories}
    for name, choices in edition.choices.items():
        assert choices.hero in there, name


def test_three_issues_went_out_and_one_is_in_preparation(sample: Built) -> None:
    issues = sample.context(Channel.SITE, Channel.NEWSLETTER).issues
    digests = [issues.issue(period) for period in issues.periods[:4]]
    assert [(d.period.name, d.sent is not None, d.revised) for d in digests] == [
        ("2026-11", False, False),
        ("2026-10", True, False),
        ("2026-09", True, False),
        ("2026-08", True, True),
    ], "the story of a box room was taken back after August"
    for digest in digests:
        assert digest.note
        assert digest.call_to_action
        assert digest.hero
        assert digest.hero.outcome
        assert digest.thread
        assert digest.voices
        assert digest.before
    assert sample.publication.plans.due == digests[0].period
    told = [story.id for digest in digests for story in digest.stories]
    assert len(told) == len(set(told))
    assert sample.preflight(digests[0].period) == []
