"""What all commands share: options, the day, and how problems are shown."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Settings
from generator.source.files import read_lines
from generator.system.clock import today


class Day(click.ParamType[str]):
    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day of the form 2026-10-14", param, ctx)


on_day = click.option("--today", "day", type=Day(), help="Build as if it were this day.")
strictly = click.option("--strict", is_flag=True, help="Let nothing pass that needs mending.")
Root = Path


def clock_of(day: str | None) -> Callable[[Settings], dt.date]:
    def clock(settings: Settings) -> dt.date:
        try:
            return today(settings, day)
        except (ValueError, OverflowError, OSError):
            raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from None

    return clock


def show_problems(root: Root, problems: Sequence[Diagnostic]) -> None:
    if problems:
        shown = report.text(
            problems, partial(read_lines, root), colour=in_colour(), columns=columns_of_terminal()
        )
        click.echo(shown, color=True)  # click would take the colours away that were asked for


def in_colour() -> bool:
    """On a terminal, unless NO_COLOR is set; elsewhere only with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced not in ("0", "false")
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns_of_terminal() -> int:
    return shutil.get_terminal_size((report.COLUMNS, 24)).columns


def number_of_files(root: Path, paths: Sequence[Path] = ()) -> int:
    """How many files a report is about."""
    count = 0
    wanted = [path.resolve() for path in paths]
    for folder, endings in (("site_config", (".yml", ".md")), ("stories", ("",))):
        for here, _, names in os.walk(root / folder):
            counted = [name for name in names if name.endswith(endings)]
            if wanted:
                there = Path(here).resolve()
                counted = [n for n in counted if any((there / n).is_relative_to(p) for p in wanted)]
            count += len(counted)
    return count


def within(root: Path, paths: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a file of the repository is one of some files or lies in one of some folders."""
    wanted = [path.resolve() for path in paths]

    def named(path: str) -> bool:
        return not wanted or any((root / path).resolve().is_relative_to(w) for w in wanted)

    return named
