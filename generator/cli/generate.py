"""The commands `schema` and `generate`, for the files made from the declaration of the fields."""

from __future__ import annotations

import sys

import click

from generator.cli.new import load_drafts
from generator.cli.options import Root
from generator.intake.issue_form import form_text
from generator.intake.reference import reference_text
from generator.intake.schema import schema_text
from generator.intake.writing import SCHEMA
from generator.system.atomic import path_inside, write

ISSUE_FORM = ".github/ISSUE_TEMPLATE/story.yml"
REFERENCE = "docs/reference/story.md"


@click.command(short_help="Print the JSON Schema of a story.")
@click.pass_obj
def schema(root: Root) -> None:
    """Print the JSON Schema of a story, with this organisation's themes."""
    click.echo(schema_text(load_drafts(root).settings), nl=False)


@click.command(short_help="Write the schema, the issue form and the reference.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing: say what is out of date.")
@click.pass_obj
def generate(root: Root, only_check: bool) -> None:
    """Write the files that are made from the fields of a story and the themes.

    These are the JSON Schema for editors, the issue form for GitHub, and the reference page.
    """
    settings = load_drafts(root).settings
    texts = {SCHEMA: schema_text(settings), REFERENCE: reference_text()}
    if settings.site.repository is None or settings.site.repository.kind == "github":
        texts[ISSUE_FORM] = form_text(settings)
    outdated = [path for path, text in texts.items() if _read(root, path) != text]
    for path in outdated:
        if not only_check:
            write(path_inside(root, path), texts[path])
        click.echo(f"{path} {'is out of date' if only_check else 'is written'}")
    if not outdated:
        click.echo("Everything is up to date.")
    elif only_check:
        click.echo("Write them with: reciprocity generate")
        sys.exit(1)


def _read(root: Root, path: str) -> str:
    try:
        return (root / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
