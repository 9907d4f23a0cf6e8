"""What leads, what is told, and what is said about it."""

from __future__ import annotations

import datetime as dt

from benchmarks import fairness as simulation
from generator.edition import ShownPerson, ShownStory
from generator.model import Kind, Limits
from generator.newsletter.selection import EditorWishes, ExposureHistory, choose
from tests import ROOT
from tests.newsletter import life


def story(id_: str, giver: int = 0, theme: str = "asking", team: str = "bench") -> ShownStory:
    return ShownStory(
        id_, dt.date(2026, 10, 9), Kind.HELP, id_, "?", (ShownPerson(giver, "A", team),),
        (ShownPerson(99, "Z", "yard"),), (theme,), "?" * 900, outcome="It held.",
    )  # fmt: skip


def test_featuring_is_more_even_than_by_date_and_by_lot() -> None:
    found = simulation.average(4)
    for what, here in found["ours"].items():
        for other in ("newest first", "by lot"):
            assert here.gini < found[other][what].gini, (what, other)
            assert here.gap < found[other][what].gap, (what, other)


def test_the_figures_are_those_of_the_page() -> None:
    page = ROOT / "docs" / "explanation" / "fairness.md"
    assert page.read_text("utf-8") == simulation.markdown(25)


def test_the_theme_of_the_hero_waits_for_those_of_which_nothing_is_told() -> None:
    pool = [story(f"s{n}", n, theme) for n, theme in enumerate(("a", "a", "b", "b", "c", "c"))]
    choice = choose(pool, EditorWishes(hero=pool[0]), Limits(stories=3), ExposureHistory())
    assert sorted(s.themes[0] for s in choice.stories) == ["a", "b", "c"]


def test_what_has_waited_longer_leads_and_says_so() -> None:
    history = ExposureHistory(life.TEAMS)
    for number in range(4):
        theme = "listening" if number == 0 else "asking"
        before = story(f"old{number}", 10 + number, theme)._replace(receivers=())
        history.record(before, [before])
    pool = [
        s._replace(receivers=())
        for s in (story("a", 20, "asking"), story("b", 21, "listening"), story("c", 22, "asking"))
    ]
    choice = choose(pool, EditorWishes(), Limits(), history)
    assert choice.hero is not None
    assert choice.hero.id == "b"
    why = next(b.text for b in choice.reasons if b.part == "hero")
    assert why == "theme not featured for 3 issues, a new voice, says what changed"


def test_another_department_than_last_time_is_said() -> None:
    teams = {t: life.TEAMS["bench"]._replace(slug=t, department=d)
             for t, d in (("bench", "west"), ("office", "east"), ("yard", "east"))}  # fmt: skip
    history = ExposureHistory(teams)
    for team, giver in (("office", 1), ("bench", 2)):
        before = story(team, giver, team=team)._replace(receivers=())
        history.record(before, [before])
    pool = [
        story(t, n, team=t)._replace(receivers=()) for n, t in enumerate(("bench", "office"), 7)
    ]
    why = choose(pool, EditorWishes(), Limits(), history).reasons[0]
    assert (why.story, why.part) == ("office", "hero")
    assert "a different department from last time" in why.text


def test_a_great_issue_reads_well_with_two_hundred_stories() -> None:
    themes = tuple(life.THEMES)
    pool = [story(f"s{n:03}", n % 40, themes[n % 3]) for n in range(200)]
    choice = choose(pool, EditorWishes(), Limits(), ExposureHistory(life.TEAMS))
    told = [s.themes[0] for s in choice.in_themes]
    assert {t: told.count(t) for t in themes} == dict.fromkeys(themes, 3)
    assert len(choice.stories) + len(choice.left) == 200
    one = choose(pool[:1], EditorWishes(), Limits(), ExposureHistory(life.TEAMS))
    assert (one.stories, one.left) == ((pool[0],), ())
    assert [b.text for b in one.reasons] == ["the only story"]
    assert choose([], EditorWishes(), Limits(), ExposureHistory(life.TEAMS)).stories == ()


def test_an_ask_stands_alone_only_beside_enough_others() -> None:
    asked = story("asked", 5)._replace(ask="Could you hold the lamp for one hour?")
    few = choose([story("a", 1), asked, story("b", 2)], EditorWishes(), Limits(), ExposureHistory())
    assert few.ask is None
    many = [story(f"s{n}", n, t)._replace(outcome="It held.") for n, t in
            enumerate(("listening", "mending", "listening", "mending"))]  # fmt: skip
    choice = choose([*many, asked], EditorWishes(hero=many[0]), Limits(), ExposureHistory())
    assert choice.ask is asked
    assert asked not in choice.in_themes
    long = asked._replace(ask="word " * 60)
    assert (
        choose([*many, long], EditorWishes(hero=many[0]), Limits(), ExposureHistory()).ask is None
    )


def test_the_editors_word_is_last_and_marked() -> None:
    pool = [story(f"s{n}", n) for n in range(8)]
    wishes = EditorWishes(hero=pool[7], pin=(pool[5], pool[6]), order=("s6", "s5"))
    choice = choose(pool, wishes, Limits(stories=3, per_theme=1), ExposureHistory())
    assert [s.id for s in choice.stories] == ["s7", "s6", "s5"]
    assert {b.story for b in choice.reasons if b.by_editor} == {"s5", "s6", "s7"}
