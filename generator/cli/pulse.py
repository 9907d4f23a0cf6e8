"""The command `pulse`: the numbers of the site's page, in a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.library import load_library
from generator.cli.options import Root, Today, today_option
from generator.cli.speech import UsageError, command
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.edition import Edition
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.outputs.pulse.data import csv_text, json_text
from generator.outputs.pulse.figures import measures
from generator.outputs.pulse.measure_words import MEASURES
from generator.outputs.pulse.tables import tables
from generator.outputs.pulse.text import explained, pulse_text
from generator.pulse.measures import pulse_of
from generator.pulse.projection import project
from generator.rendering.templates import Renderer

_SITE = frozenset({Channel.SITE})


@command(short_help="Show how help moves, as far as stories tell.")
@click.option("--json", "file", flag_value="json", help="Print the file pulse.json.")
@click.option("--csv", "file", flag_value="csv", help="Print the file pulse.csv.")
@click.option("--explain", type=click.Choice(MEASURES), help="Explain how a measure is counted.")
@today_option
@click.pass_obj
def pulse(root: Root, file: str | None, explain: str | None, today: Today) -> None:
    """Print the figures of the page /pulse/, counted from the stories that everyone can read.

    People are not counted, nor is anything that the site does not show. The name of the measure comes
    before each figure; --explain says how it is counted, and what may distort it.
    """
    if file and explain:
        raise UsageError(_("--explain does not work with --%(option)s.", option=file))
    library, _problems = load_library(root, today, [_SITE])
    text = _text(root, edition_of(library, _SITE), file, explain)
    click.echo(text if file else report.safe_text(text), nl=False)


def _text(root: Path, edition: Edition, file: str | None, explain: str | None) -> str:
    found, render = pulse_of(project(edition)), Renderer(root, edition)
    words, counted = render.words, measures(found, render.words)
    if explain:
        return explained(next(each for each in counted if each.id == explain), words)
    if not file:
        return pulse_text(found, words)
    titles = {slug: theme.title for slug, theme in edition.themes.items()}
    listed = tables(found, words, render.kinds, titles)
    if file == "json":
        return json_text(found, counted, listed)
    return csv_text(counted, listed)
