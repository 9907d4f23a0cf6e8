"""What the commands share: options, errors, and the display of problems."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from generator.cli.speech import UsageError, said, say, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report.report import as_sentence
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.record import Library
from generator.source.files import read_lines, reason_of
from generator.system import clock
from generator.system.inside import entries_below, real

Root = Path
"""The folder that holds stories/ and site_config/."""
Today = Callable[[Settings], dt.date]
"""The value of the option --today."""


class CommandError(click.ClickException):
    """Ends a command with a message on standard error and the exit status 1."""

    def __init__(self, message: Message) -> None:
        super().__init__(said(message))  # when it is shown, click has left the command already

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, err=True)


class InputError(CommandError):
    """Ends a command that cannot use what it was given. The exit status is 2."""

    exit_code = 2


class Day(click.ParamType[dt.date]):
    """A day such as 2026-10-14."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError:
            raise UsageError(
                _('"%(value)s" is not a day; write for example 2026-10-14', value=value), ctx
            ) from None


class PathType(click.Path):
    """A path, without the NUL that no system has in names, and Python ends with a traceback over."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        if "\0" in os.fspath(value):
            raise UsageError(_('"%(value)s" is not a path', value=report.safe(str(value))), ctx)
        return super().convert(value, param, ctx)


class ExistingPath(PathType):
    """The path of something that is there, be it a link that leads nowhere."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        path = super().convert(value, param, ctx)
        try:
            os.lstat(path)
        except OSError as error:
            message = _(
                "%(path)s cannot be read: %(reason)s",
                path=report.safe(str(path)),
                reason=reason_of(error),
            )
            raise UsageError(message, ctx) from None
        return path


def _today(settings: Settings) -> dt.date:
    try:
        return clock.today(settings)
    except (ValueError, OverflowError, OSError):
        raise UsageError(_("SOURCE_DATE_EPOCH is not a number of seconds")) from None


def _fixed_day(context: click.Context, parameter: click.Parameter, day: dt.date | None) -> Today:
    return _today if day is None else lambda _: day


today_option = click.option(
    "--today", type=Day(), callback=_fixed_day, help="Build as if it were this day."
)
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
format_option = click.option(
    "--format", "file_format", type=click.Choice(["md", "yml"]), default="md", show_default=True
)
paths_argument = click.argument("paths", nargs=-1, type=ExistingPath(path_type=Path))


def show_problems(root: Root, problems: Sequence[Diagnostic]) -> None:
    """Print a report of problems, if there are any."""
    if problems:
        text = report.text(
            problems,
            partial(read_lines, root),
            words(),
            colour=use_colour(),
            columns=terminal_columns(),
        )
        click.echo(text, color=True)  # otherwise click would remove the colours of FORCE_COLOR


def exit_with_summary(root: Root, problems: Sequence[Diagnostic], consequence: Message) -> NoReturn:
    """End the command with the number of problems and a sentence on what follows from them."""
    summary = as_sentence(said(report.summary(problems, number_of_files(root))))
    click.echo(f"{summary} {said(consequence)}")
    sys.exit(1)


def tell_left_out(errors: Sequence[Diagnostic]) -> None:
    """Say how many files were left out because of their errors."""
    if files := len({error.location.path for error in errors}):
        say(
            ngettext(
                "%(num)s file was left out; see above.",
                "%(num)s files were left out; see above.",
                files,
            )
        )


def old_day(library: Library) -> list[Diagnostic]:
    """The problem of a site that is built as if it were a day long past; only a command has a clock."""
    from generator.rules.old_day import check_day  # noqa: PLC0415  # most sites have no such day

    settings = library.settings
    if settings.site.as_of is None:
        return []
    return list(check_day(settings, library.today, clock.now(settings)))


def use_colour() -> bool:
    """Whether to print in colour: on a terminal unless NO_COLOR is set; elsewhere with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced not in ("0", "false")
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_columns() -> int:
    return shutil.get_terminal_size((report.COLUMNS, 24)).columns


def number_of_files(root: Root, paths: Sequence[Path] = ()) -> int:
    """How many files a report is about: those in `paths`, or all."""
    is_selected = within(root, paths)
    return sum(
        path.endswith(endings) and is_selected(path)
        for top, endings in (("site_config", (".yml", ".md")), ("stories", ("",)))
        for path, _ in entries_below(root, top)
    )


def within(root: Root, paths: Sequence[Path]) -> Callable[[str], bool]:
    """A test for paths below `root`: is it one of `paths` or below one? Without `paths`, all are."""
    # A link is meant itself: that it is one may be the problem.
    selected = {place for path in paths for place in (real(path), real(path.parent) / path.name)}

    def is_selected(path: str) -> bool:
        return not selected or not selected.isdisjoint(((full := root / path), *full.parents))

    return is_selected
