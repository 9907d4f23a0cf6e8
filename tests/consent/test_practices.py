"""Who is told of in practices, and who can be asked."""

from __future__ import annotations

import datetime as dt

from generator.edition import ShownPractice
from tests.conftest import Organisation

PEOPLE = """\
ana: {name: Ana Óscoz, team: bench, named: yes}
bo: {name: Bo Lindqvist, team: office, named: yes, show_as: first}
cem: {name: Cem Aydın, team: bench, named: ask}
dora: {name: Dora Nkemelu, team: attic, named: no}
fay: {name: Fay Odhiambo, team: office, role: bookkeeper, named: yes, show_as: role}
gil: {name: Gil Amsel, team: bench, named: yes, channels: []}
"""
CIRCLE = (
    "title: Lamps\nkind: coaching-circle\nwhat: We look.\nfor: Anyone\ncadence: weekly\njoin: Come.\n"
    "dates: [2026-12-03 16:00]\n"
)


def circle(organisation: Organisation, rest: str) -> ShownPractice:
    organisation.config(
        "people.yml", f"{PEOPLE}kit: {{name: Kit Kestrel, team: bench, named: yes}}\n"
    )
    organisation.config("practices/lamps.yml", CIRCLE + rest)
    organisation.story("the-hour")
    (shown,) = organisation.edition().practices
    return shown


def test_leads_are_shown_as_they_wish(organisation: Organisation) -> None:
    shown = circle(organisation, "lead: [ana, bo, cem, dora, fay]\n")
    assert [lead.text for lead in shown.leads] == [
        "Ana Óscoz",
        "Bo",
        "a colleague in Bench",
        "a colleague",
        "the bookkeeper",
    ]


def test_who_is_to_be_asked_is_named_once_they_said_yes(organisation: Organisation) -> None:
    shown = circle(organisation, "lead: [cem, dora]\nconsent: [cem, dora]\n")
    assert [lead.text for lead in shown.leads] == ["Cem Aydın", "a colleague"]


def test_who_wants_to_be_nowhere_leads_unseen(organisation: Organisation) -> None:
    shown = circle(organisation, "lead: [ana, gil]\n")
    assert [lead.text for lead in shown.leads] == ["Ana Óscoz"]


def test_a_follow_up_names_only_who_may_be_named(organisation: Organisation) -> None:
    shown = circle(
        organisation,
        "lead: ana\nsessions: {date: 2026-10-01, challenge: '@dora asked @bo.',"
        " follow_ups: [{text: a, who: bo}, {text: b, who: dora}]}\n",
    )
    (session,) = shown.sessions
    assert session.challenge == "A colleague asked Bo."
    assert [each.who and each.who.text for each in session.follow_ups] == ["Bo", None]


def test_members_are_places_and_no_names(organisation: Organisation) -> None:
    shown = circle(organisation, "lead: ana\ncapacity: 4\nmembers: [bo, cem, dora]\n")
    assert (shown.capacity, shown.free) == (4, 1)
    assert circle(organisation, "lead: ana\ncapacity: 4\n").free is None
    assert circle(organisation, "lead: ana\ncapacity: 1\nmembers: [bo, cem]\n").free == 0


def test_the_source_is_open_only_where_everybody_in_it_is_named(organisation: Organisation) -> None:
    assert circle(organisation, "lead: ana\n").source == "site_config/practices/lamps.yml"
    assert circle(organisation, "lead: ana\nmembers: [dora]\n").source is None
    assert circle(organisation, "lead: ana\n# Dora Nkemelu said no\n").source is None
    assert circle(organisation, "lead: ana\n# dora said no\n").source is None
    assert circle(organisation, "lead: ana\nmembers: [ana]\n").source
    assert circle(organisation, "lead: ana\nmembers: [kit]\n").source is None, (
        "no page shows members"
    )
    assert circle(organisation, "lead: [ana, kit]\nmembers: [kit]\n").source


def test_a_session_that_cannot_be_told_is_not_there(organisation: Organisation) -> None:
    shown = circle(
        organisation,
        "lead: ana\nmembers: [dora]\nsessions:\n"
        "  - {date: 2026-10-01, challenge: It was fine.}\n"
        "  - {date: 2026-10-02, challenge: Dora laughed.}\n"
        "  - {date: 2026-10-03, challenge: It was finer.}\n",
    )
    assert [session.date.day for session in shown.sessions] == [3, 1]


