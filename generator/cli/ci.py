"""The summary of the CI job that a command runs in."""

from __future__ import annotations

import os

import click


def append_to_job_summary(text: str) -> None:
    """Add Markdown to the summary of a GitHub job, if the command runs in one."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(target, "a", encoding="utf-8", errors="backslashreplace") as summary:
                summary.write(text)
        except OSError as error:
            click.echo(f"The summary cannot be written to {target}: {error.strerror}", err=True)
