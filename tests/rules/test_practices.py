"""Practices and rounds are checked like stories: each mistake has its place and its remedy."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.media import calendar
from generator.model import Meeting
from tests.conftest import Organisation

SOUND = {
    "title": "Lamp oil",
    "kind": "coaching-circle",
    "what": "We look at a lamp.",
    "for": "Anyone",
    "lead": "ana",
    "cadence": "weekly",
    "join": "Come.",
    "dates": "[2026-12-03 16:00]",
}


def practice(organisation: Organisation, name: str = "lamp-oil", /, **fields: str | None) -> None:
    values = SOUND | {key.rstrip("_"): value for key, value in fields.items()}
    text = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    organisation.config(f"practices/{name}.yml", text)
    organisation.story("the-hour")


def found(organisation: Organisation) -> list[tuple[str, str, str]]:
    """Code, severity and message of everything about practices."""
    return [
        (d.code, str(d.severity), d.message)
        for d in organisation.problems()
        if d.location.path.startswith("site_config/practices")
    ]


def test_a_sound_practice_is_fine(organisation: Organisation) -> None:
    practice(organisation)
    assert found(organisation) == []


@pytest.mark.parametrize(
    ("fields", "code", "severity", "said", "line"),
    [
        ({"dates": "[2026-02-30 16:00]"}, "G108", "error", "does not exist", 8),
        ({"dates": "[2026-12-03 25:00]"}, "G108", "error", "does not exist", 8),
        ({"dates": "[2026-12-03]"}, "G103", "error", "not a day and a time", 8),
        ({"dates": "[tea]"}, "G103", "error", "not a day and a time", 8),
        ({"dates": "[{start: 2026-12-03 16:00, minutes: 0}]"}, "G103", "error", '"minutes" cannot be "0"', 8),
        ({"kind": "circle"}, "G106", "error", "not one of the possible values", 2),
        ({"lead": "anna"}, "G105", "error", 'no person "anna"', 5),
        ({"members": "[ana, nobody]"}, "G105", "error", 'no person "nobody"', 9),
        ({"consent": "[nobody]"}, "G105", "error", 'no person "nobody"', 9),
        ({"what": '"Ask @nobody."'}, "G105", "error", 'no person "nobody"', 3),
        ({"themes": "[askin]"}, "G104", "error", 'theme "askin"', 9),
        ({"time_zone": "Europe/Leith"}, "G103", "error", "no time zone", 9),
        ({"time_zone": "../../etc/passwd"}, "G103", "error", "no time zone", 9),
        ({"time_zone": "Factory"}, "G103", "error", "no time zone", 9),
        ({"time_zone": "localtime"}, "G103", "error", "no time zone", 9),
        ({"time_zone": "posix/Europe/London"}, "G103", "error", "no time zone", 9),
        ({"time_zone": "Europe"}, "G103", "error", "no time zone", 9),
        ({"dates": "[2027-10-31 01:30]", "time_zone": "Europe/London"}, "G152", "warning", "01:30 twice", 8),
        ({"tittle": "x"}, "G101", "error", "unknown field", 9),
        ({"join": None}, "G102", "error", '"join" is missing', 1),
        ({"capacity": "1", "members": "[ana, bo]"}, "G143", "warning", "2 members, but capacity for 1", 9),
        ({"dates": "[2026-11-19 16:00]"}, "G144", "warning", "last date was 2026-11-19", 8),
        ({"dates": None}, "G144", "warning", "no dates", 0),
        ({"sessions": "{date: 2026-12-01, challenge: x}"}, "G109", "error", "in the future", 9),
        ({"sessions": "{date: 2026-11-01, challenge: x, stories: [the-hours]}"}, "G146", "warning", '"the-hours"', 9),
        ({"dates": "[2026-12-03 16:00, 2026-12-03 16:00]"}, "G149", "warning", "is listed twice", 8),
        ({"lead": "eli"}, "G150", "advice", "eli leads this practice", 5),
        ({"lead": "cem"}, "G150", "advice", "cem leads this practice", 5),
        ({"sessions": "{date: 2026-11-01, challenge: x, follow_ups: [{text: y, due: 2026-10-19}]}"},
         "G103", "error", "2026-10-19 is before the session", 9),
        ({"sessions": "{date: 2026-11-01, challenge: x, follow_ups: [{text: y, done: 2026-10-19}]}"},
         "G103", "error", "2026-10-19 is before the session", 9),
        ({"sessions": "{date: 2026-11-01, challenge: x, follow_ups: [{text: y, due: 2026-11-19}]}"},
         "G145", "warning", "due on 2026-11-19", 9),
        ({"sessions": "{date: 2026-11-01, challenge: x, follow_ups: [{text: y, who: nobody}]}"},
         "G105", "error", 'no person "nobody"', 9),
        ({"sessions": "{date: 2026-11-01, challenge: x, follow_ups: [{text: y, done: 2026-12-19}]}"},
         "G109", "error", "in the future", 9),
        ({"what": "Eli Harrow knows."}, "C122", "warning", "has their name", 3),
        ({"join": "Ask Eli."}, "C124", "warning", "a first name", 7),
    ],
)  # fmt: skip
def test_each_mistake_has_a_place_and_a_remedy(
    organisation: Organisation,
    fields: dict[str, str | None],
    code: str,
    severity: str,
    said: str,
    line: int,
) -> None:
    practice(organisation, **fields)
    (problem,) = [
        d
        for d in organisation.problems()
        if d.location.path.endswith("lamp-oil.yml") and d.code == code
    ]
    assert (problem.severity, problem.location.line) == (severity, line)
    assert said in problem.message
    assert problem.hint


def test_a_lead_who_left_is_a_warning_and_the_page_stays(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml", people.replace("role: fitter,", "role: fitter, left: 2026-11-19,")
    )
    practice(organisation, lead="[ana, bo]", members="ana")
    assert [(code, level) for code, level, _ in found(organisation)] == [("G142", "warning")] * 2
    (shown,) = organisation.edition().practices
    assert [lead.text for lead in shown.leads] == ["Bo"]


def test_a_practice_that_ended_owes_no_date(organisation: Organisation) -> None:
    practice(organisation, dates="[2026-05-01 16:00]", ended="2026-06-01")
    assert found(organisation) == []
    (shown,) = organisation.edition().practices
    assert shown.coming(dt.date(2026, 4, 1)) == shown.meetings
    assert shown.coming(dt.date(2026, 5, 2)) == ()


def test_a_follow_up_that_is_done_is_not_overdue(organisation: Organisation) -> None:
    practice(
        organisation,
        sessions="{date: 2026-10-01, challenge: x, follow_ups: [{text: y, due: 2026-10-02, done: 2026-11-01}]}",
    )
    assert found(organisation) == []


def test_an_hour_that_the_clocks_leave_out_does_not_exist(organisation: Organisation) -> None:
    practice(organisation, time_zone="Europe/London", dates="[2027-03-28 01:30, 2027-03-28 02:30]")
    assert found(organisation) == [
        (
            "G108",
            "error",
            "there is no 01:30 on 2027-03-28 in Europe/London, because the clocks go forward",
        )
    ]


@pytest.mark.parametrize("name", ["calendar", "Lamp_Oil", "con"])
def test_a_file_name_that_cannot_be_an_address_is_said(
    organisation: Organisation, name: str
) -> None:
    practice(organisation, name)
    assert [code for code, _, _ in found(organisation)] == ["G103"]


def test_other_files_and_broken_yaml_are_reported(organisation: Organisation) -> None:
    organisation.config("practices/notes.txt", "x")
    organisation.config("practices/broken.yml", "title: [")
    organisation.config("practices/pairs/2026-13.yml", "{starts: 2026-10-05, ends: 2026-12-25}\n")
    assert sorted(code for code, _, _ in found(organisation)) == ["C115", "G103", "P103"]


ROUND = "starts: 2026-10-05\nends: 2026-12-25\npairs: [{learner: bo, mentor: ana}]\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("learner: bo", "learner: nobody", "G105", 'no person "nobody"'),
        ("learner: bo", "learner: ana", "G141", "is their own mentor"),
        ("[{", "[{learner: bo, mentor: ana}, {", "G141", "has two mentors"),
        ("2026-12-25", "2026-10-05", "G103", "ends on 2026-10-05"),
        ("pairs", "paris", "G101", "unknown field"),
    ],
)
def test_a_round_is_checked_too(
    organisation: Organisation, old: str, new: str, code: str, said: str
) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml", people.replace("role: fitter,", "role: fitter, mentoring: {gives: 2},")
    )
    organisation.config("practices/pairs/2026-Q4.yml", ROUND)
    assert found(organisation) == []
    organisation.config("practices/pairs/2026-Q4.yml", ROUND.replace(old, new))
    ((got, _, message),) = found(organisation)
    assert (got, said in message) == (code, True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("announced: 9", [("G153", "advice", "9 is a small number, so readers may guess who takes part")]),
        ("announced: 0", [("G153", "advice", "0 is a small number, so readers may guess who takes part")]),
        ("announced: 10", []),
        ("announced: many", [("G103", "error", '"many" is not a whole number')]),
        ("announced: -1", [("G103", "error", '"announced" cannot be "-1"')]),
    ],
)  # fmt: skip
def test_an_announced_number_is_typed_and_not_small(
    organisation: Organisation, line: str, expected: list[tuple[str, str, str]]
) -> None:
    organisation.config(
        "practices/pairs/2026-Q4.yml", f"starts: 2026-10-05\nends: 2026-12-25\n{line}\n"
    )
    assert found(organisation) == expected


@pytest.mark.parametrize("came", ["9", "0"])
def test_who_led_a_session_may_say_how_many_came(organisation: Organisation, came: str) -> None:
    practice(organisation, sessions=f"{{date: 2026-11-05, challenge: A lamp., came: {came}}}")
    assert found(organisation) == []
    (shown,) = organisation.edition().practices
    assert [session.came for session in shown.sessions] == [int(came)]


@pytest.mark.parametrize("came", ["-1", "many", "10000", "2.5"])
def test_a_number_of_people_is_a_number(organisation: Organisation, came: str) -> None:
    practice(organisation, sessions=f"{{date: 2026-11-05, challenge: A lamp., came: {came}}}")
    assert [(code, severity) for code, severity, _ in found(organisation)] == [("G103", "error")]


@pytest.mark.parametrize(
    ("note", "said", "line"),
    [
        ("{practice: lamp-oil, days: 2026-10-08}", None, 0),
        ("[{practice: lamp-oil, days: [2026-10-08, 2026-11-20]}]", None, 0),
        ("{practice: lamp-oli, days: 2026-10-08}", 'there is no practice "lamp-oli"', 2),
        ("[{practice: lamp-oli, days: 2026-10-08}]", 'there is no practice "lamp-oli"', 2),
        ("{practice: lamp-oil, days: 2026-11-21}", "2026-11-21 is in the future", 2),
    ],
)
def test_a_note_of_days_counts_or_says_why_not(
    organisation: Organisation, note: str, said: str | None, line: int
) -> None:
    practice(organisation)
    organisation.config(
        "people.yml",
        "bo: {name: Bo Lind, team: bench, named: yes}\n"
        f"ana: {{name: Ana Byron, team: bench, named: yes, attended: {note}}}\n",
    )
    problems = [d for d in organisation.problems() if d.location.path.endswith("people.yml")]
    if said is None:
        assert problems == []
    else:
        (problem,) = problems
        assert (problem.code, str(problem.severity), problem.location.line) == (
            "C129",
            "warning",
            line,
        )
        assert said in problem.message


def test_a_mentor_without_room_is_a_warning(organisation: Organisation) -> None:
    organisation.config("practices/pairs/2026-Q4.yml", ROUND)
    assert found(organisation) == [
        ("G148", "warning", "ana has 1 learner in this round, but room for 0")
    ]


def test_without_icalendar_one_sentence_says_how_to_get_it(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice(organisation)
    monkeypatch.setattr(calendar, "available", lambda: False)
    ((code, severity, _),) = found(organisation)
    assert (code, severity) == ("G147", "warning")


@given(st.text(alphabet="0123456789-: T٣x", max_size=20) | st.text(max_size=20))
def test_a_moment_is_a_moment_or_a_complaint(text: str) -> None:
    try:
        meeting = Meeting.model_validate({"start": text})
    except ValidationError:
        return
    assert meeting.start.tzinfo is None
    assert meeting.start.strftime("%M") == text[-2:]


def test_whoever_left_while_a_round_runs_is_a_warning(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    left = people.replace("role: fitter,", "role: fitter, left: 2026-11-01, mentoring: {gives: 2},")
    organisation.config("people.yml", left)
    organisation.config("practices/pairs/2026-Q4.yml", ROUND)
    assert found(organisation) == [
        ("G142", "warning", "ana is in this round, but left on 2026-11-01")
    ]
    organisation.config("practices/pairs/2026-Q4.yml", ROUND.replace("2026-12-25", "2026-11-13"))
    assert found(organisation) == []
