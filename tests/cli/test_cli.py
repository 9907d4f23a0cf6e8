"""The command as people use it: what it prints, what it leaves behind, how it exits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.consent.gate import preview_disclosures
from tests import ROOT
from tests.conftest import Organisation, organisation_in
from tests.consent.canary import texts_of
from tests.system import forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def run(organisation: Organisation, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the organisation's folder."""
    return forked.completed(organisation.root, *arguments)


def start(
    organisation: Organisation, *arguments: str, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run it there as people do, in a Python of its own, which takes a second to start."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=organisation.root, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", **env},
    )  # fmt: skip


def tell(organisation: Organisation) -> Organisation:
    organisation.config(
        "site.yml", (organisation.root / "site_config/site.yml").read_text() + "as_of: 2026-11-20\n"
    )
    organisation.story("first")
    organisation.story("second", date="2026-11-02", themes="listening")
    return organisation


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    return tell(organisation)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Organisation:
    organisation = tell(organisation_in(tmp_path_factory.mktemp("built")))
    assert run(organisation, "build").returncode == 0
    return organisation


@pytest.fixture
def built(built_once: Organisation, tmp_path: Path) -> Organisation:
    """What `told` is, and its site; built once, and copied for each test."""
    return Organisation(shutil.copytree(built_once.root, tmp_path / "told"))


def test_build_makes_the_site_and_the_newest_digest(told: Organisation) -> None:
    done = start(told, "build")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "2 stories in site/",
        "To read it, run `reciprocity serve` or `python3 -m http.server --directory site`",
        "Digest for 2026-11: open build/newsletter/2026-11/index.html",
    ]
    assert (told.root / "site/stories/first/index.html").is_file()
    assert {p.name for p in (told.root / "build/newsletter/2026-11").iterdir()} == {
        "email.html", "email.eml", "digest.txt", "digest.md", "digest.json", "slack.json",
        "teams.json", "teams-webhook.json", "townhall.html", "townhall.pptx", "wall.html", "index.html"}  # fmt: skip


def test_digest_writes_the_formats_that_are_asked_for(told: Organisation) -> None:
    folder = told.root / "build/newsletter/2026-10"
    assert run(told, "digest", "2026-10").returncode == 0
    assert len(list(folder.iterdir())) == 12
    done = run(told, "digest", "2026-10", "--only", "email, slack")
    assert done.stdout.splitlines()[-1].endswith("open build/newsletter/2026-10/email.html")
    assert {p.name for p in folder.iterdir()} == {"email.html", "email.eml", "slack.json"}, (
        "what is not written anew may tell what was taken back since"
    )
    done = run(told, "digest", "2026-10", "--only", "email,slak")
    assert done.returncode == 2
    assert 'There is no format "slak". Did you mean "slack"?' in done.stderr


