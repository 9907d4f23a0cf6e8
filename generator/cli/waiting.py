"""The command `waiting`: what an editor could see to next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from generator.cli.library import load_library
from generator.cli.options import Root, Today, today_option
from generator.cli.speech import command, said, say
from generator.consent import requests
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.languages.message import Message, listed
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.pipeline import reread
from generator.record import Library, Record
from generator.rules.scenarios import INCOMPLETE_DRAFT


@command(short_help="Show who has not answered, what drafts lack, and what is withheld.")
@click.option("--letters", is_flag=True, help="Write the messages to those who have not answered.")
@today_option
@click.pass_obj
def waiting(root: Root, letters: bool, today: Today) -> None:
    """Show who has not answered, what drafts lack, and what is withheld and why.

    This is for the people who look after the stories, and names everyone by id. With --letters, it also
    writes the messages to send, one for each story. Nothing is sent.
    """
    library, problems = load_library(root, today)
    unanswered = {
        record.id: people
        for record in library.records
        if not _is_gone(record, library)
        and (people := requests.missing(record.meta, record.scan, library))
    }
    _tell_unanswered(unanswered)
    drafts = [d for d in problems if d.is_error or d.code == INCOMPLETE_DRAFT.name]
    _tell_drafts(drafts)
    withheld = {
        record.meta.path: why
        for record in library.records
        if not _is_gone(record, library)
        and (why := requests.why_not_shown(record.meta, record.scan, library))
    }
    _tell_withheld(withheld)
    if not (unanswered or drafts or withheld):
        say(_("Nothing is waiting."))
    if letters:
        for id_ in unanswered:
            story, scan = reread(root, library, library.by_id[id_])
            for letter in requests.messages(story, scan, library):
                title = said(_("To %(person)s, about %(story)s", person=letter.person, story=id_))
                click.echo(f"\n── {title} ──\n")
                click.echo(report.safe_text(letter.text), nl=False)


def _is_gone(record: Record, library: Library) -> bool:
    """Whether a story was taken back, or is no longer kept: then nobody has to see to it."""
    meta, today = record.meta, library.today
    is_withdrawn = meta.withdrawn is not None and meta.withdrawn <= today
    return is_withdrawn or meta.date < library.settings.site.privacy.kept_since(today)


def _tell_unanswered(unanswered: Mapping[str, Mapping[str, Sequence[Channel]]]) -> None:
    """Print who has not answered, each with the stories that wait for them, the oldest first."""
    stories: dict[str, list[str]] = {}
    for id_, people in unanswered.items():
        for person in people:
            stories.setdefault(person, []).append(id_)
    if stories:
        say(_("Who has not answered:"))
    for person, ids in sorted(stories.items()):
        click.echo(f"  {person}: {', '.join(ids)}")
    if stories:
        hint = said(_("`reciprocity consent STORY` writes the message and records the answer"))
        click.echo(f"  = {hint}")


def _tell_drafts(drafts: Iterable[Diagnostic]) -> None:
    """Print what keeps files from being used, file by file."""
    by_file: dict[str, list[Diagnostic]] = {}
    for problem in in_order(drafts):
        by_file.setdefault(problem.location.path, []).append(problem)
    if by_file:
        say(_("What is not finished:"))
    for path, problems in by_file.items():
        click.echo(f"  {report.safe(path)}")
        for problem in problems:
            click.echo(f"    {problem.code}: {report.safe(said(problem.message))}")
            if problem.hint:
                click.echo(f"      = {report.safe(said(problem.hint))}")


def _tell_withheld(withheld: Mapping[str, Mapping[tuple[Message, ...], Sequence[Channel]]]) -> None:
    """Print which stories are not shown everywhere, and why."""
    if withheld:
        say(_("What is withheld:"))
    for path, why in withheld.items():
        click.echo(f"  {path}")
        for reasons, channels in why.items():
            if len(channels) == len(Channel):
                line = _("everywhere: %(reasons)s", reasons=listed(reasons))
            else:
                where = listed(channel.value for channel in channels)
                line = _("%(where)s: %(reasons)s", where=where, reasons=listed(reasons))
            click.echo(f"    {report.safe(said(line))}")
