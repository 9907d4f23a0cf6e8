"""Read a repository's trailers as `import git` does, and print the figures of docs/how-to/commits.md.

Usage: python -m benchmarks.trailers REPOSITORY RANGE

Nothing is written but an organisation in a temporary folder. Its people are those who wrote the commits
of the range, with the addresses that the repository's .mailmap gives them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.cli.git import commits
from generator.intake.commits import Findings, find_drafts
from generator.model.ids import id_like
from generator.source.settings import read_settings

_SITE = """\
name: A project
url: https://stories.example.org/
"""


def organisation_of(folder: Path, authors: list[str]) -> None:
    """Write an organisation whose people are these, each as `Name <address>`."""
    config = folder / "site_config"
    config.mkdir()
    (config / "site.yml").write_text(_SITE)
    (config / "teams.yml").write_text(f"all: {{name: All, headcount: {len(authors)}}}\n")
    (config / "themes.yml").write_text(
        "helping: {title: Helping, text: Somebody helped., why: It helps., default: true}\n"
    )
    people: dict[str, list[str]] = {}
    for author in authors:
        name, _, email = author.rstrip(">").rpartition(" <")
        people.setdefault(name, []).append(email)
    lines: dict[str, str] = {}
    for name, emails in people.items():
        id_ = id_like(name) or f"person-{len(lines)}"
        while id_ in lines:
            id_ += "-2"
        lines[id_] = f"{id_}: {{name: {json.dumps(name)}, team: all, emails: {json.dumps(emails)}}}"
    (config / "people.yml").write_text("\n".join(lines.values()) + "\n")


def main(repository: str, revisions: str) -> None:
    """Print how many commits, trailers and drafts there are, and how long it took."""
    done = subprocess.run(
        ["git", "log", "--format=%aN <%aE>", "--end-of-options", revisions, "--"],
        cwd=repository, check=True, capture_output=True,
    )  # fmt: skip
    authors = sorted(set(done.stdout.decode("utf-8", "replace").split("\n")) - {""})
    with tempfile.TemporaryDirectory() as folder:
        organisation_of(Path(folder), authors)
        settings, problems = read_settings(Path(folder))
        assert settings is not None, problems
        start = time.perf_counter()
        read = commits(Path(repository), revisions)
        took = time.perf_counter() - start
        found = find_drafts(read, settings)
        total = time.perf_counter() - start
    print(f"| {revisions} | {found.commits:,} | {len(settings.people):,} | {_figures(found)} |")
    for name, count in found.trailers.most_common():
        print(f"    {name}: {count:,}")
    print(f"    in {total:.1f} s, of which git took {took:.1f} s")


def _figures(found: Findings) -> str:
    trailers = sum(found.trailers.values())
    lost = sum(found.unknown.values())
    most = max((draft.commits for draft in found.drafts), default=0)
    return f"{trailers:,} | {lost:,} | {found.own:,} | {len(found.drafts):,} | {most}"


if __name__ == "__main__":
    main(*sys.argv[1:])