def test_digest_shows_what_it_wrote(told: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    for only, first in ((), "index.html"), (("--only", "deck"), "townhall.html"):
        done = CliRunner().invoke(
            main, ["--root", str(told.root), "digest", "2026-10", "--open", *only]
        )
        assert done.exit_code == 0, done.output
        assert shown.pop() == (told.root / "build/newsletter/2026-10" / first).as_uri()


def test_a_missing_library_is_one_sentence(
    told: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.outputs.newsletter.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["--root", str(told.root), "digest", "2026-10"])
    assert done.exit_code == 0
    assert (
        "townhall.pptx was not written. To install what it needs: "
        "python3 -m pip install 'reciprocity[slides]'\n" in done.output
    )
    assert (told.root / "build/newsletter/2026-10/townhall.html").is_file()
    done = CliRunner().invoke(
        main, ["--root", str(told.root), "digest", "2026-10", "--only", "pptx"]
    )
    assert done.exit_code == 1


def test_an_issue_is_the_same_bytes_wherever_it_is_made(told: Organisation) -> None:
    def issue(**env: str) -> dict[str, bytes]:
        shutil.rmtree(told.root / "build", ignore_errors=True)
        done = start(told, "digest", "2026-10", **env)
        assert done.returncode == 0, done.stderr
        return {p.name: p.read_bytes() for p in (told.root / "build/newsletter/2026-10").iterdir()}

    first = issue(PYTHONHASHSEED="1", TZ="UTC")
    assert first == issue(PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(told: Organisation) -> None:
    def everything() -> dict[str, bytes]:
        assert start(told, "build").returncode == 0
        return {p.relative_to(told.root).as_posix(): p.read_bytes()
                for top in ("site", "build") for p in (told.root / top).rglob("*") if p.is_file()}  # fmt: skip

    assert everything() == everything()


def test_a_broken_story_is_named_and_left_out(told: Organisation) -> None:
    told.story("bad", themes="[listning]")
    done = run(told, "build")
    assert done.returncode == 0
    assert 'error S104: there is no theme "listning"' in done.stdout
    assert "1 file was left out; see above." in done.stdout
    assert not (told.root / "site/stories/bad").exists()
    assert (told.root / "site/stories/first/index.html").is_file()


def test_strict_refuses_a_broken_story(told: Organisation) -> None:
    told.story("bad", themes="[listning]")
    done = run(told, "build", "--strict")
    assert done.returncode == 1
    assert not (told.root / "site").exists()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("site_config/themes.yml", "asking: {title: [}", "site_config/themes.yml:1:"),
        ("site_config/site.yml", None, "site_config/site.yml: error C111: the file is missing"),
        ("site_config/people.yml", None, "site_config/people.yml: error C111: the file is missing"),
        ("mkdocs.yml", None, "mkdocs.yml"),
        ("mkdocs.yml", "site_name: [", "mkdocs.yml"),
        ("mkdocs.yml", "site_name: x\ndocs_dir: site_config/static\n", 'the plugin "reciprocity" is not enabled'),
        ("site_config/templates/site/story.html", "{% if %}", "site_config/templates/site/story.html:1"),
        ("site_config/templates/site/story.html", "\n{{ story.salary }}", "site_config/templates/site/story.html:2"),
    ],
)  # fmt: skip
def test_a_broken_configuration_leaves_the_last_site(
    built: Organisation, path: str, text: str | None, said: str
) -> None:
    before = (built.root / "site/index.html").stat().st_ino
    if text is None:
        (built.root / path).unlink()
    else:
        built.write(path, text)
    done = run(built, "build")
    assert done.returncode == 1
    assert said in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (built.root / "site/index.html").stat().st_ino == before


def test_no_stories_at_all_is_still_a_site(organisation: Organisation) -> None:
    done = run(organisation, "build", "--today", "2026-11-20")
    assert done.returncode == 0, done.stderr
    assert "0 stories in site/" in done.stdout
    assert (
        "No stories yet. The first one takes three lines"
        in (organisation.root / "site/index.html").read_text()
    )
    done = run(organisation, "digest", "--today", "2026-11-20")
    assert (done.returncode, done.stdout) == (0, "There are no stories. No digest was written.\n")
    done = run(organisation, "digest", "2026-11", "--today", "2026-11-20")
    assert (done.returncode, done.stderr) == (1, "There are no stories in 2026-11.\n")


def test_digest_takes_a_period_that_has_stories(told: Organisation) -> None:
    done = run(told, "digest", "2026-10")
    assert done.returncode == 0
    assert "Digest for 2026-10: open build/newsletter/2026-10/" in done.stdout
    done = run(told, "digest", "2025-03")
    assert (done.returncode, done.stderr) == (
        1, "There are no stories in 2025-03. The latest period with stories is 2026-11.\n")  # fmt: skip
    for wrong in ("2026-13", "October", "2026-W60", "2026-Q5"):
        done = run(told, "digest", wrong)
        assert done.returncode == 2
        assert "is not a period" in done.stderr


