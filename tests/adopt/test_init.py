"""`reciprocity init` writes an organisation that builds as it is, and writes over nothing."""

from __future__ import annotations

import datetime as dt
import errno
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator import languages
from generator.adopt.commented import one_entry
from generator.adopt.forges import ACTIONS, Program
from generator.adopt.organisation import (
    THEME_SETS,
    NewOrganisation,
    NewTeam,
    organisation_files,
    parse_teams,
)
from generator.adopt.sample import DAY
from generator.cli import main
from generator.intake.configuration import FILES, file_of
from generator.intake.fields import Field
from generator.pipeline import load
from generator.source.field_codes import CONFIGURATION
from generator.source.parser import parse_source
from generator.source.validate import validate
from generator.system import atomic
from tests import ROOT
from tests.conftest import TODAY, Organisation, print_site

FLAGS = ["--name", "Told: at the bench", "--url", "stories.bench.example", "--team", "Workshop: 9", "--team", "Büro"]  # fmt: skip
DAY_FLAG = ["--today", TODAY.isoformat()]


def _init(*words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["init", *words, *DAY_FLAG], input=answers)


def _made(folder: Path, language: str = "en", themes: str = "everyday") -> Organisation:
    new = NewOrganisation(
        "Told: at the bench", "https://stories.bench.example/", language,
        (NewTeam("Workshop", 9), NewTeam("Büro")), themes, TODAY, Program("reciprocity==1.2.3"),
        "github", repository="https://github.com/bench/stories",
    )  # fmt: skip
    made = Organisation(folder)
    for path, text in organisation_files(new).items():
        made.write(path, text)
    return made


@pytest.mark.parametrize("themes", THEME_SETS)
@pytest.mark.parametrize("language", [*languages.CODES, "eo"])
def test_it_has_no_problem_in_any_language(tmp_path: Path, language: str, themes: str) -> None:
    made = _made(tmp_path, language, themes)
    known = {"C128"} if languages.translated(language) is None else set()  # only words of ours
    problems = [d for d in made.problems() if d.severity != "advice"]
    assert {d.code for d in problems} == known, problems
    (story,) = (tmp_path / "stories").rglob("*.md")
    is_ours = language in languages.CODES
    assert ("lang: en" in story.read_text("utf-8")) is not is_ours
    if language == "es":
        assert "Veinte minutos" in story.read_text("utf-8")


def test_it_builds_without_a_warning_and_the_story_is_told(tmp_path: Path) -> None:
    made = _made(tmp_path / "made")
    assert print_site(made.built(), tmp_path / "site", strict=True) == []
    page = (tmp_path / "site/stories/twenty-minutes/index.html").read_text("utf-8")
    assert "Alex Rowan" in page
    assert "counted twice" in page
    guide = (tmp_path / "site/onboarding/first-days/index.html").read_text("utf-8")
    assert "Twenty minutes before lunch" in guide


@pytest.mark.parametrize("file", [f for f in FILES if f.path.endswith(".yml") and not f.by], ids=lambda f: f.name)  # fmt: skip
def test_each_field_has_a_comment_and_a_sample_that_fits(file: object) -> None:
    """Whoever takes the # away from a sample has a file that the checker takes."""
    known = next(f for f in FILES if f is file)
    text = one_entry(known, {})
    for field in known.fields:
        assert field.description.partition(" ")[0] in text
    uncommented = re.sub(r"^# (?=[a-z_]+:|  |- )", "", text, flags=re.MULTILINE)
    uncommented = re.sub(r"^# .*\n", "", uncommented, flags=re.MULTILINE)
    document, syntax = parse_source(f"site_config/{known.path}", uncommented)
    _, problems = validate(known.model, document, CONFIGURATION)
    assert [*syntax, *problems] == [], uncommented
    assert document.root is not None
    assert list(document.root.entries) == [f.name for f in known.fields if f.name != "body"]


def _described(field: Field) -> list[str]:
    return [*(d for part in field.parts for d in _described(part)), field.description]


def test_every_field_of_the_configuration_is_described() -> None:
    for file in FILES:
        for field in file.fields:
            assert all(_described(field)), f"{file.path}: {field.name}"


