"""`reciprocity doctor` says what an owner should look at, a line each, and asks nothing of a network."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from generator import __version__
from generator.adopt.doctor import _place
from generator.adopt.forges import PROGRAM
from generator.adopt.written import RECORD
from generator.cli import main
from tests.conftest import Organisation

FLAGS = ["--name", "Told", "--url", "https://bench.github.io/stories/", "--team", "Workshop: 9", "--no-input"]  # fmt: skip
REPOSITORY = ["--repository", "https://github.com/bench/stories"]
OWNERS, PAGES, SITE = ".github/CODEOWNERS", ".github/workflows/pages.yml", "site_config/site.yml"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def _doctor(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "doctor", *words])


def _made(folder: Path, *more: str) -> Organisation:
    flags = [*FLAGS, "--contact", "stories@bench.example", "--program", f"reciprocity=={__version__}"]  # fmt: skip
    done = CliRunner().invoke(main, ["init", str(folder), *flags, *REPOSITORY, *more])
    assert done.exit_code == 0, done.output
    return Organisation(folder)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = _made(tmp_path_factory.mktemp("begun") / "made")
    made.write(OWNERS, "* @bench/stories\n")
    return made.root


@pytest.fixture
def made(begun: Path, tmp_path: Path) -> Organisation:
    """An organisation in which there is nothing to look at but who can read its pages."""
    return Organisation(Path(shutil.copytree(begun, tmp_path / "made")))


def _codes(root: Path) -> list[str]:
    done = _doctor(root, "--format", "json")
    assert done.exit_code == 0, done.output
    return sorted(problem["code"] for problem in json.loads(done.output)["problems"])


def _replace(organisation: Organisation, path: str, old: str, new: str) -> None:
    text = (organisation.root / path).read_text("utf-8")
    assert old in text
    organisation.write(path, text.replace(old, new))


def test_where_all_is_well_it_still_says_who_can_read_the_pages(made: Organisation) -> None:
    done = _doctor(made.root)
    assert done.exit_code == 0
    assert done.output == (
        f"{PAGES}: the site may be public even if the repository is private: on GitHub it always is without "
        "Enterprise Cloud; open its address in a browser where you are not signed in; the setting is under Settings, Pages "
        "(O108)\n1 thing to look at. Run `reciprocity explain O108` to find out more.\n"
    )
    (made.root / PAGES).unlink()
    assert _doctor(made.root).output == (
        f"Nothing to look at. The program is version {__version__}.\n"
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (RECORD, f"version {__version__}", "version 0.0.1", "O101", f"{RECORD}: this folder was written by version 0.0.1, but the program is version"),
        (RECORD, f"version {__version__}", "version 99.0.0", "O101", "this folder was written by version 99.0.0, but the program is version"),
        (SITE, 'contact: "stories@bench.example"', "", "O103", "people in stories have no one to write to; add contact"),
        (OWNERS, "@bench/stories", "@your-organisation/stories", "O104", f"{OWNERS}:1:1: the owners are still @your-organisation/…, which do not exist"),
        (PAGES, '- cron: "23 3 * * *"', "", "O105", f"{PAGES}: the site is built only when something is merged; add a schedule"),
        (".github/workflows/digest.yml", '- cron: "41 5 * * 1"', "", "O105", "the digest is written only when someone starts the workflow"),
        (SITE, "https://bench.github.io/stories/", "https://bench.github.io/tales/", "O106", "the pages of github.com/bench/stories have another address; write url: https://bench.github.io/stories/ or"),
        (SITE, "name: Told\n", "name: Told\nnoindex: yes\n", "O109", "noindex asks search engines to stay away, but keeps no one out; if people from outside"),
    ],
)  # fmt: skip
def test_each_finding_has_its_place_and_its_remedy(
    made: Organisation, path: str, old: str, new: str, code: str, line: str
) -> None:
    _replace(made, path, old, new)
    codes = [each for each in _codes(made.root) if each != "O102"]
    assert codes == sorted([code, "O108"])
    (found,) = (said for said in _doctor(made.root).output.splitlines() if said.endswith(f"({code})"))  # fmt: skip
    assert line in found


def test_a_missing_file_of_owners_is_found(made: Organisation) -> None:
    (made.root / OWNERS).unlink()
    assert "O104" in _codes(made.root)


def test_what_an_upgrade_would_change_is_named_without_changing_it(made: Organisation) -> None:
    _replace(made, PAGES, "name: Build", "name: Bake")
    (made.root / RECORD).unlink()
    before = (made.root / PAGES).read_bytes()
    done = _doctor(made.root)
    assert f"{PAGES}: this version of the program writes it differently, and you have changed yours; run" in done.output  # fmt: skip
    assert (made.root / PAGES).read_bytes() == before
    assert not (made.root / f"{PAGES}.new").exists()


def test_an_earlier_version_says_which_fields_an_upgrade_brings(
    made: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("generator.adopt.doctor", "generator.adopt.upgrade"):
        monkeypatch.setattr(f"{name}.__version__", "0.3.0")
    _replace(made, RECORD, f"version {__version__}", "version 0.2.0")
    line = next(line for line in _doctor(made.root).output.splitlines() if line.endswith("(O101)"))
    assert "site.yml: noindex" in line
    assert "which brings new fields (" in line
    _replace(made, RECORD, "version 0.2.0", "version 0.2.9")
    assert "O101" in _codes(made.root)


def test_a_day_that_stands_still_is_named(made: Organisation) -> None:
    _replace(made, SITE, "name: Told\n", "name: Told\nas_of: 2020-01-01\n")
    assert _codes(made.root) == ["C135", "O108"]


def test_a_robots_txt_of_ones_own_is_named(made: Organisation) -> None:
    made.config("static/robots.txt", "User-agent: *\n")
    assert _codes(made.root) == ["O108", "O109"]


def test_on_gitlab_it_names_what_no_file_says(tmp_path: Path) -> None:
    made = _made(tmp_path / "made", "--forge", "gitlab")
    assert _codes(made.root) == ["O104", "O105", "O108"]
    made.write(".gitlab/CODEOWNERS", "* @bench/stories\n")
    assert _codes(made.root) == ["O105", "O108"]


def test_without_a_forge_there_is_nothing_to_say_of_one(tmp_path: Path) -> None:
    made = _made(tmp_path / "made", "--forge", "none")
    assert _codes(made.root) == []


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("git@github.com:bench/stories.git", []),
        ("https://token@github.com/Bench/Stories", []),
        ("ssh://git@github.com:22/bench/stories.git", []),
        ("git@github.com:bench/tales.git", ["O107"]),
        ("https://gitlab.com/bench/stories.git", ["O107"]),
    ],
)
def test_the_repository_is_the_one_that_was_cloned(
    made: Organisation, url: str, codes: list[str]
) -> None:
    made.write(
        ".git/config", f'[core]\n\tbare = false\n[remote "origin"]\n\tfetch = x\n\turl = {url}\n'
    )
    assert _codes(made.root) == [*codes, "O108"]


@given(st.text(max_size=40))
@example("git@host:a:b/c")
@example("://")
def test_an_address_of_any_form_has_a_place(address: str) -> None:
    place = _place(address)
    assert place == place.lower()
    assert "/" in place


def test_files_that_cannot_be_read_are_no_hindrance(made: Organisation) -> None:
    for path in (OWNERS, PAGES, PROGRAM, RECORD):
        made.write(path, b"\xff\xfe\x00")
    made.write(".git/config", b"\xff")
    done = _doctor(made.root)
    assert done.exit_code == 0, done.output
    assert "Traceback" not in done.output


def test_a_wrong_configuration_is_reported_and_ends_with_1(made: Organisation) -> None:
    made.config("site.yml", "name: [\n")
    done = _doctor(made.root)
    assert done.exit_code == 1
    assert "error" in done.output
