"""Calendars that other programs read, and the pages about practices."""

from __future__ import annotations

import datetime as dt
import re
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


def test_programs_ask_for_a_calendar_again_each_day(organisation: Organisation) -> None:
    circle(organisation, "lamps", "Lamps", "dates: [2026-12-01 12:00]\n")
    for path, content in files(organisation).items():
        if path.endswith(".ics"):
            lines = content.decode().split("\r\n")
            assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
            assert "X-PUBLISHED-TTL:P1D" in lines
            assert not any(line.startswith("TRANSP") for line in lines), "a meeting takes time"


def test_of_an_hour_that_there_is_twice_calendars_have_the_first(
    organisation: Organisation,
) -> None:
    circle(organisation, "lamps", "Lamps", "time_zone: Europe/London\ndates: [2027-10-31 01:30]\n")
    assert starts(files(organisation)["practices/lamps.ics"], "UTC") == ["10-31 00:30"]


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


def test_a_calendar_says_its_language(organisation: Organisation) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: no-NO}\n")
    circle(organisation, "one", "Uno", "dates: [2026-12-01 14:00]\n")
    made = files(organisation)["practices/one.ics"]
    assert b"PRODID:-//reciprocity//calendar//NB\r\n" in made


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.text(st.characters(exclude_categories=["Cc", "Cs"])))  # fmt: skip
@example("", "\\\\server\\New\\notes")
def test_whatever_is_written_comes_back_as_it_was(title: str, text: str) -> None:
    moment = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    long = f"{text}\n{text}, {title};\\n"
    event = Event("1@x", f"x{title}", moment, moment + dt.timedelta(hours=1), long, f"x{text}")
    made = calendar(f"x{title}", [event], DAY, "en-GB")
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
    assert (coming.title, coming.where) == ("One", "The attic")
    assert coming.start.date() == dt.date(2026, 12, 1)
    assert coming.href == "https://stories.bench.example/practices/one/"


def test_who_can_be_asked_is_listed_by_topic(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes, offers: [wicks, Lamps], bandwidth: open,"
        " response_time: same day, hours: mornings, boundaries: [Not on Fridays.]}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes, offers: [lamps]}\n",
    )
    printed = pages(organisation)["ask.md"]
    topics = printed[printed.index("By topic") : printed.index("</nav>")]
    assert topics.count("<li>") == 2
    assert topics.index("Lamps") < topics.index("Bo Lindqvist") < topics.index("wicks")
    for said in ("same day", "mornings", "Not on Fridays.", "Plenty. Go ahead."):
        assert said in printed


PAIRS = CIRCLE.replace("coaching-circle", "mentoring-pairs")
SEASON = "{starts: 2026-11-02, ends: 2027-01-29, confirmed: yes}\n"


def test_a_meeting_to_come_has_a_file_of_its_own_with_the_event_of_the_whole_calendar(
    organisation: Organisation,
) -> None:
    circle(organisation, "one", "One", "dates: [2026-11-19 9:00, 2026-12-01 12:00, 2026-12-01 15:00]\n")  # fmt: skip
    made, printed = files(organisation), pages(organisation)
    single = [path for path in made if path.startswith("practices/one/")]
    assert single == ["practices/one/20261201.ics", "practices/one/20261201-2.ics"]
    whole = icalendar.Calendar.from_ical(made["practices/one.ics"]).walk("VEVENT")
    for path, event in zip(single, whole[1:], strict=True):
        assert icalendar.Calendar.from_ical(made[path]).walk("VEVENT") == [event]
        link = f'<a href="../{path.removeprefix("practices/")}" download="">'
        assert link in printed["practices/one.md"]
        assert link in printed["practices/calendar.md"]


def test_a_calendar_is_followed_by_webcal_and_downloaded_as_a_file(
    organisation: Organisation,
) -> None:
    circle(organisation, "one", "One", "dates: [2026-12-01 12:00]\n")
    printed = pages(organisation)
    for name in ("one", "calendar"):
        html = printed[f"practices/{name}.md"]
        assert f'href="webcal://stories.bench.example/practices/{name}.ics"' in html
        assert f'href="../{name}.ics" download=""' in html
        assert f" https://stories.bench.example/practices/{name}.ics" in html


def test_every_page_says_day_hours_and_zone_on_either_side_of_a_change_of_the_clock(
    organisation: Organisation,
) -> None:
    organisation.today = dt.date(2026, 10, 1)
    organisation.config("site.yml", "{name: Told, url: 'https://x.example/', language: en-GB}\n")
    circle(organisation, "far", "Far", "time_zone: Europe/Madrid\ndates: [2026-10-20 12:00, 2026-10-27 12:00]\n")  # fmt: skip
    text = {path: re.sub(r"<[^>]+>", "", html) for path, html in pages(organisation).items()}
    for page in ("index.md", "practices/index.md", "practices/calendar.md", "practices/far.md"):
        assert "Tuesday, 20 October 2026 12:00–13:00 CEST" in text[page], page
    for page in ("practices/calendar.md", "practices/far.md"):
        assert "Tuesday, 27 October 2026 12:00–13:00 CET" in text[page], page


