"""Ordinary stories raise no false alarm about names, and checking them takes no longer for it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.consent.scan import scan_story
from generator.model import Person, Story
from generator.rules.runner import check_stories
from tests.consent.alarms import (
    LANGUAGES,
    SIZES,
    Alarm,
    Colleague,
    Company,
    alarms,
    company,
    fill,
    is_spelled,
    notes,
    ordinary_stories,
    story_of,
    table,
)

FALSE_ERRORS = ("withheld", "error")


def cast(company: Company, seed: int = 0, lang: str | None = None) -> list[tuple[str, Story]]:
    """The ordinary stories, or those of one language, each with people of a company."""
    some = [story for story in ordinary_stories() if lang in (None, story.lang)]
    return [(story.lang, fill(story, company, seed)) for story in some]


def lines(found: list[Alarm]) -> list[str]:
    return [f"{alarm.size} {alarm.story.id}: {alarm.message}" for alarm in found]


def test_there_are_two_hundred_stories_in_seven_languages() -> None:
    counts = Counter(story.lang for story in ordinary_stories())
    assert counts.keys() == LANGUAGES.keys()
    assert sum(counts.values()) >= 200
    assert min(counts.values()) >= 28
    assert len({story.body for story in ordinary_stories()}) == sum(counts.values())


@pytest.mark.parametrize("size", SIZES)
def test_an_organisation_has_people_of_every_wish_and_shared_names(size: int) -> None:
    people = company(size).context.settings.people
    assert len(people) == size
    assert {person.named.site.value for person in people.values()} == {"yes", "ask", "no"}
    most = Counter(person.first for person in people.values()).most_common(1)[0][1]
    assert most > size / 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_ordinary_story_is_withheld_among_600_people(lang: str) -> None:
    found = alarms(cast(company(600), lang=lang), company(600))
    assert lines([alarm for alarm in found if alarm.kind in FALSE_ERRORS]) == []


def test_one_ordinary_story_in_twenty_at_most_has_a_warning_among_600_people() -> None:
    stories = cast(company(600))
    found = [alarm for alarm in alarms(stories, company(600)) if alarm.kind == "warned"]
    assert 20 * len(found) <= len(stories), "\n".join(lines(found))


@pytest.mark.exhaustive
@pytest.mark.parametrize("size", SIZES)
def test_no_ordinary_story_is_withheld_whoever_is_in_it(size: int) -> None:
    stories = [story for seed in range(5) for story in cast(company(size), seed)]
    found = list(alarms(stories, company(size)))
    counts = Counter((size, lang) for lang, _ in stories)
    wrong = lines([alarm for alarm in found if alarm.kind in FALSE_ERRORS])
    assert wrong == [], "\n".join([*wrong, table(found, counts)])
    if size <= 600:
        assert 20 * sum(alarm.kind == "warned" for alarm in found) <= len(stories)


@pytest.mark.parametrize("size", SIZES[:2])
def test_no_public_note_of_thanks_is_withheld(corpus: Callable[[str], Path], size: int) -> None:
    public = notes(corpus("lwkd_shoutouts.jsonl"))
    found = alarms([("notes", fill(note, company(size))) for note in public], company(size))
    assert lines([alarm for alarm in found if alarm.kind in FALSE_ERRORS]) == []


def people_named(names: dict[str, tuple[str, str]]) -> Company:
    """A company of people with these names and wishes, by id."""
    return Company.of(
        {
            id_: Person.model_validate({"name": name, "team": "bench", "named": named})
            for id_, (name, named) in names.items()
        }
    )


def kinds(company: Company, story: Story) -> list[str]:
    return [alarm.kind for alarm in alarms([("en", story)], company)]


NGUYENS = people_named(
    {"michelle": ("Michelle Nguyen", "yes"), "grace": ("Grace Nguyen", "no")},
)


@pytest.mark.parametrize(
    "body",
    [
        "Michelle Nguyen stayed an hour with @grace.",
        "@grace asked, and NGUYEN, Michelle came.",
        "Michelle Nguyen's hour was enough for @grace. Thank you, Michelle Nguyen.",
    ],
)
def test_the_full_name_of_somebody_named_is_no_name_of_another(body: str) -> None:
    assert kinds(NGUYENS, story_of("an-hour", "givers: michelle\nreceivers: grace\n", body)) == []


@pytest.mark.parametrize(
    "body", ["Michelle Nguyen stayed, and Nguyen laughed.", "Then Grace stayed.", "Nguyen stayed."]
)
def test_a_name_of_somebody_unnamed_still_withholds_the_story(body: str) -> None:
    story = story_of("an-hour", "givers: michelle\nreceivers: grace\n", body)
    assert "withheld" in kinds(NGUYENS, story)


def sharing(count: int, name: str) -> Company:
    """A company in which `count` people share a name: `Maria {}` or `{} Nguyen`. The first is named."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    own = [f"S{a}{b}{c}ert" for a in "aeiou" for b in letters for c in "aeiou"]
    return people_named(
        {f"p-{n}": (name.format(own[n]), "no" if n else "yes") for n in range(count)}
    )


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Maria {}", "Maria stayed an hour. Then Maria went home."),
        ("Maria {}", "Maria Saaaert stayed an hour. Then Maria went home."),
        ("{} Nguyen", "Saaaert Nguyen stayed an hour. Then Saaaert went home."),
        ("{} Nguyen", "Saaaert Nguyen stayed an hour. Thank you, Nguyen."),
        ("{} Nguyen", "Nguyen stayed an hour. Then Nguyen went home."),
    ],
)
@pytest.mark.parametrize("id_", ["an-hour", "s-1"])  # an initial in the id is no S. Nguyen
def test_a_name_that_150_people_share_is_that_of_who_is_named_in_the_story(
    name: str, body: str, id_: str
) -> None:
    story = story_of(id_, "givers: p-0\nreceivers: anonymous\n", body)
    assert kinds(sharing(150, name), story) == []


