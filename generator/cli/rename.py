"""The command `rename`, which gives a person, a team, a theme or a story another id."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import cast

import click

from generator.adopt.rename import NOUNS, Noun, RenameRefused, check_ids, plan_rename
from generator.cli.options import (
    InputError,
    Root,
    Today,
    show_problems,
    today_option,
    use_colour,
)
from generator.cli.speech import UsageError, command, said, say
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean
from generator.fixes.diff import diff
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.source.settings import read_settings
from generator.system.atomic import overwrite, path_inside, rename, write
from generator.system.inside import entries_below, read_bytes


@command("rename", short_help="Change the id of a person, team, theme or story everywhere.")
@click.argument("noun", type=click.Choice(NOUNS))
@click.argument("old")
@click.argument("new")
@click.option("--merge", is_flag=True, help="NEW is the team that OLD became part of.")
@click.option("--no-redirect", is_flag=True, help="Do not redirect the old address to the new one.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, without writing it.")
@today_option
@click.pass_obj
def rename_(
    root: Root,
    noun: str,
    old: str,
    new: str,
    merge: bool,
    no_redirect: bool,
    yes: bool,
    dry_run: bool,
    today: Today,
) -> None:
    """Rename OLD to NEW wherever it is used, and redirect the old address to the new one.

    Shows the change and asks before it writes. Comments and everything else stay as they are. Anyone
    can see the old id in a redirect: use --no-redirect if it must disappear.
    """
    if merge and noun != "team":
        raise UsageError(_("--merge only works with a team."))
    settings, problems = read_settings(root)
    errors = [problem for problem in problems if problem.is_error]
    if settings is None or errors:
        show_problems(root, errors)
        sys.exit(1)
    files = {
        path: read_bytes(root / path)
        for folder in ("stories", "site_config")
        for path, entry in entries_below(root, folder)
        if path.endswith((".md", ".yml")) and entry.is_file(follow_symlinks=False)
    }
    known = {
        "person": settings.people,
        "team": settings.teams,
        "theme": settings.themes,
        "story": dict.fromkeys(
            PurePath(path).stem for path in files if path.startswith("stories/")
        ),
    }[noun]
    if old not in known:
        nobody = _('There is no "%(id)s" to rename.', id=report.safe(old))
        raise InputError(sentences(nobody, did_you_mean(old, known)))
    kind = cast(Noun, noun)
    try:
        check_ids(kind, old, new, known, merge=merge)
        plan = plan_rename(
            kind, old, new, files, today(settings), merge=merge, redirect=not no_redirect
        )
    except RenameRefused as error:
        raise InputError(_("%(reason)s. Nothing was written.", reason=error.reason)) from None
    for result in plan.results:
        click.echo(diff(result, colour=use_colour()), color=True)
    for before, after in plan.moved.items():
        click.echo(f"{report.safe(before)} → {report.safe(after)}")
    for path in plan.unread:
        note = _("%(path)s contains the id, but cannot be changed safely", path=report.safe(path))
        click.echo(f"  = {said(note)}")
    if dry_run:
        return
    click.echo()
    if not (yes or click.confirm(said(_("Write this?")))):
        return
    for result in plan.results:
        if result.path in files:
            overwrite(root / result.path, result.after)
        else:
            write(path_inside(root, result.path), result.after.decode())
    for before, after in plan.moved.items():
        rename(root / before, path_inside(root, after))
    say(_("Written. Run `reciprocity check` to see whether everything fits."))
