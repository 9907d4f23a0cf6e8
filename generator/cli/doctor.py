"""The command `doctor`, which says what an owner should look at."""

from __future__ import annotations

from functools import partial

import click

from generator import __version__
from generator.adopt.doctor import examine
from generator.cli.init import installed_program
from generator.cli.new import load_drafts
from generator.cli.options import Root, number_of_files
from generator.cli.speech import command, said, say, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import in_order
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.rules.old_day import check_day
from generator.source.files import read_lines
from generator.system import clock


@command("doctor", short_help="List what an owner should look at.")
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or JSON for programs, like that of check.",
)
@click.pass_obj
def doctor(root: Root, report_format: str) -> None:
    """List what an owner should look at: the version, workflows, owners, schedules, addresses, and who can
    read the site.

    Reads only the files in the folder and never uses the network. Everything is advice, so the command
    exits with 0; it exits with 1 if the configuration cannot be read.
    """
    settings = load_drafts(root).settings
    found = list(examine(root, settings, installed_program(), words()))
    if settings.site.as_of is not None:
        found += check_day(settings, settings.site.as_of, clock.now(settings))
    found = in_order(found)
    if report_format == "json":
        from generator.diagnostics.report.json_ import as_json  # noqa: PLC0415  # not for text
        from generator.diagnostics.report.report import Report  # noqa: PLC0415  # as above

        lines = partial(read_lines, root)
        click.echo(as_json(Report(found, number_of_files(root), lines, words=words())))
        return
    for each in found:
        line = _(
            "%(place)s: %(message)s; %(hint)s (%(code)s)",
            place=str(each.location),
            message=each.message,
            hint=each.hint,
            code=each.code,
        )
        click.echo(report.safe(said(line)))
    if found:
        say(
            ngettext(
                "%(num)s thing to look at. Run `reciprocity explain %(code)s` to find out more.",
                "%(num)s things to look at. Run `reciprocity explain %(code)s` to find out more.",
                len(found),
                code=found[0].code,
            )
        )
    else:
        say(_("Nothing to look at. The program is version %(version)s.", version=__version__))
