"""The fifteen measures: counted once more by SQL, checked by hand for the sample, and at their edges."""

from __future__ import annotations

import datetime as dt
from statistics import median_low

import pytest

from generator.adopt.sample import DAY
from generator.model import Change, Channel, Kind
from generator.pulse.measures import Pulse, Share, pulse_of
from generator.pulse.projection import PublicRecord, project
from generator.pulse.units import MOST
from generator.pulse.window import window_of
from tests import ROOT
from tests.built import Built
from tests.conftest import organisation_in
from tests.pulse.oracle import Oracle
from tests.pulse.organisations import TODAY, record_of, story, team, write_large

Counted = tuple[Pulse, Oracle]


@pytest.fixture(scope="module", params=["the sample", "fifteen teams"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    """Two organisations: one shown by teams, and one by departments."""
    if request.param == "the sample":
        built = sample()
    else:
        organisation = organisation_in(tmp_path_factory.mktemp("large"))
        write_large(organisation, 150, 7)
        built = organisation.built()
        assert not [p for p in built.problems if p.is_error], built.problems
    edition = built.edition(Channel.SITE)
    return pulse_of(project(edition)), Oracle(edition)


def sample() -> Built:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    return Built.of(ROOT, DAY)


W = "FROM w"


def test_stories_by_month_and_kind(counted: Counted) -> None:
    pulse, oracle = counted
    assert pulse.total == oracle.one("SELECT COUNT(*) FROM story")
    assert pulse.told == oracle.one(f"SELECT COUNT(*) {W}")
    found = {
        (period.name, kind.value): number
        for period, month in zip(pulse.window.columns, pulse.by_month, strict=True)
        for kind, number in month.items()
    }
    assert found == {
        (month, kind): n
        for month, kind, n in oracle.rows(
            "SELECT month, kind, COUNT(*) FROM story WHERE day >= :first AND month <= SUBSTR(:today, 1, 7) GROUP BY 1, 2"
        )
    }


def test_units_and_flows(counted: Counted) -> None:
    pulse, oracle = counted
    assert [unit.name for unit in pulse.units.units] == oracle.units()
    assert len(pulse.units) > 4
    assert [list(row) for row in pulse.flows.counts] == oracle.flows()
    assert pulse.flows.untold == oracle.one(
        f"SELECT COUNT(*) {W} WHERE id NOT IN (SELECT story FROM telling)"
    )


def test_breadth_mutual_and_across(counted: Counted) -> None:
    pulse, oracle = counted
    flows, units = pulse.flows, len(oracle.units())
    breadth = oracle.one(
        "SELECT COUNT(*) FROM (SELECT DISTINCT gave, got FROM telling WHERE gave <> got)"
    )
    assert flows.breadth == (breadth, units * (units - 1))
    either = oracle.one(
        "SELECT COUNT(*) FROM (SELECT DISTINCT MIN(gave, got), MAX(gave, got) FROM telling WHERE gave <> got)"
    )
    both = oracle.one(
        "SELECT COUNT(*) FROM (SELECT DISTINCT gave, got FROM telling a WHERE gave < got"
        " AND EXISTS (SELECT 1 FROM telling b WHERE b.gave = a.got AND b.got = a.gave))"
    )
    assert flows.mutual == (both, either)
    assert flows.across == (
        oracle.one("SELECT COUNT(*) FROM telling WHERE gave <> got"),
        oracle.one("SELECT COUNT(*) FROM telling"),
    )


_CHANCE = """
WITH n AS (SELECT COUNT(*) * 1.0 AS n FROM telling),
     u AS (SELECT DISTINCT name FROM unit),
     r AS (SELECT name, (SELECT COUNT(*) FROM telling WHERE gave = name) AS gave,
                        (SELECT COUNT(*) FROM telling WHERE got = name) AS got FROM u),
     q AS (SELECT a.name AS a, b.name AS b, 1 - POWER(1 - a.gave * b.got / (n * n), n) AS q
           FROM r a, r b, n WHERE a.name <> b.name)
"""


def test_what_chance_gives(counted: Counted) -> None:
    pulse, oracle = counted
    oracle.base.create_function("POWER", 2, lambda base, power: base**power)
    assert pulse.flows.breadth_by_chance == pytest.approx(
        oracle.one(f"{_CHANCE} SELECT SUM(q) FROM q")
    )
    share = oracle.one(
        f"{_CHANCE} SELECT SUM(x.q * y.q) / SUM(1 - (1 - x.q) * (1 - y.q))"
        " FROM q x JOIN q y ON x.a = y.b AND x.b = y.a WHERE x.a < x.b"
    )
    assert pulse.flows.mutual_by_chance == pytest.approx(share * pulse.flows.mutual.whole)
    same = oracle.one(
        "WITH m AS (SELECT unit.name, SUM(people) AS m FROM unit JOIN size ON size.slug = unit.team"
        " AND day = 'today' GROUP BY unit.name)"
        " SELECT 1 - SUM(m * (m - 1)) * 1.0 / (SUM(m) * (SUM(m) - 1)) FROM m"
    )
    assert pulse.flows.across_by_chance == pytest.approx(same)


def test_who_was_heard_from(counted: Counted) -> None:
    pulse, oracle = counted

    def units(side: str, where: str = "1") -> set[str]:
        sql = f"SELECT DISTINCT name FROM w JOIN side ON story = id JOIN unit USING (team) WHERE side = '{side}' AND {where}"
        return {name for (name,) in oracle.rows(sql)}

    whole = len(oracle.units())
    assert pulse.giving == (len(units("giver")), whole)
    assert pulse.receiving == (len(units("receiver")), whole)
    assert pulse.both_hands == (len(units("giver") & units("receiver")), whole)
    for number, quarter in enumerate(pulse.window.quarters):
        gave, got = (
            {
                name
                for (name,) in oracle.rows(
                    "SELECT DISTINCT name FROM story JOIN side ON story = id JOIN unit USING (team)"
                    f" WHERE side = '{side}' AND day BETWEEN '{quarter.start}' AND '{quarter.end}'"
                )
            }
            for side in ("giver", "receiver")
        )
        for unit, heard in zip(pulse.units.units, pulse.heard, strict=True):
            assert heard[number] == (unit.name in gave, unit.name in got), (unit.name, quarter.name)


def test_asks_outcomes_and_what_changed(counted: Counted) -> None:
    pulse, oracle = counted
    assert pulse.asks == (oracle.one(f"SELECT SUM(ask) {W}"), pulse.told)
    assert pulse.outcomes == (oracle.one(f"SELECT SUM(outcome) {W}"), pulse.told)
    changed = oracle.rows("SELECT change, COUNT(*) FROM w JOIN change ON story = id GROUP BY 1")
    assert {change.value: n for change, n in pulse.changed.items() if n} == dict(changed)
    assert len(pulse.changed) == len(Change)


def test_what_was_passed_on(counted: Counted) -> None:
    pulse, oracle = counted
    days = [
        days
        for (days,) in oracle.rows(
            "SELECT CAST(JULIANDAY(w.day) - JULIANDAY(b.day) AS INT) FROM w JOIN story b ON b.id = w.continues"
        )
    ]
    assert pulse.passed_on == (len(days), pulse.told)
    assert pulse.days_between == median_low(days)
    trees = oracle.rows(
        """
        WITH RECURSIVE tree (root, id) AS (
          SELECT id, id FROM story WHERE continues IS NULL OR continues NOT IN (SELECT id FROM story)
          UNION ALL SELECT root, story.id FROM tree JOIN story ON story.continues = tree.id)
        SELECT root, COUNT(*) FROM tree JOIN story USING (id) GROUP BY root
        HAVING COUNT(*) > 1 AND MAX(day) >= :first
        """
    )
    found = {(root_of(chain.stories), len(chain.stories)) for chain in pulse.chains}
    assert found == set(trees)


def root_of(stories: tuple[object, ...]) -> str:
    ids = {story.id for story in stories}  # type: ignore[attr-defined]  # stories of a chain
    (root,) = [s.id for s in stories if s.continues not in ids]  # type: ignore[attr-defined]  # as above
    return str(root)


def test_themes_and_norms(counted: Counted) -> None:
    pulse, oracle = counted
    found = {
        (theme, period.name): n
        for theme, months in pulse.themes.items()
        for period, n in zip(pulse.window.columns, months, strict=True)
        if n
    }
    assert found == {
        (theme, month): n
        for theme, month, n in oracle.rows(
            "SELECT theme, month, COUNT(*) FROM story JOIN theme ON story = id"
            " WHERE day >= :first AND month <= SUBSTR(:today, 1, 7) GROUP BY 1, 2"
        )
    }
    shown = oracle.rows(
        "SELECT DISTINCT norm.slug FROM norm JOIN norm_theme ON norm = norm.slug JOIN theme USING (theme)"
        " JOIN story ON story.id = theme.story WHERE day >= :first"
        " AND (since IS NULL OR since > :today OR day >= since)"
    )
    assert {norm.slug for norm in pulse.norms if norm.story} == {slug for (slug,) in shown}
    assert len(pulse.norms) == oracle.one("SELECT COUNT(*) FROM norm")


def test_practices_and_what_they_left(counted: Counted) -> None:
    pulse, oracle = counted
    due = oracle.one(
        "SELECT COUNT(*) FROM (SELECT practice, day FROM meeting UNION SELECT practice, day FROM session)"
        " WHERE day BETWEEN :first AND :last"
    )
    written = oracle.one(
        "SELECT COUNT(*) FROM (SELECT DISTINCT practice, day FROM session) WHERE day BETWEEN :first AND :last"
    )
    assert pulse.written == (written, due)
    came = oracle.rows(
        "SELECT SUM(came), COUNT(came) FROM session WHERE day BETWEEN :first AND :last"
    )
    assert [(pulse.came, pulse.came_to)] == came
    done = oracle.one("SELECT COUNT(*) FROM task WHERE session >= :first AND done <= :today")
    late = oracle.one(
        "SELECT COUNT(*) FROM task WHERE session >= :first AND due < :today AND (done IS NULL OR done > :today)"
    )
    assert pulse.kept == (done, done + late)


def test_issues(counted: Counted) -> None:
    pulse, oracle = counted
    names = {
        name
        for (name,) in oracle.rows("SELECT name FROM issue WHERE last BETWEEN :first AND :last")
    }
    earliest = oracle.one("SELECT MIN(name) FROM issue")
    months = {f"{month.start:%Y-%m}" for month in pulse.window.months}
    due = {month for month in months if month >= earliest}
    assert pulse.issues == (len(names & due), len(due))
    told = oracle.one(f"SELECT COUNT(*) {W} WHERE id IN (SELECT story FROM issue_story)")
    assert pulse.retold == (told, pulse.told)


def test_the_figures_of_the_sample_as_they_were_counted_by_hand() -> None:
    """Counted once by hand, with the files of the sample open, for the twelve months to October 2026."""
    pulse = pulse_of(project(sample().edition(Channel.SITE)))
    assert (pulse.window.months[0].name, pulse.window.months[-1].name) == ("2025-11", "2026-10")
    assert [sum(month.values()) for month in pulse.by_month] == [
        3,
        3,
        3,
        3,
        3,
        3,
        3,
        3,
        3,
        2,
        5,
        6,
        4,
    ]
    assert (pulse.total, pulse.told) == (47, 40)
    assert pulse.by_month[11] == {Kind.HELP: 3, Kind.FEEDBACK: 2, Kind.MENTORING: 1}
    assert pulse.asks == (33, 40)
    assert pulse.outcomes == (37, 40)
    assert pulse.passed_on == (9, 40)
    assert [chain.first.id for chain in pulse.chains] == [
        "the-click", "twenty-to-three", "e-47", "what-a-job-costs",
    ]  # fmt: skip
    assert pulse.issues == (3, 3)
    assert [season.share for season in pulse.seasons] == [(10, 61)]


# --- at the edges -------------------------------------------------------------------------------


def pulse(record: PublicRecord) -> Pulse:
    return pulse_of(record)


def test_a_percentage_is_given_from_ten_up_and_halves_go_up() -> None:
    assert Share(4, 9).percent is None
    assert Share(33, 40).percent == 83
    assert Share(1, 200).percent == 1
    assert Share(1, 201).percent == 0
    assert Share(0, 10).percent == 0
    assert Share(0, 0).percent is None


def test_an_organisation_without_stories_has_a_pulse_without_figures() -> None:
    empty = pulse(record_of([], []))
    assert (empty.total, empty.told, empty.has_figures, empty.has_units) == (0, 0, False, False)
    assert empty.flows.breadth == (0, 0)
    assert empty.flows.across_by_chance is None
    assert empty.days_between is None


@pytest.mark.parametrize(("number", "has_figures"), [(1, False), (4, False), (5, True)])
def test_figures_begin_with_five_stories(number: int, has_figures: bool) -> None:
    stories = [story(f"s{n}", dt.date(2026, 5, n + 1)) for n in range(number)]
    assert pulse(record_of(stories, [])).has_figures is has_figures


def test_pictures_of_teams_begin_with_three_units() -> None:
    stories = [story(f"s{n}", dt.date(2026, 5, 1), ("a",), ("b",)) for n in range(6)]
    two = pulse(record_of(stories, [("a", 9), ("b", 9)]))
    three = pulse(record_of(stories, [("a", 9), ("b", 9), ("c", 9)]))
    assert (two.has_units, three.has_units) == (False, True)


def test_one_team_is_no_unit_by_itself() -> None:
    assert pulse(record_of([], [("a", 40)])).units.basis == "departments"


def test_teams_below_k_are_together_elsewhere_or_in_the_totals_only() -> None:
    sizes = [("a", 9), ("b", 9), ("tiny", 2), ("small", 3)]
    stories = [story("s", dt.date(2026, 5, 1), ("tiny",), ("a",))]
    together = pulse(record_of(stories, sizes))
    assert [unit.name for unit in together.units.units] == ["A", "B", ""]
    assert together.flows.counts[2] == (1, 0, 0)
    alone = pulse(record_of(stories, sizes[:3]))
    assert [unit.name for unit in alone.units.units] == ["A", "B"]
    assert (alone.flows.counts, alone.flows.untold, alone.receiving) == (
        ((0, 0), (0, 0)),
        1,
        (1, 2),
    )


def test_a_headcount_that_crosses_k_is_below_it() -> None:
    """A team must be large enough today and on the first day, or growing would tell who came."""
    growing = team("growing", 4, (dt.date(2026, 6, 1), 9))
    shrinking = team("shrinking", 9, (dt.date(2026, 6, 1), 4))
    record = record_of([], [("a", 9), ("b", 9)])
    record = record._replace(teams={**record.teams, "growing": growing, "shrinking": shrinking})
    assert [unit.name for unit in pulse(record).units.units] == ["A", "B", ""]
    assert pulse(record).units.units[2].teams == ("growing", "shrinking")


def test_teams_without_departments_are_departments_where_there_are_too_many() -> None:
    sizes = [(f"t{n}", 5 + n) for n in range(MOST + 3)]
    record = record_of([], sizes)
    teams = {slug: each._replace(department=None) for slug, each in record.teams.items()}
    units = pulse(record._replace(teams=teams)).units
    assert units.basis == "departments"
    assert len(units) == MOST + 1, "the largest twelve, and the others elsewhere"
    assert units.units[-1].teams == ("t0", "t1", "t2")


def test_days_outside_of_the_window_are_in_the_total_only() -> None:
    days = ["2025-10-31", "2025-11-01", "2026-10-31", "2026-11-01", "2026-11-21", "2026-12-01"]
    counted = pulse(record_of([story(day, dt.date.fromisoformat(day)) for day in days], []))
    assert (counted.total, counted.told) == (6, 2)
    assert sum(sum(month.values()) for month in counted.by_month) == 4


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1, 3, 1), dt.date(2, 1, 31), dt.date.max, dt.date(2024, 2, 29)])  # fmt: skip
def test_the_ends_of_the_calendar_have_a_window(day: dt.date) -> None:
    window = window_of(day)
    assert window.start <= window.running.start <= day <= window.running.end
    counted = pulse(record_of([story("s", day, ("a",), ("a",))], [("a", 9)], today=day))
    assert counted.total == 1
    assert len(counted.by_month) == len(window.columns) <= 13


def test_a_story_of_several_teams_counts_once_for_each_pair() -> None:
    sizes = [("a", 9), ("b", 9), ("c", 9)]
    told = story("s", dt.date(2026, 5, 1), ("a", "b"), ("b", "c"))
    flows = pulse(record_of([told], sizes)).flows
    assert flows.counts == ((0, 1, 1), (0, 1, 1), (0, 0, 0))
    assert (flows.across, flows.untold) == ((3, 4), 0)


def test_the_pass_is_one_and_linear() -> None:
    """Each story is looked at a fixed number of times, whatever their number."""
    looked = 0

    class Watched(tuple):  # type: ignore[type-arg]  # of stories
        def __iter__(self) -> object:  # type: ignore[override]  # counts
            nonlocal looked
            looked += 1
            return super().__iter__()

    stories = [
        story(f"s{n}", TODAY - dt.timedelta(days=n % 300), ("a",), ("b",)) for n in range(400)
    ]
    record = record_of(stories, [("a", 9), ("b", 9), ("c", 9)])
    pulse(record._replace(stories=Watched(record.stories)))
    assert looked <= 5
