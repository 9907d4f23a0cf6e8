"""`people import` brings an export of staff in, and widens nobody's wish."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.adopt.people_import import people_problems, plan_import
from generator.adopt.staff import Employee, read_staff
from generator.cli import main
from generator.intake.rows import TableError
from generator.model import Channel, Settings
from generator.source.settings import read_settings
from tests.conftest import TODAY, Organisation, organisation_in

_PEOPLE = """\
# Who works here. Ask Fay before you change anything.
ana:
  name: Ana Óscoz # with an accent
  team: bench
  role: fitter
  named: yes
bo: {name: Bo Lindqvist, team: office, named: {site: yes, newsletter: no}, show_as: first}

# Those who rather not.
dora:
  name: Dora Nkemelu
  team: attic
  named: no
  channels: []
eli:
  name: Eli Harrow
  team: office
  withdrawn: 2026-01-31
"""
_ALL = "name,team\nAna Oscoz,Bench\nBo Lindqvist,Office\nDora Nkemelu,Attic\nEli Harrow,Office\n"
WISHES = (
    "named",
    "show_as",
    "also_show",
    "channels",
    "withdrawn",
    "offers",
    "boundaries",
    "mentoring",
)


@pytest.fixture
def staffed(organisation: Organisation) -> Organisation:
    organisation.config("people.yml", _PEOPLE)
    organisation.config(
        "teams.yml",
        "bench: {name: Bench, headcount: 9}\n"
        "office: # since 2020\n  name: Office\n  headcount:\n    - {from: 2020-01-01, count: 7}\n"
        "attic: {name: Attic, headcount: 3}\n",
    )
    return organisation


def _import(organisation: Organisation, text: str, *words: str, answer: str = "y\n") -> Result:
    file = organisation.write("hr.csv", text)
    command = ["--root", str(organisation.root), "people", "import", str(file), "--today", TODAY.isoformat()]  # fmt: skip
    return CliRunner().invoke(main, [*command, *words], input=answer)


def _settings(root: Path) -> Settings:
    found, problems = read_settings(root)
    assert found
    assert [p for p in problems if p.is_error] == []
    return found


def _people(organisation: Organisation) -> str:
    return (organisation.root / "site_config/people.yml").read_text("utf-8")


def test_an_export_fills_in_roles_and_places_and_shows_neither(staffed: Organisation) -> None:
    staffed.config(
        "people.yml", _PEOPLE + "fay: {name: Fay Odhiambo, team: office, show_as: role}\n"
    )
    export = (
        "name,team,job title,location,start date\nAna Oscoz,Bench,welder,Leith,2016-05-09\n"
        "Bo Lindqvist,Office,clerk,Leith,\nDora Nkemelu,Attic,,,\nEli Harrow,Office,clerk,Leith,\n"
        "Fay Odhiambo,Office,bookkeeper,Leith,\nZoë Quist,Bench,mason,Paterna,2026-10-01\n"
    )
    assert _import(staffed, export).exit_code == 0
    people = _settings(staffed.root).people
    assert {id_: (person.role, person.place) for id_, person in people.items()} == {
        "ana": ("fitter", "Leith"),  # what is there stays
        "bo": ("clerk", "Leith"),
        "dora": (None, None),
        "eli": (None, None),  # withdrawn
        "fay": (None, "Leith"),  # shown by a role that is theirs to choose
        "zoe-quist": ("mason", "Paterna"),
    }
    assert not any(person.also_show for person in people.values())
    staffed.story("one", "It was enough.", givers="ana", receivers="bo")
    assert staffed.edition().details == {}


def test_it_shows_the_change_and_writes_it_only_after_a_yes(staffed: Organisation) -> None:
    before = _people(staffed)
    export = _ALL + "Zoë Quist,Bench\n"
    done = _import(staffed, export, answer="n\n")
    assert done.exit_code == 0, done.output
    assert "Joined (1): zoe-quist (Zoë Quist, Bench)" in done.output
    assert '+  name: "Zoë Quist"' in done.output
    assert _people(staffed) == before
    assert _import(staffed, export, "--dry-run").exit_code == 0
    assert _people(staffed) == before
    assert _import(staffed, export).exit_code == 0
    assert _people(staffed) == before + 'zoe-quist:\n  name: "Zoë Quist"\n  team: bench\n'
    assert "Nothing changes." in _import(staffed, export).output


def test_moves_and_leavers_keep_everything_else(staffed: Organisation) -> None:
    export = "Name;Team\nAna Óscoz;Office\nDora Nkemelu;Attic\nEli Harrow;Office\n"
    done = _import(staffed, export)
    assert done.exit_code == 0, done.output
    assert _people(staffed) == _PEOPLE.replace(
        "  name: Ana Óscoz # with an accent\n  team: bench", "  name: Ana Óscoz # with an accent\n  team: office"
    ).replace("show_as: first}", "show_as: first, left: 2026-11-20}")  # fmt: skip
    teams = (staffed.root / "site_config/teams.yml").read_text()
    assert "office: # since 2020\n  name: Office\n" in teams
    made = _settings(staffed.root).teams
    assert [(f.since.isoformat(), f.count) for f in made["bench"].headcount] == [
        ("1900-01-01", 9),
        ("2026-11-20", 0),
    ]
    assert made["office"].size(TODAY) == 2
    assert made["office"].size(dt.date(2026, 11, 19)) == 7


def test_nobody_is_named_who_said_nothing(staffed: Organisation) -> None:
    _import(staffed, _ALL + "Zoë Quist,Bench\n")
    new = _settings(staffed.root).people["zoe-quist"]
    assert {new.named.on(channel).value for channel in Channel} == {"ask"}


def test_a_new_name_keeps_the_old_one_protected(staffed: Organisation) -> None:
    export = "user,name,team\nana,Ana Reyes,Bench\nbo,Bo Lindqvist,Office\ndora,Dora Nkemelu,Attic\neli,Eli Harrow,Office\n"  # fmt: skip
    done = _import(staffed, export)
    assert "New names (1): ana (Ana Óscoz → Ana Reyes)" in done.output
    person = _settings(staffed.root).people["ana"]
    assert (person.name, person.former_names) == ("Ana Reyes", ("Ana Óscoz",))
    staffed.story("old", "@bo sat beside Ana Óscoz.", givers="bo", receivers="bo, team:bench")
    assert "with an accent" in _people(staffed)


def test_who_is_back_is_only_pointed_out(staffed: Organisation) -> None:
    staffed.config("people.yml", _PEOPLE + "cem: {name: Cem Aydın, team: bench, named: yes, left: 2025-01-31}\n")  # fmt: skip
    before = _people(staffed)
    done = _import(staffed, _ALL + "Cem Aydın,Bench\n")
    assert "cem left on 2025-01-31 and is in the file again" in done.output
    assert _people(staffed) == before


def test_a_partial_file_makes_nobody_leave(staffed: Organisation) -> None:
    before = _people(staffed)
    done = _import(staffed, "name,team\nAna Óscoz,Bench\nIda Berg,Yard\n", "--partial")
    assert done.exit_code == 0
    assert _people(staffed).startswith(before)
    sizes = {id_: team.size(TODAY) for id_, team in _settings(staffed.root).teams.items()}
    assert sizes == {"bench": 9, "office": 7, "attic": 3, "yard": 1}, "only what is new is counted"


def test_many_leavers_are_asked_about_by_somebody(staffed: Organisation) -> None:
    before = _people(staffed)
    done = _import(staffed, "name,team\nAna Óscoz,Bench\n", "--yes")
    assert done.exit_code == 1
    assert "people have left" in done.output
    assert _people(staffed) == before


@pytest.mark.parametrize(
    ("export", "sentence"),
    [
        ("name,team\nAna Ruiz,Bench\nana ruiz,Office\n", 'rows 2 and 3 are both "ana ruiz"'),
        ("name,team\nAna Ruiz,Bench\nRuiz Ana,Office\n", "rows 2 and 3"),
        ("user,name,team\nana,Ana Óscoz,Bench\nana,Someone Else,Office\n", "rows 2 and 3 are both ana"),
        ("who,team\nAna,Bench\n", "which column has the names"),
        ("name,where\nAna,Bench\n", "which column has the teams"),
        ("name,team\nAna Óscoz,\n", "row 2 has no team"),
        ("name,team\n,Bench\n", "row 2 has no name"),
        ("name,team,joined\nAna Óscoz,Bench,soon\n", '"soon" is not a day'),
        ("name,team\n", "no rows"),
        ("", "it has no header"),
        (f"name,team\n{'x' * 161},Bench\n", "longer than 160"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_one_sentence_and_nothing_is_written(
    staffed: Organisation, export: str, sentence: str
) -> None:
    before = _people(staffed)
    done = _import(staffed, export)
    assert done.exit_code == 2, done.output
    assert sentence in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert done.output.endswith("Nothing was written.\n")
    assert _people(staffed) == before


def test_two_people_of_one_name_are_told_apart_by_what_tells_them_apart(
    staffed: Organisation,
) -> None:
    export = (
        _ALL.replace("name,team", "name,team,email").replace("\n", ",\n").replace("email,", "email")
    )
    export += "Ana Ruiz,Bench,ana.ruiz@bench.example\nAna Ruiz,Office,a.ruiz2@bench.example\n"
    done = _import(staffed, export)
    assert done.exit_code == 0, done.output
    made = _settings(staffed.root).people
    assert made["ana-ruiz-2"].emails == ("a.ruiz2@bench.example",)
    # The next export has one of them elsewhere, in another order.
    again = export.replace("Ana Ruiz,Bench,ana.ruiz", "Ana Ruiz,Attic,ana.ruiz")
    done = _import(staffed, again)
    assert done.exit_code == 0, done.output
    made = _settings(staffed.root).people
    assert (made["ana-ruiz"].team, made["ana-ruiz-2"].team) == ("attic", "office")


def test_two_entries_of_one_name_want_more_than_a_name(staffed: Organisation) -> None:
    staffed.config(
        "people.yml", "a: {name: Ana Ruiz, team: bench}\nb: {name: Ana Ruiz, team: bench}\n"
    )
    done = _import(staffed, "name,team\nAna Ruiz,Bench\n")
    assert done.exit_code == 2
    assert "could be a or b" in done.output
    done = CliRunner().invoke(main, ["--root", str(staffed.root), "people", "check"])
    assert 'a and b have the same name, "Ana Ruiz"' in done.output
    assert done.exit_code == 1


def test_a_longer_writing_of_a_name_is_pointed_out(staffed: Organisation) -> None:
    done = _import(staffed, _ALL.replace("Bo Lindqvist", "Bo Erik Lindqvist"), "--dry-run")
    assert (
        "bo (Bo Lindqvist) and bo-erik-lindqvist (Bo Erik Lindqvist) may be the same person"
        in done.output
    )


def test_entries_that_cannot_be_changed_safely_stay(staffed: Organisation) -> None:
    text = "{ana: {name: Ana Óscoz, team: bench}}\n"
    staffed.config("people.yml", text)
    done = _import(staffed, "name,team\nAna Óscoz,Bench\nZoë Quist,Bench\n")
    assert done.exit_code == 1
    assert "cannot be changed safely" in done.output
    assert _people(staffed) == text


def test_windows_line_ends_stay(staffed: Organisation) -> None:
    raw = _PEOPLE.replace("\n", "\r\n").encode()
    staffed.write("site_config/people.yml", raw)
    _import(staffed, _ALL.replace("Bench", "Office") + "Zoë Quist,Bench\n")
    after = (staffed.root / "site_config/people.yml").read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") > raw.count(b"\n")


def test_days_are_read_in_the_order_that_the_column_shows() -> None:
    raw = b"Mitarbeiter;Abteilung;Eintritt\nA B;X;03.04.2024\nC D;X;25.12.2023\n"
    assert [p.joined for p in read_staff(raw, {}).people] == [
        dt.date(2024, 4, 3),
        dt.date(2023, 12, 25),
    ]
    raw = b"Employee,Department,Hire date\nA B,X,3/4/2024\nC D,X,12/25/2023\n"
    assert [p.joined for p in read_staff(raw, {}).people] == [
        dt.date(2024, 3, 4),
        dt.date(2023, 12, 25),
    ]


def test_columns_can_be_said() -> None:
    raw = "Wer,Wo\nAna Óscoz,Bank\n".encode()
    with pytest.raises(TableError):
        read_staff(raw, {})
    (person,) = read_staff(raw, {"Wer": "name", "Wo": "team"}).people
    assert (person.name, person.team) == ("Ana Óscoz", "Bank")


def test_leavers_with_things_to_offer_and_empty_teams_are_found(staffed: Organisation) -> None:
    staffed.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, left: 2026-01-31, offers: [welding], bandwidth: open}\n"
        "bo: {name: Bo Lindqvist, team: office, emails: [b@x.example]}\n"
        "cem: {name: Cem Aydın, team: office, emails: [B@x.example]}\n",
    )
    assert list(people_problems(_settings(staffed.root), TODAY)) == [
        "bo and cem have the same address, b@x.example",
        "ana left on 2026-01-31, but still has offers and bandwidth: open",
        'the team "bench" (Bench) has no people',
        'the team "attic" (Attic) has no people',
    ]


def test_an_export_that_still_has_a_merged_team_moves_nobody_back(staffed: Organisation) -> None:
    staffed.config("people.yml", "ana: {name: Ana Óscoz, team: bench}\n")
    staffed.config(
        "teams.yml",
        "bench: {name: Bench, headcount: 2}\n"
        "office: {name: Office, headcount: 0, merged_into: attic}\n"
        "attic: {name: Attic, headcount: 0, merged_into: bench}\n",
    )
    done = _import(staffed, "name,team\nAna Óscoz,Office\nBo Lindqvist,Attic\n")
    assert done.exit_code == 0, done.output
    settings = _settings(staffed.root)
    assert {person.team for person in settings.people.values()} == {"bench"}
    assert "C137" not in staffed.codes()
    assert [settings.teams[id_].size(TODAY) for id_ in ("bench", "office", "attic")] == [2, 0, 0]


def test_a_merged_team_needs_no_people(staffed: Organisation) -> None:
    staffed.config("people.yml", "ana: {name: Ana Óscoz, team: bench}\n")
    staffed.config(
        "teams.yml",
        "bench: {name: Bench, headcount: 9}\n"
        "office: {name: Office, headcount: 9, merged_into: bench}\n",
    )
    assert list(people_problems(_settings(staffed.root), TODAY)) == []


@pytest.mark.parametrize("raw", [b"", b"\n", b",,\n"])
def test_an_empty_file_is_said_to_be_empty(raw: bytes) -> None:
    with pytest.raises(TableError, match="no header"):
        read_staff(raw, {})


@pytest.mark.slow
def test_three_thousand_people_take_seconds(tmp_path: Path) -> None:
    made = organisation_in(tmp_path)
    people = [f"Given{n % 60} Family{n}" for n in range(3000)]
    made.config("people.yml", "# ours\n")
    export = "name,team,start date\n" + "".join(f"{p},Team {n % 80},2020-01-0{n % 9 + 1}\n" for n, p in enumerate(people))  # fmt: skip
    start = time.process_time()
    assert _import(made, export).exit_code == 0
    moved = export.replace("Team 7,", "Team 8,").replace("Given3 Family63,", "Given3 Other63,")
    done = _import(made, moved)
    assert done.exit_code == 0, done.output[-300:]
    assert time.process_time() - start < 60
    found = _settings(tmp_path)
    assert len(found.people) == 3001
    assert found.teams["team-7"].size(TODAY) == 0
    assert found.teams["team-8"].size(TODAY) == 76


_NAMES = st.text(min_size=1, max_size=30).filter(
    lambda t: t.strip() and any(c.isalpha() for c in t)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_NAMES, _NAMES, st.booleans()), max_size=6))
def test_whatever_the_file_holds_no_wish_is_wider_afterwards(
    tmp_path: Path, rows: list[tuple[str, str, bool]]
) -> None:
    made = organisation_in(tmp_path)
    made.config("people.yml", _PEOPLE)
    before = _settings(tmp_path).people
    cells = [[name, "Bench" if known else team] for name, team, known in rows]
    quoted = "".join(
        ",".join('"' + c.replace('"', '""') + '"' for c in row) + "\n" for row in cells
    )
    done = _import(made, "name,team\n" + quoted)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    after = _settings(tmp_path).people
    for id_, person in before.items():
        for wish in WISHES:
            assert getattr(after[id_], wish) == getattr(person, wish)
    for id_ in after.keys() - before.keys():
        assert {after[id_].named.on(channel).value for channel in Channel} == {"ask"}
        assert after[id_].withdrawn is None


def test_the_plan_depends_on_nothing_but_what_it_is_given(staffed: Organisation) -> None:
    found = _settings(staffed.root)
    staff = [Employee(2, "Zoë Quist", "Bench"), Employee(3, "Ana Óscoz", "Neu")]
    plans = [plan_import(staff, found, TODAY) for _ in range(2)]
    assert plans[0].people.new == plans[1].people.new
    assert plans[0].teams.values == plans[1].teams.values
