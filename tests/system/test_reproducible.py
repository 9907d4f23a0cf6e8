"""The same bytes wherever it is built, and a broken checkout is told of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

import pytest

from benchmarks import corpus
from generator.adopt.sample import DAY
from generator.system import pool as helpers
from tests import ROOT
from tests.conftest import Organisation
from tests.system import forked
from tests.system.forked import tree

ENVIRONMENTS: dict[str, tuple[dict[str, str], int, str]] = {
    "another seed": ({"PYTHONHASHSEED": "77"}, 0o077, "told"),
    "no locale": ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, 0o022, "told"),
    "far west": ({"TZ": "Pacific/Pago_Pago"}, 0o002, "told"),
    "far east": ({"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"}, 0o022, "told"),
    "a strange path": ({}, 0o022, "ein Pfad, œuvre 日本 'q'"),
    "a shallow clone": ({}, 0o022, "told"),
}


def _make(root: Path, *extra: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run what the Makefile's `site` runs."""
    recipe = re.search(
        r"^site:.*\n\t@\$\(BIN\)/reciprocity (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert recipe is not None
    words = recipe[1].replace("$(TODAY)", f"--today {DAY}").split()
    return subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), *words, *extra],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MAKELEVEL": "1", **environment},
    )


def _sample(root: Path) -> None:
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")


def _git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=us", "-c", "user.email=us@bench.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def _cloned(root: Path) -> None:
    """Make a shallow clone of a folder out of the folder."""
    origin = root.with_name("origin")
    root.rename(origin)
    _git(origin, "init", "--quiet")
    for message in ("first", "second"):
        (origin / "notes.txt").write_text(message)
        _git(origin, "add", "--all")
        _git(origin, "commit", "--quiet", "--message", message)
    _git(root.parent, "clone", "--quiet", "--depth=1", origin.as_uri(), str(root))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample as it is built where nothing is strange, without a git directory."""
    root = tmp_path_factory.mktemp("plain") / "told"
    root.mkdir()
    _sample(root)
    done = _make(root, "--today", "2026-11-20", PYTHONHASHSEED="0")
    assert done.returncode == 0, done.stderr
    return _made(root)


def _made(root: Path) -> dict[str, str]:
    return {**tree(root / "site"), **tree(root / "build")}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_environment_makes_the_same_bytes(
    name: str, plain: dict[str, str], tmp_path: Path
) -> None:
    environment, mask, folder = ENVIRONMENTS[name]
    root = tmp_path / folder
    root.mkdir(parents=True)
    _sample(root)
    if name == "a shallow clone":
        if shutil.which("git") is None:
            pytest.skip("git is missing")
        _cloned(root)
    before = os.umask(mask)
    try:
        done = _make(root, "--today", "2026-11-20", **environment)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    made = _made(root)
    assert {path.rpartition(".")[2] for path in made} >= {
        "eml",
        "pptx",
        "gz",
        "html",
        "json",
        "ics",
    }
    assert made == plain


@pytest.mark.exhaustive
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_any_number_of_workers_makes_the_same_bytes(
    workers: int, plain: dict[str, str], tmp_path: Path
) -> None:
    def disturb(_: Path) -> None:
        helpers.process_count = lambda items: min(workers, items) or 1

    root = tmp_path / "told"
    root.mkdir()
    _sample(root)
    ended = forked.run(root, "build", "--today", "2026-11-20", disturb=disturb)
    assert ended.status == 0, ended.said
    assert _made(root) == plain


@pytest.mark.slow
def test_another_machine_made_the_same_bytes(
    tmp_path: Path, golden: Callable[[str, str], None], request: pytest.FixtureRequest
) -> None:
    """The sums, by kind of file, are of the machine that wrote the golden."""
    corpus.write(tmp_path, 200)
    assert _make(tmp_path).returncode == 0
    made = _made(tmp_path)
    kinds: dict[str, list[str]] = {}
    for path, digest in sorted(made.items()):
        kinds.setdefault(path.rpartition(".")[2], []).append(f"{path} {digest}")
    said = [
        f"Python {sys.version_info.major}.{sys.version_info.minor}, zlib {ZLIB_RUNTIME_VERSION}"
    ]
    for kind, files in sorted(kinds.items()):
        total = blake2b("\n".join(files).encode(), digest_size=12).hexdigest()
        said.append(f"{len(files):5} {kind:8} {total}")
    known = (ROOT / "tests" / "goldens" / "machine.txt").read_text("utf-8").partition("\n")[0]
    if known != said[0] and not request.config.getoption("--update-goldens"):
        pytest.skip(f"the sums are of {known}, and here is {said[0]}")
    golden("machine.txt", "\n".join(said) + "\n")


@pytest.mark.slow
def test_no_two_pages_are_one_where_case_does_not_count(organisation: Organisation) -> None:
    """On macOS and Windows `A` and `a` are one file, and accents may be written in two ways."""
    organisation.story("one", themes="[asking, listening]")
    organisation.story("two", continues="one", date="2026-10-15")
    organisation.learning()
    assert _make(organisation.root).returncode == 0
    for folder in ("site", "build"):
        paths = list(tree(organisation.root / folder))
        folded = {unicodedata.normalize("NFC", path).casefold() for path in paths}
        assert len(folded) == len(paths) > 1


_FOLDING = """
import builtins, os, sys, unicodedata
def folded(path):
    '''The name under which a file system without case knows a path: that of the first to come.'''
    if not isinstance(path, (str, os.PathLike)):
        return path
    path = os.fspath(path)
    if not isinstance(path, str) or not os.path.abspath(path).startswith(sys.argv[1]):
        return path
    here = sys.argv[1]
    for part in os.path.relpath(os.path.abspath(path), here).split(os.sep):
        if part != "." and not os_lexists(os.path.join(here, part)):
            try:
                names = listed(here)
            except OSError:
                names = []
            key = unicodedata.normalize("NFC", part).casefold()
            part = next((n for n in names if unicodedata.normalize("NFC", n).casefold() == key), part)
        here = os.path.join(here, part)
    return here
