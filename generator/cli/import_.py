"""The commands `import csv`, `import text` and `import issue`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import click

from generator.cli.import_code import import_all_contributors, import_git
from generator.cli.import_run import (
    TEXT_BYTES,
    ImportRun,
    as_import,
    cannot_import,
    read_given,
    read_utf_8,
    say_note,
    too_large,
)
from generator.cli.import_wish import import_wish
from generator.cli.progress import Bar
from generator.cli.speech import UsageError, group, said, words
from generator.diagnostics import report
from generator.intake.columns import Sender
from generator.intake.drafts import Draft, Drafts
from generator.intake.encodings import EncodingError
from generator.intake.fields import form_fields
from generator.intake.github_issue import IssueFormError, read_issue
from generator.intake.mails import is_mail_file
from generator.intake.messages import read_messages
from generator.intake.rows import TableError
from generator.intake.tables import Doubt, Row, Table, read_table
from generator.intake.values import draft_values
from generator.intake.writing import Format
from generator.languages.message import Message, all_of, listed, ngettext, sentences
from generator.languages.message import gettext as _
from generator.system.pool import parallel_map
from generator.text.dates import Order, order_in

TABLE_BYTES = 16 * 1024 * 1024
MAIL_BYTES = 16 * 1024 * 1024


@group(name="import", short_help="Turn surveys, messages, issues or commits into stories.")
def import_stories() -> None:
    """Turn a survey export, a message, an issue or the trailers of commits into stories.

    Writes what is certain. If something is not, for example who helped, it asks on a terminal; without
    a terminal, give the answer as an option. Reports what is missing from the rest. Never overwrites a
    file, and never records consent. Exits with 1 if anything was left out, with 2 if called wrongly,
    otherwise with 0.
    """


import_stories.add_command(import_git)
import_stories.add_command(import_wish)
import_stories.add_command(import_all_contributors)

_encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of the file, for example cp1250. Default: detected.",
)


@import_stories.command(name="csv")
@click.option(
    "--map",
    "assignments",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Which column is which field. Leave FIELD empty to ignore the column.",
)
@click.option(
    "--dates",
    "order",
    type=click.Choice(["dmy", "mdy"]),
    help="How to read 10/11/2026, if the column does not show it.",
)
@click.option(
    "--sender",
    type=click.Choice(["thanks", "helps"]),
    help="What the people in a column such as From or Giver did.",
)
@click.option("--sheet", metavar="NAME", help="Which sheet, if the spreadsheet has several.")
@_encoding_option
@as_import
def import_csv(
    run: ImportRun,
    file: Path,
    assignments: tuple[str, ...],
    order: Order | None,
    sender: Sender | None,
    sheet: str | None,
    encoding: str | None,
) -> None:
    """Turn each row of a survey, or of an export of thanks, into a story (CSV or .xlsx).

    Columns such as From and To do not tell who helped: in an export of thanks, From says thanks. Use
    --sender to say which it is, or --map to name the columns.
    """
    raw = read_given(file, TABLE_BYTES)

    def read(sender: Sender | None) -> Table:
        try:
            return read_table(
                raw, _columns(assignments), sender=sender, encoding=encoding, sheet=sheet
            )
        except TableError as error:
            raise cannot_import(file, error.reason) from None

    table = read(sender)
    if table.unclear and run.may_ask and (sender := _ask_for_sender(table.unclear)):
        table = read(sender)
    for note in table.notes:
        say_note(note)
    mapped = listed(f"{path} = {column}" for path, column in table.columns.items())
    say_note(_("Columns: %(columns)s", columns=mapped))
    if table.unused:
        say_note(_("Ignored columns: %(columns)s", columns=listed(table.unused)))
    order = order or order_in([row.answers.get("date", "") for row in table.rows])
    run.columns = table.columns
    unclear = Doubt(
        _ambiguous(table.unclear),
        _("use --sender thanks or --sender helps, or --map COLUMN=givers"),
        is_question=True,
    )
    if table.unclear:
        run.explain(_("the table"), unclear)
    sure = [row for row in table.rows if not row.doubt and not table.unclear]
    with Bar(_("Importing")) as bar:
        shares = parallel_map(
            partial(_drafts_of, run.drafts, run.file_format, order, bar, len(sure)),
            list(enumerate(sure)),
        )
    drafts = (draft for share in shares for draft in share)
    for row in table.rows:
        source = _("row %(number)s", number=str(row.number))
        if doubt := row.doubt or (unclear if table.unclear else None):
            run.wait(source, doubt, is_explained=doubt is unclear)
        else:
            run.take(source, next(drafts))


@import_stories.command(name="text")
@click.option("--date", help="When it happened, if the message does not say.")
@click.option(
    "--giver", "givers", multiple=True, metavar="NAME", help="Who helped. Can be repeated."
)
@click.option(
    "--receiver",
    "receivers",
    multiple=True,
    metavar="NAME",
    help="Who was helped. Can be repeated.",
)
@click.option("--each", is_flag=True, help="Turn each message of a chat into its own story.")
@click.option(
    "--dates",
    "order",
    type=click.Choice(["dmy", "mdy"]),
    help="How to read 10/11/2026, if the messages do not show it.",
)
@_encoding_option
@as_import
def import_text(
    run: ImportRun,
    file: Path,
    date: str | None,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    each: bool,
    order: Order | None,
    encoding: str | None,
) -> None:
    """Turn a message into a story: from a chat, an e-mail (.eml) or a mailbox (.mbox).

    FILE can be - for standard input. The writer counts as the person who was helped, and the people
    they thank as those who helped. Quoted text is left out.
    """
    settings = run.drafts.settings
    raw = read_given(file, MAIL_BYTES)
    if len(raw) > TEXT_BYTES and not is_mail_file(raw):
        raise too_large(file, TEXT_BYTES)
    try:
        messages = read_messages(raw, settings, each=each, order=order, encoding=encoding)
    except EncodingError as error:
        raise cannot_import(file, error.reason) from None
    given = {"date": date or "", "givers": "; ".join(givers), "receivers": "; ".join(receivers)}
    given = {path: answer for path, answer in given.items() if answer}
    for number, message in enumerate(messages, 1):
        source = _("the message")
        if len(messages) > 1:
            source = _("message %(number)s", number=str(number))
        for note in message.notes:
            say_note(note, source)
        values = draft_values(message.answers | given, settings, order)
        doubt = message.doubt
        if (
            doubt
            and doubt.is_question
            and (givers or (run.may_ask and run.ask(source, doubt, values)))
        ):
            doubt = None
        if doubt:
            run.wait(source, doubt)
        else:
            run.take(source, run.drafts.draft(values, run.file_format))


@import_stories.command(name="issue")
@as_import
def import_issue(run: ImportRun, file: Path) -> None:
    """Turn an issue into a story, if it was written with this repository's form."""
    try:
        answers = read_issue(read_utf_8(file), words())
    except IssueFormError as error:
        raise cannot_import(file, error.reason) from None
    values = draft_values(answers, run.drafts.settings)
    run.take(_("the issue"), run.drafts.draft(values, run.file_format))


