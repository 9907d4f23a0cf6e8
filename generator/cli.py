"""The `reciprocity` command, and the only user of click."""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator import __version__, report
from generator.build import Build, build
from generator.clock import today
from generator.diagnostics import Diagnostic
from generator.model import Channel, Settings
from generator.periods import Period
from generator.press import write_files
from generator.publish import Busy, Foreign, staged
from generator.render import TemplateProblem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reciprocity")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder that holds stories/ and site_config/. Default: this one, or one above.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Turn stories of colleagues helping each other into a site and a digest."""
    gc.disable()  # one short run that keeps nearly everything it makes: collecting only costs time
    context.obj = (root or _find_root(Path.cwd())).resolve()


def _find_root(start: Path) -> Path:
    return next((p for p in (start, *start.parents) if (p / "site_config").is_dir()), start)


class _Day(click.ParamType[str]):
    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day of the form 2026-10-14", param, ctx)


_today = click.option("--today", "day", type=_Day(), help="Build as if it were this day.")
_strict = click.option("--strict", is_flag=True, help="Let nothing pass that needs a look.")
_Root = Path


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@_strict
@_today
@click.pass_obj
def check(root: _Root, paths: tuple[Path, ...], strict: bool, day: str | None) -> None:
    """Report every problem of every story and of the configuration.

    With PATHS, only problems in these files or folders are reported. Exits with 1 when there is
    an error (with --strict: or a warning), else with 0.
    """
    made, problems = build(root, _clock(day))
    shown = _within(root, paths, problems)
    files = _count(root, paths, made)
    _show(root, shown)
    click.echo(report.summary(shown, files))
    sys.exit(1 if any(p.is_error or (strict and p.severity == "warning") for p in shown) else 0)


@main.command(name="build")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the site goes. Default: site/.",
)
@_strict
@_today
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.pass_obj
def build_(
    root: _Root, site_dir: Path | None, strict: bool, day: str | None, timings: bool
) -> None:
    """Build the site and the newest digest.

    Stories with errors are left out and named; with --strict they stop the build. The site takes
    the place of the last one at the very end: a build that fails or is killed changes nothing.
    """
    from generator import mkdocs_plugin  # noqa: PLC0415  # MkDocs takes 0.1 s to import; check does without

    clock = _Timings()
    made, problems = build(root, _clock(day))
    clock.lap("read and check")
    errors = [p for p in problems if p.is_error]
    _show(root, [p for p in problems if p.is_error or (strict and p.severity == "warning")])
    if made is None or (strict and any(p.severity != "advice" for p in problems)):
        click.echo(
            f"{report.summary(problems, _count(root, (), made))}. Nothing was built; the last site stays."
        )
        sys.exit(1)
    target = (site_dir or root / "site").resolve()
    with _stopping(root):
        with staged(target) as fresh:
            for warning in mkdocs_plugin.render(made, fresh, strict=strict):
                click.echo(f"warning: {report.safe(warning)}", err=True)
        clock.lap("print the site")
        newest = _newest(made)
        folder = _write_digest(made, newest) if newest else None
        clock.lap("print the digest")
    told = len(made.desk(Channel.SITE).edition.stories)
    click.echo(
        f"{told} {'story' if told == 1 else 'stories'} in {_shown(target)}/ — open {_shown(target)}/index.html, "
        "or see it live with `reciprocity serve`"
    )
    if folder and newest:
        click.echo(
            f"The digest of {newest.name} in {_shown(folder)}/ — open {_shown(folder)}/email.html"
        )
    if errors:
        left = len({p.location.path for p in errors})
        click.echo(f"{left} {'file was' if left == 1 else 'files were'} left out, see above.")
    if timings:
        click.echo(clock.table())


@main.command()
@click.argument("period", required=False)
@_strict
@_today
@click.pass_obj
def digest(root: _Root, period: str | None, strict: bool, day: str | None) -> None:
    """Write the newsletter of PERIOD (2026-10, 2026-Q4, 2026-W42; default: the newest)."""
    wanted = Period.parse(period) if period else None
    if period and wanted is None:
        raise click.BadParameter(
            f"{period!r} is not a period; write 2026-10, 2026-Q4 or 2026-W42", param_hint="PERIOD"
        )
    made, problems = build(root, _clock(day))
    errors = [p for p in problems if p.is_error]
    _show(root, errors)
    if made is None or (strict and errors):
        click.echo(f"{report.summary(problems, _count(root, (), made))}. No digest was written.")
        sys.exit(1)
    newest = _newest(made)
    if wanted is None:
        wanted = newest
    if wanted is None or not any(
        s.date in wanted for s in made.desk(Channel.NEWSLETTER).edition.stories
    ):
        when = f" in {wanted.name}" if wanted else ""
        then = f"; the newest with stories is {newest.name}" if newest else ""
        click.echo(f"There are no stories{when}{then}.", err=True)
        sys.exit(1)
    with _stopping(root):
        folder = _write_digest(made, wanted)
    click.echo(
        f"The digest of {wanted.name} in {_shown(folder)}/ — open {_shown(folder)}/email.html"
    )


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.pass_obj
def serve(root: _Root, address: str) -> None:
    """Show the site in the browser, and again after every change."""
    import logging  # noqa: PLC0415  # the engine's own log, for this command only

    from mkdocs.commands import serve as engine  # noqa: PLC0415  # see build

    gc.enable()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s    -  %(message)s")
    if not (root / "mkdocs.yml").is_file():
        click.echo("mkdocs.yml is missing; run the command in the folder that holds it.", err=True)
        sys.exit(1)
    engine.serve(config_file=str(root / "mkdocs.yml"), dev_addr=address, livereload=True)


def _clock(day: str | None) -> Callable[[Settings], dt.date]:
    return lambda settings: today(settings, day)


def _newest(made: Build) -> Period | None:
    return next(iter(made.periods), None)


def _write_digest(made: Build, period: Period) -> Path:
    folder = made.root / "build" / "newsletter" / period.name
    write_files(made.digest(period), folder)
    return folder


@contextmanager
def _stopping(root: Path) -> Iterator[None]:
    """What can stop a build, in one sentence each."""
    from generator.mkdocs_plugin import EngineProblem  # noqa: PLC0415  # see build

    try:
        yield
    except (TemplateProblem, EngineProblem) as problem:
        _show(root, [problem.diagnostic])
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


def _show(root: Path, problems: Sequence[Diagnostic]) -> None:
    def lines(path: str) -> Sequence[str]:
        try:
            return (root / path).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            return ()

    if problems:
        colour = sys.stdout.isatty() and not _no_colour()
        click.echo(report.text(problems, lines, colour=colour))


def _no_colour() -> bool:
    import os  # noqa: PLC0415  # for this look only

    return bool(os.environ.get("NO_COLOR"))


def _within(
    root: Path, paths: tuple[Path, ...], problems: Sequence[Diagnostic]
) -> list[Diagnostic]:
    if not paths:
        return list(problems)
    wanted = [p.resolve() for p in paths]
    return [
        d
        for d in problems
        if any((root / d.location.path).resolve().is_relative_to(p) for p in wanted)
    ]


def _count(root: Path, paths: tuple[Path, ...], made: Build | None) -> int:
    """How many files a report is about."""
    files = [p for p in root.glob("site_config/**/*") if p.suffix in (".yml", ".md")]
    if made is not None:
        files += [p for p in root.glob("stories/**/*") if p.is_file()]
    if not paths:
        return len(files)
    return sum(any(f.resolve().is_relative_to(p.resolve()) for p in paths) for f in files)


def _shown(path: Path) -> str:
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
