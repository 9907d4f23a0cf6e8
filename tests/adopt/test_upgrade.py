"""`reciprocity upgrade` brings what the program wrote to this version, and touches nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import __version__
from generator.adopt.forges import DEPENDENCIES, PROGRAM, Forge, Program
from generator.adopt.upgrade import current_files
from generator.adopt.written import (
    RECORD,
    digest_of,
    earlier,
    read_record,
    record_of,
    version_key,
    with_newer_pins,
)
from generator.cli import main
from generator.languages.messages import ENGLISH
from generator.pipeline import load
from generator.source.settings import read_settings
from tests import ROOT
from tests.conftest import TODAY, Organisation
from tools.earlier import OWN

MADE = Path(__file__).parent / "made"
"""What `init` of earlier versions wrote, by version and forge; without dependencies.txt, which is long."""
FIRST = sorted(path for path in MADE.glob("*/*") if path.is_dir())
CHECK = ".github/workflows/check.yml"


def _upgrade(root: Path, *words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "upgrade", *words], input=answer)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".reciprocity/" not in path.as_posix()
    }


def _content(root: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in _files(root).items() if path.startswith(("stories/", "site_config/"))}  # fmt: skip


def _is_newest(root: Path, forges: tuple[Forge, ...]) -> None:
    settings, _ = read_settings(root)
    assert settings
    program = Program(f"reciprocity=={__version__}")
    texts = current_files(settings, forges, program, "main", ENGLISH)
    files = _files(root)
    for path, text in texts.items():
        if path not in (".gitignore", ".editorconfig", ".github/CODEOWNERS", PROGRAM) and path in files:  # fmt: skip
            assert files[path].decode() == text, path
    assert f"reciprocity=={__version__}" in files[PROGRAM].decode()
    for path in (path for forge in forges for path in texts if path.startswith((".github", ".gitlab")[forge == "gitlab"])):  # fmt: skip
        assert path in files
    assert DEPENDENCIES in files
    again = _upgrade(root, "--yes")
    assert again.exit_code == 0
    assert again.output.splitlines()[-1] == f"Everything is up to date with version {__version__}."
    assert _files(root) == files


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An organisation that this version made."""
    root = tmp_path / "made"
    flags = ["--name", "Told", "--url", "told.example", "--team", "Workshop: 9", "--no-input"]
    done = CliRunner().invoke(main, ["init", str(root), *flags, "--program", f"reciprocity=={__version__}"])  # fmt: skip
    assert done.exit_code == 0, done.output
    return root


def _as_if_earlier(root: Path, path: str, text: str) -> None:
    """Another text in a file, as if an earlier version had written it."""
    (root / path).write_text(text)
    lines = (root / RECORD).read_text().splitlines(keepends=True)
    others = [line for line in lines if not line.endswith(f"  {path}\n")]
    (root / RECORD).write_text("".join([*others, f"{digest_of(text)}  {path}\n"]))


