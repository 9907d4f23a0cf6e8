"""Rules that need all stories: threads, themes, the editor's choices."""

from __future__ import annotations

import datetime as dt
import time

from generator.diagnostics.diagnostic import Location
from generator.model import Settings, Site, StoryMeta
from generator.record import Library, Record, Scan
from generator.rules import threads
from tests.conftest import TODAY, Organisation


def _found(organisation: Organisation, *codes: str) -> list[tuple[str, str, str]]:
    return [
        (d.code, str(d.location).rpartition("/")[2], d.message)
        for d in organisation.problems()
        if d.code in codes
    ]


def test_a_thread_has_a_beginning(organisation: Organisation) -> None:
    organisation.story("one")
    organisation.story("two", continues="one")
    organisation.story("three", continues="two")
    assert _found(organisation, "S113", "S114", "S135") == []


def test_a_story_that_does_not_exist_is_guessed(organisation: Organisation) -> None:
    organisation.story("rollback")
    organisation.story("two", continues="rolback")
    ((code, place, message),) = _found(organisation, "S113")
    assert (code, place, message) == ("S113", "two.md:5:12", 'there is no story "rolback"')
    (problem,) = [d for d in organisation.problems() if d.code == "S113"]
    assert problem.hint.startswith('Did you mean "rollback"?')


def test_every_story_of_a_circle_is_told_the_whole_circle(organisation: Organisation) -> None:
    organisation.story("a", continues="c")
    organisation.story("b", continues="a")
    organisation.story("c", continues="b")
    organisation.story("d", continues="a")
    found = _found(organisation, "S114")
    assert [place for _, place, _ in found] == ["a.md:5:12", "b.md:5:12", "c.md:5:12"]
    assert len({message for _, _, message in found}) == 1
    assert "a → c → b → a" in found[0][2]


def test_a_story_does_not_continue_itself(organisation: Organisation) -> None:
    organisation.story("a", continues="a")
    ((_, _, message),) = _found(organisation, "S114")
    assert message == "the story continues itself"


def test_what_is_continued_came_first(organisation: Organisation) -> None:
    organisation.story("late", date="2026-10-20")
    organisation.story("early", date="2026-10-10", continues="late")
    organisation.story("same", date="2026-10-20", continues="late")
    assert [place for _, place, _ in _found(organisation, "S135")] == ["early.md:5:12"]


def _chain(length: int, last: str | None) -> Library:
    records = []
    for number in range(length):
        path = f"stories/2020/s-{number}.md"
        meta = StoryMeta(
            f"s-{number}",
            path,
            dt.date(2020, 1, 1) + dt.timedelta(number // 10),
            givers=("a",),
            receivers=("b",),
            themes=(),
            consent=(),
            declined=(),
            channels=None,
            continues=f"s-{number - 1}" if number else last,
            withdrawn=None,
            image=None,
        )
        records.append(Record(meta, Scan(), Location(path, 2, 1)))
    return Library(Settings(Site(name="x", url="https://x.example")), TODAY, tuple(records))


def test_a_long_thread_is_looked_at_once() -> None:
    library = _chain(10_000, None)
    start = time.process_time()
    assert list(threads.check(library)) == []
    assert time.process_time() - start < 1


def test_a_long_circle_is_reported_in_bounds() -> None:
    library = _chain(10_000, "s-9999")
    start = time.process_time()
    found = [d for d in threads.check(library) if d.code == "S114"]
    assert time.process_time() - start < 2
    assert len(found) == 10_000
    assert all(len(d.message) < 200 for d in found)


def test_a_theme_without_stories_is_a_warning_at_the_theme(organisation: Organisation) -> None:
    organisation.story("one")
    assert _found(organisation, "L101", "L102") == [
        ("L101", "themes.yml:2:20", 'the theme "listening" has no stories')
    ]
    organisation.story("two", themes="[listening]")
    assert _found(organisation, "L101") == []


def test_the_default_theme_has_the_stories_that_name_none(organisation: Organisation) -> None:
    organisation.story("one", themes="listening")
    assert [place for _, place, _ in _found(organisation, "L101")] == ["themes.yml:1:17"]
    organisation.story("two")
    assert _found(organisation, "L101") == []


def test_no_stories_is_one_warning(organisation: Organisation) -> None:
    assert [(d.code, d.severity) for d in organisation.problems()] == [("L102", "warning")]


def test_unreadable_stories_are_not_no_stories(organisation: Organisation) -> None:
    organisation.write("stories/2026/a.md", "no front matter")
    assert organisation.codes() == ["P104"]


def test_an_editors_choice_must_exist(organisation: Organisation) -> None:
    organisation.story("rollback")
    organisation.config(
        "newsletters/2026-10.yml", "hero: rollbak\npin: [rollback, x]\norder:\n  - rollback\n"
    )
    assert _found(organisation, "N102") == [
        ("N102", "2026-10.yml:1:7", 'there is no story "rollbak"'),
        ("N102", "2026-10.yml:2:17", 'there is no story "x"'),
    ]


def test_a_guide_may_link_to_the_lists_of_stories(organisation: Organisation) -> None:
    organisation.story("the-lamp")
    organisation.config(
        "onboarding/day-2.md",
        "---\ntitle: Day 2\nstep: day-1\nwhy: It helps.\n---\n"
        "[All](../stories/index.md), [one year](../stories/2026.md), [none](../stories/2019.md).\n",
    )
    (found,) = [p for p in organisation.problems() if p.code == "G111"]
    assert '"2019"' in found.message
