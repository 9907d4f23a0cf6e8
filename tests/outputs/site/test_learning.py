"""What newcomers learn with, as pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.rendering.artifacts import Page
from generator.source.settings import read_settings
from tests.conftest import Organisation, print_site


def _pages(organisation: Organisation) -> dict[str, str]:
    pages = (made for made in organisation.built().site() if isinstance(made, Page))
    return {page.path: "".join(page.inserts.values()) for page in pages}


def test_a_scenario_can_be_played_by_its_links_alone(organisation: Organisation) -> None:
    organisation.learning()
    organisation.story("the-hour")
    html = _pages(organisation)["scenarios/at-the-bench.md"]
    places = set(re.findall(r'<section class="r-scene[^"]*" id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert places == links == {"step-bench", "step-asked", "debrief"}
    assert "five to four &amp; the lamp" in html
    assert 'href="../../stories/the-hour/"' in html


def test_the_cards_hold_every_role_the_observer_and_the_facilitator(
    organisation: Organisation,
) -> None:
    organisation.learning()
    html = _pages(organisation)["scenarios/at-the-bench/cards.md"]
    for words in ("<h2>You</h2>", "<h2>The other</h2>", "The observer", "Who spoke first?",
                  "The facilitator", "Then scene 2.", "Then the debrief."):  # fmt: skip
        assert words in html


def test_each_step_leads_to_the_next(organisation: Organisation) -> None:
    for order, step in enumerate(("before", "day-1", "day-30")):
        organisation.config(f"onboarding/{step}.md", f"---\ntitle: At {step}\nstep: {step}\norder: {order}\n---\nGo on.\n")  # fmt: skip
    organisation.config("onboarding/lead.md", "---\ntitle: Lead\nstep: day-1\npath: managers\n---\nGo.\n")  # fmt: skip
    organisation.config("onboarding/tea.md", "---\ntitle: Tea\n---\nTea.\n")
    pages = _pages(organisation)
    turns = {
        name: re.findall(r'rel="(\w+)" href="\.\./([^"/]*)', pages[f"onboarding/{name}.md"])
        for name in ("before", "day-1", "day-30", "lead", "tea")
    }
    assert turns == {
        "before": [("next", "day-1")],
        "day-1": [("prev", "before"), ("next", "day-30")],
        "day-30": [("prev", "day-1"), ("up", "")],
        "lead": [("up", "")],
        "tea": [],
    }
    assert "For everyone: step 2 of 3" in pages["onboarding/day-1.md"]


def test_a_path_is_there_whole_on_one_page(organisation: Organisation, tmp_path: Path) -> None:
    organisation.learning()
    organisation.story("the-hour")
    organisation.config(
        "onboarding/day-30.md",
        "---\ntitle: Day 30\nstep: day-30\nthemes: [asking]\nchecklist: [Said it]\n---\n## A lamp\n\nA lamp.\n",
    )
    print_site(organisation.built(), tmp_path / "printed")
    html = (tmp_path / "printed/onboarding/path-everyone/index.html").read_text("utf-8")
    headings = re.findall(r"<h([1-6])[^>]*>([^<]*)", html)
    assert [h for h in headings if "Day" in h[1] or h[1] == "A lamp"] == [
        ("2", "Day 1"), ("3", "Day 1: checklist"), ("2", "Day 30"), ("3", "A lamp"), ("3", "Day 30: checklist"),
    ]  # fmt: skip
    assert html.count('<a href="../../stories/the-hour/">') == 2
    assert html.count('role="tooltip"') == 2  # a kettle and a lamp, once each
    assert "path-everyone/" in (tmp_path / "printed/onboarding/index.html").read_text("utf-8")


def test_without_scenarios_terms_or_phrases_there_are_no_pages(organisation: Organisation) -> None:
    (organisation.root / "site_config/norms.yml").unlink()
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\n---\nHello.\n")
    pages = _pages(organisation)
    assert not [path for path in pages if path.startswith(("scenarios", "norms", "words", "glossary"))]  # fmt: skip
    for word in ("scenarios/", "norms/", "words/", "glossary/", "checklist"):
        assert word not in pages["onboarding/index.md"]


def test_a_marker_in_code_is_shown_and_not_followed(organisation: Organisation) -> None:
    organisation.story("one")
    fence = "```\n<!-- story: one -->\n<!-- story: nobodys -->\n<!-- stories -->\n```\n"
    organisation.config("onboarding/how.md", f"---\ntitle: How\n---\nTell it so:\n\n{fence}")
    made = organisation.built()
    assert "G111" not in {problem.code for problem in made.problems}
    page = next(a for a in made.site() if isinstance(a, Page) and a.path == "onboarding/how.md")
    assert fence in page.markdown


def test_a_checklist_shows_people_as_they_may_be_shown(organisation: Organisation) -> None:
    organisation.config(
        "onboarding/day-1.md",
        "---\ntitle: Day 1\nstep: day-1\nchecklist: ['Found @ana, or @dora']\n---\nHello.\n",
    )
    pages = _pages(organisation)
    for path in ("onboarding/day-1.md", "onboarding/checklist-everyone.md"):
        assert "Found Ana Óscoz, or a colleague" in pages[path]
        assert 'data-checks="day-1"' in pages[path]


def test_stories_for_newcomers_are_fresh_and_go_when_somebody_leaves(
    organisation: Organisation,
) -> None:
    organisation.story("old", date="2023-03-01")
    organisation.story("new", date="2026-03-01")
    assert "stories/new/" in _pages(organisation)["onboarding/day-1.md"]
    assert "stories/old/" not in _pages(organisation)["onboarding/day-1.md"]
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people.replace("role: fitter", "role: fitter, left: 2026-11-01"))  # fmt: skip
    assert "stories/new/" not in _pages(organisation)["onboarding/day-1.md"]
    assert "stories/new/" not in _pages(organisation)["norms/index.md"]


def test_a_term_is_explained_in_a_story_and_in_nobody_elses_list(
    organisation: Organisation,
) -> None:
    from generator.rendering.artifacts import PrintedPage

    organisation.learning()
    organisation.story("told", "The lamp was held. Then `lamp`.")
    printed = {s.address: s for s in organisation.built().site() if isinstance(s, PrintedPage)}
    html = printed["stories/told/"].body().html
    assert html.count('role="tooltip"') == 1
    assert 'href="../../glossary/#lamp"' in html
    assert "tooltip" not in printed["stories/2026/"].body().html


def test_a_term_of_any_script_has_a_place_of_its_own(organisation: Organisation) -> None:
    organisation.config("glossary.yml", "خبز: {meaning: Bread., see: [窯 A]}\n窯 A: {meaning: Oven.}\n炉 A: {meaning: Another.}\nÖl: {meaning: Oil.}\n")  # fmt: skip
    html = _pages(organisation)["glossary/index.md"]
    assert set(re.findall(r'<dt id="([^"]*)"', html)) == {"خبز", "窯-a", "炉-a", "ol"}
    assert 'href="#窯-a"' in html


@pytest.fixture
def drafted(organisation: Organisation) -> Organisation:
    organisation.story("told", "@ana stayed.", title="'It: \"went\" #1'", quote="{text: 'So @bo said: no', by: ana}")  # fmt: skip
    organisation.story("spelled", "Ana Óscoz stayed.")
    organisation.story("gone", withdrawn="2026-11-01")
    organisation.story("kept", channels="[newsletter]")
    return organisation


def _draft(organisation: Organisation, *args: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        main,
        [
            "--root",
            str(organisation.root),
            "scenario",
            "from-story",
            *args,
            "--today",
            "2026-11-20",
        ],
    )
    return done.exit_code, done.output


def test_a_scenario_is_drafted_with_everybody_unnamed(drafted: Organisation) -> None:
    code, output = _draft(drafted, "told")
    assert code == 0, output
    text = (drafted.root / "site_config/scenarios/told.yml").read_text("utf-8")
    assert not re.search(r"Ana|Óscoz|Bo\b", text)
    settings, problems = read_settings(drafted.root)
    assert settings is not None
    assert not [p for p in problems if p.is_error]
    assert settings.scenarios["told"].steps["beginning"].says == "So a colleague in Office said: no"
    unfinished = [d for d in drafted.problems() if d.location.path.endswith("told.yml")]
    assert {d.code for d in unfinished} == {"G126"}
    pages = _pages(drafted)
    assert not [path for path in pages if "scenarios" in path]
    assert "scenarios/" not in pages["onboarding/index.md"]
    finished = text.replace("…", "Hm.").replace("draft: yes\n", "")
    drafted.config("scenarios/told.yml", finished)
    assert "scenarios/told.md" in _pages(drafted)
    file = drafted.root / "site_config/scenarios/told.yml"
    assert _draft(drafted, "told") == (
        1,
        "site_config/scenarios/told.yml already exists. Nothing was written.\n",
    )
    assert file.read_text("utf-8") == finished


@pytest.mark.parametrize(
    ("story", "says"),
    [("spelled", "spells out a name"), ("gone", "may not be shown to everyone"), ("kept", "may not be shown to everyone")],
)  # fmt: skip
def test_nothing_is_drafted_from_what_may_not_be_told(
    drafted: Organisation, story: str, says: str
) -> None:
    code, output = _draft(drafted, story)
    assert code == 1
    assert says in output
    assert not (drafted.root / f"site_config/scenarios/{story}.yml").exists()
