"""`reciprocity pulse`, and what an editor hears of it before an issue."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model import Channel
from generator.outputs.pulse.measure_words import MEASURES
from generator.outputs.site import pulse as page
from tests.conftest import Organisation
from tests.pulse.organisations import write_steady


def run(organisation: Organisation, *words: str) -> Result:
    root = ["--root", str(organisation.root)]
    return CliRunner().invoke(main, [*root, *words, "--today", str(organisation.today)])


def test_it_prints_what_the_page_has(organisation: Organisation) -> None:
    write_steady(organisation)
    _, data, table = page.make(organisation.built().context(Channel.SITE))
    said = run(organisation, "pulse", "--json")
    assert said.exit_code == 0
    assert json.loads(said.output) == json.loads(data.content)  # type: ignore[union-attr]  # a file
    said = run(organisation, "pulse", "--csv")
    lines = list(csv.reader(io.StringIO(said.output)))
    assert lines == list(csv.reader(io.StringIO(table.content.decode())))  # type: ignore[union-attr]  # a file
    text = run(organisation, "pulse").output
    assert "3rd quarter 2026: " in text
    for metric in json.loads(data.content)["metrics"]:  # type: ignore[union-attr]  # a file
        assert (metric["question"] in text) == (metric["numerator"] is not None)


@pytest.mark.parametrize("measure", MEASURES)
def test_each_measure_is_explained(organisation: Organisation, measure: str) -> None:
    said = run(organisation, "pulse", "--explain", measure)
    assert said.exit_code == 0
    assert "What can distort it: " in said.output
    assert "If it is low: " in said.output


def test_without_stories_it_says_so(organisation: Organisation) -> None:
    assert run(organisation, "pulse").output == "There are too few stories to count.\n\n"


@pytest.mark.parametrize("words", [("--explain", "people"), ("--json", "--explain", "told")])
def test_what_cannot_be_asked_is_refused(
    organisation: Organisation, words: tuple[str, ...]
) -> None:
    said = run(organisation, "pulse", *words)
    assert said.exit_code == 2
    assert "Traceback" not in said.output


def test_the_editor_of_a_draft_hears_what_was_not_told(organisation: Organisation) -> None:
    for number in range(25):
        organisation.story(f"s{number}", "It held.", date=f"2026-{number % 9 + 2:02}-05")
    organisation.story("new", "It held.", date="2026-11-05")
    said = run(organisation, "digest")
    assert said.exit_code == 0, said.output
    assert "advice N117: Fewer than half of the stories say what changed." in said.output
    assert "to begin a story: reciprocity new" in said.output
    run(organisation, "digest", "--sent")
    assert "N117" not in run(organisation, "digest", "2026-11").output, "it has gone out"
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}pulse: {{page: no}}\n")
    organisation.story("newer", "It held.", date="2026-11-09")
    assert "N117" not in run(organisation, "digest").output


def test_a_build_says_how_long_counting_took(organisation: Organisation) -> None:
    write_steady(organisation)
    said = run(organisation, "build", "--timings")
    assert said.exit_code == 0, said.output
    assert "Counting the pulse" in said.output
    assert (organisation.root / "site/pulse/index.html").is_file()
    assert (organisation.root / "site/pulse/pulse.csv").is_file()
