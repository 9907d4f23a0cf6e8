"""The review of a quarter is made of the site, and begins with what was decided before."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.intake.schema import REVIEW_SCHEMA
from generator.model import Channel
from generator.model.periods import Period
from generator.private.review import (
    MOST_OUTCOMES,
    QuarterReview,
    quarter_review,
    without_names,
)
from tests import ROOT
from tests.conftest import Organisation
from tests.consent import gauntlet

TODAY = dt.date(2026, 11, 20)


def run(organisation: Organisation, *words: str, today: str = f"{TODAY}") -> Result:
    return CliRunner().invoke(main, ["--root", str(organisation.root), *words, "--today", today])


def text(organisation: Organisation, *words: str) -> str:
    done = run(organisation, "review", *words, "--stdout")
    assert done.exit_code == 0, done.output
    return done.output


def review(organisation: Organisation, name: str) -> QuarterReview:
    made = organisation.built()
    quarter = Period.parse(name)
    assert quarter is not None
    return quarter_review(quarter, made.edition(Channel.SITE), without_names(made.library.settings))


def problems(organisation: Organisation) -> list[tuple[str, str, int]]:
    return [
        (d.code, str(d.severity), d.location.line)
        for d in organisation.problems()
        if d.location.path.startswith("site_config/reviews")
    ]


DECIDED = """\
date: 2026-10-08
decisions:
  - {text: The benches swap a visit., due: 2026-11-15}
  - {text: A starter about asking., due: 2026-10-20, done: 2026-10-19, outcome: Two came.}
  - {text: The kettle moves., due: 2026-12-01}
  - {text: We ask earlier.}
