"""The issue as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView
from generator.rendering.artifacts import File


def text(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `digest.txt`, 72 columns wide."""
    yield File("digest.txt", plain(context, issue).encode())


def plain(context: OutputContext, issue: IssueView) -> str:
    """The issue as plain text."""
    return context.render("digest/digest.txt", issue=issue)


def markdown(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `digest.md`."""
    yield File("digest.md", context.render("digest/digest.md", issue=issue).encode())
