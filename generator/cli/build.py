"""Build and serve."""

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

from generator.cli.options import Root, clock_of, number_of_files, on_day, show_problems, strictly
from generator.cli.progress import Bar
from generator.consent.gate import disclosures
from generator.diagnostics import report
from generator.engine.errors import EngineProblem
from generator.model import Channel
from generator.model.periods import Period
from generator.outputs import ALL_EDITIONS, ISSUE
from generator.outputs.newsletter import FORMATS, PATHS
from generator.pipeline import Publication, load, print_issue, publish
from generator.rendering.artifacts import File
from generator.rendering.printer import write_files
from generator.rendering.templates import TemplateProblem
from generator.system.atomic import LEFTOVER, inside
from generator.system.pool import background
from generator.system.staging import Busy, Foreign, staged


@click.command(name="build")
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
@strictly
@on_day
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.pass_obj
def build_(
    root: Root,
    site_dir: Path | None,
    offline: bool,
    strict: bool,
    day: str | None,
    timings: bool,
) -> None:
    """Build the site and the newest digest.

    Stories with errors are left out and named; with --strict they stop the build. The site takes
    the place of the last one at the very end: a build that fails or is killed changes nothing.
    """
    from generator.engine import driver as engine  # noqa: PLC0415  # MkDocs takes 0.1 s to import; digest does without
    from generator.engine.plugin import SiteBuild  # noqa: PLC0415  # see above

    clock = _Timings()
    with Bar("Checking") as bar:
        library, problems = load(root, clock_of(day), ALL_EDITIONS, bar.show)
    clock.lap("read, check, pass the gate")
    errors = [p for p in problems if p.is_error]
    show_problems(root, errors)
    if library is None or (strict and errors):
        click.echo(
            f"{report.summary(errors, number_of_files(root))}. Nothing was built; the last site stays."
        )
        sys.exit(1)
    with stopping(root):
        publication = publish(root, library)
        told = len(publication.context(Channel.SITE).edition.stories)
        usual = "site-offline" if offline else "site"
        target = (site_dir or inside(root, usual)).resolve()
        headers = inside(root, "build/headers")
        newest = publication.plans.due
        digests_made = background(partial(_digests, publication), told)
        with digests_made as written, staged(target) as stage:
            stage.shown.update(disclosures(library, Channel.SITE))
            with Bar("Printing") as bar:
                job = SiteBuild(publication, stage, offline, bar.show)
                rendered = engine.render(job, strict=strict)
            for warning in rendered.warnings:
                click.echo(f"warning: {report.safe(warning)}", err=True)
            digests = written()
        clock.lap("print the site")
        write_digests(root, digests)
        write_files(rendered.headers, headers)
        clock.lap("write the digests")
    look = (
        f"open {typed(target)}/index.html"
        if offline
        else f"look at it with `{command('serve')}`, or "
        f"`python3 -m http.server --directory {typed(target)}`"
    )
    click.echo(f"{told} {'story' if told == 1 else 'stories'} in {typed(target)}/ — {look}")
    if newest:
        folder = folder_of(root, newest)
        click.echo(
            f"The digest of {newest.name} in {typed(folder)}/ — open {typed(folder)}/index.html"
        )
    if errors:
        left = len({p.location.path for p in errors})
        click.echo(f"{left} {'file was' if left == 1 else 'files were'} left out, see above.")
    if timings:
        click.echo(clock.table())


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.pass_obj
def serve(root: Root, address: str) -> None:
    """Show the site in the browser, and again after every change."""
    from generator.engine import driver as engine  # noqa: PLC0415  # see build

    gc.enable()
    if not (root / "mkdocs.yml").is_file():
        click.echo("mkdocs.yml is missing; run the command in the folder that holds it.", err=True)
        sys.exit(1)
    engine.serve(root, address)


def folder_of(root: Path, period: Period) -> Path:
    return inside(root, f"build/newsletter/{period.name}")


def _digests(publication: Publication) -> dict[Period, tuple[File, ...]]:
    """The newest digest, and again those that are in build/ already: what was taken back since
    must not stay there. One whose stories are gone has no files.
    """
    folders = inside(publication.root, "build/newsletter").glob("*/")
    there = {period for folder in folders if (period := Period.parse(folder.name))}
    newest = publication.plans.due
    issues = publication.newsletter.issues
    return {
        period: print_issue(publication, period, ISSUE, FORMATS)
        if issues.has_stories(period)
        else ()
        for period in there | ({newest} if newest else set())
    }


def write_digests(root: Path, digests: Mapping[Period, Sequence[File]]) -> None:
    """Write the files of some issues. What an earlier run left in other formats goes: it may tell
    what was taken back since. An issue without files goes as a whole.
    """
    for period, files in digests.items():
        folder = folder_of(root, period)
        if files:
            write_files(files, folder)
            for path in PATHS - {file.path for file in files}:
                (folder / path).unlink(missing_ok=True)
            for unfinished in folder.rglob(f".*{LEFTOVER}"):  # of a command that was killed
                unfinished.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)


@contextmanager
def stopping(root: Path) -> Iterator[None]:
    """What can stop a build, in one sentence each."""
    try:
        yield
    except (TemplateProblem, EngineProblem) as problem:
        show_problems(root, [problem.diagnostic])
        click.echo("Nothing was built; the last site stays.")
        sys.exit(1)
    except Busy:
        click.echo("Another build of this site is at work. Wait for it, then try again.", err=True)
        sys.exit(1)
    except Foreign as error:
        click.echo(
            f"{error} holds files that are no site of ours; empty it, or choose another --site-dir.",
            err=True,
        )
        sys.exit(1)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"The build stopped: {error.strerror}{where}. The last site stays.", err=True)
        sys.exit(1)


def command(name: str) -> str:
    """A command of ours as the person at the keyboard would type it."""
    return f"make {name}" if os.environ.get("MAKELEVEL") else f"reciprocity {name}"


def typed(path: Path) -> str:
    """A path as people would type it from here."""
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