def seconds(count: int, name: str, body: str) -> float:
    """The least CPU time that it takes to scan and check two stories where people share a name."""
    context = sharing(count, name).context
    fields = "givers: p-0\nreceivers: anonymous\n"
    stories = [story_of(f"an-hour-{n}", fields, body) for n in range(2)]
    took: list[float] = []
    for _ in range(4):  # the first time also prepares what is remembered of the company
        start = time.process_time()
        scans = [scan_story(story, context.names) for story in stories]
        check_stories(stories, scans, context)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Maria {}", "Maria stayed an hour. "),
        ("Maria {}", "@p-1 stayed an hour, said Maria Curie. "),
        ("{} Nguyen", "Saaaert Nguyen stayed an hour, and Nguyen laughed. "),
    ],
)
def test_checking_takes_no_longer_than_in_proportion_to_people_who_share_a_name(
    name: str, body: str
) -> None:
    text = f"{body}We wrote it down, and nobody had to ask again.\n\n" * 8
    assert seconds(300, name, text) < 3 * seconds(75, name, text)


# The measure itself: it sees what is wrong, and excuses what is right.


def test_the_measure_counts_what_a_finder_that_suspects_everybody_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = company(60)
    stories = cast(small, lang="en")
    everybody = frozenset(small.context.settings.people)
    monkeypatch.setattr(
        "tests.consent.alarms.scan_story",
        lambda story, names: scan_story(story, names)._replace(spelled=everybody),
    )
    withheld = [alarm for alarm in alarms(stories, small) if alarm.kind == "withheld"]
    assert len(withheld) == len(stories)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Martin Schneider", "Herr Martin Schneider kam.", True),
        ("Martin Schneider", "schneider, martin: 12", True),
        ("John Smith", "KeyError: 'john_smith'", True),
        ("Martin Schneider", "Martin kam, und der Schneider auch.", False),
        ("Ann Lee", "Joann Lee came.", False),
        ("林 光", "林光さんが来た。", True),
        ("林 光", "森林光合成の話。", False),
        ("José Díaz", "Jose Diaz came.", False),
    ],
)
def test_the_oracle_knows_exact_full_names_alone(name: str, text: str, found: bool) -> None:
    assert is_spelled(name, text) is found


def test_nobody_in_a_story_has_the_name_of_somebody_else_in_it() -> None:
    people = people_named({n: (f"{n} Lee", "yes") for n in ("ann", "bo", "Banks")})
    colleagues = [
        Colleague(id_, person, "english", "Lee", own_script=True)
        for id_, person in people.context.settings.people.items()
    ]
    office = Company(tuple(colleagues), people.context)
    (bank,) = [story for story in ordinary_stories() if "{=Dr. Banks}" in story.body]
    filled = [fill(bank, office, seed) for seed in range(20)]
    assert {story.givers[0] for story in filled} == {"ann", "bo"}
    assert {story.receivers[0] for story in filled} == {"ann", "bo"}
