"""Reports for programs and forges: each valid by the rules of whoever reads it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.cli.manuals import all_manuals
from generator.cli.progress import Bar, line
from generator.diagnostics.diagnostic import Diagnostic, Location, Severity
from generator.diagnostics.report.github import (
    MOST_ANNOTATIONS,
    MOST_BYTES,
    job_summary,
    workflow_commands,
)
from generator.diagnostics.report.gitlab import as_gitlab
from generator.diagnostics.report.json_ import as_json
from generator.diagnostics.report.report import Report
from generator.diagnostics.report.sarif import as_sarif
from generator.languages.message import gettext
from tests import ROOT
from tests.conftest import TODAY, Organisation

MANUALS = all_manuals()
SARIF = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
OURS = json.loads((ROOT / "docs" / "reference" / "check.schema.json").read_text("utf-8"))
HOSTILE = "a%0Ab::error::\r\n::stop-commands::x,y:z`````\x1b[31m</text>\u202e@everyone | ![x](y)"


def _problem(
    code: str = "S104", path: str = "stories/2026/a.md", line: int = 3, message: str = "wrong"
) -> Diagnostic:
    place = Location(path, line, 2, line, 5) if line else Location(path)
    return MANUALS[code].code(place, message, "mend it")


def _report(*problems: Diagnostic, changed: frozenset[str] = frozenset()) -> Report:
    return Report(problems, 9, lambda _: [HOSTILE] * 9, changed)


_PROBLEMS = st.lists(
    st.builds(
        _problem,
        st.sampled_from(list(MANUALS)),
        st.text(min_size=1),
        st.integers(0, 9),
        st.text(min_size=1),
    ),
    max_size=30,
)


@given(_PROBLEMS)
def test_json_is_as_documented(problems: list[Diagnostic]) -> None:
    document = json.loads(as_json(_report(*problems)))
    jsonschema.validate(document, OURS, jsonschema.Draft202012Validator)
    assert [p["message"] for p in document["problems"]] == [p.message for p in problems]


@pytest.mark.slow
@given(_PROBLEMS)
def test_sarif_is_valid(problems: list[Diagnostic]) -> None:
    document = json.loads(as_sarif(_report(*problems), MANUALS))
    jsonschema.validate(document, SARIF, jsonschema.Draft4Validator)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [p.code for p in problems]


def test_sarif_explains_its_rules() -> None:
    report = Report([_problem()], 1, lambda _: [], reference="https://x.example/codes/{}.md")
    (rule,) = json.loads(as_sarif(report, MANUALS))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://x.example/codes/S104.md"
    assert rule["help"]["markdown"].startswith("# S104: ")
    assert len(rule["fullDescription"]["text"]) < 1024  # more is cut off by GitHub


@given(_PROBLEMS)
def test_gitlab_gets_what_it_asks_for(problems: list[Diagnostic]) -> None:
    issues = json.loads(as_gitlab(_report(*problems)))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(problems)
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")
        assert issue["description"]


def test_fingerprints_stay_when_lines_move() -> None:
    before = [_problem(line=3, message="twice; the first is on line 1"), _problem(line=5)]
    after = [_problem(line=9, message="twice; the first is on line 7"), _problem(line=11)]
    one, other = (dict(_report(*some).fingerprints).values() for some in (before, after))
    assert list(one) == list(other)


# --- GitHub ------------------------------------------------------------------------------------


def _commands(text: str) -> list[tuple[str, Mapping[str, str], str]]:
    """Read workflow commands as GitHub's runner does."""

    def undone(value: str, *, in_property: bool) -> str:
        pairs = [("%0D", "\r"), ("%0A", "\n")]
        pairs += [("%3A", ":"), ("%2C", ",")] if in_property else []
        for escaped, char in [*pairs, ("%25", "%")]:
            value = value.replace(escaped, char)
        return value

    found: list[tuple[str, Mapping[str, str], str]] = []
    for row in text.split("\n"):
        match = re.fullmatch(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)", row)
        assert match, row
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        read = {name: undone(value, in_property=True) for name, value in properties.items()}
        found.append((match[1], read, undone(match[3], in_property=False)))
    return found


@given(_PROBLEMS)
def test_an_annotation_is_one_command(problems: list[Diagnostic]) -> None:
    if problems:
        for _, properties, message in _commands(workflow_commands(_report(*problems))):
            assert properties.keys() <= {"file", "line", "col", "endLine", "endColumn", "title"}
            assert message


