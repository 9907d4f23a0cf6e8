"""Scenarios lead to their debrief; norms, terms and onboarding pages keep their word."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.model import DEBRIEF, Channel, Role, Scenario, ScenarioChoice, Settings, Site, Turn
from generator.record import Library
from generator.rules import scenarios
from tests.conftest import TODAY, Organisation

SCENARIO = """\
title: At the bench
skill: Asking early
setting: It is five to four.
roles: [{name: You, brief: New here.}]
start: bench
steps:
  bench:
    says: The lamp is out.
    choices:
      - {text: Ask, to: asked, why: It is early.}
      - {text: Wait, to: bench, why: It is still out.}
  asked:
    says: Somebody comes.
    choices: [{text: Say thank you, to: debrief, why: They came.}]
debrief: When would you have asked?
stories: [told]
"""


def _scenario(organisation: Organisation, text: str) -> list[Diagnostic]:
    organisation.story("told")
    organisation.config("scenarios/bench.yml", text)
    return [d for d in organisation.problems() if d.location.path.endswith("scenarios/bench.yml")]


def test_a_scenario_as_it_should_be_has_no_problems(organisation: Organisation) -> None:
    assert _scenario(organisation, SCENARIO) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message", "hint"),
    [
        ("to: asked", "to: askde", "G121", 10, 'no step "askde"', 'Did you mean "asked"?'),
        ("start: bench", "start: benhc", "G121", 5, 'no step "benhc"', 'Did you mean "bench"?'),
        ("to: debrief", "to: bench", "G123", 7, 'there is no way from the step "bench"', 'lead to "debrief"'),
        ("to: asked", "to: debrief", "G122", 12, 'no choice leads to the step "asked"', "to: asked"),
        ("  asked:\n", "  debrief:\n", "G103", 12, '"debrief" cannot be a step', "another name"),
        ("[told]", "[tolled]", "G124", 16, 'no story "tolled"', 'Did you mean "told"?'),
        ("The lamp is out.", "…", "G125", 8, "still to be written", "in place of …"),
        ("    choices: [{text: Say thank you, to: debrief, why: They came.}]\n", "", "G102", 13, '"choices" is missing', "add"),
        ("stories: [told]\n", "", "G102", 1, '"stories" is missing', "add"),
        ("skill:", "skil:", "G101", 2, 'unknown field "skil"', 'Did you mean "skill"?'),
        ("start: bench\n", "start: bench\nnorms: [ask-frist]\n", "G104", 6, 'there is no norm "ask-frist"', "ask-first"),
        ("When would you have asked?", '"When?\\n\\n<b>Now</b>"', "G128", 15, '"debrief" contains "<b>"', "use Markdown"),
        ("why: It is early.", "because: It is early.", "G101", 10, 'unknown field "because"', "text, to and why"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_scenario_is_told_where_it_is(
    organisation: Organisation, old: str, new: str, code: str, line: int, message: str, hint: str
) -> None:
    problems = _scenario(organisation, SCENARIO.replace(old, new, 1))
    found = [p for p in problems if p.code == code]
    assert found, [(p.code, p.message) for p in problems]
    assert found[0].location.line == line
    assert message in found[0].message
    assert hint in found[0].hint


def test_a_scenario_with_a_fault_stops_the_build(organisation: Organisation) -> None:
    _scenario(organisation, SCENARIO.replace("to: asked", "to: nowhere"))
    with pytest.raises(AssertionError):
        organisation.built()


DRAFT = "draft: yes\n" + SCENARIO


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("The lamp is out.", "…", 9, "still to be written"),
        ("to: asked", "to: askde", 11, 'no step "askde"'),
        ("to: debrief", "to: bench", 8, 'there is no way from the step "bench"'),
        ("[told]", "[tolled]", 17, 'no story "tolled"'),
    ],
)
def test_what_a_draft_lacks_is_coaching_and_stops_nothing(
    organisation: Organisation, old: str, new: str, line: int, message: str
) -> None:
    problems = _scenario(organisation, DRAFT.replace(old, new, 1))
    assert {(p.code, p.severity) for p in problems} == {("G126", Severity.ADVICE)}
    assert problems[0].location.line == line
    assert message in problems[0].message
    assert organisation.built().context(Channel.SITE, Channel.ONBOARDING).edition.scenarios == {}


def test_a_draft_that_lacks_nothing_is_remembered(organisation: Organisation) -> None:
    (problem,) = _scenario(organisation, DRAFT)
    assert (problem.code, problem.severity, problem.location.line) == (
        "G127",
        Severity.WARNING,
        1,
    )
    assert organisation.built().context(Channel.SITE, Channel.ONBOARDING).edition.scenarios == {}
    assert _scenario(organisation, SCENARIO) == []
    assert organisation.built().context(Channel.SITE, Channel.ONBOARDING).edition.scenarios


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"withdrawn": "2026-11-01"}, "was withdrawn on 2026-11-01"),
        ({"channels": "[site, newsletter]"}, "its channels do not include onboarding"),
    ],
)
def test_a_story_that_is_not_there_for_readers_is_told_to_whoever_names_it(
    organisation: Organisation, fields: dict[str, str], says: str
) -> None:
    organisation.config("scenarios/bench.yml", SCENARIO)
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nHello.\n\n<!-- story: told -->\n")  # fmt: skip
    organisation.story("told")
    assert not {"G111", "G124"} & set(organisation.codes())
    organisation.story("told", **fields)
    for code, line in (("G111", 6), ("G124", 16)):
        (problem,) = _of(organisation, code)
        assert says in problem.message
        assert problem.location.line == line


STEPS = ["a", "b", "c", "d", "e"]


@given(
    st.dictionaries(
        st.sampled_from(STEPS),
        st.lists(st.sampled_from([*STEPS, DEBRIEF]), min_size=1, max_size=3),
        min_size=1,
    )
)
def test_what_passes_can_always_be_played_to_the_end(ways: dict[str, list[str]]) -> None:
    """Against a second way of looking: walk every path with a bound on its length."""
    start = next(iter(ways))
    steps = {
        id_: Turn(says="x", choices=tuple(ScenarioChoice(text="x", to=to, why="x") for to in some))
        for id_, some in ways.items()
    }
    scenario = Scenario(title="t", skill="s", setting="s", roles=(Role(name="r", brief="b"),),
                        start=start, steps=steps, debrief="d", stories=("told",))  # fmt: skip
    library = Library(Settings(Site(name="n", url="https://a.example/"), scenarios={"x": scenario}), TODAY)  # fmt: skip
    found = {d.code for d in scenarios.check(library)} - {"G124"}
    targets = {to for some in ways.values() for to in some}
    layer, seen = {start}, {start}
    for _ in range(len(ways)):
        layer = {to for id_ in layer for to in ways.get(id_, ())}
        seen |= layer
    ends = {DEBRIEF}
    for _ in range(len(ways)):
        ends |= {id_ for id_, some in ways.items() if ends & set(some)}
    playable = (
        targets <= {*ways, DEBRIEF} and seen - {DEBRIEF} == ways.keys() and ways.keys() <= ends
    )
    assert (not found) == playable


def _of(organisation: Organisation, code: str) -> list[Diagnostic]:
    return [d for d in organisation.problems() if d.code == code]


def test_a_norm_without_a_story_is_for_the_editors(organisation: Organisation) -> None:
    organisation.story("other", themes="listening")
    (problem,) = _of(organisation, "L111")
    assert problem.severity is Severity.WARNING
    assert 'the norm "Ask first"' in problem.message
    organisation.story("told")
    assert _of(organisation, "L111") == []


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ({"date": "2020-01-02"}, "out of date"),
        ({"givers": "gone"}, "out of date"),
        ({"withdrawn": "2026-11-01"}, "there are no stories"),
        ({"channels": "[newsletter]"}, "there are no stories"),
        ({"themes": "listening"}, "there are no stories"),
    ],
)
def test_a_page_whose_stories_have_all_gone_says_so(
    organisation: Organisation, story: dict[str, str], says: str
) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + "gone: {name: Gus Okri, team: bench, left: 2026-03-01, named: yes}\n")  # fmt: skip
    organisation.story("told", **story)
    (problem,) = _of(organisation, "L112")
    assert says in problem.message
    assert (problem.location.path, problem.location.line) == (
        "site_config/onboarding/day-1.md",
        5,
    )


def test_what_has_gone_stale_of_late_is_told(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + "gone: {name: Gus Okri, team: bench, left: 2026-03-01, named: yes}\n")  # fmt: skip
    organisation.story("fresh")
    assert _of(organisation, "L114") == []
    organisation.story("left", givers="gone")
    organisation.story("aged", date="2024-10-14")
    organisation.story("long-gone", date="2022-10-14")
    (problem,) = _of(organisation, "L114")
    assert problem.location.line == 5
    assert '"left" (someone named in it has left) and "aged" (it is more than 24 months old)' in problem.message  # fmt: skip
    assert "long-gone" not in problem.message
    assert _of(organisation, "L112") == []


def test_a_norm_that_reads_differently_now_wants_newer_stories(organisation: Organisation) -> None:
    organisation.config(
        "norms.yml",
        "ask-first: {title: Ask first, text: We ask., themes: [asking], since: 2026-11-01}\n",
    )
    organisation.story("old", date="2026-10-01")
    assert _of(organisation, "L111")
    organisation.today = dt.date(2026, 10, 31)  # the norm still reads as it did
    assert "L111" not in organisation.codes()
    organisation.today = TODAY
    organisation.story("new", date="2026-11-02")
    assert _of(organisation, "L111") == []


def test_a_guide_that_tells_a_stale_story_is_told_why(organisation: Organisation) -> None:
    organisation.story("old", date="2021-10-01")
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nHello.\n\n<!-- story: old -->\n")  # fmt: skip
    (problem,) = _of(organisation, "L113")
    assert "more than 24 months old" in problem.message
    assert problem.location.line == 6


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("<!-- storys -->", "<!-- storys -->"),
        ("Here: <!-- stories -->", "<!-- stories -->"),
        ("<!-- story -->", "<!-- story -->"),
        ("<!-- story: The Hour -->", "<!-- story: The Hour -->"),
        ("<!-- Stories -->", "<!-- Stories -->"),
        ("<!-- stories -->", None),
        ("<!-- story: told -->  ", None),
        ("<!-- storage is full -->", None),
        ("`<!-- storys -->`", None),
    ],
)
def test_a_marker_that_is_none_is_said(
    organisation: Organisation, line: str, wrong: str | None
) -> None:
    organisation.story("told")
    organisation.config("onboarding/day-2.md", f"---\ntitle: Two\n---\nHello.\n\n{line}\n")
    found = _of(organisation, "G112")
    assert [p.location.line for p in found] == ([6] if wrong else [])
    assert all(f'"{wrong}"' in p.message for p in found)


def test_terms_are_defined_and_used(organisation: Organisation) -> None:
    organisation.story("told")
    organisation.config(
        "glossary.yml",
        "kettle: {meaning: It is by the door., see: [lampp]}\nlamp: {meaning: It is held.}\n"
        "dross: {meaning: What falls out.}\n",
    )
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nSee [it](../glossary/index.md#lamb).\n")  # fmt: skip
    unknown = _of(organisation, "G131")
    assert [(p.location.line, p.location.path.rpartition("/")[2]) for p in unknown] == [
        (1, "glossary.yml"),
        (4, "day-2.md"),
    ]
    assert all('Did you mean "lamp"?' in p.hint for p in unknown)
    assert ['"lamp"' in p.message for p in _of(organisation, "G132")] == [True, False]


@pytest.mark.parametrize("address", ["%D8%AE%D8%A8%D8%B2", "خبز"])
def test_a_term_may_be_of_any_script(organisation: Organisation, address: str) -> None:
    organisation.story("told", "خبز، 窯 C++.")
    organisation.config(
        "glossary.yml",
        "خبز: {meaning: Bread., also: [خبزة]}\n窯: {meaning: Oven., also: [かま]}\n"
        "窯 A: {meaning: The first., see: [窯, 炉 A]}\n炉 A: {meaning: Another.}\nIndex: {meaning: A list.}\n",
    )
    organisation.config("onboarding/day-2.md", f"---\ntitle: Two\n---\n[it](../glossary/index.md#{address}).\n")  # fmt: skip
    assert [_of(organisation, code) for code in ("G103", "G131", "G133")] == [[], [], []]


@pytest.mark.parametrize("term", ["<b>", "a*b", "", "x" * 80, "@ana", "[a]", "...", "\U0001f525"])
def test_a_term_has_to_stand_in_prose(organisation: Organisation, term: str) -> None:
    organisation.config("glossary.yml", f"'{term}': {{meaning: It is by the door.}}\n")
    assert [p.location.line for p in _of(organisation, "G103")] == [1]


@pytest.mark.parametrize(
    ("terms", "line"),
    [
        ("lamp: {meaning: It is held., also: [lamps]}\nkettle:\n  meaning: It is hot.\n  also: [pot, Lamps]\n", 4),
        ("lamp: {meaning: It is held.}\nLamp: {meaning: It is hot.}\n", 2),
        ("lamp: {meaning: It is held., also: [wick]}\nwick: {meaning: It burns.}\n", 2),
    ],
)  # fmt: skip
def test_a_spelling_belongs_to_one_term(organisation: Organisation, terms: str, line: int) -> None:
    organisation.story("told", "The lamp, the wick, the kettle.")
    organisation.config("glossary.yml", terms)
    (problem,) = _of(organisation, "G133")
    assert problem.location.line == line
    assert 'of the term "lamp"' in problem.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It says *now*.", '"*now*"'),
        ("It says **now**.", '"**now**"'),
        ("See [it](https://a.example/).", '"[it](https://a.example/)"'),
        ("Run `it`.", '"`it`"'),
        ("Fill in [what] before [when].", None),
        ("2 * 3 * 4, or 5*6*7", None),
        ("* a star", None),
    ],
)
def test_markdown_where_it_is_none_is_said(
    organisation: Organisation, text: str, found: str | None
) -> None:
    problems = _scenario(organisation, SCENARIO.replace("The lamp is out.", f"'{text}'"))
    assert [(p.code, p.location.line) for p in problems] == ([("C127", 8)] if found else [])
    assert all(found in p.message for p in problems if found)
    assert not _scenario(organisation, SCENARIO.replace("When would you have asked?", f"'{text}'"))


@pytest.mark.parametrize("name", ["index", "path-everyone", "checklist-managers", "calendar"])
def test_a_file_may_not_have_the_address_of_a_page_of_ours(
    organisation: Organisation, name: str
) -> None:
    organisation.config(f"onboarding/{name}.md", "---\ntitle: Mine\n---\nHello.\n")
    organisation.config(f"scenarios/{name}.yml", SCENARIO)
    organisation.config(
        f"practices/{name}.yml",
        "{title: Tea, kind: coaching-circle, what: Tea., for: All., lead: ana, cadence: daily, join: Come.}\n",
    )
    taken = {p.location.path for p in organisation.problems() if p.code == "G103"}
    ours = {"index": 3, "calendar": 1}
    assert len(taken) == ours.get(name, 1)
