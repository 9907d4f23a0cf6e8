"""The command `review`, for the meeting about a quarter."""

from __future__ import annotations

import click

from generator.cli.library import load_library
from generator.cli.options import InputError, Root, Today, today_option
from generator.cli.speech import command, say
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.languages.message import gettext as _
from generator.model import Cadence, Channel
from generator.model.periods import Period
from generator.private.printed import Format, review_file
from generator.private.review import quarter_review, without_names
from generator.rendering.templates import Renderer
from generator.system.atomic import path_inside, write

FOLDER = "build/review"
_SITE = frozenset({Channel.SITE})


@command(short_help="Write the document for the meeting about a quarter.")
@click.argument("quarter")
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
def review(root: Root, quarter: str, file_format: Format, stdout: bool, today: Today) -> None:
    """Write the document for the meeting about QUARTER, for example 2026-Q4, to build/review/.

    It is made from what everyone can read on the site, and from what the meeting before decided
    (site_config/reviews/2026-Q3.yml). It has an empty line for each decision to make.
    """
    period = Period.parse(quarter)
    if period is None or period.cadence is not Cadence.QUARTERLY:
        text = report.safe(quarter)
        raise InputError(_('"%(text)s" is not a quarter. Write for example 2026-Q4.', text=text))
    library, _problems = load_library(root, today, [_SITE])
    if period.start > library.today:
        raise InputError(
            _(
                "%(period)s has not begun (today is %(today)s).",
                period=period.name,
                today=library.today,
            )
        )
    edition = edition_of(library, _SITE)
    made = quarter_review(period, edition, without_names(library.settings))
    file = review_file(Renderer(root, edition), edition.site, made, file_format)
    if stdout:
        click.echo(report.safe_text(file.content.decode()), nl=False)
        return
    write(path_inside(root, f"{FOLDER}/{file.path}"), file.content.decode())
    say(_("Wrote %(path)s", path=f"{FOLDER}/{file.path}"))