def _drafts_of(
    drafts: Drafts,
    file_format: Format,
    order: Order | None,
    bar: Bar,
    total: int,
    rows: Sequence[tuple[int, Row]],
) -> list[Draft]:
    """The drafts of some rows of a table, each with its place among all."""
    made = []
    for number, row in rows:
        bar.show(number, total)
        values = draft_values(row.answers, drafts.settings, order)
        made.append(drafts.draft(values, file_format))
    return made


def _ask_for_sender(unclear: Sequence[str]) -> Sender | None:
    """Ask what those in a column such as From did; None if nobody knows."""
    click.echo(report.safe(said(_ambiguous(unclear))))
    asked = _("What did the people in column %(column)s do?", column=unclear[0])
    answer: Sender | Literal[""] = click.prompt(
        report.safe(said(asked)),
        type=click.Choice(["thanks", "helps", ""]),
        default="",
        show_default=False,
        prompt_suffix=" ",
    )
    return answer or None


def _columns(assignments: Sequence[str]) -> dict[str, str]:
    """Columns and their fields, from values such as `Who helped?=givers`."""
    known = [path for path, _ in form_fields()]
    columns: dict[str, str] = {}
    for assignment in assignments:
        column, sign, path = assignment.rpartition("=")
        if not sign or (path and path not in known):
            raise UsageError(
                sentences(
                    _('--map "%(value)s" is not COLUMN=FIELD.', value=assignment),
                    _("The fields are %(names)s.", names=all_of(known)),
                )
            )
        columns[column] = path
    return columns


def _ambiguous(columns: Sequence[str]) -> Message:
    return ngettext(
        "The column %(columns)s may say who helped or who says thanks",
        "The columns %(columns)s may say who helped or who says thanks",
        len(columns),
        columns=all_of(columns),
    )