def test_five_questions_are_asked_and_each_answer_is_checked_at_once(tmp_path: Path) -> None:
    said = "Told\nno address\nstories.bench.example\nSpanish\nes\n\nTaller: 9, Oficina\nlearning\n"
    done = _init(str(tmp_path / "new"), "--forge", "none", answers=said)
    assert done.exit_code == 0, done.output
    assert 'error C103: "https://no address" is not a plain web address' in done.output
    assert done.output.count("error C103") == 2, "the second is about Spanish, which is no tag"
    library, problems = load(tmp_path / "new", lambda _: TODAY)
    assert library
    assert [d for d in problems if d.severity != "advice"] == []
    settings = library.settings
    assert settings.site.url == "https://stories.bench.example"
    assert {id_: team.size(TODAY) for id_, team in settings.teams.items()} == {
        "taller": 9,
        "oficina": 0,
    }
    assert list(settings.themes) == list(THEME_SETS["learning"])
    assert not (tmp_path / "new/requirements").exists()


@pytest.mark.parametrize("forge", ["github", "gitlab", "none"])
def test_everything_can_be_a_flag(tmp_path: Path, forge: str) -> None:
    done = _init(str(tmp_path / "new"), "--no-input", *FLAGS, "--forge", forge)
    assert done.exit_code == 0, done.output
    assert load(tmp_path / "new", lambda _: TODAY)[0]
    tops = {path.name for path in (tmp_path / "new").iterdir()}
    assert tops.isdisjoint({"generator", "tests", "benchmarks", "templates", "Makefile"})
    assert (".github" in tops, ".gitlab-ci.yml" in tops) == (forge == "github", forge == "gitlab")
    for path in (tmp_path / "new/site_config").glob("*.yml"):
        schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert schema
        assert (path.parent / schema[1]).is_file(), "editors find what the first line names"


def test_without_asking_it_says_what_is_missing(tmp_path: Path) -> None:
    done = _init(str(tmp_path / "new"), "--no-input", "--name", "x")
    assert done.exit_code == 2
    assert "--no-input also needs: --url, --team" in done.output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--url", "ftp://x"], '--url: "ftp://x" is not a plain web address'),
        (["--language", "xx"], 'dates cannot be written in the language "xx"'),
        (["--time-zone", "Moon/Base"], 'there is no time zone "Moon/Base"'),
        (["--branch", "a b"], "--branch"),
        (["--repository", "git@x"], "--repository"),
        (["--program", "a\nb"], "one line"),
        (["--team", "  "], "--team"),
        (["--name", "two\nlines"], "has more than one line"),
    ],
)
def test_a_wrong_flag_is_one_sentence_and_writes_nothing(
    tmp_path: Path, flags: list[str], sentence: str
) -> None:
    rest = [
        word
        for at in range(0, len(FLAGS), 2)
        for word in FLAGS[at : at + 2]
        if FLAGS[at] not in flags
    ]
    done = _init(str(tmp_path / "new"), "--no-input", *rest, *flags)
    assert done.exit_code == 2
    assert sentence in done.output.replace("\n", " ")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("there", ["notes.txt", "site_config/site.yml", "mkdocs.yml"])
def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, there: str) -> None:
    made = Organisation(tmp_path)
    made.write(there, "mine")
    done = _init(str(tmp_path), "--no-input", *FLAGS)
    assert done.exit_code == 1
    assert "is not empty" in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


def test_what_a_new_repository_holds_is_no_hindrance(tmp_path: Path) -> None:
    made = Organisation(tmp_path)
    for path in (".git/config", "README.md", "LICENSE", ".venv/pyvenv.cfg"):
        made.write(path, "mine")
    done = _init(str(tmp_path), "--no-input", *FLAGS)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "README.md").read_text() == "mine"


