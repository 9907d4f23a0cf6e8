"""The command `import wish`: narrows at once, and widens once a person has confirmed it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.import_run import TEXT_BYTES, may_ask, read_given, say_note
from generator.cli.new import load_drafts
from generator.cli.options import CommandError, InputError, PathType, Root
from generator.cli.speech import command, said, say
from generator.consent.entries import with_fields
from generator.diagnostics import report
from generator.intake.wish import (
    WishChange,
    WishError,
    changes,
    fields_of,
    narrower,
    read_wish,
    wish_of,
)
from generator.languages.message import gettext as _
from generator.languages.message import listed
from generator.source.editor import EditError
from generator.system.atomic import overwrite
from generator.system.inside import read_bytes

_PEOPLE = "site_config/people.yml"


@command(name="wish", short_help="Record how someone wishes to be named.")
@click.argument("file", type=PathType(path_type=Path, allow_dash=True))
@click.option("--confirm", is_flag=True, help="The person has confirmed that the wish is theirs.")
@click.option("--dry-run", is_flag=True, help="Show what would change, without writing it.")
@click.option("--no-input", is_flag=True, help="Ask no questions, even on a terminal.")
@click.pass_obj
def import_wish(root: Root, file: Path, confirm: bool, dry_run: bool, no_input: bool) -> None:
    """Record in people.yml how someone wishes to be named.

    FILE is the e-mail (.eml), the body of the issue, or the text from the page /wish/. Whatever shows
    less of the person is recorded at once. Whatever shows more waits until they have confirmed to you
    that the wish is theirs: say so with --confirm, or on a terminal. Exits with 1 if something waits,
    with 2 if the file contains no wish, otherwise with 0.
    """
    settings = load_drafts(root).settings
    try:
        sent = read_wish(read_given(file, TEXT_BYTES), settings)
    except WishError as error:
        raise InputError(
            _(
                "%(path)s is not a wish: %(reason)s",
                path=report.safe(str(file)),
                reason=error.reason,
            )
        ) from None
    person = settings.people[sent.person]
    now = wish_of(person)
    wished = sent.onto(now)
    if not list(changes(now, wished)):
        say(_("%(id)s: nothing to change, this is already recorded", id=sent.person))
        return
    if sent.doubt:
        say_note(sent.doubt)
    safe = narrower(now, wished)
    waiting = list(changes(safe, wished))
    if waiting and not confirm and not dry_run and may_ask(file, no_input):
        _show(sent.person, waiting)
        question = _("Has %(name)s confirmed to you that this wish is theirs?", name=person.name)
        confirm = click.confirm(report.safe(said(question)))
    made = wished if confirm else safe
    done = list(changes(now, made))
    if done:
        _show(sent.person, done)
        before = fields_of(now, person)
        fields = {name: v for name, v in fields_of(made, person).items() if v != before[name]}
        try:
            raw = with_fields(_PEOPLE, read_bytes(root / _PEOPLE), sent.person, fields)
        except EditError:
            raise CommandError(
                _(
                    "Please add this to the entry of %(id)s in %(path)s: %(lines)s",
                    id=sent.person,
                    path=_PEOPLE,
                    lines=listed(f"{name}: {value}" for name, value in fields.items()),
                )
            ) from None
        if dry_run:
            say(_("%(path)s would be changed.", path=_PEOPLE))
        else:
            overwrite(root / _PEOPLE, raw)
            say(_("Changed %(path)s. The next build follows it.", path=_PEOPLE))
    if waiting and not confirm:
        say(_("Waiting, because it shows more of them:"))
        _show(sent.person, waiting)
        hint = _(
            "ask %(id)s whether the wish is theirs, then import it with --confirm", id=sent.person
        )
        click.echo(f"  = {said(hint)}")
        sys.exit(1)


def _show(person: str, some: Iterable[WishChange]) -> None:
    for change in some:
        click.echo(f"{person}: {change.where}: {change.before} → {change.after}")
