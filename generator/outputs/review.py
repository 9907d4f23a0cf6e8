"""Changed stories as each channel would show them: one page for whoever reviews a change.

It is made for people who see the files themselves, and says why a channel shows nothing; it is
never published.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.consent.requests import CHANNELS, as_text
from generator.diagnostics.report.github import ROOM, fenced, literal
from generator.diagnostics.report.text import count
from generator.edition import ShownStory
from generator.model import Channel
from generator.outputs.kinds import KINDS
from generator.rendering.artifacts import File
from generator.rendering.templates import Renderer

_RESERVE = 400


class Place(NamedTuple):
    """What a channel shows of a story, if it does; and what there is to say about that."""

    channel: Channel
    story: ShownStory | None
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return CHANNELS["en"][self.channel]


class Proof(NamedTuple):
    """A changed file with its story, channel by channel, and the report about it.

    There are no places when there is no story that can be used.
    """

    path: str
    places: tuple[Place, ...] = ()
    report: str = ""
    gone: bool = False
    """The change takes the file away."""

    @property
    def outcome(self) -> str:
        """What becomes of the file, in a few words."""
        if self.gone:
            return "This change takes the file away."
        if not self.places:
            return "Nothing is shown: no story can be made of this file yet."
        shown = [place.where for place in self.places if place.story]
        if len(shown) == len(self.places):
            return "Shown everywhere."
        return f"Shown only {' and '.join(shown)}." if shown else "Shown nowhere."


def make(render: Renderer, proofs: Sequence[Proof], said: str) -> File:
    """The file `preview.html`, which needs nothing else. `said` sums the report up."""
    style = render("digest/colours.css") + render("preview/preview.css")
    html = render(
        "preview/preview.html", proofs=proofs, said=said, kinds=KINDS, style=style,
        policy=_policy(style),
    )  # fmt: skip
    return File("preview.html", html.encode("utf-8", "backslashreplace"))


def _policy(style: str) -> str:
    """Look like this, run nothing, and ask nobody for anything."""
    made = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{made}'; base-uri 'none'; form-action 'none'"


def in_short(proofs: Iterable[Proof]) -> str:
    """The same in Markdown, for the summary of a job; each different telling once."""
    pieces = ["\n### Preview\n"]
    size = _RESERVE
    left = list(proofs)
    if not left:
        pieces.append("\nNo story is changed.\n")
    while left:
        piece = "".join(_section(left[0]))
        size += len(piece.encode("utf-8", "replace"))
        if size > ROOM // 2:
            pieces.append(f"\n{count(len(left), 'file')} more: see the page.\n")
            break
        pieces.append(piece)
        del left[0]
    return "".join(pieces)


def _section(proof: Proof) -> Iterator[str]:
    yield f"\n#### {literal(proof.path)}\n\n{proof.outcome}\n"
    told: dict[str, list[str]] = {}
    for place in proof.places:
        if place.story:
            told.setdefault(as_text(place.story).rstrip("\n"), []).append(place.where)
        for note in place.notes:
            what = "" if place.story else "not shown: "
            yield f"\n- {place.where}: {what}{literal(note)}"
    if any(place.notes for place in proof.places):
        yield "\n"
    for text, where in told.items():
        heading = ", ".join(where)
        yield f"\n**{heading[:1].upper()}{heading[1:]}**\n\n{fenced(text)}\n"
