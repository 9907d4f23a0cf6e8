"""The command `upgrade`, which brings what the program wrote to the present version."""

from __future__ import annotations

import click

from generator import __version__
from generator.adopt.forges import DEPENDENCIES
from generator.adopt.upgrade import BESIDE, UpgradePlan, UpgradeRefused, plan_upgrade
from generator.adopt.written import RECORD
from generator.cli.generate import write_schema
from generator.cli.init import chosen_program, program_option
from generator.cli.new import load_drafts
from generator.cli.options import InputError, Root, use_colour
from generator.cli.speech import command, said, say, words
from generator.diagnostics import report
from generator.fixes.diff import diff
from generator.languages.message import gettext as _
from generator.system.atomic import overwrite, path_inside, write


@command("upgrade", short_help="Update workflows and settings to this version.")
@program_option
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, without writing it.")
@click.pass_obj
def upgrade(root: Root, program: str | None, yes: bool, dry_run: bool) -> None:
    """Update the files that `init` wrote to this version of the program: workflows, what they install, forms
    and editor settings.

    Shows the changes and asks before it writes. Files that you have changed stay as they are, and the new
    text is put next to them. Stories and site_config/ are never changed.
    """
    chosen = chosen_program(program)
    settings = load_drafts(root).settings
    try:
        plan = plan_upgrade(root, settings, chosen, words())
    except UpgradeRefused as error:
        raise InputError(_("%(reason)s. Nothing was written.", reason=error.reason)) from None
    for result in (*plan.results, *plan.beside):
        if result.path.startswith(DEPENDENCIES):  # a thousand lines that nobody reads
            say(_("%(path)s: the packages that this version needs, with hashes", path=result.path))
        else:
            click.echo(diff(result, words(), colour=use_colour()), color=True)
    for note in plan.notes:
        click.echo(f"  = {report.safe(said(note))}")
    if not plan.has_changes:
        if not dry_run:
            _finish(root, plan)
            write_schema(root, settings)
        say(_("Everything is up to date with version %(version)s.", version=__version__))
        return
    if dry_run:
        return
    click.echo()
    if not (yes or click.confirm(said(_("Write this?")))):
        return
    for result in (*plan.results, *plan.beside):
        target = path_inside(root, result.path)
        if result.before and not result.path.endswith(BESIDE):
            overwrite(target, result.after)
        else:
            write(target, result.after.decode())
    write_schema(root, settings)
    _finish(root, plan)
    say(_("Written. Look at the changes with `git diff`, and commit them."))


def _finish(root: Root, plan: UpgradePlan) -> None:
    """Write the record, which comes last: what is interrupted is done again."""
    write(path_inside(root, RECORD), plan.record)
