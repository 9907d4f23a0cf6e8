"""The changelog, the version and the tag agree, and a release is made from them."""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from generator import __version__
from tests import ROOT
from tools.release import ChangelogError, notes, packages, read_changelog

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    first, *released = read_changelog(CHANGELOG)
    assert first.version == "Unreleased"
    assert len(released) == len({release.version for release in released}) > 0


def test_the_version_is_the_newest_release_of_the_changelog() -> None:
    newest = read_changelog(CHANGELOG)[1]
    assert newest.version == __version__
    assert newest.date is not None


def test_the_notes_of_a_release_are_its_section() -> None:
    text = notes(f"v{__version__}", CHANGELOG)
    assert re.findall(r"(?m)^### (\w+)", text) == [*read_changelog(CHANGELOG)[1].changes]
    assert "## [" not in text


@pytest.mark.parametrize("tag", ["v0.0.1", __version__, "", "v0.2.0rc1"])
def test_a_tag_of_another_version_is_refused(tag: str) -> None:
    with pytest.raises(ChangelogError, match="the tag is"):
        notes(tag, CHANGELOG)


def test_a_version_without_a_section_is_refused() -> None:
    with pytest.raises(ChangelogError, match=f"no section for {__version__}"):
        notes(f"v{__version__}", "# Changelog\n\n## [Unreleased]\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("## 0.2.0\n", "is not"),
        ("## [0.2.0]\n", "no date"),
        ("## [Unreleased] - 2026-11-30\n", "no date"),
        ("## [0.2.0] - 2026-11-30\n### New\n- x\n", "unknown"),
        ("## [0.2.0] - 2026-11-30\n### Added\n### Fixed\n- x\n", "empty"),
        ("## [0.2.0] - 2026-11-30\n### Added\n- x\n### Added\n- y\n", "twice"),
        ("## [0.2.0] - 2026-11-30\n- x\n", "no heading"),
        ("## [0.1.0] - 2026-10-30\n## [0.2.0] - 2026-11-30\n", "newest"),
    ],
)
def test_a_changelog_of_another_form_is_refused(text: str, why: str) -> None:
    with pytest.raises(ChangelogError, match=why):
        read_changelog(text)


def test_the_notes_have_the_digests_and_the_line_for_workflows(tmp_path: Path) -> None:
    wheel = f"reciprocity-{__version__}-py3-none-any.whl"
    (tmp_path / wheel).write_bytes(b"wheel")
    (tmp_path / f"reciprocity-{__version__}.tar.gz").write_bytes(b"source")
    text = packages(tmp_path)
    digest = sha256(b"wheel").hexdigest()
    assert f"{digest}  {wheel}\n" in text
    assert f"reciprocity=={__version__} --hash=sha256:{digest}\n" in text
    (tmp_path / wheel).rename(tmp_path / "reciprocity-0.0.1-py3-none-any.whl")
    with pytest.raises(ChangelogError, match=f"has 0 wheels of {__version__}"):
        packages(tmp_path)


def test_what_is_built_is_published_with_attestations_and_is_with_the_release() -> None:
    """The three jobs hand the same files on, and only the one that publishes may prove who it is."""
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert [jobs[name].get("needs") for name in ("build", "publish", "notes")] == [None, "build", "publish"]  # fmt: skip
    (publish,) = (s for s in jobs["publish"]["steps"] if "pypi-publish" in s["uses"])
    assert publish["with"] == {"attestations": True}
    for name in ("publish", "notes"):
        handed = [s["with"] for s in jobs[name]["steps"] if "download-artifact" in s.get("uses", "")]  # fmt: skip
        assert {"name": "packages", "path": "dist"} in handed
    assert jobs["notes"]["steps"][-1]["run"].endswith(" $TAG dist/*")


def test_the_command_says_why_there_is_no_release() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.release", "v9.9.9"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == f"No release: the tag is v9.9.9, and the version is {__version__}.\n"
