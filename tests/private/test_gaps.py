"""The gaps count what an independent count finds, say nothing of few, and name nobody."""

from __future__ import annotations

import re
import stat

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.consent.gate import edition_of
from generator.model import Channel
from generator.private.counted import counted
from generator.private.gaps import FEW, LOAD_FROM, Gaps, gaps_of
from tests import ROOT
from tests.built import Built
from tests.conftest import Organisation
from tests.private.oracle import figures
from tests.private.worlds import fill

DAYS = ("2025-11-01", "2026-10-31", "2026-05-01")


def gaps(made: Built) -> Gaps:
    return gaps_of(made.library, made.edition(Channel.SITE).stories)


def run(organisation: Organisation, *words: str) -> Result:
    arguments = ["--root", str(organisation.root), *words, "--today", f"{organisation.today}"]
    return CliRunner().invoke(main, arguments)


def text(organisation: Organisation) -> str:
    done = run(organisation, "gaps")
    assert done.exit_code == 0, done.output
    return (organisation.root / "build/gaps/gaps.md").read_text("utf-8")


def assert_as_counted(made: Built) -> None:
    """Compare every figure with the one that SQLite counts."""
    found, wanted = gaps(made), figures(made, *DAYS)
    fewest = min(wanted["leaders who received"], wanted["others who received"])
    assert (found.people, found.stories) == (wanted["people"], wanted["stories"])
    assert found.leaders.people == (wanted["leading"], wanted["people"])
    assert found.leaders.receiving == (wanted["received by leaders"], wanted["received"])
    assert found.leaders.fewest == fewest
    assert found.gave_and_received == (wanted["gave and received"], wanted["people"])
    assert found.in_no_story == (wanted["in no story"], wanted["people"])
    assert found.newcomers.told == (wanted["newcomers told"], wanted["newcomers"])
    if wanted["newcomers told"] >= FEW:
        assert found.newcomers.days == wanted["days of the middle newcomer"]
    else:
        assert found.newcomers.days is None
    if wanted["givers in half a year"] < LOAD_FROM:
        assert found.load is None
    else:
        assert found.load is not None
        assert found.load.givers == wanted["givers in half a year"]
        given = (wanted["given by the busiest tenth"], wanted["given in half a year"])
        assert found.load.giving == given
    assert found.without_mentor == (wanted["seeking without a mentor"], wanted["seeking"])
    assert found.overdue == wanted["overdue"]
    assert found.not_on_site == (wanted["not on the site"], wanted["counted"])


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_an_independent_count_finds(
    organisation: Organisation, seed: int
) -> None:
    fill(organisation, seed)
    assert_as_counted(organisation.built())


def test_the_sample_is_counted_right_too() -> None:
    assert_as_counted(Built.of(ROOT, Organisation(ROOT).today))


def test_figures_are_large_enough_to_be_said(organisation: Organisation) -> None:
    """Otherwise the comparisons above would compare nothing with nothing."""
    fill(organisation, 0)
    found = gaps(organisation.built())
    assert found.newcomers.days is not None
    assert found.load is not None
    assert (
        min(found.leaders.fewest, found.overdue, found.not_on_site.part, len(found.ask_again)) > 0
    )
    assert min(found.gave_and_received.part, found.in_no_story.part, found.without_mentor.part) > 0


@pytest.mark.parametrize("wish", ["channels: []", "withdrawn: 2026-11-01"])
def test_whoever_is_shown_nowhere_is_in_no_number(organisation: Organisation, wish: str) -> None:
    fill(organisation, 1)
    people = organisation.root / "site_config/people.yml"
    before = people.read_text("utf-8")
    out = next(
        f"q{n}" for n in range(48) if f"q{n}" in counted(organisation.built().library).people
    )
    line = next(line for line in before.splitlines(keepends=True) if line.startswith(f"{out}:"))
    people.write_text(before.replace(line, line.replace("}\n", f", {wish}}}\n")), "utf-8")
    with_wish = organisation.built()
    assert out in counted(with_wish.library).excluded
    found = gaps(with_wish)
    # Whatever else their entry and the practices say of them changes no number.
    people.write_text(
        before.replace(
            line,
            f"{out}: {{name: Q Zz, team: yard, leads: yes, mentoring: {{seeks: yes}}, {wish}}}\n",
        ),
        "utf-8",
    )
    assert gaps(organisation.built())._replace(ask_again=()) == found._replace(ask_again=())
    assert found.people == len(counted(with_wish.library).people)


def test_a_story_that_may_be_shown_nowhere_counts_nowhere(organisation: Organisation) -> None:
    organisation.story("one")
    organisation.story("two", channels="[newsletter]")
    organisation.story("three", withdrawn="2026-11-01")
    organisation.story("four", channels="[]")
    made = organisation.built()
    assert [record.id for record in counted(made.library).stories] == ["one", "two"]
    assert gaps(made).not_on_site == (1, 2)