listed, lstat_ = os.listdir, os.lstat
def os_lexists(path):
    try:
        lstat_(path)
    except OSError:
        return False
    return True
def wrap(module, name, count=1):
    call = getattr(module, name)
    def wrapped(*args, **kw):
        return call(*(folded(a) if i < count else a for i, a in enumerate(args)), **kw)
    setattr(module, name, wrapped)
for name in ("open", "stat", "lstat", "mkdir", "unlink", "remove", "rmdir", "scandir", "listdir", "access", "readlink"):
    wrap(os, name)
for name in ("rename", "replace", "link"):
    wrap(os, name, 2)
wrap(builtins, "open")
import io; io.open = builtins.open
from generator.cli import main
main(sys.argv[2:])
"""


@pytest.mark.slow
def test_a_file_system_without_case_makes_the_same_bytes(organisation: Organisation) -> None:
    """Every name is looked up as such a file system does; the one that came first is kept."""
    organisation.story("one", themes="[asking, listening]")
    organisation.story("two", continues="one", date="2026-10-15")
    root = organisation.root
    day = ("--today", "2026-11-20")
    assert _make(root, *day).returncode == 0
    plain = _made(root)
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".site.build")
    (root / "stories").rename(root / "Stories")
    (root / "site_config").rename(root / "Site_Config")
    done = subprocess.run(
        [sys.executable, "-c", _FOLDING, str(root), "--root", str(root), "build", *day],
        capture_output=True, text=True, check=False, cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MAKELEVEL": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert _made(root) == plain


@pytest.mark.slow
def test_a_checkout_with_a_broken_story_says_so_and_builds_the_rest(
    organisation: Organisation,
) -> None:
    organisation.story("sound")
    organisation.story("broken", kind="mentor")
    done = _make(organisation.root)
    assert done.returncode == 0
    assert "stories/2026/broken.md" in done.stdout + done.stderr
    assert "1 file was left out" in done.stdout
    assert (organisation.root / "site/stories/sound/index.html").is_file()
    assert not (organisation.root / "site/stories/broken").exists()


@pytest.mark.slow
def test_with_a_broken_configuration_the_last_site_is_left_untouched(
    organisation: Organisation,
) -> None:
    organisation.story("sound")
    assert _make(organisation.root).returncode == 0
    site = tree(organisation.root / "site")
    organisation.config("people.yml", "ana: {name: [\n")
    organisation.story("new")
    done = _make(organisation.root)
    assert done.returncode == 1
    assert "site_config/people.yml" in done.stdout + done.stderr
    assert "The existing site is unchanged" in done.stdout
    assert tree(organisation.root / "site") == site
