"""The commands `build` and `serve`."""

from __future__ import annotations

import gc
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.left_behind import OFFLINE, SITE, clear_up
from generator.cli.options import (
    CommandError,
    InputError,
    PathType,
    Root,
    Today,
    exit_with_summary,
    old_day,
    show_problems,
    strict_option,
    tell_left_out,
    today_option,
)
from generator.cli.progress import Bar
from generator.cli.speech import UsageError, command, said, say
from generator.consent.gate import disclosures
from generator.diagnostics import report
from generator.engine.errors import EngineProblem
from generator.engine.program import PROGRAMS, choose
from generator.languages.message import Message, any_of, ngettext
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.model.periods import Period
from generator.outputs import ALL_EDITIONS, ISSUE
from generator.outputs.newsletter import FORMATS, PATHS
from generator.pipeline import Publication, group_and_select, load, print_issue
from generator.rendering.artifacts import File
from generator.rendering.printer import write_files
from generator.rendering.templates import TemplateProblem
from generator.rules.context import Extent
from generator.source.files import reason_of
from generator.system.atomic import LEFTOVER, path_inside
from generator.system.inside import real
from generator.system.pool import background
from generator.system.staging import BuildInProgress, NotASite, staged

if TYPE_CHECKING:
    from generator.engine.live import Shown

_NOTHING_BUILT = _("Build failed. The existing site is unchanged.")


def _choose_engine(context: click.Context, parameter: click.Parameter, name: str) -> str:
    try:
        choose(name)
    except ImportError:
        raise UsageError(
            _(
                "%(engine)s is not installed. To install it: python -m pip install '%(package)s'",
                engine=name,
                package=f"reciprocity[{name}]",
            )
        ) from None
    return name


_engine_option = click.option(
    "--engine",
    type=click.Choice(PROGRAMS),
    default=PROGRAMS[0],
    show_default=True,
    expose_value=False,
    callback=_choose_engine,
    envvar="RECIPROCITY_ENGINE",
    show_envvar=True,
    help="The program that renders the pages.",
)


@command()
@click.option(
    "--site-dir",
    type=PathType(file_okay=False, path_type=Path),
    default=None,
    help="Where to put the site. Default: site/, or site-offline/.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Build a folder that works without a server, including search.",
)
@_engine_option
@strict_option
@today_option
@click.option("--timings", is_flag=True, help="Show how long each step took.")
@click.pass_obj
def build(
    root: Root,
    site_dir: Path | None,
    offline: bool,
    strict: bool,
    today: Today,
    timings: bool,
) -> None:
    """Build the site and the latest digest.

    Stories with errors are reported and left out; with --strict they stop the build. The new site
    replaces the old one at the very end, so a build that fails or is interrupted changes nothing.
    """
    from generator.engine import driver as engine  # noqa: PLC0415  # importing MkDocs takes 0.1 s, and digest does not need it
    from generator.engine.plugin import SiteBuild  # noqa: PLC0415  # see above

    stages = _Timings()
    with Bar(_("Checking")) as bar:
        library, errors = load(root, today, ALL_EDITIONS, bar.show, extent=Extent.ERRORS)
    stages.lap(_("Reading and checking"))
    show_problems(root, [*errors, *(old_day(library) if library else ())])
    if library is None or (strict and errors):
        exit_with_summary(root, errors, _NOTHING_BUILT)
    with build_errors_reported(root):
        publication = group_and_select(root, library)
        stories = len(publication.context(Channel.SITE).edition.stories)
        stages.lap(_("Grouping and selecting"))
        _pulse = publication.context(Channel.SITE).pulse  # once, before the digests are printed
        stages.lap(_("Counting the pulse"))
        default = OFFLINE if offline else SITE
        target = real(site_dir or path_inside(root, default))
        headers_folder = path_inside(root, "build/headers")
        newest = publication.plans.due
        with (
            background(partial(_print_digests, publication), stories) as print_digests,
            staged(target) as stage,
        ):
            with Bar(_("Building")) as bar:
                job = SiteBuild(publication, stage, offline, bar.show)
                rendered = engine.render(job, strict=strict)
            for warning in rendered.warnings:
                line = _("warning: %(message)s", message=warning)
                click.echo(report.safe(said(line)), err=True)
            digests = print_digests()
            stage.shown.update(disclosures(library, Channel.SITE))
        stages.lap(_("Building the site"))
        write_digests(root, digests)
        write_files(rendered.headers, headers_folder)
        cleared_up = list(clear_up(root, library, stage.shown))
        stages.lap(_("Writing the digests"))
    site = display_path(target)
    say(
        ngettext(
            "%(num)s story in %(folder)s",
            "%(num)s stories in %(folder)s",
            stories,
            folder=f"{site}/",
        )
    )
    if offline:
        say(_("To read it, open %(path)s", path=f"{site}/index.html"))
    else:
        say(
            _(
                "To read it, run `%(serve)s` or `%(server)s`",
                serve=command_line("serve"),
                server=f"python3 -m http.server --directory {site}",
            )
        )
    if newest:
        path = f"{display_path(digest_folder(root, newest))}/index.html"
        say(_("Digest for %(period)s: open %(path)s", period=newest.name, path=path))
    for sentence in cleared_up:
        say(sentence)
    tell_left_out(errors)
    if timings:
        click.echo(stages.table())


