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

from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Settings
from generator.source.files import read_lines
from generator.system import clock

Root = Path
"""The folder that holds stories/ and site_config/."""
Today = Callable[[Settings], dt.date]
"""The value of the option --today."""


class CommandError(click.ClickException):
    """Ends a command with a message on standard error and the exit status 1."""

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
            self.fail(f"{value!r} is not a day of the form 2026-10-14", param, ctx)


def _today(settings: Settings) -> dt.date:
    try:
        return clock.today(settings)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from None


def _fixed_day(context: click.Context, parameter: click.Parameter, day: dt.date | None) -> Today:
    return _today if day is None else lambda _: day


today_option = click.option(
    "--today", type=Day(), callback=_fixed_day, help="Build as if it were this day."
)
strict_option = click.option("--strict", is_flag=True, help="Let nothing pass that needs mending.")
format_option = click.option(
    "--format", "file_format", type=click.Choice(["md", "yml"]), default="md", show_default=True
)
paths_argument = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))


def show_problems(root: Root, problems: Sequence[Diagnostic]) -> None:
    """Print a report of problems, if there are any."""
    if problems:
        text = report.text(
            problems, partial(read_lines, root), colour=use_colour(), columns=terminal_columns()
        )
        click.echo(text, color=True)  # otherwise click would remove the colours of FORCE_COLOR


def exit_with_summary(root: Root, problems: Sequence[Diagnostic], consequence: str) -> NoReturn:
    """End the command with the number of problems and a sentence on what follows from them."""
    click.echo(f"{report.summary(problems, number_of_files(root))}. {consequence}")
    sys.exit(1)


def tell_left_out(errors: Sequence[Diagnostic]) -> None:
    """Say how many files were left out because of their errors."""
    if files := len({error.location.path for error in errors}):
        click.echo(f"{report.count(files, 'file was', 'files were')} left out, see above.")


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
        name.endswith(endings) and is_selected(os.path.join(folder, name))
        for top, endings in (("site_config", (".yml", ".md")), ("stories", ("",)))
        for folder, _, names in os.walk(root / top)
        for name in names
    )


def within(root: Root, paths: Sequence[Path]) -> Callable[[str], bool]:
    """A test for paths of files: is it one of `paths` or below one? Without `paths`, all are."""
    selected = [path.resolve() for path in paths]

    def is_selected(path: str) -> bool:
        return not selected or any((root / path).resolve().is_relative_to(p) for p in selected)

    return is_selected
