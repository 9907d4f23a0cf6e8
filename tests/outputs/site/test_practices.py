"""Calendars that other programs read, and the pages about practices."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.media import calendar as calendars
from generator.media.calendar import Event, calendar
from generator.model import Cadence, Channel
from generator.model.periods import Period
from generator.rendering.artifacts import File, Page
from tests.conftest import Organisation

CIRCLE = (
    "kind: coaching-circle\nwhat: We look.\nfor: Anyone\ncadence: weekly\njoin: Come.\nlead: ana\n"
)
DAY = dt.date(2026, 11, 20)


def circle(organisation: Organisation, name: str, title: str, rest: str) -> None:
    organisation.config(f"practices/{name}.yml", f"title: {title}\n{CIRCLE}{rest}")


def files(organisation: Organisation) -> dict[str, bytes]:
    return {a.path: a.content for a in organisation.built().site() if isinstance(a, File)}


def pages(organisation: Organisation) -> dict[str, str]:
    found = [a for a in organisation.built().site() if isinstance(a, Page)]
    return {page.path: "".join(page.inserts.values()) for page in found}


def starts(content: bytes, zone: str) -> list[str]:
    """When the events of a calendar begin on the clock of a place."""
    read = icalendar.Calendar.from_ical(content)
    moments = [event.decoded("dtstart") for event in read.walk("VEVENT")]
    return [f"{moment.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for moment in moments]


def test_four_o_clock_stays_four_o_clock_when_the_clocks_change(organisation: Organisation) -> None:
    dates = "dates: [2026-10-22 16:00, 2026-10-29 16:00, 2027-03-25 16:00, 2027-04-01 16:00]\n"
    circle(organisation, "lamps", "Lamps", f"time_zone: Europe/London\n{dates}")
    made = files(organisation)["practices/lamps.ics"]
    expected = ["10-22 16:00", "10-29 16:00", "03-25 16:00", "04-01 16:00"]
    assert starts(made, "Europe/London") == expected
    assert [at[-5:] for at in starts(made, "UTC")] == ["15:00", "16:00", "16:00", "15:00"]
    assert starts(made, "Asia/Amman")[:2] == ["10-22 18:00", "10-29 19:00"]


def test_an_hour_over_the_change_is_an_hour(organisation: Organisation) -> None:
    circle(
        organisation,
        "lamps",
        "Lamps",
        "time_zone: Europe/London\nminutes: 120\ndates: [2026-10-25 00:30, 2027-03-28 00:30]\n",
    )
    (shown,) = organisation.edition().practices
    assert [f"{m.end:%H:%M}" for m in shown.meetings] == ["01:30", "03:30"]
    events = icalendar.Calendar.from_ical(files(organisation)["practices/lamps.ics"]).walk("VEVENT")
    for event in events:
        assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(hours=2)


def test_a_practice_may_have_a_clock_of_its_own(organisation: Organisation) -> None:
    circle(organisation, "near", "Near", "dates: [2026-12-01 12:00]\n")
    circle(organisation, "far", "Far", "time_zone: Asia/Amman\ndates: [2026-12-01 12:00]\n")
    every = starts(files(organisation)["practices/calendar.ics"], "UTC")
    assert every == ["12-01 09:00", "12-01 12:00"]


def test_one_calendar_and_all_calendars_hold_the_same_events(organisation: Organisation) -> None:
    circle(organisation, "one", "One", "dates: [2026-12-01 12:00, 2026-12-01 15:00]\n")
    circle(organisation, "two", "Two", "dates: [2026-12-02 12:00]\n")
    circle(organisation, "none", "None", "")
    made = files(organisation)

    def ids(path: str) -> list[str]:
        walked = icalendar.Calendar.from_ical(made[path]).walk("VEVENT")
        return [str(event["uid"]) for event in walked]

    everything = ids("practices/calendar.ics")
    assert sorted(everything) == sorted(ids("practices/one.ics") + ids("practices/two.ics"))
    assert len(set(everything)) == 3
    assert "practices/none.ics" not in made


def test_an_event_keeps_its_id_when_its_hour_or_its_words_change(
    organisation: Organisation,
) -> None:
    def ids() -> set[str]:
        read = icalendar.Calendar.from_ical(files(organisation)["practices/calendar.ics"])
        return {str(event["uid"]) for event in read.walk("VEVENT")}

    circle(organisation, "one", "One", "dates: [2026-12-01 12:00, 2026-12-08 12:00]\n")
    before = ids()
    circle(organisation, "one", "Uno", "dates: [2026-12-08 9:30, 2026-12-01 14:00]\n")
    assert ids() == before


def test_the_same_day_gives_the_same_bytes(organisation: Organisation) -> None:
    circle(organisation, "one", "One", "dates: [2026-12-01 12:00]\n")
    assert files(organisation) == files(organisation)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.text(st.characters(exclude_categories=["Cc", "Cs"])))  # fmt: skip
@example("", "\\\\server\\New\\notes")
def test_whatever_is_written_comes_back_as_it_was(title: str, text: str) -> None:
    moment = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    long = f"{text}\n{text}, {title};\\n"
    event = Event("1@x", f"x{title}", moment, moment + dt.timedelta(hours=1), long, f"x{text}")
    made = calendar(f"x{title}", [event], DAY)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (read,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert (str(read["summary"]), str(read["description"]), str(read["location"])) == (
        f"x{title}",
        long,
        f"x{text}",
    )


def test_without_icalendar_pages_are_printed_without_links_to_calendars(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle(organisation, "lamps", "Lamps", "dates: [2026-12-01 12:00]\n")
    assert ".ics" in pages(organisation)["practices/lamps.md"]
    monkeypatch.setattr(calendars, "available", lambda: False)
    printed = pages(organisation)
    assert not [path for path in files(organisation) if path.endswith(".ics")]
    assert ".ics" not in printed["practices/lamps.md"] + printed["practices/calendar.md"]
    assert "December 1, 2026" in printed["practices/calendar.md"]


def test_without_practices_and_offers_there_are_no_pages(organisation: Organisation) -> None:
    assert not [p for p in pages(organisation) if p.startswith(("practices", "ask"))]
    assert "ask/" not in pages(organisation)["index.md"]


def test_the_calendar_lists_what_is_to_come_by_month(organisation: Organisation) -> None:
    circle(organisation, "one", "One", "dates: [2026-11-19 12:00, 2026-11-20 12:00, 2027-01-05 9:00]\n")  # fmt: skip
    circle(organisation, "two", "Two", "dates: [2026-12-01 12:00]\n")
    circle(organisation, "over", "Over", "ended: 2026-11-01\ndates: [2026-12-02 12:00]\n")
    printed = pages(organisation)["practices/calendar.md"]
    order = ["November 2026", "November 20", "December 2026", "December 1", "January 2027", "January 5"]  # fmt: skip
    assert sorted(order, key=printed.index) == order
    assert "November 19" not in printed
    assert "Over" not in printed


def test_a_practice_that_ended_keeps_its_page_and_says_so(organisation: Organisation) -> None:
    circle(organisation, "over", "Over", "ended: 2026-11-01\ndates: [2026-10-01 12:00]\n")
    printed = pages(organisation)
    assert "It ended on November 1, 2026" in printed["practices/over.md"]
    assert "It ended on November 1, 2026" in printed["practices/index.md"]


def test_the_season_of_the_pairs_is_told_and_no_pair(organisation: Organisation) -> None:
    circle(organisation, "pairs-here", "Pairs", "dates: [2026-12-01 12:00]\n")
    path = organisation.root / "site_config/practices/pairs-here.yml"
    path.write_text(path.read_text("utf-8").replace("coaching-circle", "mentoring-pairs"), "utf-8")
    organisation.config(
        "practices/pairs/2026-Q4.yml",
        "{starts: 2026-11-30, ends: 2027-02-19, confirmed: yes,"
        " pairs: [{learner: bo, mentor: ana, topic: quoins}]}\n",
    )
    everything = pages(organisation)
    assert "The next season runs" in everything["practices/pairs-here.md"]
    assert "February 19, 2027" in everything["practices/pairs-here.md"]
    assert not any("quoins" in page for page in everything.values())


def test_an_issue_says_when_each_practice_meets_next(organisation: Organisation) -> None:
    circle(organisation, "one", "One", "where: The attic\ndates: [2026-11-20 9:00, 2026-12-01 9:00, 2026-12-08 9:00]\n")  # fmt: skip
    circle(organisation, "later", "Later", "dates: [2027-03-01 12:00]\n")
    organisation.story("the-hour", date="2026-11-14")
    context = organisation.built().context(Channel.NEWSLETTER)
    (coming,) = context.issues.issue(Period.of(DAY, Cadence.MONTHLY)).coming
    assert (coming.title, coming.how) == ("One", "09:00, The attic")
    assert coming.when == dt.date(2026, 12, 1)
    assert coming.href == "https://stories.bench.example/practices/one/"


def test_who_can_be_asked_is_listed_by_topic(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes, offers: [wicks, Lamps], bandwidth: open,"
        " response_time: same day, hours: mornings, boundaries: [Not on Fridays.]}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes, offers: [lamps]}\n",
    )
    printed = pages(organisation)["ask.md"]
    topics = printed[printed.index("By topic") : printed.index("Before you write")]
    assert topics.count("<li>") == 2
    assert topics.index("Lamps") < topics.index("Bo Lindqvist") < topics.index("wicks")
    for said in ("same day", "mornings", "Not on Fridays.", "Open: go ahead."):
        assert said in printed
