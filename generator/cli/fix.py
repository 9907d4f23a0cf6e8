"""What `check --fix` shows and writes, and what `check` says of it."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path

import click

from generator.cli.options import in_colour
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.fixes import Fixer
from generator.fixes.diff import diff
from generator.fixes.result import FixResult
from generator.record import Library
from generator.source.discover import discover
from generator.source.files import STORY_BYTES
from generator.system.atomic import overwrite

_LOOKED_AT, _SMALL = 50, 8 * 1024
"""In so many files, and no larger ones, `check` counts what can be mended: who asks for a report
does not wait for mends.
"""


def fix_stories(
    root: Path,
    library: Library | None,
    problems: Sequence[Diagnostic],
    wanted: Callable[[str], bool],
    *,
    write: bool,
) -> bool:
    """Mend the stories that are wanted, and say what changes. Whether any file was written."""
    if library is None:
        click.echo("Nothing is mended before the configuration is right.", err=True)
        return False
    paths = discover(root).stories
    troubled = {d.location.path for d in problems if d.severity != "advice"}
    fixes = _fixed(root, library, paths, filter(wanted, paths), troubled)
    changed = [fixed for fixed in fixes if fixed.changed]
    written = 0
    for fixed in changed:
        click.echo(diff(fixed, colour=in_colour()))
        if write:
            written += _written(root, fixed)
    count = f"{len(changed)} {'file' if len(changed) == 1 else 'files'}"
    if not changed:
        click.echo("There is nothing that can be mended without asking you.")
    elif write:
        click.echo(f"Mended {written} of {count}. Look at them with git diff, then commit.\n")
    else:
        click.echo(f"{count} would be mended. Nothing was written.\n")
    return written > 0


def hint(root: Path, library: Library | None, problems: Sequence[Diagnostic]) -> str:
    """How many of some problems can be mended, as the closing line of a report."""
    broken = dict.fromkeys(
        d.location.path
        for d in problems
        if d.severity != "advice" and d.location.line and d.location.path.startswith("stories/")
    )
    if library is None or not broken:
        return ""
    fixed = _fixed(root, library, discover(root).stories, list(broken)[:_LOOKED_AT], broken, _SMALL)
    found = {d for one in fixed for d in one.fixed if d.severity != "advice"} & set(problems)
    if not found:
        return ""
    more = "at least " if len(broken) > _LOOKED_AT else ""
    return f"{more}{len(found)} of these can be mended: reciprocity check --fix"


def _fixed(
    root: Path,
    library: Library,
    paths: Iterable[str],
    wanted: Iterable[str],
    troubled: Container[str],
    limit: int = STORY_BYTES,
) -> Iterator[FixResult]:
    """Ordinary files, mended in memory: those with a problem, or with line ends of Windows."""
    fixer = Fixer.of(library.settings, library.today, paths, library.records)
    for path in wanted:
        try:
            status = os.lstat(root / path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
                continue
            raw = (root / path).read_bytes()
            if path in troubled or b"\r" in raw or raw.startswith(BOM_UTF8):
                yield fixer.fix(path, raw)
        except OSError:
            continue  # the report says why


def _written(root: Path, fixed: FixResult) -> bool:
    path = root / fixed.path
    try:
        if path.read_bytes() != fixed.before:
            click.echo(f"{report.safe(fixed.path)} was changed meanwhile, and is left.", err=True)
            return False
        overwrite(path, fixed.after)
    except OSError as error:
        why = f"{error.strerror}".lower()
        click.echo(f"{report.safe(fixed.path)} was not written: {why}. It is as it was.", err=True)
        return False
    return True