def test_check_of_some_paths_reports_only_these(told: Organisation) -> None:
    bad, worse = told.story("bad", themes="[x]"), told.story("worse", givers="nobody")
    done = run(told, "check", str(bad))
    assert done.returncode == 1
    assert "bad.md" in done.stdout
    assert "worse.md" not in done.stdout
    assert done.stdout.splitlines()[-1] == "1 error in 1 of 1 file"
    assert run(told, "check", str(told.root / "stories/2026/first.md")).returncode == 0
    assert run(told, "check", "stories/no.md").returncode == 2
    assert worse.name in run(told, "check", "stories").stdout


def test_warnings_pass_unless_strict(told: Organisation) -> None:
    (told.root / "stories/2026/second.md").unlink()
    done = run(told, "check")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 warning in 1 of 8 files")
    assert run(told, "check", "--strict").returncode == 1


def test_a_folder_that_is_no_site_is_not_overwritten(told: Organisation) -> None:
    told.write("thesis/chapter-1.md", "years of work")
    done = run(told, "build", "--site-dir", "thesis")
    assert done.returncode == 1
    assert "files that are not a site" in done.stderr
    assert (told.root / "thesis/chapter-1.md").read_text() == "years of work"


def test_the_folder_is_found_from_below(told: Organisation) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"], cwd=told.root / "stories" / "2026",
        capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_last_site(told: Organisation) -> None:
    assert run(told, "build").returncode == 0
    good = {p: p.read_bytes() for p in (told.root / "site").rglob("*") if p.is_file()}
    told.story("third")
    for number in range(8):
        with subprocess.Popen(
            [sys.executable, "-m", "generator", "build"], cwd=told.root,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2 + number * 0.06)
            process.kill()
        now = {p: p.read_bytes() for p in (told.root / "site").rglob("*") if p.is_file()}
        if (told.root / "site/stories/third/index.html").is_file():
            assert good.keys() < now.keys()  # it was done before it could be killed
        else:
            assert now == good
    assert run(told, "build").returncode == 0
    assert (told.root / "site/stories/third/index.html").is_file()


def _site_text(told: Organisation) -> str:
    folders = ("site", "build", ".site.build")
    files = [p for top in folders for p in (told.root / top).rglob("*") if p.is_file()]
    return "\n".join(p.read_bytes().decode("utf-8", "replace") for p in files)


@pytest.mark.slow
def test_what_was_taken_back_is_gone_from_every_folder(told: Organisation) -> None:
    told.story("secret", "The zebra in the boiler room, said @ana.")
    for period in ("2026-10", "2026-11"):
        assert run(told, "digest", period).returncode == 0
    for _ in range(3):
        assert run(told, "build").returncode == 0
    assert "zebra" in _site_text(told)
    told.story("secret", "The zebra in the boiler room, said @ana.", withdrawn="2026-11-19")
    assert run(told, "build").returncode == 0
    assert "zebra" not in _site_text(told)
    (told.root / "stories/2026/first.md").unlink()
    assert run(told, "build").returncode == 0
    assert not (told.root / "build/newsletter/2026-10").exists(), "a period without stories"


def _preview(organisation: Organisation, *more: str) -> Path:
    assert run(organisation, "preview", "stories/2026/secret.md", *more).returncode == 0
    return organisation.root / "build/preview.html"


