"""One run of an import: what becomes of each row, message, issue or group of commits."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from generator.cli import prompts
from generator.cli.new import create_story, load_drafts
from generator.cli.options import InputError, PathType, Root, Today, format_option, today_option
from generator.cli.speech import said, say
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake.drafts import Draft, Drafts
from generator.intake.encodings import EncodingError, read_text
from generator.intake.fields import fields, form_fields
from generator.intake.tables import Doubt
from generator.intake.writing import Format, Value, story_text
from generator.languages.message import Message, listed, ngettext
from generator.languages.message import gettext as _
from generator.source.files import STORY_BYTES, reason_of
from generator.system.inside import read_bytes

TEXT_BYTES = 256 * 1024
_TOLD = re.compile(rb"^told: [0-9-]+\n", re.MULTILINE)


@dataclass
class ImportRun:
    """One run of an import: writes what is certain, asks or reports the rest, and counts all three."""

    root: Root
    today: Today
    file_format: Format
    dry_run: bool
    may_ask: bool
    are_drafts: bool = False
    """Whether what is written is for people to finish."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields and the columns that they come from."""
    _new_paths: dict[str, str] = field(default_factory=dict)
    """Ids of new stories and their paths."""
    _contents: dict[str, dict[bytes, str]] = field(default_factory=dict)
    """By the id without a number: the stories that were there before, by what they hold."""
    _existing: int = 0
    _waiting: int = 0
    _rejected: int = 0

    @cached_property
    def drafts(self) -> Drafts:
        return load_drafts(self.root, self.today)

    def wait(self, source: Message, doubt: Doubt, *, is_explained: bool = False) -> None:
        """Leave a row or a message that is in doubt, and say why unless that is said already."""
        if doubt.is_question:
            self._waiting += 1
        else:
            self._rejected += 1
        if not is_explained:
            self.explain(source, doubt)

    def explain(self, source: Message, doubt: Doubt) -> None:
        if doubt.is_question:
            line = _("%(source)s: question: %(reason)s", source=source, reason=doubt.reason)
        else:
            line = _("%(source)s: not written: %(reason)s", source=source, reason=doubt.reason)
        click.echo(report.safe(said(line)))
        click.echo(f"  = {report.safe(said(doubt.hint))}")

    def ask(self, source: Message, doubt: Doubt, values: dict[str, Value]) -> bool:
        """Ask who gave, and put it into the values of a draft. Returns whether somebody answered."""
        click.echo(f"\n{said(source)}: {_beginning(values)}")
        self.explain(source, doubt)
        if answer := prompts.ask(self.drafts, fields()["givers"]):
            values["givers"] = answer
        return bool(answer)

    def take(self, source: Message, draft: Draft) -> None:
        """Write a draft, unless it has errors. `source` is where it comes from, for messages."""
        if self.may_ask and draft.errors:
            draft = self._ask(source, draft)
        if draft.errors:
            self._rejected += 1
            for problem in draft.errors:
                label = f"{said(problem.severity.label)} {problem.code}"
                place = said(self._place(source, draft.text, problem))
                click.echo(f"{place}: {label}: {report.safe(said(problem.message))}")
                if problem.hint:
                    click.echo(f"  = {report.safe(said(problem.hint))}")
            return
        if existing := self._same_story(draft):
            self._existing += 1
            say(_("%(source)s: %(path)s already exists", source=source, path=existing))
            return
        self._write(source, draft.slug, draft.values)

    def propose(self, source: str, values: dict[str, Value], title: str) -> None:
        """Write a draft for people to finish: the checker refuses it until it has what it lacks.

        Args:
            source: Where it comes from, for messages.
            values: What is known of the story; its body holds nothing but comments.
            title: What its file is named after.
        """
        slug = self.drafts.slug({"title": title, "date": values.get("date", "")})
        self._write(source, slug, values)

    def _write(self, source: str, slug: str, values: dict[str, Value]) -> None:
        year = self.drafts.year(values)
        path = self.drafts.free_path(slug, year, self.file_format, also=self._new_paths)
        self._new_paths[Path(path).stem] = path
        if not self.dry_run:
            text = story_text(self.drafts.dated(values), self.file_format)
            create_story(self.root, path, text, lasting=False)
        if self.dry_run:
            say(_("%(source)s: would write %(path)s", source=source, path=path))
        else:
            say(_("%(source)s: wrote %(path)s", source=source, path=path))

    def skip(self, source: str) -> None:
        """Leave what is in a story already."""
        self._existing += 1
        line = _("%(source)s: already in a story", source=source)
        click.echo(report.safe(said(line)))

    def texts(self) -> Iterator[str]:
        """The text of each story that is there, whether it is sound or not."""
        for path in self.drafts.taken.values():
            with suppress(OSError):
                yield read_bytes(self.root / path, STORY_BYTES).decode("utf-8", "replace")

    def finish(self) -> None:
        new = len(self._new_paths)
        counts = [self._number_written(new)]
        if number := self._existing:
            counts.append(ngettext("%(num)s already there", "%(num)s already there", number))
        if number := self._waiting:
            counts.append(
                ngettext(
                    "%(num)s waiting for your answer", "%(num)s waiting for your answer", number
                )
            )
        if number := self._rejected:
            counts.append(ngettext("%(num)s for you to fix", "%(num)s for you to fix", number))
        say(_("%(counts)s.", counts=listed(counts)))
        if self._new_paths and not self.dry_run:
            if hasattr(os, "sync"):
                os.sync()
            if self.are_drafts:
                say(
                    _(
                        "`reciprocity check` reports each of them until someone has written what is missing."
                    )
                )
            say(_("Nobody in them has been asked for consent. To ask them: reciprocity consent ID"))
        sys.exit(1 if self._rejected or self._waiting else 0)

    def _number_written(self, new: int) -> Message:
        if self.are_drafts and self.dry_run:
            return ngettext(
                "%(num)s draft would be written", "%(num)s drafts would be written", new
            )
        if self.are_drafts:
            return ngettext("%(num)s draft written", "%(num)s drafts written", new)
        if self.dry_run:
            return ngettext(
                "%(num)s story would be written", "%(num)s stories would be written", new
            )
        return ngettext("%(num)s story written", "%(num)s stories written", new)

    def _place(self, source: Message, text: str, problem: Diagnostic) -> Message:
        name = _field_of(text, problem)
        column = self.columns.get(name) or self.columns.get(f"{name}.text")
        if column:
            return _("%(source)s, column %(column)s", source=source, column=column)
        return _("%(source)s, %(field)s", source=source, field=name)

    def _ask(self, source: Message, draft: Draft) -> Draft:
        """Ask about each field that is missing or wrong. Returns the draft with the answers."""
        names = dict.fromkeys(_field_of(draft.text, problem) for problem in draft.errors)
        known = {path.partition(".")[0] for path, _ in form_fields()}
        to_ask = [name for name in names if name in known and not fields()[name].parts]
        if not to_ask:
            return draft
        values = dict(draft.values)
        click.echo(f"\n{said(source)}: {_beginning(values)}")
        prompts.show_problems(draft.errors)
        for name in to_ask:
            if answer := prompts.ask(self.drafts, fields()[name]):
                values[name] = answer
        return self.drafts.draft(values, self.file_format)

    def _same_story(self, draft: Draft) -> str:
        """The file that holds exactly this story, since an import may be repeated on any day; or nothing."""
        if draft.slug not in self._contents:
            contents: dict[bytes, str] = {}
            for path in self.drafts.stories_like(draft.slug):
                with suppress(OSError):
                    contents[_TOLD.sub(b"", read_bytes(self.root / path), count=1)] = path
            self._contents[draft.slug] = contents
        return self._contents[draft.slug].get(draft.text.encode(), "")


