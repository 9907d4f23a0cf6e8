"""The commands `schema` and `forms`: what is made from the declaration of the fields."""

from __future__ import annotations

import sys

import click

from generator.cli.new import drafts_of
from generator.cli.options import Root
from generator.intake.issue_form import form_text
from generator.intake.reference import reference_text
from generator.intake.schema import schema_text
from generator.intake.writing import SCHEMA
from generator.system.atomic import inside, write

ISSUE_FORM = ".github/ISSUE_TEMPLATE/story.yml"
REFERENCE = "docs/reference/story.md"


@click.command(short_help="Print the JSON Schema of a story.")
@click.pass_obj
def schema(root: Root) -> None:
    """Print the JSON Schema of a story, with this organisation's themes."""
    click.echo(schema_text(drafts_of(root, None).settings), nl=False)


@click.command(short_help="Write the schema, the issue form and the reference.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing: say what is out of date.")
@click.pass_obj
def forms(root: Root, only_check: bool) -> None:
    """Write anew what is made from the fields of a story and the themes.

    These are the JSON Schema for editors, the issue form for GitHub, and the reference page.
    """
    settings = drafts_of(root, None).settings
    texts = {SCHEMA: schema_text(settings), REFERENCE: reference_text()}
    if settings.site.repository is None or settings.site.repository.kind == "github":
        texts[ISSUE_FORM] = form_text(settings)
    old = [path for path, text in texts.items() if _there(root, path) != text]
    for path in old:
        if not only_check:
            write(inside(root, path), texts[path])
        click.echo(f"{path} {'is out of date' if only_check else 'is written'}")
    if not old:
        click.echo("Everything is up to date.")
    elif only_check:
        click.echo("Write them anew with: reciprocity forms")
        sys.exit(1)


def _there(root: Root, path: str) -> str:
    try:
        return (root / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
