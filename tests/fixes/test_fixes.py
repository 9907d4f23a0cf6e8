"""What --fix mends, case by case, and what it leaves to the author."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.fixes import Fixer
from generator.fixes.candidate import FixCandidate
from generator.fixes.diff import diff
from generator.source.lookup import PeopleLookup
from generator.text.dates import parse_day

MARKDOWN, YAML = "stories/2026/a.md", "stories/2026/a.yml"
GOOD = "date: 2026-10-14\ngivers: ana\nreceivers: bo\n"
BODY = "@ana stayed an hour.\n"


def _story(fields: str) -> str:
    return f"---\n{fields}---\n{BODY}"


def _mended(fixer: Fixer, text: str, path: str = MARKDOWN) -> str:
    fixed = fixer.fix(path, text.encode())
    assert fixer.fix(path, fixed.after).after == fixed.after, "a second time changes nothing"
    assert bool(fixed.fixed) == fixed.changed
    return fixed.after.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # keys
        ("Date: 2026-10-14\nGiver: ana\nreciever: bo\n", GOOD),
        ("date: 2026-10-14\ngivers: ana\n'Receivers': bo\n", GOOD),
        (f"{GOOD}Quote: {{Text: x, by: ana}}\n", f"{GOOD}quote: {{text: x, by: ana}}\n"),
        (f"{GOOD}theme: asking\n", f"{GOOD}themes: asking\n"),
        # slugs
        (f"{GOOD}themes: [Asking, listenings]\n", f"{GOOD}themes: [asking, listening]\n"),
        (f"{GOOD}themes: asking, Listening\n", f"{GOOD}themes: [asking, listening]\n"),
        (f"{GOOD}themes: Asking early\n", f"{GOOD}themes: asking\n"),
        (f"{GOOD}kind: Helps # yes\n", f"{GOOD}kind: help # yes\n"),
        (f"{GOOD}channels: Town Hall\n", f"{GOOD}channels: townhall\n"),
        (f"{GOOD}continues: First_Light\n", f"{GOOD}continues: first-light\n"),
        (f"{GOOD}continues: stories/2026/first-light.md\n", f"{GOOD}continues: first-light\n"),
        (f"{GOOD}lang: en_GB\n", f"{GOOD}lang: en-GB\n"),
        # people
        (
            "date: 2026-10-14\ngivers: Ana Óscoz\nreceivers: Bo, Cem Aydin\nconsent: [Cem]\n",
            "date: 2026-10-14\ngivers: ana\nreceivers: [bo, cem]\nconsent: [cem]\n",
        ),
        (
            "date: 2026-10-14\ngivers: @ana\nreceivers:\n  - @bo # and\n  - Fay Odhiambo\n",
            "date: 2026-10-14\ngivers: ana\nreceivers:\n  - bo # and\n  - fay\n",
        ),
        ("date: 2026-10-14\ngivers: ['@ana']\nreceivers: [@bo]\n", GOOD.replace("ana", "[ana]").replace("bo", "[bo]")),
        ("date: 2026-10-14\ngivers: team: bench\nreceivers: bo\n", GOOD.replace("ana", "team:bench")),
        ("date: 2026-10-14\ngivers: Bench team\nreceivers: bo\n", GOOD.replace("ana", "team:bench")),
        ("date: 2026-10-14\ngivers: Anonymous\nreceivers: bo\n", GOOD.replace("ana", "anonymous")),
        (f"{GOOD}quote:\n  text: x\n  by: Ana\n", f"{GOOD}quote:\n  text: x\n  by: ana\n"),
        (f"{GOOD}consent:\n  - person: Ana\n    on: 16 October 2026\n", f"{GOOD}consent:\n  - person: ana\n    on: 2026-10-16\n"),
        (f"{GOOD}consent: {{person: Ana, on: 2026/10/16}}\n", f"{GOOD}consent: {{person: ana, on: 2026-10-16}}\n"),
        # quotes
        (f"{GOOD}title: Re: the oven # a note\n", f"{GOOD}title: 'Re: the oven' # a note\n"),
        (f"{GOOD}title: @ana, of all people\n", f"{GOOD}title: '@ana, of all people'\n"),
        (f"{GOOD}title: *Now* or never\n", f"{GOOD}title: '*Now* or never'\n"),
        (f"{GOOD}title: & so on\nask: &co stays\n", f"{GOOD}title: '& so on'\nask: '&co stays'\n"),
        (f"{GOOD}title: `make` it\n", f"{GOOD}title: '`make` it'\n"),
        (f"{GOOD}title: %d of them\n", f"{GOOD}title: '%d of them'\n"),
        (f"{GOOD}title: [draft] it\n", f"{GOOD}title: '[draft] it'\n"),
        (f"{GOOD}title: 'It's done'\n", f"{GOOD}title: 'It''s done'\n"),
        (f"{GOOD}title: “Wait: don't”\n", f"{GOOD}title: 'Wait: don''t'\n"),
        (f'{GOOD}title: "Wait: now”\n', f"{GOOD}title: 'Wait: now'\n"),
        (f"{GOOD}title: Ticket #42, at last\n", f"{GOOD}title: 'Ticket #42, at last'\n"),
        (f"{GOOD}themes: [“asking”, ”listening”]\n", f"{GOOD}themes: [asking, listening]\n"),
        # spaces
        (f"{GOOD}themes:\n\t- asking\n\t- listening\n", f"{GOOD}themes:\n  - asking\n  - listening\n"),
        ("date:\u00a02026-10-14\n\u200bgivers: ana\u00a0\nreceivers：bo\n", GOOD),
        ("date:2026-10-14\ngivers:ana\nreceivers:bo\n", GOOD),
        (f"{GOOD}  kind: help\n", f"{GOOD}kind: help\n"),
        # lists
        ("date: 2026-10-14\ngivers:\n* ana\n– cem\nreceivers: bo\n", "date: 2026-10-14\ngivers:\n- ana\n- cem\nreceivers: bo\n"),
        ("date: 2026-10-14\ngivers: ana/cem\nreceivers:\n  bo\n  -fay\n", "date: 2026-10-14\ngivers: [ana, cem]\nreceivers:\n  [bo, fay]\n"),
        # fields as other languages have them
        ("**date**: 2026-10-14\n* givers: ana\nreceivers = bo\n", GOOD),
        ("date; 2026-10-14\ngivers; ana\nreceivers; bo\n", GOOD),
        ('"date": "2026-10-14",\n"givers": ["ana"],\nreceivers: bo\n', '"date": "2026-10-14"\n"givers": ["ana"]\nreceivers: bo\n'),
        ("date: 2026–10–14\ngivers: Óscoz, Ana\nreceivers: Bo Lindqvist <bo@bench.example>\n", GOOD),
        ("date: 2026-10-14\ngivers: - ana - cem\nreceivers: [bo\n", GOOD.replace("ana", "[ana, cem]").replace("bo", "[bo]")),
    ],
)  # fmt: skip
def test_what_has_one_right_answer_is_mended(fixer: Fixer, typed: str, meant: str) -> None:
    assert _mended(fixer, _story(typed)) == _story(meant)
    assert not [d for d in fixer.problems(MARKDOWN, _story(meant)) if d.severity == "error"]


@pytest.mark.parametrize("typed", ["Date: 2026/10/14\ngivers: Ana\nreceivers: @bo\nbody: x\n"])
def test_stories_in_yaml_are_mended_too(fixer: Fixer, typed: str) -> None:
    assert _mended(fixer, typed, YAML) == f"{GOOD}body: x\n"


@pytest.mark.parametrize(
    "fields",
    [
        GOOD.replace("2026-10-14", "03/04/2026"),
        GOOD.replace("2026-10-14", "14.10.26"),
        GOOD.replace("2026-10-14", "Thursday, 14 October 2026"),  # it was a Wednesday
        GOOD.replace("2026-10-14", "October 2026"),
        GOOD.replace("2026-10-14", "2026-13-41"),
        GOOD.replace("ana", "Ann"),
        GOOD.replace("ana", "Ana, Zoe"),
        "date: 2026-10-14\ngivers: Bo\nreceivers: bo\n",  # then nobody else receives
        f"{GOOD}themes: [askign]\n",
        f"{GOOD}kind: mentor\n",
        f"{GOOD}continues: A\n",  # a story does not continue itself
        f"{GOOD}giver: cem\n",
        f"{GOOD}titel_: x\ntittle: y\n",
        f"{GOOD}title: | on one line\n",
        f"{GOOD}title: A belt\nand an hour\n",
        f"{GOOD}image: ![belt](belt.jpg)\n",
        f"{GOOD}// themes: asking\n",
        GOOD.replace("2026-10-14", "10/14/26"),
        GOOD.replace("ana", "Óscoz"),
        f"{GOOD}title: Ticket #why\n",
        f"{GOOD}title: 'never closed\n",
        f"{GOOD}title: x\ntitle: y\n",
        f"{GOOD}consent: team:bench\n",
    ],
)
def test_what_could_be_meant_in_two_ways_is_left(fixer: Fixer, fields: str) -> None:
    assert fixer.problems(MARKDOWN, _story(fields))
    assert _mended(fixer, _story(fields)) == _story(fields)


@pytest.mark.parametrize(
    "text",
    [
        f"\n\n---\n{GOOD}---\n{BODY}",
        f"  ---\n{GOOD}---\n{BODY}",
        f"—\n{GOOD}—\n{BODY}",
        f"---\n{GOOD}--\n{BODY}",
        f"---\n{GOOD}{BODY}",
        f"{GOOD}---\n{BODY}",
        f"***\n{GOOD}***\n{BODY}",
        f"\\---\n{GOOD}...\n{BODY}",
        f"---\n{GOOD.rstrip()} ---\n{BODY}",
        f"\ufeff---\n{GOOD}---\n{BODY}",
        f"---\n{GOOD}---\n{BODY}".replace("\n", "\r\n"),
        f"---\n{GOOD}---\n{BODY}".replace("\n", "\r"),
        f"---\n{GOOD}---\n\u200e@ana stayed\u2028an \ufeffhour.\x07\n".replace("\u200e", ""),
    ],
)  # fmt: skip
def test_the_frame_of_a_story_is_mended(fixer: Fixer, text: str) -> None:
    fixed = fixer.fix(MARKDOWN, text.encode())
    assert fixed.after.decode() == f"---\n{GOOD}---\n{BODY}"
    assert not fixer.fix(MARKDOWN, fixed.after).changed


def test_several_mistakes_are_mended_at_once_and_comments_stay(fixer: Fixer) -> None:
    text = (
        "\n---\n# who and when\nDate : 14 October 2026  # a Wednesday\n\n"
        "givers:   [ @ana ,   Cem ]   # both\nreceivers: Bo\ntitle:   Wait: what\n---\n\nAn hour.\n"
    )
    assert _mended(fixer, text) == (
        "---\n# who and when\ndate : 2026-10-14  # a Wednesday\n\n"
        "givers:   [ ana ,   cem ]   # both\nreceivers: bo\ntitle:   'Wait: what'\n---\n\nAn hour.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("14 October 2026", "October 14, 2026", "14th Oct. 2026", "Wednesday 14 October 2026"),
        *("2026/10/14", "2026.10.14", "20261014", "14.10.2026", "14/10/2026", "10/14/2026"),
        *("2026-10-14T09:30:00Z", "2026-10-14 09:30", "“2026-10-14”", "14-Oct-2026"),
        *(
            "2026\u00a010\u00a014",
            "２０２６-１０-１４",
            "14 de octubre de 2026",
        ),  # full width is the point
    ],
)
def test_a_clear_day_is_read(text: str) -> None:
    assert parse_day(text) == dt.date(2026, 10, 14)


def test_every_ambiguous_day_is_left() -> None:
    for first in range(1, 13):
        for second in range(1, 13):
            found = parse_day(f"{first:02}/{second:02}/2026")
            assert found == (dt.date(2026, first, first) if first == second else None)


def test_a_name_that_two_people_share_is_nobody_s(fixer: Fixer) -> None:
    people = dict(fixer.references.settings.people)
    people["ana-two"] = people["ana"].model_copy(update={"name": "Ana Björk"})
    lookup = PeopleLookup(people)
    assert lookup.find("Ana") is None
    assert lookup.find("Ana Óscoz") == "ana"
    assert lookup.find("ana bjork") == "ana-two"
    assert lookup.find("Björk, Ana") == "ana-two"


def test_a_mend_is_the_counterpart_of_a_diagnostic(fixer: Fixer) -> None:
    from generator.fixes import FIXES

    text = _story("Date: 2026/10/14\ngivers: Ana\nreceivers: bo\nkind: Help\n")
    for _ in range(3):
        candidate = FixCandidate(MARKDOWN, text, fixer.references, fixer.problems)
        for fix in FIXES:
            for change in fix(candidate):
                codes = {d.code for d in candidate.problems}
                assert change.code in codes | {"S103", "S105"}
        text = fixer.fix(MARKDOWN, text.encode()).after.decode()


def test_the_diff_shows_what_nobody_sees_and_runs_nothing(fixer: Fixer) -> None:
    raw = "\ufeff---\r\ndate:\u00a02026-10-14\r\ngivers: ana\u200b\r\nreceivers: bo\r\n---\r\nx\x1b[31m\u202e\r\n"
    shown = diff(fixer.fix(MARKDOWN, raw.encode()))
    assert "byte order mark" in shown
    assert "line endings" in shown
    assert "-date:\\u00a02026-10-14\n" in shown
    assert "+date: 2026-10-14\n" in shown
    assert "-x\\u001b[31m\\u202e" in shown
    assert "\x1b" not in shown
    coloured = diff(fixer.fix(MARKDOWN, raw.encode()), colour=True)
    assert "\x1b[32m+date: 2026-10-14\x1b[0m" in coloured
    assert "\x1b[31m\u202e" not in coloured


def test_a_name_that_the_author_asks_the_editors_about_is_left_to_them(fixer: Fixer) -> None:
    before = "date: 2026-10-14\ngivers: ana\nreceivers: [Bo, Cem]\nfor_editors: Which Bo?\n"
    assert _mended(fixer, _story(before)) == _story(before.replace("Cem", "cem"))
    assert "receivers: [bo, cem]" in _mended(
        fixer, _story(before.replace("Which Bo?", "It was late."))
    )
