"""The commands `import csv`, `import text` and `import issue`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from generator.cli import prompts
from generator.cli.new import drafts_of, written
from generator.cli.options import Root, on_day
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

_file = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
_format = click.option(
    "--format", "form", type=click.Choice(["md", "yml"]), default="md", show_default=True
)
_dry = click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
_quiet = click.option("--no-input", is_flag=True, help="Ask nothing, even on a terminal.")


@click.group(name="import", short_help="Make stories of a survey, a message or an issue.")
def import_() -> None:
    """Make stories of a survey's export, a pasted message, or an issue.

    What is sound is written, and everything else is reported with what is missing: on a terminal
    it is asked for. Nothing that is there is written over, and nothing imported is a consent.
    Exits with 1 when something was left, with 2 on wrong usage, else with 0.
    """


@import_.command(name="csv")
@_file
@click.option(
    "--map",
    "maps",
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
@_format
@_dry
@_quiet
@on_day
@click.pass_obj
def csv_(
    root: Root,
    file: Path,
    maps: tuple[str, ...],
    order: Order | None,
    form: Format,
    dry_run: bool,
    no_input: bool,
    day: str | None,
) -> None:
    """Make a story of each row of a survey's export (CSV)."""
    try:
        table = read_table(_bytes(file, TABLE_BYTES), _chosen(maps))
    except TableError as error:
        click.echo(f"{file} cannot be imported: {report.safe(str(error))}.", err=True)
        sys.exit(2)
    drafts = drafts_of(root, day)
    for note in table.notes:
        click.echo(f"note: {report.safe(note)}")
    mapped = ", ".join(f"{path} is column {column}" for path, column in table.columns.items())
    click.echo(f"note: {report.safe(mapped)}")
    if table.unused:
        click.echo(f"note: not used: {report.safe(', '.join(table.unused))}")
    order = order or order_in([row.answers.get("date", "") for row in table.rows])
    context = _Import(root, drafts, form, dry_run, _asks(file, no_input), dict(table.columns))
    for row in table.rows:
        values = draft_values(row.answers, drafts.settings, order)
        context.take(f"row {row.number}", values)
    context.done()


@import_.command(name="text")
@_file
@click.option("--date", "happened", help="When it happened, if the message does not say.")
@_format
@_dry
@_quiet
@on_day
@click.pass_obj
def text_(
    root: Root,
    file: Path,
    happened: str | None,
    form: Format,
    dry_run: bool,
    no_input: bool,
    day: str | None,
) -> None:
    """Make a story of a pasted message, from a chat or a mail. FILE may be - for what is typed."""
    drafts = drafts_of(root, day)
    message = read_message(_text(file), drafts.settings)
    said = message.answers | ({"date": happened} if happened else {})
    context = _Import(root, drafts, form, dry_run, _asks(file, no_input))
    if context.take("the message", draft_values(said, drafts.settings)):
        for note in message.notes:
            click.echo(f"note: {note}")
    context.done()


@import_.command(name="issue")
@_file
@_format
@_dry
@_quiet
@on_day
@click.pass_obj
def issue(
    root: Root, file: Path, form: Format, dry_run: bool, no_input: bool, day: str | None
) -> None:
    """Make a story of the body of an issue that was written with the form of this repository."""
    try:
        said = read_issue(_text(file))
    except IssueFormError as error:
        click.echo(f"{file} cannot be imported: {report.safe(str(error))}.", err=True)
        sys.exit(2)
    drafts = drafts_of(root, day)
    context = _Import(root, drafts, form, dry_run, _asks(file, no_input))
    context.take("the issue", draft_values(said, drafts.settings))
    context.done()


