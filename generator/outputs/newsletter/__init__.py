"""An issue of the newsletter in every format: letters for mail and chat, and slides.

Each format is a module with a function from an `IssueView` to files, listed in a table below. To
add one, write a module, a template if it needs one, a golden file, and a line of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib.util import find_spec
from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.outputs.newsletter import data, deck, mail, plain, pptx, preview, slack, teams, wall
from generator.outputs.newsletter.view import IssueView
from generator.rendering.artifacts import File

__all__ = [
    "FORMATS",
    "LETTERS",
    "PATHS",
    "PRESENTATION",
    "SLIDES",
    "Format",
    "make_deck",
    "make_letters",
    "make_presentation",
    "make_wall",
    "speaking_time",
]


class Format(NamedTuple):
    """A format of an issue. `library` is the package it needs, `extra` our extra that installs it."""

    name: str
    paths: tuple[str, ...]
    make: Callable[[OutputContext, IssueView], Iterator[File]]
    extra: str | None = None
    library: str | None = None

    @property
    def available(self) -> bool:
        """Whether its library is installed."""
        return self.library is None or find_spec(self.library) is not None


LETTERS = (
    Format("email", ("email.html", "email.eml"), mail.make),
    Format("text", ("digest.txt",), plain.text),
    Format("markdown", ("digest.md",), plain.markdown),
    Format("slack", ("slack.json",), slack.make),
    Format("teams", ("teams.json", "teams-webhook.json"), teams.make),
    Format("json", ("digest.json",), data.make),
)
PRESENTATION = Format("pptx", ("townhall.pptx",), pptx.make, "slides", "pptx")
DECK = Format("deck", ("townhall.html",), deck.make)
SLIDES = (PRESENTATION, DECK)
WALL = Format("wall", ("wall.html",), wall.make)
_SHOWN = (*LETTERS, *SLIDES, WALL)
INDEX = "index"
FORMATS = (*(format_.name for format_ in _SHOWN), INDEX)
"""The names of all formats, as `--only` takes them."""
PATHS = frozenset((*(p for f in _SHOWN for p in f.paths), "index.html"))
"""Every file that an issue may have."""


def make_letters(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The formats for mail and chat, and the page that shows all formats."""
    issue = mail.shortened_for_mail(context, issue)
    files = [
        file
        for format_ in LETTERS
        if format_.name in only or INDEX in only
        for file in format_.make(context, issue)
    ]
    wanted = {path for format_ in LETTERS if format_.name in only for path in format_.paths}
    yield from (file for file in files if file.path in wanted)
    if INDEX in only:
        slides = [
            path for f in (*SLIDES, WALL) if f.name in only and f.available for path in f.paths
        ]
        yield from preview.make(context, issue, files, slides)


def make_deck(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The slides as a web page."""
    if DECK.name in only:
        yield from DECK.make(context, deck.shortened_for_slides(issue))


def make_presentation(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The slides for PowerPoint, if its library is installed."""
    if PRESENTATION.name in only and PRESENTATION.available:
        yield from PRESENTATION.make(context, deck.shortened_for_slides(issue))


def make_wall(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The page for a screen in the hallway."""
    if WALL.name in only:
        yield from WALL.make(context, issue)


def speaking_time(issue: IssueView) -> int:
    """The seconds that the slides of an issue take to present."""
    return deck.slides(deck.shortened_for_slides(issue))[-1].until
