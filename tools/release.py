"""Prepare a release: check its version against the tag and the changelog, and write its notes.

    python -m tools.release [TAG]

The notes are the version's section of CHANGELOG.md, written to build/release-notes.md.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator import __version__

ROOT = Path(__file__).parent.parent
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""The headings of Keep a Changelog, in its order."""
_RELEASE = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?")


class Release(NamedTuple):
    """A release as the changelog has it; what is not yet released has no date."""

    version: str
    date: dt.date | None
    changes: dict[str, str]
    """The Markdown below each heading, by kind of change."""


class ChangelogError(ValueError):
    """The changelog is not as Keep a Changelog wants it, or lacks the release."""


def read_changelog(text: str) -> list[Release]:
    """Return the releases of a changelog, newest first.

    Raises:
        ChangelogError: A heading is unknown, empty, or there twice; or releases are out of order.
    """
    releases = []
    for section in re.split(r"(?m)^(?=## )", text)[1:]:
        heading, _, body = section.partition("\n")
        found = _RELEASE.fullmatch(heading)
        if not found:
            raise ChangelogError(f"{heading!r} is not '## [VERSION] - YYYY-MM-DD'")
        date = dt.date.fromisoformat(found["date"]) if found["date"] else None
        if (date is None) != (found["version"] == "Unreleased"):
            raise ChangelogError(f"{heading!r}: only [Unreleased] has no date, and it has none")
        releases.append(Release(found["version"], date, _changes(heading, body)))
    dates = [release.date or dt.date.max for release in releases]
    if dates != sorted(dates, reverse=True):
        raise ChangelogError("the newest release comes first")
    return releases


def _changes(heading: str, body: str) -> dict[str, str]:
    before, *parts = re.split(r"(?m)^### ", body)
    if before.lstrip().startswith("-"):
        raise ChangelogError(f"{heading!r}: a change has no heading such as '### Added'")
    changes: dict[str, str] = {}
    for part in parts:
        kind, _, text = part.partition("\n")
        if kind not in KINDS or kind in changes or not text.strip():
            raise ChangelogError(f"{heading!r}: '### {kind}' is unknown, empty, or there twice")
        changes[kind] = text.strip()
    return changes


def notes(tag: str, changelog: str) -> str:
    """Return the notes of the program's version, in Markdown.

    Raises:
        ChangelogError: The tag is of another version, or the changelog has no section for it.
    """
    if tag != f"v{__version__}":
        raise ChangelogError(f"the tag is {tag}, and the version is {__version__}")
    release = next((r for r in read_changelog(changelog) if r.version == __version__), None)
    if release is None:
        raise ChangelogError(f"CHANGELOG.md has no section for {__version__}")
    return "\n\n".join(f"### {kind}\n\n{text}" for kind, text in release.changes.items()) + "\n"


def packages(folder: Path) -> str:
    """What the notes say of the packages in a folder: their digests, and the line by which workflows install
    the wheel.

    Raises:
        ChangelogError: There is not exactly one wheel of the program's version.
    """
    digests = {
        path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())
    }
    wheels = [
        name
        for name in digests
        if name.startswith(f"reciprocity-{__version__}-") and name.endswith(".whl")
    ]
    if len(wheels) != 1:
        raise ChangelogError(f"{folder.name}/ has {len(wheels)} wheels of {__version__}")
    sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    line = f"reciprocity=={__version__} --hash=sha256:{digests[wheels[0]]}"
    return f"""\
### Packages

```text
{sums}```

The line for `requirements/program.txt`:

```text
{line}
```
"""


def main(tag: str, built: Path | None = None) -> None:
    """Check, and write the notes; end with a sentence on what does not agree.

    Args:
        tag: The tag that is released.
        built: The folder with the packages, once they are built.
    """
    try:
        written = notes(tag, (ROOT / "CHANGELOG.md").read_text("utf-8"))
        if built:
            written += "\n" + packages(built)
    except ChangelogError as error:
        raise SystemExit(f"No release: {error}.") from None
    path = ROOT / "build" / "release-notes.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(written, "utf-8")
    print(f"{tag}: wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main(next(filter(None, sys.argv[1:2]), f"v{__version__}"), *map(Path, sys.argv[2:3]))
