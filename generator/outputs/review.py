"""Changed stories as each channel would show them, on one page for the reviewer of a change.

The reviewer can see the files themselves, so the page says why a channel does not show a story. It
is never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.consent.requests import CHANNELS, as_text
from generator.diagnostics.report.github import MOST_BYTES, code_block, code_span
from generator.diagnostics.report.text import count
from generator.edition import ShownStory
from generator.model import Channel
from generator.outputs.csp import inline_policy
from generator.outputs.kinds import KINDS
from generator.rendering.artifacts import File
from generator.rendering.templates import Renderer

_RESERVE = 400
"""Bytes kept for what else the summary of a job contains."""


class ChannelView(NamedTuple):
    """A story as a channel shows it, or None if it does not, with notes about that."""

    channel: Channel
    story: ShownStory | None
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The channel in words."""
        return CHANNELS["en"][self.channel]


class ReviewedFile(NamedTuple):
    """A changed file: its story in each channel, and the report about it."""

    path: str
    views: tuple[ChannelView, ...] = ()
    """None where the file has no usable story."""
    report: str = ""
    deleted: bool = False

    @property
    def outcome(self) -> str:
        """Where the story would be shown, in a sentence."""
        if self.deleted:
            return "This change takes the file away."
        if not self.views:
            return "Nothing is shown: no story can be made of this file yet."
        shown = [view.where for view in self.views if view.story]
        if len(shown) == len(self.views):
            return "Shown everywhere."
        return f"Shown only {' and '.join(shown)}." if shown else "Shown nowhere."


def make(render: Renderer, files: Sequence[ReviewedFile], summary: str) -> File:
    """The file `preview.html`, which needs no other file. `summary` sums up the reports."""
    style = render("digest/colours.css") + render("preview/preview.css")
    html = render(
        "preview/preview.html", files=files, summary=summary, kinds=KINDS, style=style,
        policy=inline_policy(style),
    )  # fmt: skip
    return File("preview.html", html.encode("utf-8", "backslashreplace"))


def markdown_summary(files: Sequence[ReviewedFile]) -> str:
    """The same in Markdown for the summary of a CI job, as far as there is room."""
    pieces = ["\n### Preview\n"]
    size = _RESERVE
    if not files:
        pieces.append("\nNo story is changed.\n")
    for number, file in enumerate(files):
        piece = "".join(_section(file))
        size += len(piece.encode("utf-8", "replace"))
        if size > MOST_BYTES // 2:
            pieces.append(f"\n{count(len(files) - number, 'file')} more: see the page.\n")
            break
        pieces.append(piece)
    return "".join(pieces)


def _section(file: ReviewedFile) -> Iterator[str]:
    yield f"\n#### {code_span(file.path)}\n\n{file.outcome}\n"
    channels_by_text: dict[str, list[str]] = {}
    for view in file.views:
        if view.story:
            text = as_text(view.story).rstrip("\n")
            channels_by_text.setdefault(text, []).append(view.where)
        for note in view.notes:
            prefix = "" if view.story else "not shown: "
            yield f"\n- {view.where}: {prefix}{code_span(note)}"
    if any(view.notes for view in file.views):
        yield "\n"
    for text, channels in channels_by_text.items():
        heading = ", ".join(channels)
        yield f"\n**{heading[:1].upper()}{heading[1:]}**\n\n{code_block(text)}\n"