def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic.create

    def until_the_disk_is_full(root: Path, path: str, raw: bytes, *, lasting: bool = True) -> bool:
        if path == "mkdocs.yml":
            raise OSError(errno.ENOSPC, "No space left on device", path)
        return real(root, path, raw, lasting=lasting)

    monkeypatch.setattr("generator.cli.init.create", until_the_disk_is_full)
    done = _init(str(tmp_path / "new"), "--no-input", *FLAGS)
    assert done.exit_code == 1
    assert done.output == "Nothing was written: no space left on device (mkdocs.yml).\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = _made(tmp_path / "one"), _made(tmp_path / "other")
    files = {p.relative_to(one.root): p.read_bytes() for p in one.root.rglob("*") if p.is_file()}
    assert files == {
        p.relative_to(other.root): p.read_bytes() for p in other.root.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize(
    ("text", "teams"),
    [
        ("Workshop: 9, Office", [("Workshop", 9), ("Office", 0)]),
        ("Büro & Lager = 12", [("Büro & Lager", 12)]),
        ("24: 7", [("24", 7)]),
        (" , ", []),
    ],
)
def test_teams_are_read_from_a_line(text: str, teams: list[tuple[str, int]]) -> None:
    assert list(parse_teams(text)) == teams


def test_teams_of_the_same_letters_get_ids_of_their_own() -> None:
    teams = tuple(map(NewTeam, ("Bench", "bench", "作業場", "ورشة")))
    new = NewOrganisation("x", "https://x.y", "en", teams, "everyday", TODAY, Program("p"))
    assert new.team_ids == ["bench", "bench-2", "team-3", "team-4"]


def test_the_example_is_the_sample_with_its_day(tmp_path: Path) -> None:
    done = _init(str(tmp_path / "new"), "--example")
    assert done.exit_code == 0, done.output
    assert DAY == TODAY
    site = (tmp_path / "new/site_config/site.yml").read_text("utf-8")
    assert f"as_of: {DAY}\n" in site
    assert site.replace(site[site.index("# The stories of") : site.index("palette:")], "") == (
        ROOT / "site_config/site.yml"
    ).read_text("utf-8")
    library, problems = load(tmp_path / "new", lambda settings: settings.site.as_of or dt.date.max)
    assert library
    assert [d for d in problems if d.severity != "advice"] == []


def test_what_it_writes_is_what_this_repository_has() -> None:
    init = ROOT / "templates/init"
    assert (init / "mkdocs.yml").read_text() == (ROOT / "mkdocs.yml").read_text()
    assert (init / "request.md").read_text() == (ROOT / ".github/pull_request_template.md").read_text()  # fmt: skip
    ours = "".join(p.read_text("utf-8") for p in (ROOT / ".github/workflows").glob("*.yml"))
    for action in ACTIONS.values():
        assert f"uses: {action}\n" in ours, "the actions of a new organisation are as old as ours"


SETUP = {"Make an environment", "Install what the program needs", "Install the program", "Set up"}


@pytest.mark.parametrize("name", ["check", "digest", "pages", "stories"])
def test_this_repository_has_the_same_workflows(tmp_path: Path, name: str) -> None:
    """They differ in how they get the program: from the branch itself, or in the version that it names."""

    def jobs(root: Path) -> dict[str, Any]:
        text = (root / f".github/workflows/{name}.yml").read_text("utf-8")
        loaded: dict[str, Any] = yaml.safe_load(text)
        for job in loaded["jobs"].values():
            job["steps"] = [step for step in job["steps"] if step.get("name") not in SETUP]
            for step in job["steps"]:
                if step.get("run") == "make site":
                    step["run"] = ".venv/bin/reciprocity build"
                if step.get("name") in (
                    "The program, from the branch",
                    "What the branch says, its program included",
                ):
                    del step["name"]
        return loaded

    _made(tmp_path)
    assert jobs(tmp_path) == jobs(ROOT)


def test_workflows_are_as_their_readers_want_them(tmp_path: Path) -> None:
    from tests.project.test_forges import BIN

    for forge in ("github", "gitlab"):
        done = _init(str(tmp_path / forge), "--no-input", *FLAGS, "--forge", forge)
        assert done.exit_code == 0, done.output
    workflows = sorted((tmp_path / "github/.github/workflows").glob("*.yml"))
    assert [path.stem for path in workflows] == ["check", "digest", "pages", "stories"]
    for schema, paths in (
        ("github-workflows", workflows),
        ("dependabot", [tmp_path / "github/.github/dependabot.yml"]),
        ("gitlab-ci", [tmp_path / "gitlab/.gitlab-ci.yml"]),
    ):
        checked = subprocess.run(
            [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout + checked.stderr
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona", "auditor", "--format", "json", *workflows],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.strip() == "[]", found.stdout


def _steps(path: Path) -> list[str]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    jobs = loaded.get("jobs") or {name: job for name, job in loaded.items() if "script" in job}
    return [
        step if isinstance(step, str) else step.get("run", "")
        for job in jobs.values()
        for step in job.get("steps") or job["script"]
    ]


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_request_decides_nothing_about_the_program_that_checks_it(
    tmp_path: Path, forge: str
) -> None:
    """The steps of a request are run where the request has changed all of requirements/: pip is told by a
    stand-in that notes what it was asked to install.
    """
    root = tmp_path / "desk"
    done = _init(str(root), "--no-input", *FLAGS, "--forge", forge, "--program", "reciprocity==1.2.3 --hash=sha256:aa")  # fmt: skip
    assert done.exit_code == 0, done.output

    def git(*words: str) -> str:
        named = ["-c", "user.name=us", "-c", "user.email=us@bench.example"]
        ran = subprocess.run(["git", *named, *words], cwd=root, check=True, capture_output=True, text=True)  # fmt: skip
        return ran.stdout.strip()

    git("init", "--quiet", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "start")
    base = git("rev-parse", "HEAD")
    for path in (root / "requirements").iterdir():
        path.write_text("taken-over==6.6.6\n")
    git("commit", "--quiet", "--all", "--message", "a request")
    noted = tmp_path / "noted"
    stand_in = tmp_path / "bin/python"
    stand_in.parent.mkdir()
    stand_in.write_text(
        "#!/bin/sh\n"
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit; fi\n'
        f'for word; do [ -f "$word" ] && cat "$word" >> {noted}; echo "$word" >> {noted}.words; done\n'
    )
    stand_in.chmod(0o755)
    if forge == "github":  # two checkouts, as the workflow makes them
        loaded = yaml.safe_load((root / ".github/workflows/check.yml").read_text("utf-8"))
        steps = loaded["jobs"]["stories"]["steps"]
        program, head = [s["with"] for s in steps if "checkout" in s.get("uses", "")]
        assert (program["ref"], "path" in program) == ("${{ github.event.pull_request.base.sha }}", False)  # fmt: skip
        assert head["path"] == "head"
        git("worktree", "add", "--quiet", "--detach", str(tmp_path / "run"), base)
        git("worktree", "add", "--quiet", "--detach", str(tmp_path / "run/head"), "main")
        folder, commands = tmp_path / "run", _steps(root / ".github/workflows/check.yml")
    else:
        folder, commands = root, _steps(root / ".gitlab-ci.yml")[:4]
    for command in commands:
        words = command.replace("$CI_MERGE_REQUEST_DIFF_BASE_SHA", base).split()
        if words and not words[0].endswith("reciprocity"):
            subprocess.run(words, cwd=folder, check=True, capture_output=True,
                           env={"PATH": f"{stand_in.parent}:/usr/bin:/bin"})  # fmt: skip
    asked = noted.read_text()
    assert "reciprocity==1.2.3 --hash=sha256:aa" in asked
    assert "--hash=sha256:" in asked.replace("reciprocity==1.2.3 --hash=sha256:aa", "")
    assert "taken-over" not in asked
    told = Path(f"{noted}.words").read_text().split()
    assert told.count("--require-hashes") == 1
    assert told.count("--no-deps") == 1


def test_owners_are_asked_about_what_runs(tmp_path: Path) -> None:
    made = _made(tmp_path)
    lines = (made.root / ".github/CODEOWNERS").read_text().splitlines()
    owned = {line.split()[0] for line in lines if line and not line.startswith("#")}
    assert {"/requirements/", "/.github/", "/mkdocs.yml", "/site_config/"} <= owned


def test_the_names_of_files_are_names_of_schemas() -> None:
    assert len({file.name for file in FILES}) == len(FILES)
    assert file_of("pairs").path == "practices/pairs/*.yml"