def test_a_build_deletes_what_we_left_behind_and_what_shows_too_much(told: Organisation) -> None:
    """A folder to hand on, and a preview: each shows a story that is then taken back."""
    secret = "The zebra in the boiler room, said @ana."
    told.story("secret", secret)
    assert run(told, "build", "--offline").returncode == 0
    preview, offline = _preview(told), told.root / "site-offline"
    notes = told.write("build/newsletter/2026-11/notes.txt", "mine")
    assert "Deleted" not in run(told, "build").stdout
    assert preview.is_file(), "nothing was taken back"
    assert offline.is_dir()
    told.story("secret", secret, withdrawn="2026-11-19")
    (told.root / "stories/2026/second.md").unlink()
    done = run(told, "build")
    assert (
        "Deleted site-offline/, which showed something that may no longer be shown. "
        "To make it again: `reciprocity build --offline`." in done.stdout.splitlines()
    )
    assert (
        "Deleted build/preview.html, which showed something that may no longer be shown. "
        "To make it again: `reciprocity preview`." in done.stdout.splitlines()
    )
    left = [
        p for p in told.root.rglob("*") if p.is_file() and "zebra" in p.read_text("utf-8", "ignore")
    ]
    assert left == [told.root / "stories/2026/secret.md"]
    assert not offline.exists()
    assert [p.name for p in notes.parent.iterdir()] == ["notes.txt"], "what we did not make stays"
    assert run(told, "build", "--offline").returncode == 0
    assert "no longer" not in run(told, "build").stdout


def test_what_somebody_changed_is_left_and_said(told: Organisation) -> None:
    told.story("secret", "The zebra in the boiler room, said @ana.")
    assert run(told, "build", "--offline").returncode == 0
    theirs = told.write("site-offline/theirs.txt", "mine")
    preview = _preview(told)
    preview.write_text(preview.read_text() + "<!-- mine -->")
    elsewhere = told.root / "elsewhere.html"
    _preview(told, "--output", str(elsewhere))
    preview.write_text("mine")
    told.story("secret", "The zebra.", withdrawn="2026-11-19")
    said = run(told, "build").stdout
    assert "site-offline/ may show something that was withdrawn. Delete it, or" in said
    assert "build/preview.html may show something that was withdrawn. Delete it, or" in said
    assert theirs.is_file()
    assert preview.read_text() == "mine"
    assert elsewhere.is_file(), "it is where its reader wanted it"


def test_a_folder_without_a_server_does_not_replace_the_site(built: Organisation) -> None:
    assert run(built, "build").returncode == 0
    (built.root / "stories/2026/first.md").unlink()
    said = run(built, "build", "--offline").stdout
    assert (
        "site/ still shows something that may no longer be shown. Run `reciprocity build`" in said
    )
    assert (built.root / "site/stories/first/index.html").is_file()


@pytest.mark.parametrize(
    ("wish", "named"),
    [("named: no", "named: yes"), ("named: yes, show_as: first", "named: yes"), ("named: ask, show_as: role", "named: ask")],
)  # fmt: skip
def test_a_narrowed_wish_is_something_taken_back(
    organisation: Organisation, wish: str, named: str
) -> None:
    def shown(choice: str) -> tuple[set[str], set[str]]:
        organisation.config(
            "people.yml", f"{people}gil: {{name: Gil Ferrer, team: bench, {choice}}}\n"
        )
        library = organisation.built().library
        return organisation.built().shown(), preview_disclosures(library, library.records)

    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.story("told", "@gil held it.", consent="[gil]")
    for before, after in zip(shown(named), shown(wish), strict=True):
        assert before - after


def test_every_link_of_a_digest_leads_to_a_page(told: Organisation) -> None:
    told.story("mail-only", "Only for the mail, by @ana.", date="2026-11-03", channels="newsletter")
    told.config(
        "newsletter.yml", "{cadence: monthly, first: 2026-09, limits: {stories: 2, per_theme: 1}}\n"
    )
    assert run(told, "build").returncode == 0
    assert run(told, "digest", "2026-Q4").returncode == 0
    links = set()
    for path in (told.root / "build").rglob("*.*"):
        if path.name in ("email.eml", "index.html"):
            continue  # a message is broken into lines anywhere; its parts are read by themselves
        for text in texts_of(path.name, path.read_bytes()):
            links |= set(re.findall(r"https://stories\.bench\.example/([\w/-]*)", text))
    assert len(links) > 3
    assert not (told.root / "site/newsletter/2026-11").exists(), "it has not gone out yet"
    assert run(told, "digest", "2026-11", "--sent").returncode == 0
    assert run(told, "build").returncode == 0
    assert [
        link for link in links if not (told.root / "site" / link / "index.html").is_file()
    ] == []
    assert "mail-only" not in "".join(links)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("digest/digest.txt", "{{ nope.nope }}", "digest/digest.txt:1"),
        ("site/story.html", "{{ 1 / 0 }}", "ZeroDivisionError"),
        ("site/story.html", b"\xff", "not UTF-8"),
        ("site/card.html", "", "site/card.html"),
        ("theme/main.html", "{% extends 'base.html' %}{% if %}", "theme/main.html:1"),
        ("theme/main.html", "{{ nope.nope }}", "theme/main.html:1"),
    ],
)
def test_a_template_that_fails_is_one_sentence(
    built: Organisation, path: str, text: str | bytes, said: str
) -> None:
    before = (built.root / "site/index.html").stat().st_ino
    built.write(f"site_config/templates/{path}", text)
    done = run(built, "build")
    assert done.returncode == 1
    assert "error T101" in done.stdout
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert (built.root / "site/index.html").stat().st_ino == before


