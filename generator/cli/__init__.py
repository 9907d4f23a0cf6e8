"""The `reciprocity` command, and the only user of click."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__
from generator.cli import forms, importing, learning, new, newsletter, people, printing


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reciprocity")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder that holds stories/ and site_config/. Default: this one, or one above.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Turn stories of colleagues helping each other into a site and a digest."""
    gc.disable()  # one short run that keeps nearly everything it makes: collecting only costs time
    context.obj = (root or _find_root(Path.cwd())).resolve()


for command in (
    printing.check,
    printing.build_,
    newsletter.digest,
    printing.serve,
    people.show,
    people.consent,
    people.forget,
    learning.scenario,
    new.new,
    importing.import_,
    forms.schema,
    forms.forms,
):
    main.add_command(command)


def run() -> NoReturn:
    """The command as a process. What a build made is left to the system to take apart: with ten
    thousand stories that takes Python longer than the digest.
    """
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except OSError as error:  # where a report could not be written
        status = 1
        with suppress(OSError):
            sys.stderr.write(f"{error.strerror}\n")
    with suppress(OSError):  # nobody is listening, or the disk is full
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0 if status is None else 1)


def _find_root(start: Path) -> Path:
    return next((p for p in (start, *start.parents) if (p / "site_config").is_dir()), start)
