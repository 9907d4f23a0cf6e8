"""The page of the pulse and its files: with nothing to say, with hostile names, and in an issue."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.languages.messages import Messages
from generator.model import Cadence, Channel, PulseSettings
from generator.model.periods import Period
from generator.outputs.pulse.card_words import card_text
from generator.outputs.pulse.data import csv_text
from generator.outputs.pulse.figures import measures
from generator.outputs.pulse.issue_part import has_pulse, issue_pulse
from generator.outputs.pulse.measure_words import MEASURES
from generator.outputs.pulse.plots import per_sign, plots
from generator.outputs.pulse.tables import Table
from generator.outputs.site import pulse as page
from generator.pulse.cards import Card, CardKind
from generator.pulse.measures import pulse_of
from generator.rendering.artifacts import File, Page
from tests import hostile
from tests.conftest import TODAY, Organisation
from tests.pulse.organisations import record_of, story, write_large, write_steady

WORDS = Messages()
OCTOBER = Period.of(dt.date(2026, 10, 1), Cadence.MONTHLY)


def made(organisation: Organisation) -> tuple[str, dict[str, Any], str]:
    """The page's HTML, the JSON and the CSV."""
    html, data, table = page.make(organisation.built().context(Channel.SITE))
    assert isinstance(html, Page)
    assert isinstance(data, File)
    assert isinstance(table, File)
    return html.inserts["insertpage"], json.loads(data.content), table.content.decode()


def tell(organisation: Organisation, number: int, **fields: str) -> None:
    for n in range(number):
        values: dict[str, str] = {"outcome": "It held.", **fields}
        organisation.story(f"s{n}", "It took an hour.", date=f"2026-{n % 9 + 1:02}-05", **values)


@pytest.mark.parametrize("number", [0, 1, 4])
def test_with_few_stories_there_is_only_what_changed(
    organisation: Organisation, number: int
) -> None:
    tell(organisation, number)
    html, data, table = made(organisation)
    assert "<svg" not in html
    assert "too few stories to count" in html
    assert html.count("r-gallery-text") == number
    assert [metric["numerator"] for metric in data["metrics"]] == [None] * 15
    assert data["tables"] == {}
    assert data["basis"] is None
    assert table == "table,row,column,value\r\n"


def test_with_five_there_are_figures_and_every_measure_is_explained(
    organisation: Organisation,
) -> None:
    tell(organisation, 5)
    html, data, _ = made(organisation)
    assert "too few stories" not in html
    assert [metric["id"] for metric in data["metrics"]] == list(MEASURES)
    assert all(m["question"] and m["formula"] and m["bias"] for m in data["metrics"])
    told = data["metrics"][0]
    assert (told["numerator"], told["denominator"]) == (5, None)
    assert "plot-matrix" not in html, "two teams are no picture"


def test_the_page_has_every_picture_with_its_table_in_the_order_of_the_story(
    organisation: Organisation,
) -> None:
    write_large(organisation, 120, 3)
    html, data, table = made(organisation)
    order = ["lately", "who", "months", "heard", "changed", "passed", "themes", "kept", "not-yet"]
    assert re.findall(r'<h2 id="([a-z-]+)"', html) == order
    pictures = re.findall(r'<svg role="img"[^>]* aria-labelledby="([\w-]+) ([\w-]+)"', html)
    assert len(pictures) == 5
    for title, about in pictures:
        assert f'<title id="{title}">' in html
        assert f'<desc id="{about}">' in html
    assert html.count("<caption>") == len(data["tables"])
    assert html.count("How this is counted") == 7
    assert {"months", "flows", "units", "heard", "changed", "chains", "themes", "rhythm"} <= data[
        "tables"
    ].keys()
    assert len(re.findall(r"<dt>[^<]*\?</dt>", html)) == 15, "each measure has its question once"
    lines = list(csv.reader(io.StringIO(table)))
    flows = [line for line in lines if line[0] == "flows"]
    assert len(flows) == len(data["tables"]["flows"]["rows"]) ** 2
    assert sum(int(line[3]) for line in flows) == sum(
        sum(row[1:]) for row in data["tables"]["flows"]["rows"]
    )


def test_the_total_of_a_theme_leaves_out_the_month_that_is_not_over(
    organisation: Organisation,
) -> None:
    tell(organisation, 5, themes="asking")
    organisation.story("today", "It held.", date=TODAY.isoformat(), themes="asking")
    html, _, _ = made(organisation)
    assert re.search(r'themes/asking/">[^<]+</a> <span>5</span>', html)
    assert "the total leaves it out" in html


