"""Trailers of commits and lists of contributors become drafts, which nobody sees before somebody wrote."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model import Channel
from tests.cli.test_import import stories
from tests.conftest import TODAY, Organisation
from tests.consent.canary import found, made_of

PEOPLE = """\
ana: {name: Ana Óscoz, team: bench, named: yes, emails: [ana@bench.example]}
bo: {name: Bo Lindqvist, team: office, named: yes, forge: bo-l}
cem: {name: Cem Aydın, team: bench, named: ask}
dora: {name: Dora Nkemelu, team: attic, named: no}
"""
ANA = "Ana Óscoz <ana@bench.example>"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


@pytest.fixture
def bench(organisation: Organisation) -> Organisation:
    organisation.config("people.yml", PEOPLE)
    return organisation


def git(folder: Path, *arguments: str, day: str = "2026-10-14", author: str = ANA) -> str:
    name, _, email = author.rstrip(">").partition(" <")
    env = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": email,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00+0000",
        "GIT_COMMITTER_NAME": "Merge Bot",
        "GIT_COMMITTER_EMAIL": "bot@bench.example",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000",
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True)
    return done.stdout.decode()


def commit(folder: Path, message: str, *, day: str = "2026-10-14", author: str = ANA) -> str:
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message, day=day, author=author)
    return git(folder, "rev-parse", "HEAD").strip()


def run(organisation: Organisation, *arguments: str) -> Result:
    call = ["--root", str(organisation.root), "import", *arguments, "--today", str(TODAY)]
    return CliRunner().invoke(main, call)


def imported(organisation: Organisation, repository: Path, *arguments: str) -> Result:
    return run(organisation, "git", "HEAD", "--repository", str(repository), *arguments)


def test_two_people_and_a_period_make_one_draft_with_the_commits_own_words(
    bench: Organisation, repository: Path
) -> None:
    first = commit(
        repository, "Light the oven\n\nIt went out.\n\nHelped-by: Bo Lindqvist <bo@old.example>"
    )
    second = commit(
        repository,
        "Turn it down\n\nMentored-by: Bo Lindqvist <bo@new.example>\nSigned-off-by: X <x@y.example>",
        day="2026-10-20",
    )
    commit(repository, "Sweep\n\nHelped-by: Bo Lindqvist", day="2026-09-02")
    commit(repository, "No trailer at all")
    done = imported(bench, repository)
    assert done.exit_code == 0, done.output
    assert "2 drafts written." in done.output
    assert stories(bench)["2026/turn-it-down.md"] == (
        "---\ndate: 2026-10-20\ngivers: bo\nreceivers: ana\nkind: mentoring\ntold: 2026-11-20\n---\n"
        "<!-- This is a draft. Nobody sees it until someone who was there writes a sentence below, in "
        "place of the commits' words. What did @ana ask for? What did @bo do? What became "
        "possible because of it? -->\n\n"
        f"<!-- Mentored-by, 2026-10-20, {second[:12]}:\nTurn it down\n-->\n\n"
        f"<!-- Helped-by, 2026-10-14, {first[:12]}:\nLight the oven\n\nIt went out.\n-->\n\n"
        f"<!-- Keep this line, so that another import leaves these commits out: {second[:12]} {first[:12]} -->\n"
    )
    assert "2026/sweep.md" in stories(bench)


def test_a_draft_is_refused_and_shown_nowhere_until_somebody_writes_a_sentence(
    bench: Organisation, repository: Path
) -> None:
    words = "Ana Óscoz --> the quenching: <b>hot</b> --!> @zed"
    commit(repository, f"Light it\n\n{words}\n\nHelped-by: Bo Lindqvist")
    imported(bench, repository)
    (path,) = stories(bench)
    assert [p.code for p in bench.problems() if p.is_error] == ["S124"]
    assert bench.edition(Channel.SITE).stories == ()
    text = (bench.root / "stories" / path).read_text()
    (bench.root / "stories" / path).write_text(f"{text}\n@bo came back with a torch.\n")
    assert [p.code for p in bench.problems() if p.is_error] == []
    made = [(where, straws) for where, _, straws in made_of(bench.built()) if where != "edition"]
    assert any(found("torch", straws) for _, straws in made)
    for where, straws in made:
        assert not found("quenching", straws), where


def test_an_import_may_be_repeated_and_adds_only_commits_that_no_story_has(
    bench: Organisation, repository: Path
) -> None:
    commit(repository, "Light it\n\nHelped-by: Bo Lindqvist")
    imported(bench, repository)
    ((path, text),) = stories(bench).items()
    (bench.root / "stories" / path).write_text(f"{text}\n@bo lit it.\n")
    again = imported(bench, repository)
    assert "note: 1 commit is already in a story" in again.output
    assert "0 drafts written." in again.output
    commit(repository, "Light it again\n\nHelped-by: Bo Lindqvist")
    assert "1 draft written." in imported(bench, repository).output
    assert len(stories(bench)) == 2


def test_mailmap_addresses_and_accounts_say_who_is_meant_and_first_names_do_not(
    bench: Organisation, repository: Path
) -> None:
    (repository / ".mailmap").write_text("Cem Aydın <cem@bench.example> <c@old.example>\n")
    commit(
        repository,
        "One\n\n"
        "Helped-by: zz <ANA@bench.example>\n"
        "Helped-by: nobody <12+bo-l@users.noreply.github.com>\n"
        "Helped-by: wrong <c@old.example>\n"
        "Helped-by: Dora\n"
        "Helped-by: Dora Stranger <dora@elsewhere.example>",
        author="Dora Nkemelu <d@d.example>",
    )
    done = imported(bench, repository, "--dry-run")
    assert "3 drafts would be written." in done.output
    assert "note: Not in people.yml: Dora, Dora Stranger <dora@elsewhere.example>" in done.output
    assert stories(bench) == {} if (bench.root / "stories").exists() else True


def test_who_names_themselves_helped_nobody(bench: Organisation, repository: Path) -> None:
    commit(repository, f"One\n\nHelped-by: {ANA}")
    done = imported(bench, repository)
    assert "1 trailer names the author of the commit" in done.output
    assert "0 drafts written." in done.output


def test_trailers_of_ones_own_are_added_and_left_out(bench: Organisation, repository: Path) -> None:
    commit(repository, "One\n\nDebugged-with: Bo Lindqvist\nHelped-by: Cem Aydın")
    own = ("--trailer", "Debugged-with=feedback", "--trailer", "helped-BY=")
    done = imported(bench, repository, *own)
    assert "note: Trailers that may tell of help: Debugged-with (1)" in done.output
    (text,) = stories(bench).values()
    assert "givers: bo\nreceivers: ana\nkind: feedback" in text
    for wrong in ("Debugged-with", "x=praise", "=help"):
        assert imported(bench, repository, "--trailer", wrong).exit_code == 2, wrong


def test_without_a_range_the_last_three_months_are_read(
    bench: Organisation, repository: Path
) -> None:
    commit(repository, "Old\n\nHelped-by: Bo Lindqvist", day="2026-05-01")
    commit(repository, "New\n\nHelped-by: Bo Lindqvist", day="2026-11-01")
    commit(repository, "Of a clock that is wrong\n\nHelped-by: Cem Aydın", day="2027-11-01")
    done = run(bench, "git", "--repository", str(repository))
    assert "note: Commits since 2026-08-20 are read." in done.output
    assert list(stories(bench)) == ["2026/new.md"]


@pytest.mark.parametrize("revisions", ["--output=stolen", "no-such-branch", "a..b", "", "a\0b"])
def test_what_is_no_range_is_refused_in_a_sentence(
    bench: Organisation, repository: Path, revisions: str
) -> None:
    commit(repository, "One\n\nHelped-by: Bo Lindqvist")
    arguments = ["--repository", str(repository), "--", revisions] if revisions else [
        "--repository", str(repository / "nowhere")
    ]  # fmt: skip
    done = run(bench, "git", "--today", str(TODAY), *arguments) if not revisions else CliRunner().invoke(
        main, ["--root", str(bench.root), "import", "git", *arguments]
    )  # fmt: skip
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not list(repository.glob("stolen*"))


def test_nothing_that_a_repository_configures_is_run(bench: Organisation, repository: Path) -> None:
    commit(repository, "One\n\nHelped-by: Bo Lindqvist")
    marker = repository / "ran"
    for key in ("gpg.program", "core.pager", "diff.external", "pager.log", "core.fsmonitor"):
        git(repository, "config", key, f"touch {marker} #")
    git(repository, "config", "log.showSignature", "true")
    assert imported(bench, repository).exit_code == 0
    assert not marker.exists()


def contributors(organisation: Organisation, *entries: object) -> Result:
    path = organisation.root.parent / ".all-contributorsrc"
    path.write_text(json.dumps({"projectName": "x", "contributors": entries}))
    return run(organisation, "all-contributors", str(path))


def test_contributors_who_helped_others_become_drafts_that_lack_when_and_for_whom(
    bench: Organisation,
) -> None:
    done = contributors(
        bench,
        {"login": "BO-L", "name": "Somebody", "contributions": ["code", "review", "mentoring"]},
        {"login": "x", "name": "Ana Óscoz", "contributions": [{"type": "question"}]},
        {"login": "cem", "name": "Cem", "contributions": ["review"]},
        {"login": "d", "name": "Dora Nkemelu", "contributions": ["code"]},
        "not an entry",
    )
    assert done.exit_code == 0, done.output
    assert "note: Not used, since they say what someone made: code (2)" in done.output
    assert "note: Not in people.yml: Cem\n" in done.output
    assert "2 drafts written." in done.output
    text = stories(bench)["2026/all-contributors-review-mentoring.md"]
    assert "givers: bo\nkind: mentoring" in text
    assert "<!-- all-contributors: bo: review, mentoring -->" in text
    errors = {(p.code, p.location.path) for p in bench.problems() if p.is_error}
    assert {code for code, _ in errors} == {"S102", "S124"} or {code for code, _ in errors} == {
        "S102"
    }
    assert (
        "0 drafts written, 2 already there"
        in contributors(
            bench,
            {"login": "bo-l", "name": "", "contributions": ["review", "mentoring"]},
            {"login": "x", "name": "Ana Óscoz", "contributions": ["question"]},
        ).output
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"contributors": 1}', "[" * 100_000, "not json", "\x00"]
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(bench: Organisation, text: str) -> None:
    path = bench.root.parent / "file"
    path.write_text(text)
    done = run(bench, "all-contributors", str(path))
    assert done.exit_code == 2
    assert "cannot be imported" in done.output
