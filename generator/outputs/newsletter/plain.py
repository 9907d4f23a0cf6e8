"""The issue as plain text and as Markdown, to be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.context import Desk
from generator.outputs.newsletter.view import Telling
from generator.rendering.artifacts import File


def text(desk: Desk, issue: Telling) -> Iterator[File]:
    """The file `digest.txt`, 72 columns wide."""
    yield File("digest.txt", plain(desk, issue).encode())


def plain(desk: Desk, issue: Telling) -> str:
    """The issue as plain text."""
    return desk.render("digest/digest.txt", issue=issue)


def markdown(desk: Desk, issue: Telling) -> Iterator[File]:
    """The file `digest.md`."""
    yield File("digest.md", desk.render("digest/digest.md", issue=issue).encode())