def test_each_share_is_one_that_its_formula_defines(organisation: Organisation) -> None:
    write_large(organisation, 120, 3)
    _, data, _ = made(organisation)
    for metric in data["metrics"]:
        shares = [each for each in (metric, *metric["more"]) if each["denominator"] is not None]
        wholes = metric["formula"].count("out of")
        is_each = "each out of" in metric["formula"] or metric["id"] == "mentoring"  # of a season
        assert wholes >= (1 if is_each else len(shares)) * bool(shares), metric["id"]


def test_what_is_printed_of_many_stories_equals_the_golden(
    organisation: Organisation, golden: Callable[[str, str], None]
) -> None:
    write_steady(organisation)
    golden("pulse-of-many.html", made(organisation)[0])


def test_the_slide_has_a_table_that_can_be_edited(organisation: Organisation) -> None:
    pptx = pytest.importorskip("pptx")
    write_steady(organisation)
    files = {file.path: file.content for file in organisation.built().digest(OCTOBER)}
    (slide,) = [
        slide
        for slide in pptx.Presentation(io.BytesIO(files["townhall.pptx"])).slides
        if slide.shapes.title is not None and slide.shapes.title.text_frame.text == "The pulse"
    ]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    names = [table.cell(row, 0).text for row in range(1, len(table.rows))]
    assert names == ["1 Bench", "2 Office", "3 Yard", "4 Attic"]
    steps = {table.cell(r, c).text for r in range(1, 5) for c in range(1, 5)}
    assert steps <= {"–", "●", "●●", "●●●"}
    assert len(steps) > 1
    notes = slide.notes_slide.notes_text_frame.text
    assert "3rd quarter 2026" in notes
    assert "https://stories.bench.example/pulse/" in notes


def test_a_page_that_nobody_wants_is_not_made(organisation: Organisation) -> None:
    tell(organisation, 6)
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}pulse: {{page: no}}\n")
    built = organisation.built()
    assert list(page.make(built.context(Channel.SITE))) == []
    home = next(a for a in built.site() if getattr(a, "path", "") == "index.md")
    assert "pulse/" not in home.inserts["insertpage"]  # type: ignore[union-attr]  # it is a page
    assert not has_pulse(OCTOBER, built.settings.site.pulse)


# --- hostile names ------------------------------------------------------------------------------

EVIL = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=HYPERLINK(1)", "@SUM(1)",
        "-1+1", "+2", "]]>&amp;", "Bench's & Co", "\u202eevil", "a" * 300)  # fmt: skip


@pytest.mark.parametrize("name", [*EVIL, *hostile.OURS[:10]])
def test_hostile_names_of_teams_stay_texts(name: str) -> None:
    stories = [
        story(f"s{n}", dt.date(2026, 5, 1), (a,), (b,))
        for n, (a, b) in enumerate([("a", "b"), ("b", "c"), ("c", "a")] * 4)
    ]
    record = record_of(stories, [("a", 9), ("b", 9), ("c", 9)])
    record = record._replace(teams={s: t._replace(name=name) for s, t in record.teams.items()})
    pulse = pulse_of(record)
    assert pulse.has_units
    for plot in plots(pulse, WORDS).values():
        assert all(len(text.text) <= 40 for text in plot.texts)
    table = Table("flows", "", ("Team", name), ((name, 3),))
    (_, *lines) = csv.reader(io.StringIO(csv_text(measures(pulse, WORDS), {"flows": table})))
    for line in lines:
        assert len(line) == 4
        assert not line[1].startswith(("=", "+", "-", "@"))
        assert not line[2].startswith(("=", "+", "-", "@"))


def test_hostile_names_in_the_page_are_text(organisation: Organisation) -> None:
    teams = "".join(
        f"t{n}: {{name: {json.dumps(name)}, headcount: 9}}\n" for n, name in enumerate(EVIL[:8])
    )
    organisation.config("teams.yml", teams)
    organisation.config("people.yml", "ana: {name: Ana Óscoz, team: t0, named: yes}\n")
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\n---\nHello.\n")
    for n in range(16):
        organisation.story(
            f"s{n}", "It held.", date=f"2026-{n % 9 + 1:02}-05",
            givers=f"team:t{n % 8}", receivers=f"team:t{(n * 3 + 1) % 8}",
        )  # fmt: skip
    html, data, _ = made(organisation)
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror" not in re.sub(r">[^<]*<", "><", html).replace("aria-label", "")
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    assert [row[0] for row in data["tables"]["flows"]["rows"]][2] == "=HYPERLINK(1)"


def test_a_link_to_the_form_and_a_command_hold_ids_only() -> None:
    fields = (("givers", "team:a"), ("receivers", "team:b"))
    text = card_text(Card(CardKind.PAIR, "x", ("A & B", "<C>"), None, fields), WORDS)
    assert text.link == "share/#givers=team:a&receivers=team:b"
    assert text.command == "reciprocity new --giver team:a --receiver team:b"
    assert "A & B" in text.sentence
    assert len(text.questions) == 3


