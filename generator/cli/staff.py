"""The commands `people import` and `people check`, for whoever looks after people.yml."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.adopt.entries import EntryChanges
from generator.adopt.people_import import ImportRefused, PeoplePlan, people_problems, plan_import
from generator.adopt.staff import COLUMNS, read_staff
from generator.cli.options import (
    CommandError,
    InputError,
    PathType,
    Root,
    Today,
    show_problems,
    today_option,
    use_colour,
)
from generator.cli.speech import UsageError, group, said, say
from generator.diagnostics import report
from generator.fixes.diff import diff
from generator.fixes.result import FixResult
from generator.intake.rows import TableError
from generator.languages.message import Message, all_of, any_of, ngettext
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.source.editor import EditError
from generator.source.settings import read_settings
from generator.system.atomic import overwrite
from generator.system.inside import read_bytes

_MOST_NAMED = 20
_MOST_GONE = 3
"""More than one in so many is no usual number of leavers: the file may be of one department only."""


@group("people", short_help="Keep people.yml and teams.yml up to date.")
def people() -> None:
    """Keep people.yml and teams.yml up to date."""


def _chosen(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    chosen = {}
    for each in given:
        header, __, column = each.rpartition("=")
        if not header or column not in COLUMNS:
            raise UsageError(
                _(
                    "Write --column as HEADER=WHAT, where WHAT is %(names)s.",
                    names=any_of(COLUMNS),
                )
            )
        chosen[header] = column
    return chosen


@people.command("import", short_help="Update people and teams from a staff export.")
@click.argument("file", type=PathType(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--column", "columns", multiple=True, callback=_chosen, metavar="HEADER=WHAT",
    help="What a column contains, if its header does not say.",
)  # fmt: skip
@click.option("--encoding", help="The encoding of the file. Default: detected.")
@click.option("--partial", is_flag=True, help="People who are not in the file have not left.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, without writing it.")
@today_option
@click.pass_obj
def import_(
    root: Root,
    file: Path,
    columns: dict[str, str],
    encoding: str | None,
    partial: bool,
    yes: bool,
    dry_run: bool,
    today: Today,
) -> None:
    """Update people.yml and teams.yml from FILE, a staff export: who joined, left or moved.

    Shows the change and asks before it writes. Wishes, comments and order stay as they are. New people
    are named nowhere until they have agreed.
    """
    settings = _settings(root)
    try:
        staff = read_staff(read_bytes(file), columns, encoding)
        plan = plan_import(staff.people, settings, today(settings), partial=partial)
    except TableError as error:
        raise InputError(_unwritten(file, error.reason)) from None
    except ImportRefused as error:
        raise InputError(_unwritten(file, error.reason)) from None
    results = [_result(root, changes) for changes in (plan.people, plan.teams)]
    _show(plan, len(staff.people), staff.unused)
    changed = [result for result in results if result.changed]
    for result in changed:
        click.echo(diff(result, colour=use_colour()), color=True)
    if not changed:
        say(_("Nothing changes."))
        return
    many_gone = len(plan.leavers) * _MOST_GONE > plan.present and len(plan.leavers) > 1
    if many_gone:
        click.echo()
        say(
            _(
                "This would record that %(gone)s of %(all)s people have left. If the file covers only some teams, add --partial.",
                gone=len(plan.leavers),
                all=plan.present,
            )
        )
    if dry_run:
        return
    if many_gone and yes:
        raise CommandError(
            _(
                "Nothing was written: someone has to confirm so many leavers. Run the command without --yes."
            )
        )
    paths = _("Write %(paths)s?", paths=all_of([result.path for result in changed]))
    if yes or click.confirm(said(paths)):
        for result in changed:
            overwrite(root / result.path, result.after)
        say(_("Written. Run `reciprocity generate` so that text editors know the new ids."))


def _unwritten(file: Path, reason: Message) -> Message:
    name = report.safe(file.name)
    return _("%(file)s: %(reason)s. Nothing was written.", file=name, reason=reason)


def _settings(root: Root) -> Settings:
    """The configuration; ends the command if it cannot be used."""
    settings, problems = read_settings(root)
    errors = [problem for problem in problems if problem.is_error]
    if settings is None or errors:
        show_problems(root, errors)
        sys.exit(1)
    return settings


def _result(root: Root, changes: EntryChanges) -> FixResult:
    before = read_bytes(root / changes.path)
    try:
        return FixResult(changes.path, before, changes.apply(before))
    except EditError:
        raise CommandError(
            _(
                "%(path)s is written in a way that cannot be changed safely: put each entry on "
                "lines of its own. Nothing was written.",
                path=changes.path,
            )
        ) from None


def _show(plan: PeoplePlan, rows: int, unused: tuple[str, ...]) -> None:
    """Say in words what the file brings."""
    say(ngettext("%(num)s row was read.", "%(num)s rows were read.", rows))
    if unused:
        say(_("Columns that are not used: %(names)s", names=report.safe(", ".join(unused))))
    for title, names in (
        (_("Joined"), plan.joiners),
        (_("Left"), plan.leavers),
        (_("Moved"), plan.moves),
        (_("New names"), plan.renamed),
        (_("New teams"), list(plan.teams.new)),
    ):
        if names:
            more = "" if len(names) <= _MOST_NAMED else " …"
            shown = report.safe(", ".join(names[:_MOST_NAMED]))
            click.echo(f"{said(title)} ({len(names)}): {shown}{more}")
    for note in plan.notes:
        click.echo(f"  = {report.safe(said(note))}")


@people.command(short_help="List what needs a look in people.yml and teams.yml.")
@today_option
@click.pass_obj
def check(root: Root, today: Today) -> None:
    """Find leftovers of people who left, people who may be listed twice, and teams without people.

    Exits with 1 if there is something to look at.
    """
    settings = _settings(root)
    found = list(people_problems(settings, today(settings)))
    for sentence in found:
        click.echo(report.safe(said(sentence)))
    say(
        ngettext(
            "There is %(num)s thing to look at.", "There are %(num)s things to look at.", len(found)
        )
        if found
        else _("There is nothing to look at.")
    )
    sys.exit(1 if found else 0)