@pytest.mark.parametrize("first", FIRST, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_the_first_init_made_comes_to_this_version(tmp_path: Path, first: Path) -> None:
    root = tmp_path / "made"
    shutil.copytree(first, root)
    before = _content(root)
    forge: Forge = "gitlab" if first.name == "gitlab" else "github"
    done = _upgrade(root, "--yes")
    assert done.exit_code == 0, done.output
    assert "you have changed" not in done.output
    assert _content(root) == before
    _is_newest(root, (forge,))
    library, problems = load(root, lambda _: TODAY)
    assert library
    assert [problem for problem in problems if problem.is_error] == []


def test_a_copy_of_this_repository_comes_to_this_version(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no checkout, or git is missing")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)  # fmt: skip
    root = tmp_path / "copy"
    for name in filter(None, listed.stdout.split("\0")):
        if name.startswith(("stories/", "site_config/", ".")) or name.endswith((".txt", ".yml", "__init__.py")):  # fmt: skip
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    before = _files(root)
    done = _upgrade(root, "--yes")
    assert done.exit_code == 0, done.output
    assert "you have changed" not in done.output
    after = _files(root)
    allowed = (".github/", ".gitlab", ".vscode/settings.json", "requirements/program.txt", DEPENDENCIES, RECORD)  # fmt: skip
    changed = {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}
    assert {path for path in changed if not path.startswith(allowed)} == set()
    assert CHECK in changed
    assert "make setup" not in after[CHECK].decode()
    assert re.search(r"once they work, delete generator, templates, .*systems\.yml", done.output)
    _is_newest(root, ("github", "gitlab"))


def test_versions_without_a_record_are_known_by_what_they_wrote() -> None:
    known = earlier()
    for own, path in OWN.items():
        digest = digest_of((ROOT / own).read_text("utf-8"))
        assert (digest, path) in known, f"{own} has changed: run `python -m tools.earlier`"


@pytest.mark.parametrize(
    ("flags", "form"),
    [
        (["--forge", "github", "--branch", "trunk"], ".github/ISSUE_TEMPLATE/story.yml"),
        (["--forge", "gitlab", "--language", "nb"], ".gitlab/issue_templates/Story.md"),
        (["--forge", "none"], None),
        (["--forge", "gitlab", "--example"], ".gitlab/issue_templates/Story.md"),
    ],
    ids=["github", "gitlab", "none", "example"],
)
def test_what_init_makes_is_of_this_version(
    tmp_path: Path, flags: list[str], form: str | None
) -> None:
    root = tmp_path / "made"
    given = ["--name", "Told", "--url", "told.example", "--team", "Workshop: 9", "--no-input"]
    done = CliRunner().invoke(main, ["init", str(root), *given, *flags])
    assert done.exit_code == 0, done.output
    forms = {path for path in _files(root) if "TEMPLATE/" in path or "issue_templates/" in path}
    assert forms == ({form} if form else set())
    if "nb" in flags and form:
        assert "### Hvem hjalp?" in (root / form).read_text("utf-8"), (
            "in the language of the organisation"
        )
    before = _files(root)
    assert _upgrade(root, "--yes").output.splitlines()[-1].endswith(f" {__version__}.")
    assert _files(root) == before


def test_it_shows_the_difference_and_asks(made: Path) -> None:
    _as_if_earlier(made, CHECK, "name: Check\n")
    before = _files(made)
    for words, answer in ((["--dry-run"], None), ([], "n\n")):
        done = _upgrade(made, *words, answer=answer)
        assert done.exit_code == 0, done.output
        assert f"--- a/{CHECK}\n+++ b/{CHECK}" in done.output
        assert "+    name: Stories" in done.output
        assert _files(made) == before
    done = _upgrade(made, answer="y\n")
    assert "Written." in done.output
    assert "name: Stories" in (made / CHECK).read_text()


@pytest.mark.parametrize("path", [CHECK, DEPENDENCIES, "mkdocs.yml", ".vscode/settings.json"])
def test_what_somebody_changed_stays_and_the_new_text_is_beside_it(made: Path, path: str) -> None:
    new = (made / path).read_text()
    _as_if_earlier(made, path, "# of an earlier version\n")
    (made / path).write_text("# mine\n")
    done = _upgrade(made, "--yes")
    assert done.exit_code == 0, done.output
    sentence = f"  = you have changed {path}, so it stays as it is: copy what you need from {path}.new, then delete that file\n"  # fmt: skip
    assert done.output.count(sentence) == 1
    assert (made / path).read_text() == "# mine\n"
    assert (made / f"{path}.new").read_text() == new
    assert (
        _upgrade(made, "--yes").output == f"Everything is up to date with version {__version__}.\n"
    ), "said once"


def test_a_change_where_nothing_is_new_is_no_matter(made: Path) -> None:
    (made / CHECK).write_text("# mine\n")
    (made / "mkdocs.yml").unlink()
    before = _files(made)
    assert (
        _upgrade(made, "--yes").output == f"Everything is up to date with version {__version__}.\n"
    )
    assert _files(made) == before, "and what was deleted stays so"


def test_a_text_from_an_earlier_upgrade_is_not_overwritten(made: Path) -> None:
    _as_if_earlier(made, CHECK, "# of an earlier version\n")
    (made / CHECK).write_text("# mine\n")
    (made / f"{CHECK}.new").write_text("# half done\n")
    done = _upgrade(made, "--yes")
    assert f"{CHECK}.new is from an earlier upgrade and was left as it is" in done.output
    assert (made / f"{CHECK}.new").read_text() == "# half done\n"
    (made / f"{CHECK}.new").unlink()
    assert "you have changed" in _upgrade(made, "--yes").output, "it is offered again"


def test_without_a_record_what_is_not_known_is_changed(made: Path) -> None:
    (made / RECORD).unlink()
    for path in (CHECK, "mkdocs.yml", ".github/CODEOWNERS"):
        (made / path).write_text("# mine\n")
    done = _upgrade(made, "--yes")
    assert re.findall(r"= you have changed (\S+), so", done.output) == [CHECK], "the others are yours anyway"  # fmt: skip
    assert (made / CHECK).read_text() == "# mine\n"


def test_newer_versions_of_actions_stay(made: Path) -> None:
    path = made / CHECK
    newer = re.sub(r"checkout@\w+ # v\S+", f"checkout@{'a' * 40} # v99.1.0", path.read_text())
    path.write_text(newer)
    assert (
        _upgrade(made, "--yes").output == f"Everything is up to date with version {__version__}.\n"
    )
    _as_if_earlier(made, CHECK, newer.replace("name: Stories", "name: Tales"))
    _upgrade(made, "--yes")
    assert path.read_text() == newer
    old = re.sub(r"checkout@\w+ # v\S+", f"checkout@{'a' * 40} # v1.0.0", newer)
    assert with_newer_pins(newer, old) == newer


def test_a_form_is_made_anew_unless_somebody_made_it_theirs(made: Path) -> None:
    form = made / ".github/ISSUE_TEMPLATE/story.yml"
    right = form.read_text()
    form.write_text(right.replace("A story", "An old story"))
    _upgrade(made, "--yes")
    assert form.read_text() == right
    form.write_text("name: mine\n")
    assert (
        _upgrade(made, "--yes").output == f"Everything is up to date with version {__version__}.\n"
    )
    assert form.read_text() == "name: mine\n"


def test_the_branch_that_is_published_stays(made: Path) -> None:
    pages = made / ".github/workflows/pages.yml"
    pages.write_text(pages.read_text().replace('["main"]', '["trunk"]'))
    assert (
        _upgrade(made, "--yes").output == f"Everything is up to date with version {__version__}.\n"
    )
    assert '["trunk"]' in pages.read_text()


@pytest.mark.parametrize(
    ("line", "after", "sentence"),
    [
        ("reciprocity==0.0.1", f"reciprocity=={__version__}", None),
        ("reciprocity==0.0.1 --hash=sha256:aa", f"reciprocity=={__version__}", "has no hash for the new version"),
        ("./reciprocity.whl", "./reciprocity.whl", "does not name a version such as"),
        (f"reciprocity=={__version__} --hash=sha256:aa", f"reciprocity=={__version__} --hash=sha256:aa", None),
    ],
)  # fmt: skip
def test_the_workflows_install_this_version(
    made: Path, line: str, after: str, sentence: str | None
) -> None:
    text = (made / PROGRAM).read_text().replace(f"reciprocity=={__version__}", line)
    (made / PROGRAM).write_text(text)
    done = _upgrade(made, "--yes")
    assert (made / PROGRAM).read_text().splitlines()[-1] == after
    assert done.output.count("  = ") == bool(sentence)
    assert sentence is None or sentence in done.output


@pytest.mark.parametrize("record", [True, False])
def test_a_folder_of_a_newer_version_is_left_alone(made: Path, record: bool) -> None:
    if record:
        (made / RECORD).write_text("version 99.0.0\n")
    else:
        (made / RECORD).unlink()
        (made / PROGRAM).write_text("reciprocity==99.0.0\n")
    before = _files(made)
    done = _upgrade(made, "--yes")
    assert done.exit_code == 2
    assert done.output == (
        f"this folder was written by version 99.0.0, but the program is version {__version__}: "
        "install 99.0.0 or a newer one first. Nothing was written.\n"
    )
    assert _files(made) == before


def _hostile(made: Path, elsewhere: Path) -> Iterator[str]:
    (made / CHECK).unlink()
    (made / CHECK).symlink_to(elsewhere)
    yield CHECK
    (made / "mkdocs.yml").unlink()
    (made / "mkdocs.yml").mkdir()
    yield "mkdocs.yml"
    (made / ".editorconfig").write_bytes(b"\xff\xfe\0")
    yield ".editorconfig"


def test_links_folders_and_bytes_are_left_as_they_are(made: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("name: mine\n")
    paths = list(_hostile(made, elsewhere))
    (made / RECORD).unlink()
    done = _upgrade(made, "--yes")
    assert done.exit_code == 0, done.output
    for path in paths:
        assert f"{path} is not an ordinary text file, and was left as it is" in done.output
    assert elsewhere.read_text() == "name: mine\n"


def test_a_wrong_configuration_stops_it(made: Path) -> None:
    (made / "site_config/site.yml").write_text("name: [\n")
    before = _files(made)
    done = _upgrade(made, "--yes")
    assert done.exit_code == 1
    assert "error" in done.output
    assert _files(made) == before


@given(st.text(), st.text(alphabet="0123456789abcdef \n", max_size=200))
def test_a_record_of_any_form_is_read(text: str, lines: str) -> None:
    for record in (text, lines, f"version 1.0.0\n{lines}"):
        read = read_record(record)
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in read.digests.values())


@given(st.dictionaries(st.from_regex(r"[a-z./]{1,20}", fullmatch=True), st.text(), max_size=4))
def test_a_record_is_read_as_it_was_written(texts: dict[str, str]) -> None:
    read = read_record(record_of(texts))
    assert read.version == __version__
    assert read.digests == {path: digest_of(text) for path, text in texts.items()}


def test_versions_are_compared_by_their_numbers() -> None:
    versions = ["0.2.0", "0.10.0", "0.9.1", "1.0", "0.10.0rc1"]
    assert sorted(versions, key=version_key) == ["0.2.0", "0.9.1", "0.10.0", "0.10.0rc1", "1.0"]
    assert version_key("none") == ()


def test_organisation_of_no_forge(tmp_path: Path, organisation: Organisation) -> None:
    """A folder that `init` never saw gets nothing it has not."""
    organisation.story("one")
    before = _files(organisation.root)
    done = _upgrade(organisation.root, "--yes")
    assert done.output == f"Everything is up to date with version {__version__}.\n"
    assert _files(organisation.root).keys() - before.keys() == {RECORD}
