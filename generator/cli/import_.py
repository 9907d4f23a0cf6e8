"""The commands `import csv`, `import text` and `import issue`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from generator.cli import prompts
from generator.cli.new import create_story, load_drafts
from generator.cli.options import InputError, Root, Today, format_option, today_option
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake.drafts import Drafts
from generator.intake.fields import fields, form_fields
from generator.intake.github_issue import IssueFormError, read_issue
from generator.intake.messages import read_message
from generator.intake.tables import TableError, read_table
from generator.intake.values import draft_values
from generator.intake.writing import Format, Value, story_text
from generator.text.dates import Order, order_in

TABLE_BYTES = 4 * 1024 * 1024
TEXT_BYTES = 256 * 1024


@click.group(name="import", short_help="Make stories of a survey, a message or an issue.")
def import_stories() -> None:
    """Make stories of a survey's export, a pasted message, or an issue.

    What is sound is written, and everything else is reported with what is missing: on a terminal
    it is asked for. Nothing that is there is written over, and nothing imported is a consent.
    Exits with 1 when something was left, with 2 on wrong usage, else with 0.
    """


def _as_import(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all imports share. The function gets the run of the import and the file."""

    @click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
    @format_option
    @click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
    @click.option("--no-input", is_flag=True, help="Ask nothing, even on a terminal.")
    @today_option
    @click.pass_obj
    @wraps(function)
    def command(
        root: Root,
        /,
        file: Path,
        file_format: Format,
        dry_run: bool,
        no_input: bool,
        today: Today,
        **own_options: Any,
    ) -> None:
        run = _Import(root, today, file_format, dry_run, _may_ask(file, no_input))
        function(run, file, **own_options)
        run.finish()

    return command


@import_stories.command(name="csv")
@click.option(
    "--map",
    "assignments",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Which column is which field; with nothing after =, the column is left out.",
)
@click.option(
    "--dates",
    "order",
    type=click.Choice(["dmy", "mdy"]),
    help="How 10/11/2026 is meant, where the column does not tell.",
)
@_as_import
def import_csv(run: _Import, file: Path, assignments: tuple[str, ...], order: Order | None) -> None:
    """Make a story of each row of a survey's export (CSV)."""
    try:
        table = read_table(_read_bytes(file, TABLE_BYTES), _columns(assignments))
    except TableError as error:
        raise InputError(f"{file} cannot be imported: {report.safe(str(error))}.") from None
    settings = run.drafts.settings
    for note in table.notes:
        click.echo(f"note: {report.safe(note)}")
    mapped = ", ".join(f"{path} is column {column}" for path, column in table.columns.items())
    click.echo(f"note: {report.safe(mapped)}")
    if table.unused:
        click.echo(f"note: not used: {report.safe(', '.join(table.unused))}")
    order = order or order_in([row.answers.get("date", "") for row in table.rows])
    run.columns = table.columns
    for row in table.rows:
        run.take(f"row {row.number}", draft_values(row.answers, settings, order))


@import_stories.command(name="text")
@click.option("--date", help="When it happened, if the message does not say.")
@_as_import
def import_text(run: _Import, file: Path, date: str | None) -> None:
    """Make a story of a pasted message, from a chat or a mail. FILE may be - for what is typed."""
    settings = run.drafts.settings
    message = read_message(_read_text(file), settings)
    answers = message.answers | ({"date": date} if date else {})
    if run.take("the message", draft_values(answers, settings)):
        for note in message.notes:
            click.echo(f"note: {note}")


@import_stories.command(name="issue")
@_as_import
def import_issue(run: _Import, file: Path) -> None:
    """Make a story of the body of an issue that was written with the form of this repository."""
    try:
        answers = read_issue(_read_text(file))
    except IssueFormError as error:
        raise InputError(f"{file} cannot be imported: {report.safe(str(error))}.") from None
    run.take("the issue", draft_values(answers, run.drafts.settings))


