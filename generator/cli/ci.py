"""What a command learns from the job of a forge that it runs in, and tells it."""

from __future__ import annotations

import os
import sys

import click

from generator.cli import git
from generator.cli.options import Root


def changed_from(root: Root, ref: str) -> frozenset[str]:
    """The files that git says changed since REF; ends the command when git cannot say."""
    try:
        return git.files(root, ref)
    except git.Unknown as error:
        click.echo(f"{error}", err=True)
        sys.exit(2)


def summarise(text: str) -> None:
    """Add Markdown to the summary of the job, if this is a job that has one."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(target, "a", encoding="utf-8", errors="backslashreplace") as summary:
                summary.write(text)
        except OSError as error:
            click.echo(f"The summary cannot be written to {target}: {error.strerror}", err=True)