def test_the_milestones_of_a_season_are_in_the_calendar_and_no_pair_is(
    organisation: Organisation,
) -> None:
    organisation.config("practices/two.yml", f"title: Two\n{PAIRS}")
    organisation.config("practices/pairs/2026-Q4.yml", SEASON.replace("}", ", pairs: [{learner: bo, mentor: ana}]}"))  # fmt: skip
    made, printed = files(organisation), pages(organisation)
    read = icalendar.Calendar.from_ical(made["practices/two.ics"]).walk("VEVENT")
    assert [(str(e["summary"]), str(e.decoded("dtstart"))) for e in read] == [
        ("Two: First meeting", "2026-11-02"),
        ("Two: Halfway", "2026-12-16"),
        ("Two: Hand-over", "2027-01-29"),
    ]
    assert not [each for each in made if b"2026-Q4" in made[each] or "Bo" in str(made[each])]
    assert [path for path in made if path.startswith("practices/two/")] == [
        "practices/two/20261102-halfway.ics",
        "practices/two/20261102-hand-over.ics",
    ]
    for title in ("First meeting", "Halfway", "Hand-over"):
        assert f"<dt>{title}</dt>" in printed["practices/two.md"]
    assert "December 16, 2026" in printed["practices/calendar.md"]


def test_a_milestone_and_the_meeting_of_its_day_are_listed_once(organisation: Organisation) -> None:
    dates = "dates: [2026-12-16 9:00, 2026-12-17 9:00]\n"
    organisation.config("practices/two.yml", f"title: Two\n{PAIRS}{dates}")
    circle(organisation, "one", "One", "dates: [2026-12-16 12:00]\n")
    organisation.config("practices/pairs/2026-Q4.yml", SEASON)
    made, printed = files(organisation), pages(organisation)
    listed = printed["practices/calendar.md"]
    titles = re.findall(r'<a href="\.\./(?:one|two)/">([^<]*)</a>', listed)
    assert titles == ["Two: Halfway", "One", "Two", "Two: Hand-over"]
    own = printed["practices/two.md"]
    assert own.count('<time datetime="2026-12-16">') == 1
    assert own.index("2026-12-16T09:00") < own.index("Halfway", own.index('id="dates"'))
    assert {"practices/two/20261102-halfway.ics", "practices/two/20261216.ics"} <= set(made)


def test_a_season_that_is_not_confirmed_is_in_no_calendar(organisation: Organisation) -> None:
    organisation.config("practices/two.yml", f"title: Two\n{PAIRS}")
    organisation.config("practices/pairs/2026-Q4.yml", SEASON.replace("yes", "no"))
    assert not [path for path in files(organisation) if path.endswith(".ics")]


def test_the_glossary_explains_the_milestones_where_there_are_pairs(
    organisation: Organisation,
) -> None:
    assert "glossary/index.md" not in pages(organisation)
    organisation.config("practices/two.yml", f"title: Two\n{PAIRS}")
    assert '<dt id="halfway">Halfway</dt>' in pages(organisation)["glossary/index.md"]
    organisation.config("glossary.yml", "the middle: {meaning: Cake., also: [halfway]}\n")
    printed = pages(organisation)["glossary/index.md"]
    assert "Halfway" not in printed
    assert 'id="hand-over"' in printed
    assert "Cake." in printed


@pytest.mark.parametrize(
    ("site", "practice", "to"),
    [
        ("", "", None),
        ("contact: told@bench.example\n", "", "told@bench.example"),
        ("contact: told@bench.example\n", "contact: The two <two@bench.example>\n", "two@bench.example"),
        ("contact: ask at the gate\n", "", None),
    ],
)  # fmt: skip
def test_a_practice_that_looks_for_a_lead_invites_with_an_address_if_there_is_one(
    organisation: Organisation, site: str, practice: str, to: str | None
) -> None:
    organisation.config("site.yml", f"name: Told\nurl: https://stories.bench.example/\n{site}")
    circle(organisation, "two", "Two & two", f"looking_for: lead\n{practice}")
    printed = pages(organisation)
    html = printed["practices/two.md"]
    assert "We are looking for someone to run this." in html
    assert "#wanted" in printed["practices/index.md"]
    assert ("mailto:" in html) is bool(to)
    if to:
        assert f"mailto:{to}?subject=I%20could%20run%20%E2%80%9CTwo%20%26%20two%E2%80%9D" in html


def test_a_practice_invites_nobody_once_it_has_ended_or_found_somebody(
    organisation: Organisation,
) -> None:
    circle(organisation, "over", "Over", "looking_for: lead\nended: 2026-11-01\n")
    circle(organisation, "on", "On", "")
    assert not [page for page in pages(organisation).values() if "looking for someone" in page]


def test_an_address_with_the_name_of_somebody_unnamed_is_shown_nowhere(
    organisation: Organisation,
) -> None:
    organisation.config("practices/two.yml", f"title: Two\n{CIRCLE}contact: Dora Nkemelu <two@bench.example>\n")  # fmt: skip
    organisation.config("practices/three.yml", f"title: Three\n{CIRCLE}contact: dora.nkemelu@bench.example\n")  # fmt: skip
    organisation.config("practices/four.yml", f"title: Four\n{CIRCLE}contact: Ana Óscoz <four@bench.example>\n")  # fmt: skip
    assert [each.contact for each in organisation.edition().practices] == ["four@bench.example"]
