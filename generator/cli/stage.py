"""The command `stage`."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from generator.cli.build import build_errors_reported, display_path
from generator.cli.options import (
    PathType,
    Root,
    Today,
    exit_with_summary,
    show_problems,
    strict_option,
    tell_left_out,
    today_option,
)
from generator.cli.progress import Bar
from generator.cli.speech import command, said, say
from generator.consent.gate import disclosures
from generator.diagnostics import report
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.model import Channel
from generator.outputs import ALL_EDITIONS
from generator.pipeline import group_and_select, load
from generator.system.inside import real
from generator.system.staging import staged

_BUILD = {
    "zensical": "zensical build --config-file {}/mkdocs.yml",
    "mkdocs": "mkdocs build --config-file {}/mkdocs.yml",
}


@command(short_help="Write the site as a docs tree for another engine.")
@click.argument("folder", type=PathType(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--engine",
    type=click.Choice(list(_BUILD)),
    default="zensical",
    show_default=True,
    help="The program that will build it.",
)
@strict_option
@today_option
@click.pass_obj
def stage(root: Root, folder: Path, engine: str, strict: bool, today: Today) -> None:
    """Write the site as a plain docs tree, for an engine that builds it without our plugin.

    Everything in DIR is replaced, including a site built there, so that withdrawn stories disappear
    from both.
    """
    from generator.engine.docs_tree import Engine, write_tree  # noqa: PLC0415  # as in build

    with Bar(_("Checking")) as bar:
        library, problems = load(root, today, ALL_EDITIONS, bar.show)
    errors = [p for p in problems if p.is_error]
    show_problems(root, errors)
    if library is None or (strict and errors):
        exit_with_summary(root, errors, _("Nothing was written."))
    target = real(folder)
    with build_errors_reported(root), staged(target) as tree:
        assert engine in get_args(Engine)
        publication = group_and_select(root, library)
        tree.shown.update(disclosures(library, Channel.SITE))
        with Bar(_("Building")) as bar:
            warnings = write_tree(publication, tree, cast(Engine, engine), bar.show)
    for warning in warnings:
        line = _("warning: %(message)s", message=warning)
        click.echo(report.safe(said(line)), err=True)
    stories = len(publication.context(Channel.SITE).edition.stories)
    place = display_path(target)
    say(
        ngettext(
            "%(num)s story in %(folder)s",
            "%(num)s stories in %(folder)s",
            stories,
            folder=f"{place}/",
        )
    )
    say(_("To build the site, run `%(command)s`", command=_BUILD[engine].format(place)))
    tell_left_out(errors)
