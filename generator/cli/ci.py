"""The summary of the CI job that a command runs in."""

from __future__ import annotations

import os

from generator.cli.speech import say
from generator.languages.message import gettext as _


def append_to_job_summary(text: str) -> None:
    """Add Markdown to the summary of a GitHub job, if the command runs in one."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(target, "a", encoding="utf-8", errors="backslashreplace") as summary:
                summary.write(text)
        except OSError as error:
            say(
                _(
                    "The summary cannot be written to %(path)s: %(reason)s",
                    path=target,
                    reason=error.strerror,
                ),
                err=True,
            )
