"""Groups are complete, stable, and linear."""

from __future__ import annotations

import time
from dataclasses import replace

from generator.model import Kind
from generator.outputs.grouping import by_id, group, neighbours
from tests.conftest import Organisation


def test_groups_hold_every_story_once_and_newest_first(organisation: Organisation) -> None:
    organisation.story("b", date="2026-10-14", themes="[listening, asking]", kind="feedback")
    organisation.story("a", date="2026-10-14", givers="eli")
    organisation.story("c", date="2025-12-31", themes="listening")
    groups = group(organisation.edition())

    def ids(stories: object) -> list[str]:
        return [story.id for story in stories]  # type: ignore[attr-defined]  # any of the groups

    assert {k: ids(v) for k, v in groups.by_theme.items()} == {
        "asking": ["a", "b"],
        "listening": ["b", "c"],
    }
    assert {k: ids(v) for k, v in groups.by_kind.items()} == {
        Kind.MENTORING: [], Kind.FEEDBACK: ["b"], Kind.HELP: ["a", "c"]}  # fmt: skip
    assert {k: ids(v) for k, v in groups.by_year.items()} == {2026: ["a", "b"], 2025: ["c"]}
    assert list(groups.by_month) == [(2026, 10), (2025, 12)]
    assert {k: ids(v) for k, v in groups.by_team.items()} == {
        "bench": ["b", "c"], "office": ["a", "b", "c"], "attic": []}  # fmt: skip


def test_neighbours_are_the_next_older_and_the_next_newer_story(organisation: Organisation) -> None:
    for id_, day in {"b": "10-14", "a": "10-14", "c": "10-13", "d": "10-15"}.items():
        organisation.story(id_, date=f"2026-{day}")
    stories = organisation.edition().stories
    assert [story.id for story in stories] == ["d", "a", "b", "c"]
    for number, story in enumerate(stories):
        older, newer = neighbours(story, stories)
        assert older is (stories[number + 1] if number < 3 else None)
        assert newer is (stories[number - 1] if number else None)


def test_stories_are_found_by_some_ids(organisation: Organisation) -> None:
    for number in range(4):
        organisation.story(f"s{number}", date=f"2026-10-1{number}")
    stories = organisation.edition().stories
    found = by_id(stories, iter(["s1", "gone", "s3"]))
    assert {id_: story.id for id_, story in found.items()} == {"s1": "s1", "s3": "s3"}
    assert by_id(stories, ()) == {}


def test_threads_run_from_the_first_story_and_may_branch(organisation: Organisation) -> None:
    organisation.story("one", date="2026-01-01")
    organisation.story("two", date="2026-01-02", continues="one")
    organisation.story("three", date="2026-01-03", continues="two")
    organisation.story("side", date="2026-01-04", continues="one")
    organisation.story("alone", date="2026-01-05")
    threads = group(organisation.edition()).threads
    assert "alone" not in threads
    for at, id_ in enumerate(["one", "two", "three", "side"]):
        assert [s.id for s in threads[id_].thread] == ["one", "two", "three", "side"]
        assert threads[id_].offset == at


def test_a_gap_in_a_thread_shows_nothing(organisation: Organisation) -> None:
    organisation.story("one", date="2026-01-01")
    organisation.story("two", date="2026-01-02", continues="one", channels="newsletter")
    organisation.story("three", date="2026-01-03", continues="two")
    edition = organisation.edition()
    assert [(s.id, s.continues) for s in edition.stories] == [("three", None), ("one", None)]
    assert group(edition).threads == {}


def test_a_long_thread_is_grouped_in_linear_time(organisation: Organisation) -> None:
    organisation.story("s0", date="2020-01-01")
    edition = organisation.edition()
    (first,) = edition.stories
    many = tuple(
        first._replace(id=f"s{n}", continues=f"s{n - 1}" if n else None) for n in range(30_000)
    )
    started = time.process_time()
    threads = group(replace(edition, stories=many[::-1])).threads
    assert time.process_time() - started < 5  # quadratic would be minutes
    assert [s.id for s in threads["s15000"].around()] == [
        "s0",
        *(f"s{n}" for n in range(14997, 15004)),
    ]
