"""What runs on GitHub, on GitLab and before a commit: safe, valid, and tested like the rest."""

from __future__ import annotations

import calendar
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.adopt.sample import DAY
from tests import ROOT
from tests.cli.events import BODY, issue_event

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PUBLISHING = ("release.yml", "pypa/gh-action-pypi-publish")
WORKTREE = ["worktree", "add", "--force", "--detach", ".base"]


def _jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items():
            yield f"{path.name} {name}", job


def _gitlab() -> dict[str, Any]:
    loaded = yaml.safe_load(GITLAB.read_text("utf-8"))
    return {name: job for name, job in loaded.items() if "script" in job}


STEPS = [
    *(step["run"] for _, job in _jobs() for step in job["steps"] if "run" in step),
    *(line for job in _gitlab().values() for line in job["script"]),
]


def _git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=us", "-c", "user.email=us@bench.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with our files, and a commit on top that brings a story."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no checkout, or git is missing")
    folder = tmp_path / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if not name.startswith(("tests/", "docs/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "start")
    (folder / "stories/2026/a-few-words.md").write_text(
        "---\ndate: 2026-10-14\ngivers: ravi\nreceivers: salma\n---\n@ravi stayed an hour.\n"
    )
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "a story")
    return folder


def _step(step: str, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a job does, with this environment in the place of its own."""
    for name, value in given.items():
        step = step.replace(f"${name}", value)
    program, *words = step.split()
    assert program.endswith(".venv/bin/reciprocity")
    of_the_sample = {"SOURCE_DATE_EPOCH": str(calendar.timegm(DAY.timetuple()))}
    return subprocess.run([str(BIN / "reciprocity"), *words], cwd=folder, check=False,
                          capture_output=True, text=True, env=os.environ | of_the_sample)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_one_command_of_ours(step: str) -> None:
    assert not re.search(r"[;|&<>`\n]|\$[({]", step), "a step that no test could run"
    program, *words = step.split()
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert words[-1] in targets
        assert words[:-1] in ([], ["--directory", ".base"])
    elif program == "git":  # the next test runs it
        assert words == [*WORKTREE, "$CI_MERGE_REQUEST_DIFF_BASE_SHA"]
    elif program == "gh":  # on every runner of GitHub, and nowhere else
        assert words[:2] in (["release", "create"], ["api", "--method"])
    elif program == ".ci/install":
        assert words in ([], ["clients"])
    elif program == "python":  # on Windows, where there is no make
        assert words[:2] in (["-m", module] for module in ("pip", "generator", "pytest"))
    else:
        assert program in (".venv/bin/reciprocity", ".base/.venv/bin/reciprocity")


@pytest.mark.slow
def test_the_steps_of_a_request_on_github_work(checkout: Path, tmp_path: Path) -> None:
    context = tmp_path / "desk"
    context.mkdir()
    checkout.rename(context / "head")
    taken = "raise SystemExit('taken over')\n"
    for name in ("generator/__init__.py", "generator/cli/__init__.py", "sitecustomize.py"):
        (context / "head" / name).write_text(taken)
    template = context / "head/site_config/templates/preview/preview.html"
    template.parent.mkdir(parents=True)
    template.write_text("taken over")
    _git(context / "head", "add", "--all")
    _git(context / "head", "commit", "--quiet", "--amend", "--no-edit")
    jobs = dict(_jobs())
    steps = [
        s["run"] for s in jobs["check.yml stories"]["steps"] if "--root head" in s.get("run", "")
    ]
    assert len(steps) == 2
    for step in steps:
        done = _step(step, context)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "taken over" not in done.stdout
    page = (context / "preview.html").read_text("utf-8")
    assert "stayed an hour" in page
    assert "taken over" not in page
    (context / "head/stories/2026/a-few-words.md").write_text("---\ndate: 2026-10-14\n---\nx\n")
    failing = _step(steps[0], context)
    assert failing.returncode == 1
    assert failing.stdout.startswith("::error file=stories/2026/a-few-words.md,")


@pytest.mark.slow
def test_the_steps_of_a_request_on_gitlab_work(checkout: Path) -> None:
    base = "HEAD^1"
    for step in _gitlab()["stories"]["script"]:
        if not step.startswith(("make", "git")):
            done = _step(step, checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
            assert done.returncode == 0, done.stdout + done.stderr
    assert "stayed an hour" in (checkout / "build/preview.html").read_text("utf-8")
    report = json.loads((checkout / "build/code-quality.json").read_text("utf-8"))
    assert isinstance(report, list)


@pytest.mark.slow
def test_the_steps_that_make_a_request_of_an_issue_work(checkout: Path) -> None:
    """What `gh` sends, and where, is what the steps before it have written and said."""
    event = checkout / "event.json"
    body = (
        BODY.replace("Ana", "Ravi").replace("Cem Aydın", "Salma").replace("@ana held", "@ravi held")
    )
    event.write_text(json.dumps(issue_event(body=body.replace("for @cem", "for @salma"))))
    job = dict(_jobs())["stories.yml story"]
    handed: dict[str, str] = {}
    for step in job["steps"]:
        line = step.get("run", "")
        if not line.startswith(".venv/bin/reciprocity"):
            continue
        for name, value in step.get("env", {}).items():
            output = re.fullmatch(r"\$\{\{ steps\.story\.outputs\.(\w+) \}\}", value)
            assert output is not None
            line = line.replace(f"${name}", handed[output[1]])
        done = _step(line, checkout, GITHUB_EVENT_PATH=str(event), GITHUB_SHA="c0ffee")
        assert done.returncode == 0, done.stdout + done.stderr
        if step.get("id") == "story":
            handed = dict(said.split("=", 1) for said in done.stdout.splitlines())
    assert handed["outcome"] == "story"
    written = {path.name for path in (checkout / "build/request").iterdir()}
    assert (checkout / "preview.html").is_file()
    sends = [
        re.search(r"--input build/request/(\S+)", step.get("run", "")) for step in job["steps"]
    ]
    assert {found[1] for found in sends if found} == written | {"comment.json"}


def test_an_issue_or_a_comment_is_in_no_command() -> None:
    """Expressions stand in conditions and in `env`, and only outputs of ours and GitHub's own values."""
    text = (ROOT / ".github/workflows/stories.yml").read_text("utf-8")
    allowed = (
        r"github\.(?:event_name|repository|token)|github\.event\.issue\.number"
        r"|steps\.\w+\.(?:outcome|outputs\.(?:outcome|number|path|branch))"
    )
    for expression in re.findall(r"\$\{\{(.*?)\}\}", text):
        bare = re.sub(r"'[a-z_]+'|==|&&", "", expression)
        for name in bare.split():
            assert re.fullmatch(allowed, name) or name in (
                "github.event.issue.pull_request", "github.event.repository.private"
            ), name  # fmt: skip
    for name in ("story", "answer"):
        job = dict(_jobs())[f"stories.yml {name}"]
        may = {
            "story": {"contents", "issues", "pull-requests"},
            "answer": {"contents", "pull-requests"},
        }
        assert set(job["permissions"]) == may[name]
        assert all("${{" not in step.get("run", "") for step in job["steps"])
        (ours, *others) = [s["with"] for s in job["steps"] if "checkout" in s.get("uses", "")]
        assert "ref" not in ours, "the program is of the default branch"
        assert [other["path"] for other in others] == ([] if name == "story" else ["head"])


@pytest.mark.slow
def test_the_program_is_set_up_as_it_was(checkout: Path, tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    stamp = tmp_path / "venv" / ".site"
    stamp.parent.mkdir()
    stamp.touch()
    os.utime(stamp, (time.time() + 3600,) * 2)
    (checkout / "Makefile").write_text("setup:\n\techo taken over > taken\n")
    _git(checkout, "commit", "--quiet", "--all", "--message", "a request that changes the Makefile")
    _git(checkout, *WORKTREE, "HEAD^1")
    subprocess.run(
        ["make", "--directory", ".base", "setup", f"VENV={stamp.parent}", f"BIN={BIN}"],
        cwd=checkout, check=True, capture_output=True,
    )  # fmt: skip
    assert not [*checkout.glob("**/taken")]
    assert (checkout / ".base/generator/pipeline.py").is_file()
    assert "taken" in (checkout / "Makefile").read_text()
    assert "taken" not in (checkout / ".base/Makefile").read_text()
    done = subprocess.run(["git", "status", "--porcelain"], cwd=checkout, check=True,
                          capture_output=True, text=True)  # fmt: skip
    assert done.stdout == ""


@pytest.mark.slow
def test_the_steps_of_the_digest_work(checkout: Path) -> None:
    steps = [s for s in STEPS if s.endswith("reciprocity digest")]
    assert len(steps) == 2
    done = _step(steps[0], checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((checkout / "build/newsletter").glob("*/email.html"))


@pytest.mark.slow
def test_a_digest_without_stories_fails_no_job(checkout: Path) -> None:
    shutil.rmtree(checkout / "stories")
    for path in (checkout / "site_config/newsletters").glob("*.yml"):
        path.unlink()
    (step,) = {s for s in STEPS if s.endswith("reciprocity digest")}
    done = _step(step, checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No digest was written." in done.stdout
    text = (ROOT / ".github/workflows/digest.yml").read_text("utf-8")
    assert "if-no-files-found: ignore" in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_little(path: Path) -> None:
    text = path.read_text("utf-8")
    loaded = yaml.safe_load(text)
    events = loaded[True]  # YAML 1.1 reads "on" so
    assert "pull_request_target" not in events
    assert "workflow_run" not in events
    assert loaded["permissions"] == {}
    assert "secrets." not in text
    for job in loaded["jobs"].values():
        assert (
            0 < job["timeout-minutes"] <= (75 if path.name in ("code.yml", "systems.yml") else 20)
        )
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    for used in re.findall(r"uses: (.*)", text):
        action, _, version = used.partition("@")
        assert action.startswith("actions/") or (path.name, action) == PUBLISHING, used
        assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", version), used


def test_a_request_is_checked_by_the_program_of_its_branch() -> None:
    job = dict(_jobs())["check.yml stories"]
    loaded = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    assert loaded[True] == {"pull_request": None}
    assert job["permissions"] == {"contents": "read"}
    program, head = [s["with"] for s in job["steps"] if "checkout" in s.get("uses", "")]
    assert program["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert "path" not in program
    assert (head["path"], head["fetch-depth"]) == ("head", 2)
    assert not any("working-directory" in step for step in job["steps"])


def test_the_program_is_tested_on_every_python_it_supports_and_no_request_may_write() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert f">={supported[0]}" == project["requires-python"]
    jobs = dict(_jobs())
    assert jobs["code.yml tests"]["strategy"]["matrix"]["python"] == supported
    assert _gitlab()["code"]["parallel"]["matrix"] == [{"PYTHON": supported}]
    for name, job in jobs.items():
        if name.startswith("code.yml"):
            assert job["permissions"] == {"contents": "read"}


def test_only_the_job_that_publishes_may_prove_who_it_is() -> None:
    jobs = {name: job for name, job in _jobs() if name.startswith("release.yml")}
    may = {name.split()[1]: job["permissions"] for name, job in jobs.items()}
    assert may == {
        "build": {"contents": "read"},
        "publish": {"id-token": "write"},
        "notes": {"contents": "write"},
    }
    assert jobs["release.yml publish"]["environment"] == {"name": "release"}
    assert not any("run" in step for step in jobs["release.yml publish"]["steps"])
    assert jobs["release.yml build"]["if"] == "${{ vars.RELEASES == 'yes' }}"


def test_only_folders_of_content_do_not_start_the_tests() -> None:
    """GitHub names the folders that it ignores, GitLab those that it looks at."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    folders = {name.split("/")[0] for name in listed if "/" in name} - {".vscode"}
    content = {"stories", "site_config"}
    for event in ("push", "pull_request"):
        loaded = yaml.safe_load((ROOT / ".github/workflows/code.yml").read_text("utf-8"))
        assert {path.split("/")[0] for path in loaded[True][event]["paths-ignore"]} == content
    for name in ("code", "clients", "exhaustive"):
        (rule,) = _gitlab()[name]["rules"]
        assert {path.split("/")[0] for path in rule["changes"]} == folders - content | {"*"}


def test_the_same_action_is_the_same_everywhere() -> None:
    used = re.findall(r"uses: ([\w/-]+)(@\S+)", "".join(p.read_text("utf-8") for p in WORKFLOWS))
    assert len(set(used)) == len({name for name, _ in used})


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [ROOT / ".github/dependabot.yml"]),
        ("gitlab-ci", [GITLAB]),
    ],
    ids=["github", "dependabot", "gitlab"],
)
def test_files_are_as_their_readers_want_them(schema: str, paths: list[Path]) -> None:
    done = subprocess.run(
        [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *map(str, paths)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [str(BIN / "zizmor"), "--offline", "--persona", "auditor", "--format", "json", *WORKFLOWS],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == [], done.stdout
    assert done.returncode == 0, done.stderr


def test_both_forges_ask_for_the_yes() -> None:
    asked = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    assert asked == (ROOT / ".gitlab/merge_request_templates/Default.md").read_text("utf-8")
    assert "Everyone who is named has read it and said yes." in asked


def test_owners_are_asked_about_all_but_stories() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line and not line.startswith("#")]
    for path in owned:
        if path != "/site_config/templates/":  # of organisations that have templates of their own
            assert (ROOT / path.strip("/")).exists(), path
    assert {"/templates/", "/site_config/", "/generator/", "/.github/"} <= set(owned)
    assert not any(path.startswith("/stories") for path in owned)


def _try_repo(checkout: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / "pre-commit"), "try-repo", ".", "reciprocity", "--all-files", "--verbose"],
        cwd=checkout, check=False, capture_output=True, text=True,
        env={**os.environ, "PRE_COMMIT_HOME": str(home), "PATH": f"{BIN}:{os.environ['PATH']}"},
    )  # fmt: skip


@pytest.mark.slow
def test_our_own_hooks_pass_on_what_is_here(checkout: Path) -> None:
    """The hooks name `.venv`, as the Makefile does, and need no network."""
    for name in ("tests", "docs"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / ".venv").symlink_to(BIN.parent)
    _git(checkout, "add", "--all", "--", ":!.venv")
    done = _pre_commit(checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^([a-z ]+?)\.+Passed", done.stdout, re.MULTILINE) == [
        "ruff check", "ruff format", "codespell"
    ]  # fmt: skip
    slip = "reci" + "eved"
    (checkout / "generator/slip.py").write_text(f'"""{slip}."""\nimport os\n')
    _git(checkout, "add", "generator/slip.py")
    done = _pre_commit(checkout)
    assert done.returncode == 1
    assert len(re.findall(r"\.+Failed", done.stdout)) == 3, done.stdout


def _pre_commit(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / "pre-commit"), "run", "--all-files"], cwd=checkout, check=False,
        capture_output=True, text=True, env=os.environ | {"PRE_COMMIT_HOME": str(checkout.parent)},
    )  # fmt: skip


@pytest.mark.slow
def test_the_hook_checks_every_story(checkout: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *words = hook["entry"].split()
    story = checkout / "stories/2026/a-few-words.md"
    for text, status in ((story.read_text(), 0), (story.read_text().replace("salma", "slama"), 1)):
        story.write_text(text)
        done = subprocess.run([str(BIN / program), *words], cwd=checkout, check=False,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
    assert "stories/2026/a-few-words.md:4:12" in done.stdout


def test_the_hook_brings_what_check_warns_of_where_it_is_missing() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (own,) = hook["additional_dependencies"]
    rules = "".join(path.read_text("utf-8") for path in (ROOT / "generator/rules").glob("*.py"))
    extras = set(re.findall(r'package="reciprocity\[(\w+)\]"', rules))
    assert extras
    assert own == f".[{','.join(sorted(extras))}]"


@pytest.mark.exhaustive
def test_the_hook_works_where_it_is_tried(checkout: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is missing")
    done = _try_repo(checkout, tmp_path / "home")
    if (
        "InstallationError" in done.stdout
        or "No matching distribution" in done.stdout + done.stderr
    ):
        pytest.skip("the hook's dependencies cannot be installed without a network")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Stories\.+Passed", done.stdout)
    assert "is not installed" not in done.stdout
    took = [float(s) for s in re.findall(r"duration: ([0-9.]+)s", _try_repo(checkout, tmp_path / "home").stdout)]  # fmt: skip
    start = time.monotonic()
    subprocess.run([str(BIN / "reciprocity"), "check"], cwd=checkout, check=True, capture_output=True)  # fmt: skip
    assert took[0] < 1.5 * (time.monotonic() - start) + 0.5, "the second time, with all installed"
    story = checkout / "stories/2026/a-few-words.md"
    story.write_text(story.read_text().replace("salma", "slama"))
    done = _try_repo(checkout, tmp_path / "home")
    assert done.returncode == 1
    assert "stories/2026/a-few-words.md:4:12" in done.stdout
