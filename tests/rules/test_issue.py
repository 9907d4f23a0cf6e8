"""What an editor is told before an issue goes out."""

from __future__ import annotations

import pytest

from generator.model.periods import Period
from generator.rendering.artifacts import File
from generator.rules.issue import MAIL_BYTES, overlong, oversized
from tests.conftest import Organisation

LONG = "@ana stayed an hour, and told of the next one. " * 12
OCTOBER = Period.parse("2026-10")


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    organisation.story("good", LONG, outcome="It held.")
    organisation.story("plain", LONG, date="2026-10-02")
    organisation.story("earlier", LONG, date="2026-09-02", outcome="It held.")
    organisation.story("taken", LONG, withdrawn="2026-11-01")
    organisation.story("site-only", LONG, channels="[site]")
    return organisation


def test_an_issue_of_which_the_site_shows_nothing_has_no_page(organisation: Organisation) -> None:
    organisation.story("inside", LONG, channels="[newsletter]")
    built = organisation.built()
    assert [period.name for period in built.periods] == ["2026-10"]
    assert built.pages["newsletter"] == set()
    assert "inside" not in built.pages["stories"]
    assert built.pages["themes"] == {"asking", "listening"}


def preflight(organisation: Organisation, choices: str) -> list[tuple[str, str, int]]:
    organisation.config("newsletters/2026-10.yml", choices)
    assert OCTOBER is not None
    found = organisation.built().preflight(OCTOBER)
    assert all(p.hint for p in found)
    return [(p.code, p.location.path.rpartition("/")[2], p.location.line) for p in found]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ("note: Hello.\nhero: good\n", []),
        ("hero: good\n", [("N113", "2026-10.yml", 1)]),
        ("note: Hello.\nhero: plain\n", [("N110", "plain.md", 0)]),
        ("note: Hello.\nhero: taken\n", [("N104", "2026-10.yml", 2)]),
        ("note: Hello.\npin:\n  - good\n  - site-only\n", [("N105", "2026-10.yml", 4)]),
        ("note: Hello.\npin: [earlier]\n", [("N106", "2026-10.yml", 2)]),
        ("note: Hello.\npin: [goood]\n", [("N102", "2026-10.yml", 2)]),
        ("note: Hello.\nhero: good\nskip: [good]\n", [("N115", "2026-10.yml", 2)]),
        ("note: 'See [it](https://stories.bench.example/stories/nowhere/).'\n",
         [("N107", "2026-10.yml", 1)]),
        ("note: 'See [it](https://stories.bench.example/stories/good/).'\n", []),
        ("note: Hello.\ncall_to_action: 'Go to http://other.example/x'\n",
         [("N108", "2026-10.yml", 2)]),
    ],
)  # fmt: skip
def test_each_is_said_at_its_place(
    told: Organisation, choices: str, expected: list[tuple[str, str, int]]
) -> None:
    assert preflight(told, choices) == expected


def test_a_site_without_https_is_said_once(told: Organisation) -> None:
    told.config("site.yml", "name: Told at the bench\nurl: http://stories.bench.example/\n")
    assert ("N108", "site.yml", 2) in preflight(told, "note: Hello.\n")


def test_a_picture_says_what_it_shows(told: Organisation) -> None:
    from tests.consent.gauntlet import png

    told.write("stories/2026/lamp.png", png(b"a lamp"))
    told.story("pictured", LONG, image="{file: lamp.png, alt: photo}", receivers="ana")
    told.story("pictured", LONG, image="{file: lamp.png, alt: photo}")
    assert ("N109", "pictured.md", 0) in preflight(told, "note: Hello.\nhero: good\n")


def test_an_earlier_issue_that_is_not_recorded_is_advice(told: Organisation) -> None:
    told.story("august", LONG, date="2026-08-02", outcome="It held.")
    told.config("newsletter.yml", "{cadence: monthly, first: 2026-08}\n")
    told.config(
        "newsletters/2026-08.sent.yml", "sent: 2026-08-31\nhero: august\nstories: [august]\n"
    )
    told.config("newsletters/2026-09.yml", "note: September.\n")
    assert ("N116", "2026-09.yml", 0) in preflight(told, "note: Hello.\nhero: good\n")


def test_a_mail_that_is_too_large_and_a_text_that_is_too_long_are_reported() -> None:
    assert OCTOBER is not None
    small = File("email.html", b"x" * MAIL_BYTES)
    assert list(oversized(OCTOBER, [small, File("digest.txt", b"x" * MAIL_BYTES * 2)])) == []
    (large,) = oversized(OCTOBER, [File("email.html", b"x" * (MAIL_BYTES + 1))])
    assert (large.code, large.severity) == ("N111", "warning")
    assert [d.code for d in overlong(OCTOBER, 700, 600)] == ["N112"]
    assert list(overlong(OCTOBER, 600, 600)) == []
