"""The command `audit`, which answers where one person is shown, and why."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.build import build_errors_reported, display_path
from generator.cli.library import load_library, person_of
from generator.cli.options import PathType, Root, Today, today_option
from generator.cli.speech import command, say, words
from generator.consent.audit import Audit, EditedText, audit, concerns, with_first_name
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.languages.message import gettext as _
from generator.model import Channel, ShowAs, Story
from generator.outputs import ALL_EDITIONS, PRINTED_EDITIONS
from generator.outputs import audit as output
from generator.outputs.audit import NamedPlace, places_with
from generator.pipeline import group_and_select, print_everything, reread
from generator.record import Library, Scan
from generator.rendering.templates import Renderer
from generator.rules.texts import texts_of_organisation

EDITIONS = (*ALL_EDITIONS, (Channel.NEWSLETTER,))
_ALIAS = "\u2d65"
"""A letter that no text has: it stands for each letter of a first name, which others may share."""


@command("audit", short_help="Show where a person appears, and why.")
@click.argument("person")
@click.option(
    "--html",
    "page",
    type=PathType(dir_okay=False, path_type=Path),
    help="Write a page to this file instead.",
)
@today_option
@click.pass_obj
def audit_command(root: Root, person: str, page: Path | None, today: Today) -> None:
    """Show where PERSON (an id) appears, how, and why: by which wish or consent.

    Lists every text about them, every page and file with their name, and what the source files say
    about them. Builds the whole site to find out, but does not write it.
    """
    library, _problems = load_library(root, today, EDITIONS)
    with build_errors_reported(root):
        id_ = person_of(library, person)
        found, places = audit_of(root, library, id_), places_of(root, library, id_)
    if page is None:
        click.echo(report.safe_text(output.as_text(found, places, words())), nl=False)
        return
    render = Renderer(None, edition_of(library, frozenset({Channel.SITE})))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(output.make(render, found, places).content)
    say(_("Wrote %(path)s", path=display_path(page)))


def audit_of(root: Path, library: Library, id_: str) -> Audit:
    """The audit of a person. The library is redacted for `EDITIONS`."""
    # The pulse of an issue has an edition of its own, and nobody in it.
    printed = [channels for channels in library.editions if channels in PRINTED_EDITIONS]
    editions = {channels: edition_of(library, channels) for channels in printed}
    texts = [EditedText(*text) for text in texts_of_organisation(library.settings)]
    return audit(id_, library, editions, _stories(root, library, id_), texts)


def places_of(root: Path, library: Library, id_: str) -> list[NamedPlace]:
    """The pages and files that have the person's name in them, if they are named anywhere.

    A first name is often a word, or somebody else's, too. So where only that is shown, everything
    is printed with another one, which is found for certain.
    """
    person = library.settings.people[id_]
    names = [name.name for name in person.names]
    if person.show_as is ShowAs.FIRST:
        names = ["".join(_ALIAS if char.isalnum() else char for char in person.first)]
        library = with_first_name(names[0], id_, library, _stories(root, library, id_))
    return places_with(names, print_everything(group_and_select(root, library)))


def _stories(root: Path, library: Library, id_: str) -> list[tuple[Story, Scan]]:
    """The stories that have to do with a person, with their texts."""
    return [
        reread(root, library, record)
        for record in library.records
        if concerns(id_, library, record)
    ]