@dataclass
class _Import:
    """One run of an import: writes the drafts without errors, reports the others, and counts both."""

    root: Root
    today: Today
    file_format: Format
    dry_run: bool
    may_ask: bool
    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields and the columns that they come from."""
    _new_paths: dict[str, str] = field(default_factory=dict)
    """Ids of new stories and their paths."""
    _existing: int = 0
    _rejected: int = 0

    @cached_property
    def drafts(self) -> Drafts:
        return load_drafts(self.root, self.today)

    def take(self, source: str, values: dict[str, Value]) -> bool:
        """Write a draft, unless it has errors. `source` is where it comes from, for messages."""
        problems = self._problems(values)
        if self.may_ask and problems:
            problems = self._ask(source, values, problems)
        if problems:
            self._rejected += 1
            for place, problem in problems:
                click.echo(
                    f"{source}{place}: {problem.severity} {problem.code}: {report.safe(problem.message)}"
                )
                if problem.hint:
                    click.echo(f"  = {report.safe(problem.hint)}")
            return False
        text = story_text(values, self.file_format)
        if existing := self._same_story(values, text):
            self._existing += 1
            click.echo(f"{source}: {existing} is there already")
            return True
        path = self.drafts.path(values, self.file_format, also=self._new_paths)
        self._new_paths[Path(path).stem] = path
        if not self.dry_run:
            create_story(self.root, path, text)
        click.echo(f"{source}: {path}{' would be written' if self.dry_run else ''}")
        return True

    def finish(self) -> None:
        stories = report.count(len(self._new_paths), "story", "stories")
        click.echo(
            f"{stories} {'would be written' if self.dry_run else 'written'}"
            + (f", {self._existing} there already" if self._existing else "")
            + (f", {self._rejected} left for you to mend." if self._rejected else ".")
        )
        if self._new_paths and not self.dry_run:
            click.echo("Nobody's consent is in them: reciprocity consent ID writes who to ask.")
        sys.exit(1 if self._rejected else 0)

    def _problems(self, values: Mapping[str, Value]) -> list[tuple[str, Diagnostic]]:
        """The errors of a draft, each with the column or the field that it is about."""
        text = story_text(values, self.file_format)
        path = self.drafts.path(values, self.file_format, also=self._new_paths)
        errors = [d for d in self.drafts.problems(path, text) if d.is_error]
        return [(self._place(text, d), d) for d in errors]

    def _place(self, text: str, problem: Diagnostic) -> str:
        name = _field_of(text, problem)
        column = self.columns.get(name) or self.columns.get(f"{name}.text")
        return f", column {column}" if column else f", {name}" if name else ""

    def _ask(
        self, source: str, values: dict[str, Value], problems: Sequence[tuple[str, Diagnostic]]
    ) -> list[tuple[str, Diagnostic]]:
        """Ask about each field that is missing or wrong. Returns the errors that remain."""
        text = story_text(values, self.file_format)
        names = dict.fromkeys(_field_of(text, problem) for _, problem in problems)
        known = {path.partition(".")[0] for path, _ in form_fields()}
        to_ask = [name for name in names if name in known and not fields()[name].parts]
        if not to_ask:
            return list(problems)
        body = str(values.get("body", "")).partition("\n")[0][:80]
        click.echo(f"\n{source}: {report.safe(body)}")
        prompts.show_problems([problem for _, problem in problems])
        for name in to_ask:
            if answer := prompts.ask(self.drafts, fields()[name]):
                values[name] = answer
        return self._problems(values)

    def _same_story(self, values: Mapping[str, Value], text: str) -> str:
        """The file that holds exactly this story, since an import may be repeated; or nothing."""
        slug = self.drafts.slug(values)
        for id_, path in self.drafts.taken.items():
            if id_ == slug or id_.startswith(f"{slug[:60].rstrip('-')}-"):
                try:
                    if (self.root / path).read_bytes() == text.encode():
                        return path
                except OSError:
                    continue
        return ""


def _field_of(text: str, problem: Diagnostic) -> str:
    """The field that a problem of a draft is about: the one that it names, or that is on its line."""
    if problem.code in ("S102", "S107"):
        name = problem.message.partition('"')[2].partition('"')[0]
        if name in fields():
            return name
    line = problem.location.line
    words = text.split("\n")[line - 1] if line else ""
    name = words.partition(":")[0]
    front = text.find("\n---\n", 3)
    if name in fields() and (not text.startswith("---") or line <= text.count("\n", 0, front) + 1):
        return name
    return "body"


def _may_ask(file: Path, no_input: bool) -> bool:
    return not no_input and str(file) != "-" and sys.stdin.isatty()


def _columns(assignments: Sequence[str]) -> dict[str, str]:
    """Columns and their fields, from values such as `Who helped?=givers`."""
    known = [path for path, _ in form_fields()]
    columns: dict[str, str] = {}
    for assignment in assignments:
        column, sign, path = assignment.rpartition("=")
        if not sign or (path and path not in known):
            raise click.BadParameter(
                f"{assignment!r} is not COLUMN=FIELD; the fields are {', '.join(known)}",
                param_hint="--map",
            )
        columns[column] = path
    return columns


def _read_text(file: Path) -> str:
    raw = _read_bytes(file, TEXT_BYTES)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8 text.") from None


def _read_bytes(file: Path, most_bytes: int) -> bytes:
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(most_bytes + 1)
        else:
            with open(file, "rb") as opened:
                raw = opened.read(most_bytes + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    if len(raw) > most_bytes:
        raise InputError(f"{file} is larger than {most_bytes // 1024:,} KB.")
    return raw
