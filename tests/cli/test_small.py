"""`reciprocity new --small`: several small acts at once, and nothing that is not sure is written."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.intake.small_acts import FORM, SmallActError, small_act
from tests.conftest import TODAY, Organisation


def small(organisation: Organisation, typed: str, *arguments: str) -> Result:
    call = ["--root", str(organisation.root), "new", "--today", str(TODAY), "--small", *arguments]
    return CliRunner().invoke(main, call, input=typed)


def written(organisation: Organisation) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(organisation.root.glob("stories/*/*"))}


def test_each_line_is_a_story(organisation: Organisation) -> None:
    done = small(
        organisation,
        "ana > bo: held the lamp until noon.\n\n"
        "2026-10-14 Ana Óscoz, bo -> anonymous: carried the oil down.\n"
        "yesterday: bo → ana: held the lamp until noon.\n",
        "--theme",
        "asking",
    )
    assert done.exit_code == 0, done.output
    assert "3 stories written." in done.output
    files = written(organisation)
    assert list(files) == [
        "carried-the-oil-down.md", "held-the-lamp-until-noon-2.md", "held-the-lamp-until-noon.md",
    ]  # fmt: skip
    assert files["carried-the-oil-down.md"] == (
        "---\ndate: 2026-10-14\ngivers: [ana, bo]\nreceivers: anonymous\nthemes: asking\ntold: 2026-11-20\n"
        "---\ncarried the oil down.\n"
    )
    assert "date: 2026-11-19" in files["held-the-lamp-until-noon-2.md"]
    assert [p for p in organisation.problems() if p.is_error] == []


def test_what_is_not_sure_is_not_written_and_named_by_its_line(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config(
        "people.yml", f"{people}ann: {{name: Ann Óscoz, team: bench, named: yes}}\n"
    )
    done = small(
        organisation,
        "ana > bo: held the lamp.\n"
        "Óscoz > bo: held the lamp.\n"
        "zebedee > bo: held the lamp.\n"
        "ana bo held the lamp\n"
        "2026-02-31 ana > bo: held the lamp.\n"
        "2027-10-14 ana > bo: held the lamp.\n"
        "ana > ana: held the lamp.\n"
        "ana > bo: <b>held</b> the lamp.\n",
    )
    assert done.exit_code == 1
    assert list(written(organisation)) == ["held-the-lamp.md"]
    assert "line 2: Óscoz could be ana or ann; write one of these" in done.output
    assert "line 3:\n  error S105" in done.output
    assert (
        f"line 4: write who helped, >, who was helped, a colon, and what happened: {FORM}"
        in done.output
    )
    assert "line 5: 2026-02-31 is not a date" in done.output
    assert "line 6:\n  error S109" in done.output
    assert "line 7:\n  error S112" in done.output
    assert "line 8:\n  error S118" in done.output
    assert "1 story written.\n" in done.output
    assert "7 lines were not written; see above." in done.output


def test_a_line_keeps_its_own_day_and_the_others_get_that_of_the_flag(
    organisation: Organisation,
) -> None:
    done = small(organisation, "ana > bo: a.\n2026-10-02 ana > bo: b.\n", "--date", "2026-10-01")
    assert done.exit_code == 0, done.output
    assert ["2026-10-01" in text for text in written(organisation).values()] == [True, False]


def test_the_coach_has_one_thought_about_a_line(organisation: Organisation) -> None:
    done = small(organisation, "ana > bo: thank you so much for everything!\nana > bo: held it.\n")
    assert done.exit_code == 0
    assert done.output.count("one thought:") == 1


@pytest.mark.parametrize("flags", [("--stdout",), ("--giver", "ana"), ("--text", "x")])
def test_what_lines_say_is_no_flag(organisation: Organisation, flags: tuple[str, ...]) -> None:
    done = small(organisation, "ana > bo: x.\n", *flags)
    assert done.exit_code == 2
    assert written(organisation) == {}


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.text(max_size=80) | st.tuples(*[st.text(max_size=12)] * 3).map(lambda t: f"{t[0]} > {t[1]}: {t[2]}"))  # fmt: skip
def test_whatever_is_typed_is_a_small_act_or_is_refused(
    organisation: Organisation, line: str
) -> None:
    found = organisation.built().settings
    try:
        values = small_act(line, found, dt.date(2026, 11, 20))
    except SmallActError:
        return
    assert values["givers"]
    assert values["receivers"]
    assert str(values["body"]).strip()