"""


def test_it_begins_with_what_was_decided(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.config("reviews/2026-Q2.yml", "{date: 2026-07-08, decisions: [{text: Older.}]}\n")
    organisation.config("reviews/2026-Q3.yml", DECIDED)
    said = text(organisation, "2026-Q4")
    assert "Older." not in said
    assert "The benches swap a visit. *(open since November 15, 2026)*" in said
    assert "A starter about asking. *(done on October 19, 2026)* Two came." in said
    assert "The kettle moves. *(due on December 1, 2026)*" in said
    assert "We ask earlier. *(open)*" in said
    assert text(organisation, "2026-Q3").count("Older.") == 1
    assert "no record of an earlier meeting" in text(organisation, "2026-Q2")


def test_a_past_quarter_is_reviewed_as_of_its_end(organisation: Organisation) -> None:
    organisation.story("in-it", date="2026-09-30", outcome="It held.")
    organisation.story("before", date="2026-06-30", outcome="It held.")
    organisation.story("after", date="2026-10-01", outcome="It held.")
    found = review(organisation, "2026-Q3")
    assert (found.as_of, found.running) == (dt.date(2026, 10, 1), False)
    assert [story.id for story in found.outcomes] == ["in-it"]
    assert found.pulse.window.end == dt.date(2026, 9, 30)
    running = review(organisation, "2026-Q4")
    assert (running.as_of, running.running) == (TODAY, True)
    assert [story.id for story in running.outcomes] == ["after"]


def test_a_story_of_the_day_after_the_quarter_is_in_no_figure_of_it(
    organisation: Organisation,
) -> None:
    for day in ("2026-09-30", "2026-10-01", "2026-10-02"):
        organisation.story(f"on-{day}", date=day)
    found = review(organisation, "2026-Q3")
    assert (found.pulse.total, found.pulse.told) == (1, 1)


def test_more_outcomes_than_a_meeting_hears_are_counted(organisation: Organisation) -> None:
    for number in range(MOST_OUTCOMES + 2):
        organisation.story(f"s-{number}", f"Hour {number}.", outcome=f"It held {number} times.")
    found = review(organisation, "2026-Q4")
    assert (len(found.outcomes), found.more_outcomes) == (MOST_OUTCOMES, 2)
    assert "2 more are on the site." in text(organisation, "2026-Q4")


@pytest.mark.parametrize(
    ("quarter", "said"),
    [
        ("2026-10", '"2026-10" is not a quarter. Write for example 2026-Q4.'),
        ("2026-Q5", "is not a quarter"),
        ("../x", "is not a quarter"),
        ("2027-Q1", "2027-Q1 has not begun (today is 2026-11-20)."),
    ],
)
def test_bad_input_is_one_sentence(organisation: Organisation, quarter: str, said: str) -> None:
    organisation.story("the-hour")
    done = run(organisation, "review", quarter)
    assert done.exit_code == 2
    assert said in done.output
    assert not (organisation.root / "build").exists()


def test_without_stories_there_is_a_meeting_all_the_same(organisation: Organisation) -> None:
    for form in ("md", "html"):
        said = text(organisation, "2026-Q4", "--format", form)
        assert "there is nothing to count" in said
        assert "No story from this quarter says what changed yet." in said


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("due: 2026-11-15", "due: 2026-11-14", "C131", 3),
        ("due: 2026-11-15", "due: 2026-10-07", "C130", 3),
        ("date: 2026-10-08", "date: 2026-11-21", "C130", 1),
        ("done: 2026-10-19", "done: 2026-11-21", "C130", 4),
        ("We ask earlier.", "Ana Óscoz asks.", "C132", 6),
        ("We ask earlier.", "'@bo asks.'", "C132", 6),
        ("Two came.", "Bo Lindqvist came.", "C132", 4),
        ("decisions:", "decided:", "C101", 2),
        ("date: 2026-10-08\n", "", "C102", 1),
        ("We ask earlier.", "''", "C107", 6),
    ],
)
def test_each_mistake_has_its_place(
    organisation: Organisation, old: str, new: str, code: str, line: int
) -> None:
    organisation.story("the-hour")
    sound = DECIDED.replace("due: 2026-11-15", "due: 2026-12-15")
    organisation.config("reviews/2026-Q3.yml", sound)
    assert problems(organisation) == []
    organisation.config(
        "reviews/2026-Q3.yml", (sound if old in sound else DECIDED).replace(old, new)
    )
    found = problems(organisation)
    assert code in {each[0] for each in found}
    assert line in {each[2] for each in found}


@pytest.mark.parametrize("name", ["2026-10.yml", "2026.yml", "last.yml"])
def test_a_file_is_named_after_its_quarter(organisation: Organisation, name: str) -> None:
    organisation.story("the-hour")
    organisation.config(f"reviews/{name}", DECIDED)
    assert [code for code, _, _ in problems(organisation)] == ["C103"]


def test_a_decision_that_names_somebody_is_left_out(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.config(
        "reviews/2026-Q3.yml",
        "date: 2026-10-08\ndecisions: [{text: 'Ask @dora.'}, {text: We ask.}, {text: Fine., outcome: Eli Harrow did.}]\n",
    )
    assert [d.text for d in review(organisation, "2026-Q4").last_time.decisions] == ["We ask."]  # type: ignore[union-attr]  # there is one


def test_no_canary_of_the_site_is_in_it(organisation: Organisation) -> None:
    gauntlet.prepare(organisation)
    for form in ("md", "html"):
        said = text(organisation, "2026-Q4", "--format", form).casefold()
        found = {
            canary.text
            for canary in gauntlet.CANARIES
            if Channel.SITE in canary.denied and canary.text.casefold() in said
        }
        assert found == {"decidedword"}, "it is for those who decided"


def test_what_is_typed_stays_text(organisation: Organisation) -> None:
    hostile = "'<script>x</script> *a* [b](javascript:c) {{ d }} </td>'"
    organisation.story(
        "the-hour", title="'*a* [b](javascript:c)'", outcome="'*a* [b](javascript:c) & d'"
    )
    organisation.config(
        "reviews/2026-Q3.yml", f"{{date: 2026-10-08, decisions: {{text: {hostile}}}}}\n"
    )
    html = text(organisation, "2026-Q4", "--format", "html")
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "[b](javascript" not in text(organisation, "2026-Q4")


def test_editors_know_its_fields(organisation: Organisation) -> None:
    assert run(organisation, "generate").exit_code in (0, 2)
    done = CliRunner().invoke(main, ["--root", str(organisation.root), "generate"])
    assert done.exit_code == 0
    written = json.loads((organisation.root / REVIEW_SCHEMA).read_text("utf-8"))
    assert list(written["properties"]) == ["date", "decisions"]
    wired = json.loads((Path(ROOT) / ".vscode/settings.json").read_text("utf-8"))
    assert wired["yaml.schemas"][REVIEW_SCHEMA] == "site_config/reviews/*.yml"


def test_the_sample_has_a_review_to_look_at() -> None:
    said = CliRunner().invoke(main, ["--root", str(ROOT), "review", "2026-Q4", "--stdout"])
    assert said.exit_code == 0
    assert re.search(r"At the meeting on .+ \(.+\):\n\n- ", said.output)


def test_the_same_bytes_each_time(organisation: Organisation) -> None:
    organisation.story("the-hour", outcome="It held.")
    assert text(organisation, "2026-Q4") == text(organisation, "2026-Q4")