@pytest.mark.parametrize(
    ("arguments", "environment", "status"),
    [
        (("digest", "9999-12"), {}, 1),
        (("build", "--today", "9999-12-31"), {}, 0),
        (("build",), {"SOURCE_DATE_EPOCH": "abc"}, 2),
        (("check",), {"SOURCE_DATE_EPOCH": "9" * 30}, 2),
    ],
)
def test_odd_days_are_no_traceback(
    told: Organisation, arguments: tuple[str, ...], environment: dict[str, str], status: int
) -> None:
    done = start(told, *arguments, **environment)
    assert "Traceback" not in done.stderr
    assert done.returncode == status, done.stdout + done.stderr


@pytest.mark.parametrize("language", ["gd", "sv", "fi"])
def test_a_site_in_a_language_that_we_do_not_ship_is_built(
    told: Organisation, language: str
) -> None:
    """Scottish Gaelic is unknown to the site theme, too."""
    site = told.root / "site_config/site.yml"
    site.write_text(f"{site.read_text()}language: {language}\n")
    checked, built = run(told, "check"), run(told, "build")
    assert checked.returncode == built.returncode == 0, built.stderr
    assert (checked.stdout + checked.stderr).count("C128") == 1
    page = (told.root / "site/index.html").read_text("utf-8")
    assert f'<html lang="{language}"' in page
    assert ">Themes<" in page
    assert 'title="Search"' in page or 'aria-label="Search"' in page, (
        "the theme's words are English"
    )


@pytest.mark.parametrize("line", ["language: xx", "time_zone: Nowhere/None"])
def test_a_language_or_a_time_zone_that_is_none(told: Organisation, line: str) -> None:
    site = told.root / "site_config/site.yml"
    site.write_text(f"{site.read_text()}{line}\n")
    done = run(told, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert line.split()[1] in done.stdout


def test_an_organisation_without_a_static_folder_is_built(told: Organisation) -> None:
    shutil.rmtree(told.root / "site_config/static")
    assert run(told, "build").returncode == 0
    assert (told.root / "site/stories/first/index.html").is_file()


def test_a_page_of_theirs_at_an_address_of_ours_is_said(told: Organisation) -> None:
    told.config("static/stories/first/index.md", "# Theirs\n")
    done = run(told, "build")
    assert done.returncode == 1
    assert "static/" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("digest", "2026-10", "--sent"), "site_config/newsletters"),
        (("forget", "bo", "--yes"), "stories/2026/first.md"),
        (("consent", "first", "--yes", "bo"), "stories/2026/first.md"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    told: Organisation, arguments: tuple[str, ...], file: str
) -> None:
    disturb = forked.read_only("site_config", "stories")
    ended = forked.run(told.root, *arguments, disturb=disturb)
    assert ended.status == 1
    said = f"Stopped: read-only file system ({told.root / file}). No file is half written; run the command again.\n"
    assert ended.said.endswith(said)
