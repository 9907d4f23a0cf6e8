"""Mentoring pairs: each rule, for whoever puts their name in."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from itertools import permutations

import icalendar
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.media import calendar
from generator.mentoring import matching
from generator.mentoring.matching import Proposal, Season, propose
from generator.model import Pair, Person, Round, Settings, Site, Team
from tests.conftest import Organisation

SEASON = Season("2026-Q4", dt.date(2026, 10, 5), dt.date(2026, 12, 25))
TOPICS = ["lathes", "wicks", "letters"]
OLD, NEW = "2019-01-07", "2026-08-03"


def organisation_of(
    people: Mapping[str, Mapping[str, object]], rounds: tuple[Round, ...] = ()
) -> Settings:
    made = {
        id_: Person.model_validate({"name": id_.title(), "team": "bench", "joined": OLD, **fields})
        for id_, fields in people.items()
    }
    teams = {t: Team.model_validate({"name": t.title(), "headcount": "9"}) for t in ["bench", "office"]}  # fmt: skip
    return Settings(Site(name="x", url="https://x.example/"), made, teams, rounds=rounds)


def was(*pairs: tuple[str, str], confirmed: bool = True) -> Round:
    return Round(
        starts=dt.date(2026, 7, 6),
        ends=dt.date(2026, 9, 25),
        confirmed=confirmed,
        pairs=tuple(Pair(learner=learner, mentor=mentor) for learner, mentor in pairs),
    )


def couples(made: Proposal) -> set[tuple[str, str]]:
    return {(pair.learner, pair.mentor) for pair in made.pairs}


seeks: dict[str, object] = {"mentoring": {"seeks": "yes"}}
gives: dict[str, object] = {"mentoring": {"gives": "1"}}

_mentoring = st.none() | st.fixed_dictionaries(
    {
        "gives": st.sampled_from(["0", "1", "2"]),
        "seeks": st.sampled_from(["yes", "no"]),
        "shows": st.lists(st.sampled_from(TOPICS), max_size=2),
        "wants": st.lists(st.sampled_from(TOPICS), max_size=2),
    }
)
_person = st.fixed_dictionaries(
    {
        "mentoring": _mentoring,
        "team": st.sampled_from(["bench", "office"]),
        "joined": st.sampled_from([None, OLD, NEW, "2026-11-02"]),
        "left": st.sampled_from([None, None, None, "2026-11-30", "2027-05-01"]),
        "bandwidth": st.sampled_from(["open", "some", "some", "paused"]),
        "withdrawn": st.sampled_from([None, None, None, "2026-09-01"]),
    }
)
_crowd = st.dictionaries(st.sampled_from([f"p{n}" for n in range(9)]), _person, max_size=9)
_past = st.lists(st.tuples(st.sampled_from([f"p{n}" for n in range(9)]), st.sampled_from([f"p{n}" for n in range(9)])), max_size=6)  # fmt: skip


def _can_learn(person: Person) -> bool:
    return bool(person.mentoring and person.mentoring.seeks) and _is_here(person)


def _room(person: Person) -> int:
    if person.mentoring is None or not _is_here(person) or SEASON.is_new(person):
        return 0
    return person.mentoring.gives


def _is_here(person: Person) -> bool:
    return (
        person.bandwidth != "paused"
        and person.withdrawn is None
        and (person.joined is None or person.joined <= SEASON.starts)
        and (person.left is None or person.left > SEASON.ends)
    )


@given(_crowd, _past)
def test_whoever_is_paired_put_their_name_in_and_has_room(
    crowd: dict[str, dict[str, object]], past: list[tuple[str, str]]
) -> None:
    made = organisation_of(crowd, (was(*past),))
    pairs = propose(made, SEASON).pairs
    assert all(_can_learn(made.people[pair.learner]) for pair in pairs)
    assert len({pair.learner for pair in pairs}) == len(pairs)
    for id_, person in made.people.items():
        assert sum(pair.mentor == id_ for pair in pairs) <= _room(person)
    assert all(pair.learner != pair.mentor for pair in pairs)


@given(_crowd)
def test_whoever_has_no_pair_is_told_to_the_organiser_with_a_reason(
    crowd: dict[str, dict[str, object]],
) -> None:
    made = organisation_of(crowd)
    proposal = propose(made, SEASON)
    paired = {id_ for couple in couples(proposal) for id_ in couple}
    willing = {
        id_
        for id_, person in made.people.items()
        if person.mentoring
        and (person.mentoring.seeks or person.mentoring.gives)
        and not person.withdrawn
    }
    told = dict(proposal.alone)
    assert willing - paired <= told.keys() <= willing
    assert all(told.values())
    learning = {pair.learner for pair in proposal.pairs}
    assert not learning & told.keys()


@given(_crowd, _past)
def test_the_same_round_gives_the_same_pairs_whatever_the_order(
    crowd: dict[str, dict[str, object]], past: list[tuple[str, str]]
) -> None:
    back = dict(reversed(crowd.items()))
    one = propose(organisation_of(crowd, (was(*past),)), SEASON)
    assert one == propose(organisation_of(back, (was(*reversed(past)),)), SEASON)


def _best(made: Settings, before: set[frozenset[str]]) -> tuple[int, int, int]:
    """By trying everything: most newcomers and others paired, fewest repeats."""
    learners = [id_ for id_, person in made.people.items() if _can_learn(person)]
    places = [id_ for id_, person in made.people.items() for _ in range(_room(person))]
    places += [""] * len(learners)
    best = (0, 0, 0)
    for chosen in set(permutations(places, len(learners))):
        couple = [(a, b) for a, b in zip(learners, chosen, strict=True) if b]
        if any(a == b for a, b in couple):
            continue
        new = sum(SEASON.is_new(made.people[a]) for a, _ in couple)
        again = sum(frozenset(pair) in before for pair in couple)
        best = max(best, (len(couple), new, -again))
    return best


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([f"p{n}" for n in range(4)]), _person, max_size=4), _past)
def test_nobody_is_left_alone_and_nothing_repeated_without_need(
    crowd: dict[str, dict[str, object]], past: list[tuple[str, str]]
) -> None:
    made = organisation_of(crowd, (was(*past),))
    before = {frozenset(pair) for pair in past}
    found = couples(propose(made, SEASON))
    new = sum(SEASON.is_new(made.people[learner]) for learner, _ in found)
    again = sum(frozenset(couple) in before for couple in found)
    assert (len(found), new, -again) == _best(made, before)


def test_newcomers_come_first_and_do_not_mentor_yet() -> None:
    made = organisation_of(
        {"old": seeks, "one": gives, "fresh": seeks | {"joined": NEW}, "eager": gives | {"joined": NEW}}
    )  # fmt: skip
    proposal = propose(made, SEASON)
    assert couples(proposal) == {("fresh", "one")}
    assert [id_ for id_, _ in proposal.alone] == ["eager", "old"]


def test_a_pair_is_not_repeated_while_another_is_possible() -> None:
    people = {"a": seeks, "b": seeks, "x": gives, "y": gives}
    for past in (("a", "x"), ("x", "a")):
        assert ("a", "y") in couples(propose(organisation_of(people, (was(past),)), SEASON))
    alone = organisation_of({"a": seeks, "x": gives}, (was(("a", "x")),))
    (pair,) = propose(alone, SEASON).pairs
    assert "They have been a pair before" in (pair.why or "")


def test_where_pairs_come_again_the_last_ones_come_last() -> None:
    people = {"a": seeks, "b": seeks, "x": gives, "y": gives}
    straight, crossed = was(("a", "x"), ("b", "y")), was(("a", "y"), ("b", "x"))
    for name in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"):
        season = Season(name, SEASON.starts, SEASON.ends)
        assert ("a", "x") in couples(propose(organisation_of(people, (straight, crossed)), season))
        assert ("a", "y") in couples(propose(organisation_of(people, (crossed, straight)), season))


def test_whoever_is_in_a_round_that_runs_has_that_much_less_room() -> None:
    running = Round(
        starts=dt.date(2026, 9, 1),
        ends=dt.date(2026, 11, 20),
        confirmed=True,
        pairs=(Pair(learner="a", mentor="m"),),
    )
    two: dict[str, object] = {"mentoring": {"gives": "2"}}
    made = propose(organisation_of({"a": seeks, "b": seeks, "c": seeks, "m": two}, (running,)), SEASON)  # fmt: skip
    assert len(made.pairs) == 1
    assert dict(made.alone)["a"] == "in a pair until 2026-11-20"
    made = propose(organisation_of({"b": seeks, "m": gives}, (running,)), SEASON)
    assert (made.pairs, dict(made.alone)["m"]) == ((), "has no room until 2026-11-20")
    later = Season("2026-Q4", dt.date(2026, 11, 23), dt.date(2027, 2, 12))
    assert len(propose(organisation_of({"b": seeks, "m": gives}, (running,)), later).pairs) == 1


def test_what_is_wanted_and_shown_by_nobody_is_told() -> None:
    wants: dict[str, object] = {"mentoring": {"seeks": "yes", "wants": ["Wicks", "lathes"]}}
    shows: dict[str, object] = {"mentoring": {"gives": "1", "shows": ["lathes"]}}
    paused: dict[str, object] = {"offers": ["wicks"], "bandwidth": "paused"}
    made = organisation_of({"a": wants, "m": shows, "k": {"offers": ["wicks"]}, "p": paused})
    (unmet,) = propose(made, SEASON).unmet
    assert (unmet.topic, unmet.wanted_by, unmet.known_to) == ("Wicks", ("a",), ("k",))


def test_a_round_that_nobody_confirmed_never_happened() -> None:
    people: dict[str, dict[str, object]] = {"a": {"mentoring": {"seeks": "yes", "wants": ["wicks"]}}, "b": seeks,
              "x": {"mentoring": {"gives": "1", "shows": ["wicks"]}}, "y": gives}  # fmt: skip
    made = organisation_of(people, (was(("a", "x"), confirmed=False),))
    assert ("a", "x") in couples(propose(made, SEASON))


def test_topics_are_matched_and_teams_are_crossed() -> None:
    wants = {"mentoring": {"seeks": "yes", "wants": ["Wicks"]}}
    shows = {"mentoring": {"gives": "1", "shows": ["wicks "]}}
    made = organisation_of({"a": wants, "x": gives, "y": shows})
    (pair,) = propose(made, SEASON).pairs
    assert (pair.mentor, pair.topic) == ("y", "Wicks")
    made = organisation_of({"a": seeks, "x": gives, "y": {**gives, "team": "office"}})
    assert couples(propose(made, SEASON)) == {("a", "y")}
    made = organisation_of({"a": wants, "x": {**gives, "offers": ["wicks"]}, "y": gives})
    assert couples(propose(made, SEASON)) == {("a", "x")}


def test_the_load_is_spread() -> None:
    two = {"mentoring": {"gives": "2"}}
    made = organisation_of({"a": seeks, "b": seeks, "x": two, "y": two})
    assert {mentor for _, mentor in couples(propose(made, SEASON))} == {"x", "y"}


def test_two_do_not_swap_while_another_way_is_possible() -> None:
    both = {"mentoring": {"gives": "1", "seeks": "yes"}}
    made = organisation_of({"a": both, "b": both, "c": both})
    for name in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"):
        found = couples(propose(made, Season(name, SEASON.starts, SEASON.ends)))
        assert len(found) == 3
        assert not any((mentor, learner) in found for learner, mentor in found)


def test_another_round_is_drawn_anew() -> None:
    people = {f"l{n}": seeks for n in range(6)} | {f"m{n}": gives for n in range(6)}
    made = organisation_of(people)
    names = ("2026-Q1", "2026-Q2", "2026-Q3")
    drawn = [couples(propose(made, Season(name, SEASON.starts, SEASON.ends))) for name in names]
    assert not drawn[0] == drawn[1] == drawn[2]


@given(_crowd)
def test_each_pair_is_explained_in_a_few_sentences(crowd: dict[str, dict[str, object]]) -> None:
    for pair in propose(organisation_of(crowd), SEASON).pairs:
        assert pair.why is not None
        assert pair.why.endswith(".")
        assert pair.why.count(". ") in (1, 2)
        assert f"@{pair.learner}" in pair.why
        assert f"@{pair.mentor}" in pair.why


@pytest.mark.slow
def test_two_thousand_people_are_all_paired_within_ten_seconds() -> None:
    both = {"mentoring": {"gives": "1", "seeks": "yes"}}
    made = organisation_of({f"p{n}": both for n in range(2000)})
    began = time.process_time()
    found = couples(propose(made, SEASON))
    assert time.process_time() - began < 10
    assert len(found) == 2000
    assert len({mentor for _, mentor in found}) == 2000


PEOPLE = """\
ana: {name: Ana Óscoz, team: bench, named: yes, mentoring: {gives: 1, shows: [lathes]}, response_time: same day}
bo: {name: Bo Lindqvist, team: office, named: no, mentoring: {seeks: yes, wants: [lathes]}}
cem: {name: Cem Aydın, team: bench, named: ask, mentoring: {seeks: yes}, bandwidth: paused}
"""
FILE = "site_config/practices/pairs/2026-Q4.yml"


def run(organisation: Organisation, *words: str) -> tuple[int, str]:
    arguments = ["--root", str(organisation.root), "pairs", *words, "--today", "2026-11-20"]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


@pytest.fixture
def willing(organisation: Organisation) -> Organisation:
    organisation.config("people.yml", PEOPLE)
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")
    return organisation


def test_the_comments_of_a_proposal_are_in_the_language_of_the_organisation(
    willing: Organisation,
) -> None:
    english = "how many people take part, if you announced it; the program never fills this in"
    willing.config("locale/en.po", f'msgid "{english}"\nmsgstr "ours:\\n- {{two lines}}"\n')
    assert run(willing, "--round", "2026-Q4")[0] == 0
    text = (willing.root / FILE).read_text("utf-8")
    assert "# announced: 14   # ours: - {two lines}\n" in text, "a comment stays a comment"
    assert willing.built().settings.rounds[0].announced is None


def test_a_proposal_is_written_for_a_person_to_confirm(willing: Organisation) -> None:
    status, said = run(willing, "--round", "2026-Q4")
    assert status == 0
    assert "bo with ana: @ana can show lathes" in said
    assert "cem: paused" in said
    text = (willing.root / FILE).read_text("utf-8")
    assert "confirmed: no" in text
    assert "paused" not in text
    assert "# announced: " in text, "a person may say how many take part, and nobody else does"
    assert willing.built().settings.rounds[0].announced is None
    assert willing.problems() == [d for d in willing.problems() if "pairs" not in d.location.path]
    (season,) = willing.built().settings.rounds
    assert (season.starts, season.ends) == (dt.date(2026, 10, 5), dt.date(2026, 12, 25))
    assert [(pair.learner, pair.mentor, pair.topic) for pair in season.pairs] == [
        ("bo", "ana", "lathes")
    ]
    assert not (willing.root / "build").exists()


def test_a_proposal_that_is_there_is_not_overwritten_but_by_force(willing: Organisation) -> None:
    run(willing, "--round", "2026-Q4")
    path = willing.root / FILE
    proposed = path.read_text("utf-8")
    edited = proposed.replace("lathes", "quoins")
    path.write_text(edited, "utf-8")
    status, said = run(willing, "--round", "2026-Q4")
    assert (status, path.read_text("utf-8")) == (0, edited)
    assert "was not changed" in said
    assert run(willing, "--round", "2026-Q4", "--force")[0] == 0
    assert path.read_text("utf-8") == proposed


def test_a_confirmed_round_is_put_on_paper_and_never_overwritten(willing: Organisation) -> None:
    run(willing, "--round", "2026-Q4")
    path = willing.root / FILE
    confirmed = path.read_text("utf-8").replace("confirmed: no", "confirmed: yes")
    path.write_text(confirmed, "utf-8")
    folder = willing.root / "build/pairs/2026-Q4"
    folder.mkdir(parents=True)
    (folder / "cem-and-ana.md").write_text("an old note", "utf-8")
    status, said = run(willing, "--round", "2026-Q4")
    assert status == 0
    assert "1 pair" in said
    assert {file.name for file in folder.iterdir()} == {"bo-and-ana.md", "bo-and-ana.ics"}
    note = (folder / "bo-and-ana.md").read_text("utf-8")
    assert "What brought you together: lathes." in note
    assert "Ana: answers same day" in note
    read = icalendar.Calendar.from_ical((folder / "bo-and-ana.ics").read_bytes())
    days = [event.decoded("dtstart") for event in read.walk("VEVENT")]
    assert days == [dt.date(2026, 10, 5), dt.date(2026, 11, 16), dt.date(2026, 12, 25)]
    assert {str(event["transp"]) for event in read.walk("VEVENT")} == {"TRANSPARENT"}
    status, said = run(willing, "--round", "2026-Q4", "--force")
    assert (status, path.read_text("utf-8")) == (1, confirmed)
    assert "people have been told" in said


@pytest.mark.parametrize(
    ("place", "ends", "day"),
    [
        ("language: en", "2026-12-25", "2026-11-16"),  # Saturday 14 November is the middle
        ("language: ar-JO", "2026-12-25", "2026-11-15"),
        ("{language: en, time_zone: Asia/Amman}", "2026-12-25", "2026-11-15"),
        ("language: fa-IR", "2026-12-25", "2026-11-14"),
        ("language: en", "2026-12-23", "2026-11-13"),
        ("{language: en, time_zone: Asia/Amman}", "2026-12-23", "2026-11-15"),
    ],
)
def test_half_way_is_a_day_of_the_organisations_week(
    willing: Organisation, place: str, ends: str, day: str
) -> None:
    site = {"name": "x", "url": "https://stories.bench.example/", **yaml.safe_load(place)}
    willing.config("site.yml", yaml.safe_dump(site))
    willing.config(
        "practices/pairs/2026-Q4.yml",
        f"{{starts: 2026-10-05, ends: {ends}, confirmed: yes, pairs: [{{learner: bo, mentor: ana}}]}}\n",
    )
    assert run(willing, "--round", "2026-Q4")[0] == 0
    made = (willing.root / "build/pairs/2026-Q4/bo-and-ana.ics").read_bytes()
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert str(events[1].decoded("dtstart")) == day


def test_what_is_missing_is_said_in_a_sentence(
    willing: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "available", lambda: False)
    assert run(willing, "--round", "2026-Q4") == (
        1,
        "SciPy is not installed. To install it: python3 -m pip install 'reciprocity[pairs]'\n",
    )
    willing.config(
        "practices/pairs/2026-Q4.yml",
        "{starts: 2026-10-05, ends: 2026-12-25, confirmed: yes, pairs: [{learner: bo, mentor: ana}]}\n",
    )
    monkeypatch.setattr(calendar, "available", lambda: False)
    status, said = run(willing, "--round", "2026-Q4")
    assert status == 0
    assert "reciprocity[calendar]" in said
    assert (willing.root / "build/pairs/2026-Q4/bo-and-ana.md").is_file()


def test_a_round_begins_when_the_last_one_has_ended(willing: Organisation) -> None:
    running = "{starts: 2026-08-31, ends: 2026-11-20, confirmed: yes, pairs: [{learner: bo, mentor: ana}]}\n"
    willing.config("practices/pairs/2026-Q3.yml", running)
    status, said = run(willing, "--round", "2026-Q4")
    assert status == 0
    assert "They have been a pair before" in said
    assert "starts: 2026-11-23\nends: 2027-02-12" in (willing.root / FILE).read_text("utf-8")
    status, said = run(willing, "--round", "2026-Q4", "--starts", "2026-10-05", "--force")
    assert "bo: in a pair until 2026-11-20" in said
    assert "pairs: []" in (willing.root / FILE).read_text("utf-8")


def test_a_round_that_is_no_period_is_wrong_usage(willing: Organisation) -> None:
    status, said = run(willing, "--round", "autumn")
    assert status == 2
    assert "2026-Q4" in said


def test_nobody_to_pair_is_an_empty_round(willing: Organisation) -> None:
    willing.config("people.yml", "ana: {name: Ana Óscoz, team: bench, named: yes}\n")
    status, said = run(willing, "--round", "2026-Q4", "--starts", "2026-11-30", "--weeks", "6")
    assert status == 0
    assert "0 pairs" in said
    (season,) = willing.built().settings.rounds
    assert (season.pairs, season.starts, season.ends) == (
        (), dt.date(2026, 11, 30), dt.date(2027, 1, 8),
    )  # fmt: skip
