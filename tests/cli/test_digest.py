"""`reciprocity digest`: what an editor runs, and what it tells and writes."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model import Channel
from generator.rendering.artifacts import File, PrintedPage
from tests.conftest import Organisation

LONG = "@ana stayed an hour, and told of the next one. " * 12


def run(organisation: Organisation, *arguments: str, today: str = "2026-11-20") -> Result:
    return CliRunner().invoke(
        main, ["--root", str(organisation.root), "digest", *arguments, "--today", today]
    )


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    for number in range(1, 5):
        organisation.story(f"o{number}", LONG, date=f"2026-10-0{number}", outcome="It held.")
    organisation.story("november", LONG, date="2026-11-02", outcome="It held.")
    organisation.config("newsletters/2026-10.yml", "{note: A good month., hero: o2}\n")
    return organisation


def files(organisation: Organisation, period: str) -> dict[str, bytes]:
    """The files of an issue, without the wall, which has the day on which it was built."""
    folder = organisation.root / "build" / "newsletter" / period
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "wall.html"}


def sent(organisation: Organisation, period: str) -> Path:
    return organisation.root / f"site_config/newsletters/{period}.sent.yml"


def test_it_takes_the_newest_that_has_not_run(told: Organisation) -> None:
    assert "Digest for 2026-11" in run(told).output
    assert run(told, "--sent").exit_code == 0
    assert "Digest for 2026-11" in run(told).output, "the newest, where all are sent"
    told.story("december", LONG, date="2026-12-01")
    assert "Digest for 2026-12" in run(told, today="2026-12-02").output


def test_recording_twice_writes_once_and_changes_no_byte_of_the_issue(told: Organisation) -> None:
    run(told, "2026-10")
    before = files(told, "2026-10")
    assert (
        "Recorded in site_config/newsletters/2026-10.sent.yml"
        in run(told, "2026-10", "--sent").output
    )
    record = sent(told, "2026-10").read_bytes()
    assert b"ana" not in record
    again = run(told, "2026-10", "--sent", today="2026-11-21")
    assert "already records this (sent on 2026-11-20)" in again.output
    assert sent(told, "2026-10").read_bytes() == record
    assert files(told, "2026-10") == before
    told.story("late", LONG, date="2026-10-09", outcome="Late.")
    run(told, "2026-10")
    assert files(told, "2026-10") == before
    run(told)
    assert b"/stories/late/" in files(told, "2026-11")["digest.txt"], "what came late runs now"


def test_only_a_record_is_written(told: Organisation) -> None:
    def config() -> dict[str, bytes]:
        folder = told.root / "site_config"
        return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    before = config()
    for arguments in ((), ("2026-10", "--why"), ("2025-01",)):
        run(told, *arguments)
    assert config() == before
    run(told, "2026-10", "--sent")
    assert config().keys() - before.keys() == {str(sent(told, "2026-10"))}
    assert {p: b for p, b in config().items() if p in before} == before


def test_a_correction_counts_a_revision_and_what_was_dropped_stays_away(told: Organisation) -> None:
    run(told, "2026-10", "--sent")
    told.config("newsletters/2026-10.yml", "{note: Corrected., hero: o3, skip: [o1]}\n")
    issues = told.built().context(Channel.NEWSLETTER).issues
    digest = issues.issue(issues.periods[-1])
    assert digest.revised
    assert "o1" not in {s.id for s in digest.stories}
    assert "Recorded" in run(told, "2026-10", "--sent", today="2026-12-24").output
    text = sent(told, "2026-10").read_text()
    assert "sent: 2026-11-20\nrevision: 2" in text
    assert 'dropped:\n  - "o1"' in text
    assert "already records this" in run(told, "2026-10", "--sent").output
    run(told, "2026-11")
    assert b"/stories/o1/" not in files(told, "2026-11")["digest.txt"]


def test_the_page_says_that_it_was_revised_once_something_was_taken_back(
    told: Organisation,
) -> None:
    run(told, "2026-10", "--sent")
    page = _page(told)
    assert "Revised since it was sent" not in page
    assert "/stories/o4/" in page
    told.story("o4", LONG, date="2026-10-04", withdrawn="2026-11-10")
    page = _page(told)
    assert "Revised since it was sent" in page
    assert "/stories/o4/" not in page


def _page(organisation: Organisation, name: str = "2026-10") -> str:
    return next(
        a.body().html for a in organisation.built().site()
        if isinstance(a, PrintedPage) and a.address == f"newsletter/{name}/"
    )  # fmt: skip


def test_the_page_shows_what_the_mail_shows_and_the_site_may(told: Organisation) -> None:
    told.story("mail-only", LONG, date="2026-10-20", channels="[newsletter]", outcome="It held.")
    told.story("site-only", LONG, date="2026-10-21", channels="[site]", outcome="It held.")
    made = told.built()
    (october,) = (p for p in made.periods if p.name == "2026-10")
    mail = made.context(Channel.NEWSLETTER).issues.issue(october)
    page = made.context(Channel.SITE, Channel.NEWSLETTER).issues.issue(october)
    assert {s.id for s in mail.stories} - {s.id for s in page.stories} == {"mail-only"}
    assert "site-only" not in {s.id for s in mail.stories}
    assert [s.id for s in page.stories] == [s.id for s in mail.stories if s.id != "mail-only"]


def test_why_marks_what_the_editor_chose(told: Organisation) -> None:
    said = run(told, "2026-10", "--why").output
    assert "o2, “" in said
    assert re.search("^  ✎ o2, “.*: the editor's choice$", said, re.MULTILINE)
    assert re.search("^  · o3, “", said, re.MULTILINE), "and this was not chosen by anybody"
    assert "In their themes:" in said


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("October",), 2, "is not a period"),
        (("2026-10-01--2026-09-01",), 2, "is not a period"),
        (
            ("--since", "2026-11-01", "--until", "2026-10-01"),
            2,
            "--until (2026-10-01) is before --since (2026-11-01)",
        ),
        (("--until", "2026-10-01"), 2, "--until only works with --since"),
        (("2026-10", "--since", "2026-10-01"), 2, "Give either PERIOD, or --since and --until"),
        (
            ("2026-08",),
            1,
            "There are no stories in 2026-08. The latest period with stories is 2026-11.",
        ),
        (("--since", "2026-01-01", "--until", "2026-02-01"), 1, "There are no stories in"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    told: Organisation, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run(told, *arguments)
    assert done.exit_code == status
    assert said in done.output
    assert "Traceback" not in done.output


def test_an_issue_of_which_all_is_skipped_says_so(told: Organisation) -> None:
    told.config("newsletters/2026-11.yml", "skip: [november]\n")
    done = run(told, "2026-11")
    assert done.exit_code == 1
    assert "or is skipped in site_config/newsletters/2026-11.yml." in done.output


def test_when_everything_has_run_the_last_issue_is_made_again_and_says_so(
    told: Organisation,
) -> None:
    assert "It was sent on" not in run(told, "--sent").output
    assert "It was sent on 2026-11-20, and no new stories have come in since." in run(told).output


def _everything(organisation: Organisation) -> str:
    """All that the site would hold, addresses included."""
    made = organisation.built()
    artifacts = (*made.site(), *made.search_files(made.site()))
    return "\n".join(
        f"{a.path}\n{a.content.decode(errors='replace')}"
        if isinstance(a, File)
        else f"{a.address}\n{a.title}\n{a.body().html}"
        if isinstance(a, PrintedPage)
        else f"{a.address}\n{a.title}\n{a.markdown}\n{''.join(a.inserts.values())}"
        for a in artifacts
    )


@pytest.mark.parametrize("recorded", [True, False], ids=["with records", "without any record"])
def test_an_issue_that_has_not_gone_out_is_nowhere_on_the_site(
    told: Organisation, recorded: bool
) -> None:
    told.config("newsletters/2026-11.yml", "{note: A lamp and a kettle., call_to_action: Hum.}\n")
    if recorded:
        run(told, "2026-10", "--sent")
    site = _everything(told)
    assert "newsletter/2026-10/" in site
    assert [w for w in ("2026-11/", "A lamp and a kettle", "Hum.") if w in site] == []
    assert "stories/november/" in site, "the stories themselves are told"
    if recorded:
        run(told, "2026-11", "--sent")
    else:
        told.today = dt.date(2026, 12, 1)
    site = _everything(told)
    assert [w for w in ("2026-11/", "A lamp and a kettle", "Hum.") if w not in site] == []


def test_the_letters_of_a_draft_lead_to_the_page_that_it_gets(told: Organisation) -> None:
    run(told, "2026-10", "--sent")
    run(told, "2026-11")
    assert "/newsletter/2026-11/" in files(told, "2026-11")["digest.txt"].decode()
    assert "2026-11" not in told.built().pages["newsletter"]


def test_an_organisation_may_show_its_drafts_which_say_so_and_are_in_no_feed(
    told: Organisation,
) -> None:
    def feed() -> str:
        files = (a for a in told.built().site() if isinstance(a, File))
        return next(f.content.decode() for f in files if f.path == "newsletter/feed.xml")

    told.config("newsletter.yml", "{cadence: monthly, first: 2026-09, show_drafts: yes}\n")
    run(told, "2026-10", "--sent")
    assert "In preparation" not in _page(told)
    assert "In preparation" in _page(told, "2026-11")
    assert ("newsletter/2026-10/" in feed(), "newsletter/2026-11/" in feed()) == (True, False)
    run(told, "2026-11", "--sent")
    assert "In preparation" not in _page(told, "2026-11")
    assert "newsletter/2026-11/" in feed()


def test_the_page_of_an_issue_lists_what_the_mail_only_leads_to(told: Organisation) -> None:
    told.config("newsletter.yml", "{cadence: monthly, limits: {stories: 2, per_theme: 1}}\n")
    run(told, "2026-10")
    mail, page = files(told, "2026-10")["digest.txt"].decode(), _page(told)
    ids = {f"o{n}" for n in range(1, 5)}
    assert {id_ for id_ in ids if f"/stories/{id_}/" in page} == ids
    assert {id_ for id_ in ids if f"/stories/{id_}/" in mail} < ids
    for anchor in re.findall(r"/newsletter/2026-10/#(\S+)", mail):
        assert f'id="{anchor}"' in page
    assert "/newsletter/2026-10/#theme-" in mail


def test_a_digest_is_made_without_the_engine(told: Organisation) -> None:
    look = (
        "import sys; from click.testing import CliRunner; from generator.cli import main;"
        f"done = CliRunner().invoke(main, ['--root', {str(told.root)!r}, 'digest', '2026-10']);"
        "print(done.exit_code, 'mkdocs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]


def test_any_range_of_days_is_an_issue(told: Organisation) -> None:
    assert run(told, "--since", "2026-10-03", "--until", "2026-11-02").exit_code == 0
    text = files(told, "2026-10-03--2026-11-02")["digest.txt"].decode()
    assert [f"/stories/{id_}/" in text for id_ in ("o2", "o3", "o4", "november")] == [
        False, True, True, True]  # fmt: skip
    run(told, "--since", "2026-10-03", "--until", "2026-11-02", "--sent")
    assert run(told, "2026-10").exit_code == 0
    assert "Every story of 2026-11 has run in another issue" in run(told, "2026-11").output


def test_a_broken_story_is_left_out_and_listed_and_strict_refuses(told: Organisation) -> None:
    told.story("broken", date="2026-10-05", themes="nothing")
    done = run(told, "2026-10")
    assert done.exit_code == 0
    assert "S104" in done.output
    assert "1 file was left out" in done.output
    done = run(told, "2026-10", "--strict", "--sent")
    assert done.exit_code == 1
    assert "No digest was written" in done.output
    assert not sent(told, "2026-10").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sent: yesterday\n", "C103"),
        ("{}\n", "C102"),
        ("sent: 2026-10-30\nwho: [ana]\n", "C101"),
        ("sent: 2026-10-30\nstories: [../../etc/passwd]\n", "C103"),
        ("sent: 2026-10-30\nhero: '<script>'\n", "C103"),
        ("sent: 2026-10-30\nvoices: {o1: [-1]}\n", "C103"),
        ("sent: 2026-10-30\nvoices: {'O 1': [0]}\n", "C103"),
        ("sent: 2026-10-30\nbefore: {stories: many, teams: 1, asks: 1, threads: 1}\n", "C103"),
        ("sent: &a 2026-10-30\n", "P107"),
        ("sent: !!python/object 1\n", "P108"),
    ],
)
def test_a_record_is_read_strictly(told: Organisation, text: str, code: str) -> None:
    told.config("newsletters/2026-10.sent.yml", text)
    assert code in told.codes()
    done = run(told, "2026-10", "--sent")
    assert done.exit_code == 1
    assert sent(told, "2026-10").read_text() == text, "nothing is written over it"


def test_a_record_for_no_period_is_refused(told: Organisation) -> None:
    told.config("newsletters/2026-13.sent.yml", "sent: 2026-10-30\n")
    assert "N101" in told.codes()


def test_a_record_of_what_is_gone_is_advice(told: Organisation) -> None:
    told.config(
        "newsletters/2026-10.sent.yml",
        "sent: 2026-10-30\nstories: [o1, gone-since]\nvoices: {o1: [7]}\n",
    )
    (advice,) = [p for p in told.problems() if p.code == "N114"]
    assert (advice.location.line, advice.severity) == (2, "advice")
    assert run(told, "2026-10").exit_code == 0