def test_nothing_hostile_gets_out_of_an_annotation() -> None:
    shown = workflow_commands(_report(_problem(path=HOSTILE, message=HOSTILE)))
    ((kind, properties, message),) = _commands(shown)
    assert kind == "error"
    assert properties["file"].startswith("a%0Ab::error::\\u000d")
    assert message.startswith("a%0Ab::error::\\u000d")
    assert not any(sign in shown for sign in ("\x1b", "\u202e", "\n"))


def test_errors_come_first_then_files_of_the_change() -> None:
    problems = [
        _problem("S122", "stories/2026/a.md"),
        _problem("S104", "stories/2026/b.md"),
        _problem("S104", "stories/2026/c.md"),
    ]
    report = _report(*problems, changed=frozenset(["stories/2026/c.md"]))
    shown = [(kind, values["file"][-4]) for kind, values, _ in _commands(workflow_commands(report))]
    assert shown == [("error", "c"), ("error", "b"), ("warning", "a")]


def test_no_more_than_github_shows_and_the_last_says_how_many_more() -> None:
    problems = [_problem("S104", line=n) for n in range(1, 26)]
    problems += [_problem("S122", line=n) for n in range(1, 12)]
    problems += [_problem("S132", line=n) for n in range(1, 4)]
    commands = _commands(workflow_commands(_report(*problems)))
    kinds = [kind for kind, _, _ in commands]
    assert kinds == ["error"] * MOST_ANNOTATIONS + ["warning"] * MOST_ANNOTATIONS + ["notice"] * 3
    said = [message for _, _, message in commands if "more" in message]
    assert [text.rpartition("\n")[2] for text in said] == [
        "The summary of the job lists 15 more errors.",
        "The summary of the job lists 1 more warning.",
    ]
    assert said == [commands[MOST_ANNOTATIONS - 1][2], commands[2 * MOST_ANNOTATIONS - 1][2]]


def test_the_summary_of_the_job_keeps_stories_in_their_fences() -> None:
    shown = job_summary(_report(_problem(path=HOSTILE, message=HOSTILE, line=1)))
    inside = False
    fence = ""
    for row in shown.split("\n"):
        if not inside and (match := re.fullmatch("(`{3,})text", row)):
            inside, fence = True, match[1]
        elif inside and row == fence:
            inside = False
        elif not inside:
            assert not row or row.startswith(("### Stories: 1 error", "#### `````` "))
    assert not inside
    assert not any(sign in shown for sign in ("\x1b", "\u202e", "\r"))


def test_a_summary_is_no_longer_than_github_takes() -> None:
    problems = [_problem(path=f"stories/2026/{n}.md", message="é" * 900) for n in range(1000)]
    shown = job_summary(_report(*problems))
    assert MOST_BYTES * 0.9 < len(shown.encode()) <= MOST_BYTES
    last = shown.rstrip().rpartition("\n")[2]
    match = re.fullmatch(
        r"(\d+) errors in (\d+) more files: run `reciprocity check` to see them\.", last
    )
    assert match
    assert int(match[1]) == 1000 - shown.count("#### ")


# --- the command -------------------------------------------------------------------------------


