"""The command `portfolio`, for one person and their development talk."""

from __future__ import annotations

import datetime as dt

import click

from generator.cli.left_behind import PORTFOLIO as FOLDER
from generator.cli.library import load_library, person_of
from generator.cli.options import CommandError, Day, InputError, Root, Today, today_option
from generator.cli.speech import command, say
from generator.consent.gate import edition_of
from generator.consent.permissions import is_withdrawn
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.model import Channel
from generator.pipeline import reread
from generator.private.portfolio import (
    default_since,
    has_part,
    portfolio_disclosures,
    portfolio_of,
    shown_in,
)
from generator.private.printed import Format, portfolio_file
from generator.rendering.templates import Renderer
from generator.system.atomic import write_private
from generator.system.staging import list_shown

_SITE = frozenset({Channel.SITE})


@command(short_help="Collect what one person gave and received, for themselves.")
@click.argument("person")
@click.option("--since", type=Day(), help="The first day. Default: a year before the last day.")
@click.option("--until", type=Day(), help="The last day. Default: today.")
@click.option("--without", multiple=True, metavar="STORY", help="Leave this story out.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["md", "html"]),
    default="md",
    show_default=True,
    help="Markdown to edit, or a page to print.",
)
@click.option("--stdout", is_flag=True, help="Print it instead of writing a file.")
@today_option
@click.pass_obj
def portfolio(
    root: Root,
    person: str,
    since: dt.date | None,
    until: dt.date | None,
    without: tuple[str, ...],
    file_format: Format,
    stdout: bool,
    today: Today,
) -> None:
    """Write what PERSON (an id) gave and received to build/portfolio/, for their own review.

    It names them, whatever they wish elsewhere; everyone else is shown as on the site. Only you can read
    the file: give it to the person, and to nobody else.
    """
    library, _problems = load_library(root, today, [_SITE])
    id_ = person_of(library, person)
    someone = library.settings.people[id_]
    if is_withdrawn(someone, library.today):
        raise CommandError(
            _(
                "%(id)s withdrew on %(day)s, so nothing shows them, not even a portfolio. If they want "
                'one, delete "withdrawn" from their entry in site_config/people.yml.',
                id=id_,
                day=someone.withdrawn,
            )
        )
    last = until or library.today
    first = since or default_since(last)
    if first > last:
        raise InputError(
            _("--until (%(until)s) is before --since (%(since)s).", until=last, since=first)
        )
    for story in without:
        if story not in library.by_id:
            missing = _('There is no story "%(id)s".', id=report.safe(story))
            raise InputError(sentences(missing, did_you_mean(story, library.by_id)))
    stories = [reread(root, library, record) for record in library.records if has_part(id_, record)]
    edition = edition_of(library, _SITE)
    made = portfolio_of(id_, library, edition, stories, first, last, without)
    file = portfolio_file(Renderer(root, edition), edition.site, id_, made, file_format)
    if stdout:
        click.echo(report.safe_text(file.content.decode()), nl=False)
        return
    write_private(root, f"{FOLDER}/{file.path}", file.content)
    list_shown(root / FOLDER / file.path, shown_in(made, portfolio_disclosures(id_, library)))
    say(
        _(
            "Wrote %(path)s. It is for %(name)s only.",
            path=f"{FOLDER}/{file.path}",
            name=report.safe(someone.name),
        )
    )