@command()
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    help="The address to listen on; requests for localhost are answered too.",
)
@_engine_option
@today_option
@click.pass_obj
def serve(root: Root, address: str, today: Today) -> None:
    """Show the site in the browser, and update it after every change.

    Nothing is written to disk. If something is wrong, the page says so and shows the last version
    that worked.
    """
    from generator.engine.server import LocalServer  # noqa: PLC0415  # see build

    gc.enable()
    if not os.path.lexists(root / "mkdocs.yml"):
        raise CommandError(
            _(
                "There is no mkdocs.yml here. Run the command in the folder that has it, or start with `reciprocity init`."
            ),
        )
    host, port = _host_and_port(address)

    def tell(shown: Shown, seconds: float) -> None:
        errors = [problem for problem in shown.problems if problem.is_error]
        show_problems(root, errors)
        time = f"{seconds:.2f}"
        if shown.is_current:
            message = _("The site is at %(url)s (%(time)s s)", url=f"http://{address}/", time=time)
        else:
            message = _(
                "The last version that worked is at %(url)s (%(time)s s)",
                url=f"http://{address}/",
                time=time,
            )
        say(message)

    try:
        server = LocalServer(root, host, port, today, tell)
    except OSError as error:
        raise CommandError(
            _(
                "The server cannot use %(address)s: %(reason)s. Choose another with --address.",
                address=address,
                reason=reason_of(error),
            )
        ) from None
    with suppress(KeyboardInterrupt):
        server.serve()


def _host_and_port(address: str) -> tuple[str, int]:
    match = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:\s]+)):([0-9]{1,5})", address)
    if match is None or int(match[3]) > 65535:
        raise InputError(
            _(
                "An address must be a name and a port, for example %(examples)s.",
                examples=any_of(("127.0.0.1:8000", "[::1]:8000")),
            )
        )
    return match[1] or match[2], int(match[3])


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

    An issue's files in other formats are deleted, since they may show what was withdrawn since. What
    else is in its folder stays.
    """
    for period, files in digests.items():
        folder = digest_folder(root, period)
        if files:
            write_files(files, folder)
        for path in PATHS - {file.path for file in files}:
            (folder / path).unlink(missing_ok=True)
        for unfinished in folder.rglob(f".*{LEFTOVER}"):  # a killed command left it
            unfinished.unlink()
        if not files:
            with suppress(OSError):  # somebody keeps something in it
                folder.rmdir()


@contextmanager
def build_errors_reported(root: Root) -> Iterator[None]:
    """End the command with one sentence if the build fails."""
    try:
        yield
    except (TemplateProblem, EngineProblem) as problem:
        show_problems(root, [problem.diagnostic])
        say(_NOTHING_BUILT)
        sys.exit(1)
    except BuildInProgress:
        raise CommandError(
            _("Another build of this site is running. Wait for it, then try again.")
        ) from None
    except NotASite as error:
        raise CommandError(
            _(
                "%(folder)s contains files that are not a site. Empty it, or choose another "
                "--site-dir.",
                folder=str(error),
            )
        ) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise CommandError(
            _(
                "Build failed: %(reason)s. The existing site is unchanged.",
                reason=f"{error.strerror}{where}",
            )
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
        self._laps: list[tuple[Message, float]] = []
        self._last = time.perf_counter()

    def lap(self, name: Message) -> None:
        now = time.perf_counter()
        self._laps.append((name, now - self._last))
        self._last = now

    def table(self) -> str:
        total = sum(seconds for _, seconds in self._laps)
        return "\n".join(
            f"{seconds:8.2f} s  {seconds / total:4.0%}  {said(name)}"
            for name, seconds in self._laps
        )
