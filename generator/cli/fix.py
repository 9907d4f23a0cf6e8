"""`check --fix`, and the line in which `check` suggests it."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import click

from generator.cli.options import use_colour
from generator.cli.speech import say, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.fixes import Fixer
from generator.fixes.diff import diff
from generator.fixes.result import FixResult
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.record import Library
from generator.source.discover import discover
from generator.source.files import STORY_BYTES, reason_of
from generator.system.atomic import overwrite
from generator.system.inside import read_bytes

_MOST_FILES, _MOST_BYTES = 50, 8 * 1024
"""How many files, and how large ones, `check` tries to fix to count the problems that it can fix:
the report must not wait for them.
"""


def fix_stories(
    root: Path,
    library: Library | None,
    problems: Sequence[Diagnostic],
    is_selected: Callable[[str], bool],
    *,
    write: bool,
) -> bool:
    """Fix the selected stories and print the differences. Returns whether a file was written."""
    if library is None:
        say(_("Nothing was fixed; fix the errors in the configuration first."), err=True)
        return False
    paths = discover(root).stories
    with_problems = {d.location.path for d in problems if d.severity != "advice"}
    results = _fix(root, library, paths, filter(is_selected, paths), with_problems)
    changed = [result for result in results if result.changed]
    written = 0
    for result in changed:
        click.echo(diff(result, words(), colour=use_colour()))
        if write:
            written += _write(root, result)
    if not changed:
        say(_("There is nothing that can be fixed automatically."))
        return False
    if write:
        say(
            ngettext(
                "Fixed %(written)s of %(num)s file. Review it with git diff, then commit.",
                "Fixed %(written)s of %(num)s files. Review them with git diff, then commit.",
                len(changed),
                written=written,
            )
        )
    else:
        say(
            ngettext(
                "%(num)s file would be fixed. Nothing was written.",
                "%(num)s files would be fixed. Nothing was written.",
                len(changed),
            )
        )
    click.echo()
    return written > 0


def fixable_problems(
    root: Path, library: Library | None, problems: Sequence[Diagnostic]
) -> Message | Literal[""]:
    """The line that says how many of the problems can be fixed; empty if none can."""
    paths = dict.fromkeys(
        d.location.path
        for d in problems
        if d.severity != "advice" and d.location.line and d.location.path.startswith("stories/")
    )
    if library is None or not paths:
        return ""
    tried = list(paths)[:_MOST_FILES]
    results = _fix(root, library, discover(root).stories, tried, paths, _MOST_BYTES)
    fixed = {d for result in results for d in result.fixed if d.severity != "advice"}
    fixable = fixed & set(problems)
    if not fixable:
        return ""
    if len(paths) > _MOST_FILES:
        return ngettext(
            "At least %(num)s of these can be fixed automatically: reciprocity check --fix",
            "At least %(num)s of these can be fixed automatically: reciprocity check --fix",
            len(fixable),
        )
    return ngettext(
        "%(num)s of these can be fixed automatically: reciprocity check --fix",
        "%(num)s of these can be fixed automatically: reciprocity check --fix",
        len(fixable),
    )


def _fix(
    root: Path,
    library: Library,
    all_paths: Iterable[str],
    paths: Iterable[str],
    with_problems: Container[str],
    most_bytes: int = STORY_BYTES,
) -> Iterator[FixResult]:
    """Fix, in memory, ordinary files that have a problem, Windows line ends or a byte-order mark."""
    fixer = Fixer.of(library.settings, library.today, all_paths, library.records)
    for path in paths:
        try:
            status = os.lstat(root / path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes:
                continue
            raw = read_bytes(root / path)
            if path in with_problems or b"\r" in raw or raw.startswith(BOM_UTF8):
                yield fixer.fix(path, raw)
        except OSError:
            continue  # the report has said so


def _write(root: Path, result: FixResult) -> bool:
    path, name = root / result.path, report.safe(result.path)
    try:
        if read_bytes(path) != result.before:
            say(
                _("%(path)s was changed in the meantime, so it was left alone.", path=name),
                err=True,
            )
            return False
        overwrite(path, result.after)
    except OSError as error:
        say(
            _(
                "%(path)s could not be written: %(reason)s. It is unchanged.",
                path=name,
                reason=reason_of(error),
            ),
            err=True,
        )
        return False
    return True