def _beginning(values: Mapping[str, Value]) -> str:
    """The first words of a draft, to say which one is meant."""
    return report.safe(str(values.get("body", "")).partition("\n")[0][:80])


def as_import(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all imports share. The function gets the run of the import and the file."""

    @click.argument("file", type=PathType(path_type=Path, allow_dash=True))
    @format_option
    @click.option("--dry-run", is_flag=True, help="Show what would be written, without writing it.")
    @click.option("--no-input", is_flag=True, help="Ask no questions, even on a terminal.")
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
        run = ImportRun(root, today, file_format, dry_run, may_ask(file, no_input))
        function(run, file, **own_options)
        run.finish()

    return command


def read_utf_8(file: Path) -> str:
    try:
        return read_text(read_given(file, TEXT_BYTES), "utf-8-sig").text
    except EncodingError:
        raise InputError(_("%(path)s is not UTF-8 text.", path=str(file))) from None


def read_given(file: Path, most_bytes: int) -> bytes:
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(most_bytes + 1)
        else:
            with open(file, "rb") as opened:
                raw = opened.read(most_bytes + 1)
    except OSError as error:
        raise InputError(
            _(
                "%(path)s cannot be read: %(reason)s",
                path=report.safe(str(file)),
                reason=reason_of(error),
            )
        ) from None
    if len(raw) > most_bytes:
        raise too_large(file, most_bytes)
    return raw


def cannot_import(file: Path, reason: Message) -> InputError:
    return InputError(_("%(path)s cannot be imported: %(reason)s", path=str(file), reason=reason))


def too_large(file: Path, most_bytes: int) -> InputError:
    limit = most_bytes // 1024
    return InputError(_("%(path)s is larger than %(limit)s KB.", path=str(file), limit=limit))


def say_note(note: Message, source: Message | None = None) -> None:
    line = _("note: %(note)s", note=note)
    if source:
        line = _("%(source)s: note: %(note)s", source=source, note=note)
    click.echo(report.safe(said(line)))


def may_ask(file: Path, no_input: bool) -> bool:
    """Whether there is somebody to ask: on a terminal that does not hold the file itself."""
    return not no_input and str(file) != "-" and sys.stdin.isatty()


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
