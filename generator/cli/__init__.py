"""The `reciprocity` command, and the only user of click."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli.options import PathType
from generator.cli.root import find_root
from generator.cli.speech import Group, say
from generator.languages.message import gettext as _
from generator.system.inside import real

COMMANDS = {
    "init": "init",
    "check": "check",
    "explain": "check",
    "build": "build",
    "digest": "digest",
    "serve": "build",
    "stage": "stage",
    "show": "people",
    "preview": "preview",
    "consent": "people",
    "forget": "people",
    "audit": "audit",
    "people": "staff",
    "rename": "rename",
    "upgrade": "upgrade",
    "doctor": "doctor",
    "pairs": "pairs",
    "pulse": "pulse",
    "gaps": "gaps",
    "portfolio": "portfolio",
    "review": "review",
    "scenario": "scenario",
    "new": "new",
    "import": "import_",
    "waiting": "waiting",
    "ci": "story_requests",
    "schema": "generate",
    "generate": "generate",
}
"""Each command and its module, which is imported only when the command is called: importing the
modules that print a site takes longer than checking a story.
"""


class _Commands(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"generator.cli.{COMMANDS[cmd_name]}")
        members = vars(module).values()
        commands = [member for member in members if isinstance(member, click.Command)]
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. An error of the system ends it with a message instead of a traceback."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the output has gone, which click handles
            from generator.diagnostics.report import safe  # noqa: PLC0415  # for this message only

            where = safe(f" ({error.filename})") if error.filename else ""
            reason = (error.strerror or str(error)).lower()
            with suppress(OSError):
                say(
                    _(
                        "Stopped: %(reason)s. No file is half written; run the command again.",
                        reason=f"{reason}{where}",
                    ),
                    err=True,
                )
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reciprocity")
@click.option(
    "--root",
    type=PathType(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder that contains stories/ and site_config/. Default: this folder, or one above it.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Turn stories of colleagues helping each other into a site and a digest."""
    context.obj = real(root or find_root(Path.cwd()))


def speak_utf_8(system: str = os.name) -> None:
    """Write UTF-8 on Windows, whose own code pages lack half of what we print."""
    for stream in (sys.stdout, sys.stderr):
        if system == "nt" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def run() -> NoReturn:
    """Run the command and end the process at once.

    Python does not free the memory of a build: with ten thousand stories that takes longer than
    writing the digest.
    """
    speak_utf_8()
    gc.disable()  # a short run that keeps nearly all its objects: collection only costs time
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    with suppress(OSError):  # the reader of the output has gone, or the disk is full
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0 if status is None else 1)
