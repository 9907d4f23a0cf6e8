"""The commands `build` and `serve`."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from generator.cli.options import (
    CommandError,
    Root,
    Today,
    exit_with_summary,
    show_problems,
    strict_option,
    tell_left_out,
    today_option,
)
from generator.cli.progress import Bar
from generator.consent.gate import disclosures
from generator.diagnostics import report
from generator.engine.errors import EngineProblem
from generator.model import Channel
from generator.model.periods import Period
from generator.outputs import ALL_EDITIONS, ISSUE
from generator.outputs.newsletter import FORMATS, PATHS
from generator.pipeline import Publication, group_and_select, load, print_issue
from generator.rendering.artifacts import File
from generator.rendering.printer import write_files
from generator.rendering.templates import TemplateProblem
from generator.system.atomic import LEFTOVER, path_inside
from generator.system.pool import background
from generator.system.staging import BuildInProgress, NotASite, staged

_NOTHING_BUILT = "Nothing was built; the last site stays."


@click.command()
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the site goes. Default: site/, or site-offline/.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Make a folder that is opened without a server, search included.",
)
@strict_option
@today_option
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.pass_obj
def build(
    root: Root,
    site_dir: Path | None,
    offline: bool,
    strict: bool,
    today: Today,
    timings: bool,
) -> None:
    """Build the site and the newest digest.

    Stories with errors are left out and named; with --strict they stop the build. The site takes
    the place of the last one at the very end: a build that fails or is killed changes nothing.
    """
    from generator.engine import driver as engine  # noqa: PLC0415  # importing MkDocs takes 0.1 s, and digest does not need it
    from generator.engine.plugin import SiteBuild  # noqa: PLC0415  # see above

    stages = _Timings()
    with Bar("Checking") as bar:
        library, problems = load(root, today, ALL_EDITIONS, bar.show)
    stages.lap("read, check, pass the gate")
    errors = [p for p in problems if p.is_error]
    show_problems(root, errors)
    if library is None or (strict and errors):
        exit_with_summary(root, errors, _NOTHING_BUILT)
    with build_errors_reported(root):
        publication = group_and_select(root, library)
        stories = len(publication.context(Channel.SITE).edition.stories)
        default = "site-offline" if offline else "site"
        target = (site_dir or path_inside(root, default)).resolve()
        headers_folder = path_inside(root, "build/headers")
        newest = publication.plans.due
        with (
            background(partial(_print_digests, publication), stories) as print_digests,
            staged(target) as stage,
        ):
            stage.shown.update(disclosures(library, Channel.SITE))
            with Bar("Printing") as bar:
                job = SiteBuild(publication, stage, offline, bar.show)
                rendered = engine.render(job, strict=strict)
            for warning in rendered.warnings:
                click.echo(f"warning: {report.safe(warning)}", err=True)
            digests = print_digests()
        stages.lap("print the site")
        write_digests(root, digests)
        write_files(rendered.headers, headers_folder)
        stages.lap("write the digests")
    site = display_path(target)
    how_to_open = (
        f"open {site}/index.html"
        if offline
        else f"look at it with `{command_line('serve')}`, or "
        f"`python3 -m http.server --directory {site}`"
    )
    click.echo(f"{report.count(stories, 'story', 'stories')} in {site}/ — {how_to_open}")
    if newest:
        folder = display_path(digest_folder(root, newest))
        click.echo(f"The digest of {newest.name} in {folder}/ — open {folder}/index.html")
    tell_left_out(errors)
    if timings:
        click.echo(stages.table())


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.pass_obj
def serve(root: Root, address: str) -> None:
    """Show the site in the browser, and again after every change."""
    from generator.engine import driver as engine  # noqa: PLC0415  # see build

    gc.enable()
    if not (root / "mkdocs.yml").is_file():
        raise CommandError("mkdocs.yml is missing; run the command in the folder that holds it.")
    engine.serve(root, address)


def digest_folder(root: Root, period: Period) -> Path:
    return path_inside(root, f"build/newsletter/{period.name}")


def _print_digests(publication: Publication) -> dict[Period, tuple[File, ...]]:
    """Print the newest digest, and again those in build/, so that no withdrawn story stays there.

    A digest without stories has no files.
    """
    folders = path_inside(publication.root, "build/newsletter").glob("*/")
    existing = {period for folder in folders if (period := Period.parse(folder.name))}
    newest = publication.plans.due
    issues = publication.newsletter.issues
    return {
        period: print_issue(publication, period, ISSUE, FORMATS)
        if issues.has_stories(period)
        else ()
        for period in existing | ({newest} if newest else set())
    }


def write_digests(root: Path, digests: Mapping[Period, Sequence[File]]) -> None:
    """Write the files of some issues.

    An issue's files in other formats are deleted, since they may show what was withdrawn since;
    without any files, its whole folder is.
    """
    for period, files in digests.items():
        folder = digest_folder(root, period)
        if files:
            write_files(files, folder)
            for path in PATHS - {file.path for file in files}:
                (folder / path).unlink(missing_ok=True)
            for unfinished in folder.rglob(f".*{LEFTOVER}"):  # a killed command left it
                unfinished.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)


@contextmanager
def build_errors_reported(root: Root) -> Iterator[None]:
    """End the command with one sentence if the build fails."""
    try:
        yield
    except (TemplateProblem, EngineProblem) as problem:
        show_problems(root, [problem.diagnostic])
        click.echo(_NOTHING_BUILT)
        sys.exit(1)
    except BuildInProgress:
        raise CommandError(
            "Another build of this site is at work. Wait for it, then try again."
        ) from None
    except NotASite as error:
        raise CommandError(
            f"{error} holds files that are no site of ours; empty it, or choose another --site-dir."
        ) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise CommandError(
            f"The build stopped: {error.strerror}{where}. The last site stays."
        ) from None


def command_line(name: str) -> str:
    """One of our commands as the user types it: with `make`, if `make` started this one."""
    return f"make {name}" if os.environ.get("MAKELEVEL") else f"reciprocity {name}"


def display_path(path: Path) -> str:
    """A path relative to the current folder, if it is below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


class _Timings:
    """Wall-clock seconds of the stages of a build."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps.append((name, now - self._last))
        self._last = now

    def table(self) -> str:
        total = sum(seconds for _, seconds in self._laps)
        return "\n".join(
            f"{seconds:8.2f} s  {seconds / total:4.0%}  {name}" for name, seconds in self._laps
        )