def test_the_text_names_nobody_and_no_small_number(organisation: Organisation) -> None:
    fill(organisation, 2, people=24, stories=40)
    said = text(organisation)
    assert re.findall(r"\bq\d+\b|Q\d+|Zz\d+x", said) == []
    answers = re.findall(r"^\*\*(.+)\*\*$", said, re.MULTILINE)
    assert len(answers) == 8
    for answer in answers:
        bare = re.sub(r"\(\d+%\)|within \d+ days?|\d+%", "", answer)
        assert all(int(number) >= FEW for number in re.findall(r"\d+", bare)), answer


def test_no_number_leaves_few_over(organisation: Organisation) -> None:
    """“45 of 48 are in no story” would speak of three."""
    fill(organisation, 1, stories=0)
    organisation.story("one")
    found = gaps(organisation.built()).in_no_story
    assert 0 < found.whole - found.part < FEW
    assert f"**all but fewer than five of {found.whole}**" in text(organisation)


def test_a_small_team_is_told_nothing_about_itself(organisation: Organisation) -> None:
    organisation.story("one")
    said = text(organisation)
    answers = re.findall(r"^\*\*(.+)\*\*$", said, re.MULTILINE)
    assert set(re.findall(r"\d+", " ".join(answers))) == {"6"}, "how many they are is no secret"


def test_without_any_story_everything_is_said_all_the_same(organisation: Organisation) -> None:
    assert "fewer than five" in text(organisation)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-03-05", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_days(organisation: Organisation, day: str) -> None:
    done = CliRunner().invoke(main, ["--root", str(organisation.root), "gaps", "--today", day])
    assert done.exit_code == 0, done.output


def test_only_its_owner_can_read_it(organisation: Organisation) -> None:
    organisation.story("one")
    done = run(organisation, "gaps")
    assert "please do not pass it on" in done.output
    assert "Not to be passed on" in text(organisation)
    path = organisation.root / "build/gaps/gaps.md"
    path.chmod(0o644)
    assert run(organisation, "gaps").exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_leads_it_nowhere_else(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    (organisation.root / "build").symlink_to(away)
    assert run(organisation, "gaps").exit_code == 1
    assert list(away.iterdir()) == []


def test_it_asks_again_after_three_months(organisation: Organisation) -> None:
    organisation.story("told", date="2026-08-14", outcome="It held.")
    organisation.story("open", date="2026-08-14", title="The *lamp* [x](y)")
    organisation.story("newer", date="2026-09-01")
    organisation.story("older", date="2026-07-31")
    organisation.story("elsewhere", date="2026-08-03", channels="[newsletter]")
    assert [each.story.id for each in gaps(organisation.built()).ask_again] == ["open"]
    said = text(organisation)
    assert "> Hello! In August 2026 you told us" in said
    assert r"\*lamp\*" in said
    assert "[x](y)" not in said
    assert "stories/2026/open.md" in said


def test_the_same_bytes_each_time(organisation: Organisation) -> None:
    fill(organisation, 0, people=18, stories=20)
    assert text(organisation) == text(organisation)


def test_a_story_of_others_is_not_needed_to_read_the_sheets(organisation: Organisation) -> None:
    """What is handed on stays the same, whatever stands in stories that the site does not show."""
    fill(organisation, 0)
    assert run(organisation, "gaps", "--sheets").exit_code == 0
    sheets = [
        (organisation.root / f"build/gaps/sheets.{form}").read_bytes() for form in ("md", "html")
    ]
    assert sheets[0].count(b"\n1. ") >= 1, "there is a sheet with questions"
    organisation.story("hidden", givers="q1", receivers="q2", channels="[newsletter]")
    people = organisation.root / "site_config/people.yml"
    people.write_text(people.read_text("utf-8").replace("leads: yes", "leads: no"), "utf-8")
    assert run(organisation, "gaps", "--sheets").exit_code == 0
    after = [
        (organisation.root / f"build/gaps/sheets.{form}").read_bytes() for form in ("md", "html")
    ]
    assert after == sheets


def test_a_story_on_the_site_is_what_the_edition_shows(organisation: Organisation) -> None:
    """The stories to ask about again are told as the site tells them."""
    organisation.story("open", "@ana stayed late.", date="2026-08-14", title="'@ana and the lamp'")
    organisation.config(
        "people.yml",
        (organisation.root / "site_config/people.yml").read_text("utf-8").replace("yes", "no", 1),
    )
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")
    made = organisation.built()
    shown = {s.id: s for s in edition_of(made.library, frozenset({Channel.SITE})).stories}
    assert [each.story for each in gaps(made).ask_again] == [shown["open"]]
    assert "Ana" not in text(organisation)