@dataclass
class _Import:
    """Takes drafts one by one, writes those that are sound, and keeps count."""

    root: Path
    drafts: Drafts
    form: Format
    dry_run: bool
    asks: bool
    columns: Mapping[str, str] = field(default_factory=dict)
    _given: dict[str, str] = field(default_factory=dict)
    _there: int = 0
    _left: int = 0

    def take(self, what: str, values: dict[str, Value]) -> bool:
        """Write one draft, if it is sound. `what` says where it is from."""
        problems = self._problems(values)
        if self.asks and problems:
            problems = self._asked(what, values, problems)
        if problems:
            self._left += 1
            for place, problem in problems:
                click.echo(
                    f"{what}{place}: {problem.severity} {problem.code}: {report.safe(problem.message)}"
                )
                if problem.hint:
                    click.echo(f"  = {report.safe(problem.hint)}")
            return False
        text = story_text(values, self.form)
        if there := self._same(values, text):
            self._there += 1
            click.echo(f"{what}: {there} is there already")
            return True
        path = self.drafts.path(values, self.form, also=self._given)
        self._given[Path(path).stem] = path
        if not self.dry_run:
            written(self.root, path, text)
        click.echo(f"{what}: {path}{' would be written' if self.dry_run else ''}")
        return True

    def done(self) -> None:
        made = len(self._given)
        told = f"{made} {'story' if made == 1 else 'stories'}"
        click.echo(
            f"{told} {'would be written' if self.dry_run else 'written'}"
            + (f", {self._there} there already" if self._there else "")
            + (f", {self._left} left for you to mend." if self._left else ".")
        )
        if made and not self.dry_run:
            click.echo("Nobody's consent is in them: reciprocity consent ID writes who to ask.")
        sys.exit(1 if self._left else 0)

    def _problems(self, values: Mapping[str, Value]) -> list[tuple[str, Diagnostic]]:
        """What is wrong, each with the column or the field that it is about."""
        text = story_text(values, self.form)
        path = self.drafts.path(values, self.form, also=self._given)
        errors = [d for d in self.drafts.problems(path, text) if d.is_error]
        return [(self._place(text, d), d) for d in errors]

    def _place(self, text: str, problem: Diagnostic) -> str:
        name = _field_of(text, problem)
        column = self.columns.get(name) or self.columns.get(f"{name}.text")
        return f", column {column}" if column else f", {name}" if name else ""

    def _asked(
        self, what: str, values: dict[str, Value], problems: Sequence[tuple[str, Diagnostic]]
    ) -> list[tuple[str, Diagnostic]]:
        """Ask for what is missing or wrong, field by field; an empty answer leaves it so."""
        text = story_text(values, self.form)
        names = dict.fromkeys(_field_of(text, problem) for _, problem in problems)
        known = {path.partition(".")[0] for path, _ in form_fields()}
        wanted = [name for name in names if name in known and not fields()[name].parts]
        if not wanted:
            return list(problems)
        body = str(values.get("body", "")).partition("\n")[0][:80]
        click.echo(f"\n{what}: {report.safe(body)}")
        for _, problem in problems:
            prompts.tell([problem])
        for name in wanted:
            if answer := prompts.ask(self.drafts, fields()[name]):
                values[name] = answer
        return self._problems(values)

    def _same(self, values: Mapping[str, Value], text: str) -> str:
        """The file in which exactly this story is already: an import may be run again."""
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
    """The field that a problem with a draft is about: the one it names, or on whose line it is."""
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


def _asks(file: Path, no_input: bool) -> bool:
    return not no_input and str(file) != "-" and sys.stdin.isatty()


def _chosen(maps: Sequence[str]) -> dict[str, str]:
    known = [path for path, _ in form_fields()]
    chosen: dict[str, str] = {}
    for one in maps:
        column, sign, path = one.rpartition("=")
        if not sign or (path and path not in known):
            raise click.BadParameter(
                f"{one!r} is not COLUMN=FIELD; the fields are {', '.join(known)}",
                param_hint="--map",
            )
        chosen[column] = path
    return chosen


def _text(file: Path) -> str:
    raw = _bytes(file, TEXT_BYTES)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        click.echo(f"{file} is not UTF-8 text.", err=True)
        sys.exit(2)


def _bytes(file: Path, most: int) -> bytes:
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(most + 1)
        else:
            with open(file, "rb") as opened:
                raw = opened.read(most + 1)
    except OSError as error:
        click.echo(f"{file} cannot be read: {error.strerror}.", err=True)
        sys.exit(2)
    if len(raw) > most:
        click.echo(f"{file} is larger than {most // 1024:,} KB.", err=True)
        sys.exit(2)
    return raw
