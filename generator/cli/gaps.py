"""The command `gaps`, for the people lead."""

from __future__ import annotations

import click

from generator.cli.library import load_library
from generator.cli.options import Root, Today, today_option
from generator.cli.speech import command, say
from generator.consent.gate import edition_of
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.model import Channel
from generator.private.gaps import gaps_of
from generator.private.printed import FORMATS, gaps_file, sheets_file
from generator.pulse.cards import cards
from generator.pulse.measures import pulse_of
from generator.pulse.projection import project
from generator.rendering.templates import Renderer
from generator.system.atomic import path_inside, write, write_private

FOLDER = "build/gaps"
_SITE = frozenset({Channel.SITE})


@command(short_help="Show where help may not arrive, for the people lead only.")
@click.option(
    "--sheets", is_flag=True, help="Write question sheets from public stories, to pass on."
)
@today_option
@click.pass_obj
def gaps(root: Root, sheets: bool, today: Today) -> None:
    """Write figures about everyone, and stories to ask about again, to build/gaps/gaps.md.

    Nobody is named in it, but it is based on all stories, including those that the site does not show.
    Only you can read the file; do not pass it on. To pass something on, write the sheets (--sheets): at
    most three a month, each with questions, based on what everyone can read on the site.
    """
    library, _problems = load_library(root, today, [_SITE])
    edition = edition_of(library, _SITE)
    render = Renderer(root, edition)
    if sheets:
        record = project(edition)
        found = cards(record, pulse_of(record))
        for made in (sheets_file(render, edition.site, found, each) for each in FORMATS):
            write(path_inside(root, f"{FOLDER}/{made.path}"), made.content.decode())
        say(
            ngettext(
                "Wrote %(num)s sheet: %(page)s to print, %(text)s to edit.",
                "Wrote %(num)s sheets: %(page)s to print, %(text)s to edit.",
                len(found),
                page=f"{FOLDER}/sheets.html",
                text=f"{FOLDER}/sheets.md",
            )
        )
        return
    file = gaps_file(render, gaps_of(library, edition.stories))
    write_private(root, f"{FOLDER}/{file.path}", file.content)
    path = f"{FOLDER}/{file.path}"
    say(_("Wrote %(path)s. It is for you only: please do not pass it on.", path=path))
