"""What was corrected in a story: a dated line on its page, and a note in the next issue.

Only the author's own entry makes such a line. Whatever changes about people, their names, their wishes or
their answers, makes none.
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model import Channel
from generator.model.periods import Period
from generator.outputs.newsletter import PATHS
from generator.rendering.artifacts import PrintedPage
from tests.conftest import Organisation, organisation_in

NOTE = "It was the second batch, not the first."
SEPTEMBER, OCTOBER, NOVEMBER = (
    Period.parse(name) or pytest.fail(name) for name in ("2026-09", "2026-10", "2026-11")
)


def _corrected(organisation: Organisation, day: str, note: str = NOTE, **fields: str) -> None:
    organisation.story("batch", corrections=f'{{date: {day}, note: "{note}"}}', date="2026-09-14", **fields)  # fmt: skip


def _page(organisation: Organisation, address: str) -> str:
    return next(
        artifact.body().html
        for artifact in organisation.built().site()
        if isinstance(artifact, PrintedPage) and artifact.address == address
    )


def _noted(organisation: Organisation) -> dict[str, list[tuple[str, str]]]:
    """The notes of each issue: the story and the sentence."""
    issues = organisation.built().context(Channel.NEWSLETTER).issues
    return {
        period.name: [(each.story.id, each.correction.note) for each in issues.issue(period).corrected]
        for period in issues.periods
    }  # fmt: skip


def _send(organisation: Organisation, period: Period, today: str) -> None:
    arguments = ["--root", str(organisation.root), "digest", period.name, "--sent", "--today", today]  # fmt: skip
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    """Stories in three months, of which the first two issues have gone out."""
    organisation.story("batch", date="2026-09-14")
    organisation.story("october", date="2026-10-05")
    organisation.story("november", date="2026-11-05")
    _send(organisation, SEPTEMBER, "2026-10-01")
    _send(organisation, OCTOBER, "2026-11-02")
    return organisation


def test_a_page_shows_each_correction_with_its_day(organisation: Organisation) -> None:
    corrections = '[{date: 2026-11-12, note: "@bo, not @cem."}, {date: 2026-11-09, note: "It was the <second> batch."}]'  # fmt: skip
    organisation.story("batch", corrections=corrections, consent="cem")
    page = _page(organisation, "stories/batch/")
    first = "Corrected on November 9, 2026: It was the &lt;second&gt; batch."
    second = "Corrected on November 12, 2026: Bo, not Cem Aydın."
    text = page.replace("<span>", "").replace("</span>", "")
    assert text.index(first) < text.index(second)


def test_the_next_issue_notes_it_in_every_format(told: Organisation) -> None:
    _corrected(told, "2026-11-09")
    files = {file.path: file.content for file in told.built().digest(NOVEMBER)}
    mail = email.message_from_bytes(files["email.eml"], policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    slides = zipfile.ZipFile(io.BytesIO(files["townhall.pptx"]))
    texts = {path: content.decode("utf-8", "replace") for path, content in files.items()}
    texts["email.eml"] = "".join(
        part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
    )
    texts["townhall.pptx"] = "".join(
        slides.read(name).decode() for name in slides.namelist() if name.startswith("ppt/slides/")
    )
    assert texts.keys() == PATHS
    without = {path for path, text in texts.items() if NOTE not in " ".join(text.split())}
    assert without == {"wall.html"}, "which shows quotes of all time, and no issue"
    assert " ".join(texts["email.eml"].split()).count(NOTE) == 2, "in both parts"
    (part,) = (p for p in json.loads(texts["digest.json"])["parts"] if p["name"] == "corrected")
    assert [line["after"] for line in part["lines"]] == [NOTE]
    assert part["heading"] == "Corrections"
    assert NOTE not in "".join(file.content.decode("utf-8", "replace") for file in told.built().digest(OCTOBER))  # fmt: skip


def test_it_is_noted_once_and_stays_in_the_issue_that_noted_it(told: Organisation) -> None:
    _corrected(told, "2026-11-09")
    assert _noted(told) == {"2026-11": [("batch", NOTE)], "2026-10": [], "2026-09": []}
    _send(told, NOVEMBER, "2026-12-01")
    told.story("december", date="2026-12-03")
    told.today = told.today.replace(month=12)
    assert _noted(told) == {"2026-12": [], "2026-11": [("batch", NOTE)], "2026-10": [], "2026-09": []}  # fmt: skip
    assert NOTE in _page(told, "newsletter/2026-11/")
    _corrected(told, "2026-12-02", "On the bench.")
    assert _noted(told)["2026-12"] == [("batch", "On the bench.")]


@pytest.mark.parametrize(
    ("day", "noted"),
    [("2026-09-20", False), ("2026-09-30", False), ("2026-10-01", True), ("2026-11-30", True)],
)
def test_only_what_was_corrected_after_it_went_out_is_noted(
    told: Organisation, day: str, noted: bool
) -> None:
    """A correction of that very day counts: some may have read the issue before."""
    told.today = told.today.replace(day=29)
    _corrected(told, day)
    assert _noted(told)["2026-11"] == ([("batch", NOTE)] if noted else [])


def test_a_story_that_no_issue_told_is_not_noted(told: Organisation) -> None:
    told.story("november", date="2026-11-05", corrections=f'{{date: 2026-11-09, note: "{NOTE}"}}')
    assert set(map(tuple, _noted(told).values())) == {()}


def test_without_records_it_is_noted_by_the_issue_of_its_time(organisation: Organisation) -> None:
    """Every issue is taken to have gone out at the end of its month."""
    for month in ("10", "11"):
        organisation.story(f"of-{month}", date=f"2026-{month}-05")
    _corrected(organisation, "2026-10-20")
    assert _noted(organisation) == {"2026-11": [], "2026-10": [("batch", NOTE)], "2026-09": []}
    _corrected(organisation, "2026-11-03")
    assert _noted(organisation) == {"2026-11": [("batch", NOTE)], "2026-10": [], "2026-09": []}


def test_an_issue_notes_only_as_many_as_every_format_can(told: Organisation) -> None:
    days = [f"2026-11-{day:02}" for day in range(3, 15)]
    corrections = ", ".join(f'{{date: {day}, note: "On {day}."}}' for day in days)
    told.story("batch", date="2026-09-14", corrections=f"[{corrections}]")
    assert [note for _, note in _noted(told)["2026-11"]] == [f"On {day}." for day in days[:8]]
    _send(told, NOVEMBER, "2026-12-01")
    told.story("december", date="2026-12-03")
    told.today = told.today.replace(month=12)
    assert [note for _, note in _noted(told)["2026-12"]] == [f"On {day}." for day in days[8:]]


def test_a_story_that_was_taken_back_is_not_noted(told: Organisation) -> None:
    _corrected(told, "2026-11-09", withdrawn="2026-11-10")
    assert _noted(told)["2026-11"] == []


def test_it_is_redacted_like_every_other_text(told: Organisation) -> None:
    _corrected(told, "2026-11-09", "It was @dora, and stories/october/ says why.")
    told.story("october", date="2026-10-05", channels="[onboarding]")
    ((_, note),) = _noted(told)["2026-11"]
    assert "Dora" not in note
    assert note.startswith("It was a colleague")
    assert "october" not in note


CHANGES: dict[str, Callable[[Organisation], object]] = {
    "a name": lambda o: _replace(o, "Ana Óscoz", "Ana Kaya"),
    "a wish": lambda o: _replace(
        o, "team: bench, role: fitter, named: yes", "team: bench, named: ask"
    ),
    "a way of showing": lambda o: _replace(o, "named: yes, show_as: first", "named: yes"),
    "somebody who left": lambda o: _replace(
        o, "role: fitter, named: yes", "left: 2026-11-01, named: yes"
    ),
    "a yes": lambda o: o.story("batch", date="2026-09-14", consent="{person: ana, on: 2026-11-09}"),
    "a no": lambda o: o.story("batch", date="2026-09-14", declined="{person: ana, on: 2026-11-09}"),
    "a text": lambda o: o.story("batch", "@ana stayed two hours.", date="2026-09-14"),
    "other people": lambda o: o.story("batch", date="2026-09-14", givers="cem", consent="cem"),
    "a day of entry": lambda o: o.story("batch", date="2026-09-14", told="2026-11-09"),
}


def _replace(organisation: Organisation, old: str, new: str) -> None:
    path = organisation.root / "site_config/people.yml"
    text = path.read_text("utf-8")
    assert old in text
    organisation.config("people.yml", text.replace(old, new))


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_else_makes_such_a_line(told: Organisation, change: str) -> None:
    CHANGES[change](told)
    assert set(map(tuple, _noted(told).values())) == {()}
    for address in ("stories/batch/", "newsletter/2026-09/", "newsletter/2026-10/"):
        assert "Corrected" not in _page(told, address)


@pytest.mark.parametrize("change", [name for name in CHANGES if name not in ("a yes", "a no", "a text", "other people", "a day of entry")])  # fmt: skip
def test_nothing_else_moves_such_a_line(told: Organisation, change: str) -> None:
    """The same corrections are noted in the same issues, on the same days, whatever changes about people."""
    _corrected(told, "2026-11-09")
    before = _noted(told)
    CHANGES[change](told)
    assert _noted(told) == before
    assert "Corrected on November 9, 2026:" in _page(told, "stories/batch/")


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        ("{date: 2026-12-24, note: N.}", "the correction of 2026-12-24 is in the future"),
        ("{date: 2026-10-13, note: N.}", "the correction of 2026-10-13 is before the story was told"),
        ("[{date: 2026-11-09, note: N.}, {date: 2026-11-09, note: M.}]", "there are two corrections of 2026-11-09"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_reported(
    organisation: Organisation, corrections: str, message: str
) -> None:
    organisation.story("batch", corrections=corrections)
    found = [str(problem.message) for problem in organisation.problems() if problem.code == "S152"]
    assert found == [message]


def test_it_is_one_sentence(organisation: Organisation) -> None:
    organisation.story("batch", corrections=f"{{date: 2026-11-09, note: {'x' * 281}}}")
    assert "S110" in organisation.codes()


def test_the_record_names_nobody(tmp_path: Path) -> None:
    organisation = organisation_in(tmp_path)
    organisation.story("batch", date="2026-09-14")
    organisation.story("october", date="2026-10-05")
    _send(organisation, SEPTEMBER, "2026-10-01")
    _corrected(organisation, "2026-10-09", "It was @ana.")
    _send(organisation, OCTOBER, "2026-11-02")
    text = (organisation.root / "site_config/newsletters/2026-10.sent.yml").read_text()
    assert 'corrected:\n  "batch": [2026-10-09]\n' in text
    assert "ana" not in text