def _check(organisation: Organisation, *arguments: str, **environment: str) -> Result:
    result = CliRunner().invoke(
        main,
        ["--root", str(organisation.root), "check", "--today", f"{TODAY}", *arguments],
        env={"GITHUB_STEP_SUMMARY": None, "NO_COLOR": None, "FORCE_COLOR": None, **environment},
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif"])
def test_a_document_is_all_that_is_written(organisation: Organisation, form: str) -> None:
    organisation.story("bad", kind="hepl")
    result = _check(organisation, "--format", form)
    assert result.exit_code == 1
    document: Any = json.loads(result.output)
    assert "S106" in json.dumps(document)
    organisation.story("bad")
    organisation.story("good", themes="[listening]")
    assert _check(organisation, "--format", form).exit_code == 0


def test_github_gets_annotations_and_a_summary(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("bad", kind="hepl")
    target = tmp_path / "summary.md"
    target.write_text("Before.\n", "utf-8")
    result = _check(organisation, "--format", "github", GITHUB_STEP_SUMMARY=str(target))
    assert result.exit_code == 1
    assert result.output.startswith("::error file=stories/2026/bad.md,line=5,col=7,")
    written = target.read_text("utf-8")
    assert written.startswith("Before.\n### Stories: 1 error")
    assert "kind: hepl" in written


def test_colour_is_asked_for_or_refused(organisation: Organisation) -> None:
    organisation.story("bad", kind="hepl")
    assert "\x1b" not in _check(organisation).output
    assert "\x1b[1;31merror S106" in _check(organisation, FORCE_COLOR="1").output
    assert "\x1b" not in _check(organisation, FORCE_COLOR="1", NO_COLOR="1").output
    assert "\x1b" not in _check(organisation, FORCE_COLOR="0").output


def test_an_excerpt_is_as_wide_as_the_terminal(organisation: Organisation) -> None:
    organisation.story("bad", title=f"{'漢' * 60} @ {'字' * 60}: x", kind="hepl")
    for columns in (60, 140):
        shown = _check(organisation, COLUMNS=str(columns)).output
        excerpt = next(row for row in shown.split("\n") if "漢" in row)
        from generator.diagnostics.report import width

        assert columns - 4 <= width(excerpt) <= columns


# --- files of a change -------------------------------------------------------------------------


def _git(organisation: Organisation, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments],
        cwd=organisation.root,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(organisation: Organisation) -> Organisation:
    organisation.story("a-old", kind="hepl")
    organisation.story("cem-was-asked", receivers="cem", themes="[listening]")
    for arguments in (["init", "-b", "main"], ["add", "."], ["commit", "-m", "x"]):
        _git(organisation, *arguments)
    _git(organisation, "switch", "-c", "work")
    organisation.story("b-new", kind="hepl", receivers="cem")
    return organisation


def test_files_of_the_change_come_first_and_get_advice(repository: Organisation) -> None:
    shown = _check(repository, "--changed-from", "main").output
    found = re.findall(r"^stories/2026/(\S+?)\.md:\S+ \w+ (\w+)", shown, re.MULTILINE)
    assert found == [("b-new", "S132"), ("b-new", "S106"), ("a-old", "S106")]
    _git(repository, "add", ".")
    _git(repository, "commit", "-m", "y")
    assert _check(repository, "--changed-from", "main").output == shown
    made = json.loads(_check(repository, "--format", "json", "--changed-from", "main").output)
    assert [p["changed"] for p in made["problems"]] == [
        p["path"].endswith("b-new.md") for p in made["problems"]
    ]
    assert {p["code"] for p in made["problems"] if p["changed"]} == {"S106", "S132"}


@pytest.mark.parametrize("ref", ["nowhere", "-x", "--output=x", "", "main:stories"])
def test_an_unknown_commit_is_one_sentence(repository: Organisation, ref: str) -> None:
    result = _check(repository, f"--changed-from={ref}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.fullmatch(r"[^\n]+\n", result.stderr)
    assert not (repository.root / "x").exists()


def test_outside_git_it_says_so(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(organisation.root.parent))
    result = _check(organisation, "--changed-from", "main")
    assert result.exit_code == 2
    assert result.stderr == "This needs a git repository, but this folder is not in one.\n"


def test_a_shallow_clone_is_named_as_the_reason(repository: Organisation, tmp_path: Path) -> None:
    _git(repository, "add", ".")
    _git(repository, "commit", "-m", "y")
    clone = tmp_path / "clone"
    _git(repository, "clone", "--depth", "1", f"file://{repository.root}", str(clone))
    result = _check(Organisation(clone), "--changed-from", "main")
    assert result.exit_code == 2
    assert "This clone is shallow" in result.stderr


# --- the bar -----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [0, 1, 20, 40, 80, 300])
@pytest.mark.parametrize("done", [0, 1, 5_000, 10_000])
def test_the_bar_fits_on_its_line(columns: int, done: int) -> None:
    assert len(line("Checking", done, 10_000, columns)) <= max(0, columns - 1) or columns < 2


def test_the_bar_says_how_far_it_is() -> None:
    assert line("Checking", 5_000, 10_000, 80) == f"Checking {'━' * 20}{'─' * 20}  5,000 of 10,000"


def test_there_is_no_bar_where_there_is_no_terminal(organisation: Organisation) -> None:
    organisation.story("one")
    assert _check(organisation).stderr == ""


def test_severities_keep_their_order() -> None:
    assert list(Severity) == [Severity.ERROR, Severity.WARNING, Severity.ADVICE]


def test_a_bar_waits_a_second_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("generator.cli.progress.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    with Bar(gettext("Checking")) as bar:
        bar.show(1, 10)
        now[0] += 0.9
        bar.show(2, 10)
        assert capsys.readouterr().err == ""
        now[0] += 0.2
        bar.show(5, 10)
        bar.show(6, 10)  # too soon after the last
        shown = capsys.readouterr().err
        assert shown.startswith("\rChecking ━")
        assert shown.endswith(" 5 of 10")
        monkeypatch.setattr("generator.cli.progress.os.getpid", lambda: -1)
        now[0] += 1
        bar.show(7, 10)
        assert capsys.readouterr().err == "", "a forked copy keeps it to itself"
    assert capsys.readouterr().err == "\r\x1b[K"