@pytest.mark.parametrize("kind", CardKind)
def test_every_kind_of_card_says_something(kind: CardKind) -> None:
    subject = {
        CardKind.PAIR: ("A", "B"),
        CardKind.FOLLOW_UP: ("lamps", "Buy oil"),
        CardKind.UNIT: ("A",),
        CardKind.THEME: ("Asking",),
        CardKind.NORM: ("Ask first",),
    }.get(kind, ())
    card = Card(kind, "mentoring", subject, dt.date(2026, 5, 1))
    text = card_text(card, WORDS)
    assert text.sentence.endswith((".", "”"))
    assert "failed" not in text.sentence
    assert len(text.questions) == 3
    for part in subject[1:]:
        assert part in text.sentence


# --- pictures -----------------------------------------------------------------------------------


def test_pictures_turn_around_where_texts_run_from_right_to_left() -> None:
    stories = [
        story(f"s{n}", dt.date(2026, 5, 1), (a,), (b,))
        for n, (a, b) in enumerate([("a", "b"), ("b", "c"), ("c", "a")] * 4)
    ]
    pulse = pulse_of(record_of(stories, [("a", 9), ("b", 9), ("c", 9)]))
    there, back = plots(pulse, WORDS), plots(pulse, Messages("ar"))
    for name in ("months", "heard"):
        running, turned = there[name].boxes[-1], back[name].boxes[-1]
        assert running.x + running.width == pytest.approx(there[name].width), "the newest is last"
        assert turned.x == pytest.approx(0), "and so it is on the left"
    plot = there["matrix"]
    assert plot.flipped().flipped() == plot
    assert plot.flipped().signs[0].x == plot.width - plot.signs[0].x
    assert [text.turn for text in back["matrix"].texts if text.turn] == [38, 38, 38]


@pytest.mark.parametrize(("number", "each"), [(5, 1), (16, 1), (17, 2), (40, 5), (900, 100)])
def test_a_sign_stands_for_several_stories_where_there_are_many(number: int, each: int) -> None:
    stories = [story(f"s{n}", dt.date(2026, 5, 1)) for n in range(number)]
    pulse = pulse_of(record_of(stories, []))
    assert per_sign(pulse) == each
    assert len(plots(pulse, WORDS)["months"].signs) <= 18


# --- in an issue --------------------------------------------------------------------------------


def test_an_issue_tells_of_the_last_quarter_in_steps(organisation: Organisation) -> None:
    write_large(organisation, 120, 3)
    built = organisation.built()
    record = built.publication.pulse_record(Channel.NEWSLETTER)
    said = issue_pulse(record, OCTOBER, built.context(Channel.SITE).words)
    assert said is not None
    assert "3rd quarter 2026" in said.sentences[0]
    assert said.levels is not None
    assert {level for row in said.levels.rows for level in row} <= {0, 1, 2, 3}
    html = next(f for f in built.digest(OCTOBER) if f.path == "email.html").content.decode()
    assert "The pulse" in html
    assert "https://stories.bench.example/pulse/" in html
    table = html[html.index('class="levels"') :]
    table = table[: table.index("</table>")]
    assert not re.findall(r"<td[^>]*>\s*\d+\s*</td>", table), "no exact number leaves the site"
    for path in ("townhall.html", "digest.txt", "digest.md"):
        text = next(f for f in built.digest(OCTOBER) if f.path == path).content.decode()
        assert "The pulse" in text, path


def test_an_issue_that_is_printed_later_tells_the_same(organisation: Organisation) -> None:
    write_large(organisation, 120, 3)
    words = organisation.built().context(Channel.SITE).words
    told = []
    for today in (dt.date(2026, 11, 1), TODAY, dt.date(2026, 12, 30)):
        organisation.today = today
        record = organisation.built().publication.pulse_record(Channel.NEWSLETTER)
        told.append(issue_pulse(record, OCTOBER, words))
    assert told[0] == told[1] == told[2] is not None


@pytest.mark.parametrize(
    ("name", "deck", "expected"),
    [
        ("2026-10", "quarterly", True), ("2026-11", "quarterly", False), ("2026-11", "monthly", True),
        ("2026-10", "never", False), ("2026-Q4", "quarterly", True), ("2026-W40", "quarterly", False),
        ("2026-W41", "quarterly", True), ("2026-W42", "quarterly", False),
        ("2026-10-01--2026-10-15", "monthly", False),
    ],
)  # fmt: skip
def test_which_issues_tell_of_the_pulse(name: str, deck: Any, expected: bool) -> None:
    period = Period.parse(name)
    assert period
    assert has_pulse(period, PulseSettings(deck=deck)) is expected