def test_only_seasons_that_somebody_confirmed_are_told(organisation: Organisation) -> None:
    organisation.config("practices/pairs/2026-Q3.yml", "{starts: 2026-07-06, ends: 2026-09-25}\n")
    organisation.config(
        "practices/pairs/2026-Q4.yml",
        "{starts: 2026-10-05, ends: 2026-12-25, confirmed: yes, pairs: [{learner: bo, mentor: ana}]}\n",
    )
    (season,) = organisation.edition().seasons
    assert (season.starts, season.ends) == (dt.date(2026, 10, 5), dt.date(2026, 12, 25))


def asked(organisation: Organisation, **more: str) -> list[str]:
    """Everybody offers lamps; `more` changes entries."""
    people = PEOPLE.replace("}\n", ", offers: [lamps]}\n")
    for id_, fields in more.items():
        people = people.replace(f"{id_}: {{", f"{id_}: {{{fields}, ")
    organisation.config("people.yml", people)
    return [helper.who.text for helper in organisation.edition().helpers]


def test_who_offers_and_said_yes_can_be_asked(organisation: Organisation) -> None:
    assert asked(organisation) == ["Ana Óscoz", "Bo", "the bookkeeper"]


def test_who_is_paused_left_or_withdrew_is_simply_not_there(organisation: Organisation) -> None:
    assert asked(organisation, ana="bandwidth: paused") == ["Bo", "the bookkeeper"]
    assert asked(organisation, bo="left: 2026-11-19") == ["Ana Óscoz", "the bookkeeper"]
    assert asked(organisation, bo="withdrawn: 2026-11-19") == ["Ana Óscoz", "the bookkeeper"]


def test_who_leaves_today_or_later_can_still_be_asked(organisation: Organisation) -> None:
    assert "Bo" in asked(organisation, bo="left: 2026-11-20")


def test_people_can_be_reached_as_they_wish_and_no_name_is_said_that_is_not_shown(
    organisation: Organisation,
) -> None:
    ways = "mail: %s@belt.example, chat: 'https://chat.belt.example/%s', in_person: Ask for %s."
    everywhere = {
        "ana": "reach: {mail: Ana <ana.oscoz@belt.example>, chat: '@ana', phone: '+44 131 496 0112'}",
        "bo": f"reach: {{{ways % ('bo.lindqvist', 'bo-lindqvist', 'Lindqvist')}}}",
        "fay": f"reach: {{{ways % ('fodhiambo', 'fay', 'Fay')}, phone: 12345}}",
    }
    asked(organisation, **everywhere)
    ana, bo, fay = (helper.reach for helper in organisation.edition().helpers)
    assert ana == ("ana.oscoz@belt.example", "@ana", "+44 131 496 0112", None)
    assert bo == (None, None, None, None), "who is shown by the first name has no family name here"
    assert fay == (None, None, "12345", None), "who is shown by their role has no name at all"
    asked(organisation, bo="reach: {mail: bo@belt.example, chat: '@bo'}")
    assert organisation.edition().helpers[1].reach[:2] == ("bo@belt.example", "@bo")
    asked(organisation, ana="reach: {in_person: Ask Dora Nkemelu for me.}")
    assert organisation.edition().helpers[0].reach.in_person is None


def test_a_way_that_was_taken_back_is_known_to_the_publisher(organisation: Organisation) -> None:
    asked(organisation, ana="reach: {phone: '+44 131 496 0112'}")
    before = organisation.built().shown()
    asked(organisation)
    assert before - organisation.built().shown() == {"ask/ana +44 131 496 0112"}


def test_pausing_changes_nothing_but_the_one_entry(organisation: Organisation) -> None:
    from generator.rendering.artifacts import Page

    def page() -> str:
        return next(
            a.inserts["insertpage"]
            for a in organisation.built().site()
            if isinstance(a, Page) and a.path == "ask.md"
        )

    asked(organisation, fay="bandwidth: paused")
    paused = page()
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml", "".join(x for x in people.splitlines(True) if not x.startswith("fay"))
    )
    assert page() == paused


def test_what_was_taken_back_is_known_to_the_publisher(organisation: Organisation) -> None:
    circle(organisation, "lead: cem\nconsent: [cem]\n")
    before = organisation.built().shown()
    circle(organisation, "lead: cem\n")
    assert before - organisation.built().shown() == {"practices/lamps cem full"}
    asked(organisation)
    before = organisation.built().shown()
    asked(organisation, ana="bandwidth: paused")
    assert before - organisation.built().shown() == {"ask/ana lamps"}
