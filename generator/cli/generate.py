"""The commands `schema` and `generate`, for the files made from the declaration of the fields."""

from __future__ import annotations

import sys

import click

from generator.adopt.forges import FORMS, Forge, form_text
from generator.cli.new import load_drafts
from generator.cli.options import Root
from generator.cli.speech import command, say, words
from generator.intake.reference import configuration_text, reference_text
from generator.intake.schema import FOLDER, SCHEMA, configuration_schemas, schema_text
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.system.atomic import path_inside, write
from generator.system.inside import read_bytes

REFERENCE = "docs/reference/story.md"
CONFIGURATION = "docs/reference/configuration.md"


@command(short_help="Print the JSON Schema of a story.")
@click.pass_obj
def schema(root: Root) -> None:
    """Print the JSON Schema of a story, with this organisation's people, teams and themes."""
    click.echo(schema_text(load_drafts(root).settings, words()), nl=False)


@command(short_help="Write the issue form, the reference page and the schema for editors.")
@click.option(
    "--check", "only_check", is_flag=True, help="Only list the files that are out of date."
)
@click.pass_obj
def generate(root: Root, only_check: bool) -> None:
    """Write the files that are generated from the fields of a story and the themes.

    These are the issue form for GitHub (or the issue template for GitLab), the reference pages and,
    for text editors on this computer only, the JSON Schemas, which list everyone's name.
    """
    settings = load_drafts(root).settings
    if not only_check:
        write_schema(root, settings)
    texts = {}
    if (root / REFERENCE).parent.is_dir():  # where the program is made; nobody else needs its pages
        texts = {REFERENCE: reference_text(), CONFIGURATION: configuration_text()}
    repository = settings.site.repository
    forge: Forge = repository.kind if repository else "github"
    texts[FORMS[forge]] = form_text(forge, settings, words())
    outdated = [path for path, text in texts.items() if _read(root, path) != text]
    for path in outdated:
        if not only_check:
            write(path_inside(root, path), texts[path])
        if only_check:
            say(_("Out of date: %(path)s", path=path))
        else:
            say(_("Wrote %(path)s", path=path))
    if not outdated:
        say(_("Everything is up to date."))
    elif only_check:
        say(_("To update: reciprocity generate"))
        sys.exit(1)


def write_schema(root: Root, settings: Settings) -> None:
    """Write the schemas for editors, in a folder that git ignores."""
    write(path_inside(root, f"{FOLDER}/.gitignore"), "*\n")
    texts = {SCHEMA: schema_text(settings, words()), **configuration_schemas(settings, words())}
    for path, text in texts.items():
        write(path_inside(root, path), text)


def _read(root: Root, path: str) -> str:
    try:
        return read_bytes(path_inside(root, path)).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
