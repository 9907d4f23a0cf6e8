"""The same site under plain MkDocs: `mkdocs build --strict`, and `mkdocs serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import ROOT
from tests.conftest import Organisation

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def mkdocs(organisation: Organisation, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=organisation.root, env=ENVIRONMENT,
        capture_output=True, text=True, check=False)  # fmt: skip


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    site = organisation.root / "site_config/site.yml"
    site.write_text(site.read_text() + "as_of: 2026-11-20\n")
    organisation.story("first")
    organisation.story("second", date="2026-11-02", themes="listening")
    return organisation


def _pages(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_mkdocs_builds_the_very_same_site(told: Organisation) -> None:
    done = mkdocs(told, "build", "--strict", "--site-dir", "plain")
    assert done.returncode == 0, done.stderr
    ours = subprocess.run([sys.executable, "-m", "generator", "build"], cwd=told.root, env=ENVIRONMENT,
                          capture_output=True, check=True)  # fmt: skip
    assert ours.returncode == 0
    assert _pages(told.root / "plain") == _pages(told.root / "site")


@pytest.mark.slow
def test_strict_fails_on_errors_before_the_site_is_cleaned(told: Organisation) -> None:
    assert mkdocs(told, "build").returncode == 0
    told.story("bad", themes="[listning]")
    done = mkdocs(told, "build", "--strict")
    assert done.returncode == 1
    assert "S104" in done.stderr
    assert (told.root / "site/stories/first/index.html").is_file()
    assert mkdocs(told, "build").returncode == 0


@pytest.mark.slow
def test_strict_passes_with_warnings_of_ours(told: Organisation) -> None:
    (told.root / "stories/2026/second.md").unlink()  # its theme has no story now
    assert mkdocs(told, "build", "--strict").returncode == 0


@pytest.mark.slow
def test_withdrawn_pages_go_from_a_plain_build(told: Organisation) -> None:
    mkdocs(told, "build")
    (told.root / "stories/2026/second.md").unlink()
    mkdocs(told, "build")
    assert not (told.root / "site/stories/second").exists()


def test_an_unusable_configuration_is_one_sentence(told: Organisation) -> None:
    told.config("themes.yml", "asking: [")
    done = mkdocs(told, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "P103" in done.stderr


@pytest.mark.slow
def test_own_navigation_wins(told: Organisation) -> None:
    text = (told.root / "mkdocs.yml").read_text()
    told.write(
        "mkdocs.yml", text + "\nnav:\n  - Front: index.md\n  - All of them: stories/index.md\n"
    )
    assert mkdocs(told, "build").returncode == 0
    page = (told.root / "site/stories/first/index.html").read_text()
    assert "All of them" in page
    assert 'href="../../onboarding/"' not in page


@contextmanager
def _serving(organisation: Organisation) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=organisation.root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _until(address: str, words: str, seconds: float = 120) -> str:
    """The page at an address, once it has these words."""
    end = time.monotonic() + seconds
    page = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{words!r} did not come to {address}")


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
def test_serve_shows_changes_and_removals(told: Organisation) -> None:
    with _serving(told) as address:
        _until(f"{address}stories/first/", "it was enough")
        told.story("first", "It took @ana two hours.")
        _until(f"{address}stories/first/", "two hours")
        told.story("third", "A third one, by @ana.")
        _until(f"{address}stories/", "A third one")
        (told.root / "stories/2026/third.md").unlink()
        end = time.monotonic() + 120
        while _status(f"{address}stories/third/") != 404 and time.monotonic() < end:
            time.sleep(0.1)
        assert _status(f"{address}stories/third/") == 404


def test_a_dirty_build_is_refused(told: Organisation) -> None:
    done = mkdocs(told, "build", "--dirty")
    assert done.returncode != 0
    assert "withdrawn stories" in done.stderr


def test_a_refusal_is_in_the_language_of_the_organisation(told: Organisation) -> None:
    english = "--dirty would leave withdrawn stories online; build without --dirty"
    told.config("locale/en.po", f'msgid "{english}"\nmsgstr "Ours: without --dirty"\n')
    done = mkdocs(told, "build", "--dirty")
    assert done.returncode != 0
    assert "reciprocity: Ours: without --dirty" in done.stderr
    assert english not in done.stderr


def test_a_problem_in_the_log_is_in_the_language_of_the_organisation(told: Organisation) -> None:
    told.config("locale/en.po", 'msgid "error"\nmsgstr "mistake"\n')
    told.story("bad", themes="[listning]")
    assert "mistake S104: " in mkdocs(told, "build", "--strict").stderr


@pytest.mark.parametrize("path", ["stories/first/index.html", "assets/stories/first.png"])
def test_a_static_file_at_the_address_of_a_page_or_of_its_picture_is_refused(
    told: Organisation, path: str
) -> None:
    told.write(f"site_config/static/{path}", b"<p>Mine</p>")
    done = mkdocs(told, "build")
    assert done.returncode != 0
    assert f"{path} in site_config/static/ has the same address" in done.stderr


@pytest.mark.slow
def test_a_guide_that_names_a_story_wrongly_is_said(told: Organisation) -> None:
    told.config(
        "onboarding/day-2.md",
        "---\ntitle: Day 2\n---\n[One](../stories/frist.md) and\n\n<!-- story: frist -->\n",
    )
    assert told.codes().count("G111") == 2
    done = mkdocs(told, "build", "--strict")
    assert done.returncode != 0
    assert "stories/frist.md" in done.stderr
