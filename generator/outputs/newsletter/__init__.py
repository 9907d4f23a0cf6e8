"""An issue of the newsletter in every format: letters for mail and chat, and slides.

Each format is a module with a function from a telling to files; the table below names them. To
add one: a module, its template if it needs one, its golden, and a line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib.util import find_spec
from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.outputs.newsletter import data, deck, mail, plain, pptx, preview, slack, teams
from generator.outputs.newsletter.view import IssueView
from generator.rendering.artifacts import File

__all__ = [
    "FORMATS",
    "LETTERS",
    "PATHS",
    "PRESENTATION",
    "SLIDES",
    "Format",
    "Pages",
    "Telling",
    "make_deck",
    "make_letters",
    "make_presentation",
    "speaking_time",
    "tell",
]


class Format(NamedTuple):
    """What an issue can be printed as. `extra` brings the library that it needs."""

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
    Format("teams", ("teams.json",), teams.make),
    Format("json", ("digest.json",), data.make),
)
PRESENTATION = Format("pptx", ("townhall.pptx",), pptx.make, "slides", "pptx")
DECK = Format("deck", ("townhall.html",), deck.make)
SLIDES = (PRESENTATION, DECK)
INDEX = "index"
FORMATS = (*(format_.name for format_ in (*LETTERS, *SLIDES)), INDEX)
"""The names of all, as `--only` takes them."""
PATHS = frozenset((*(p for f in (*LETTERS, *SLIDES) for p in f.paths), "index.html"))
"""Every file that an issue may have."""


def make_letters(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The formats for mail and chat, and the page that shows all of them."""
    issue = mail.fitting(context, issue)
    made = [
        file
        for format_ in LETTERS
        if format_.name in only or INDEX in only
        for file in format_.make(context, issue)
    ]
    wanted = {path for format_ in LETTERS if format_.name in only for path in format_.paths}
    yield from (file for file in made if file.path in wanted)
    if INDEX in only:
        beside = [p for f in SLIDES if f.name in only and f.available for p in f.paths]
        yield from preview.make(context, issue, made, beside)


def make_deck(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The slides as a page."""
    if DECK.name in only:
        yield from DECK.make(context, deck.fitting(issue))


def make_presentation(
    context: OutputContext, issue: IssueView, only: Collection[str] = FORMATS
) -> Iterator[File]:
    """The slides as a presentation; without its library there is none."""
    if PRESENTATION.name in only and PRESENTATION.available:
        yield from PRESENTATION.make(context, deck.fitting(issue))


def speaking_time(issue: IssueView) -> int:
    """How many seconds the slides of an issue take to present."""
    return deck.slides(deck.fitting(issue))[-1].until
