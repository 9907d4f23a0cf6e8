"""Changed stories as each channel would show them, on one page for the reviewer of a change.

The reviewer can see the files themselves, so the page says why a channel does not show a story. It
is never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.consent.requests import CHANNELS, as_text
from generator.diagnostics.report.github import MOST_BYTES, code_block, code_span
from generator.edition import ShownStory
from generator.languages.message import Message, all_of
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Channel
from generator.outputs.csp import inline_policy
from generator.rendering.artifacts import File
from generator.rendering.templates import Renderer
from generator.text.locales import join_list

_RESERVE = 400
"""Bytes kept for what else the summary of a job contains."""


class ChannelView(NamedTuple):
    """A story as a channel shows it, or None if it does not, with notes about that."""

    channel: Channel
    story: ShownStory | None
    notes: tuple[Message, ...] = ()

    @property
    def where(self) -> Message:
        """The channel in words."""
        return _(CHANNELS[self.channel])


class PreviewedFile(NamedTuple):
    """A changed file: its story in each channel, and the report about it."""

    path: str
    views: tuple[ChannelView, ...] = ()
    """None where the file has no usable story."""
    report: str = ""
    deleted: bool = False

    @property
    def outcome(self) -> Message:
        """Where the story would be shown, in a sentence."""
        if self.deleted:
            return _("This change deletes the file.")
        if not self.views:
            return _("Nothing is shown, because the file is not a usable story yet.")
        shown = [view.where for view in self.views if view.story]
        if len(shown) == len(self.views):
            return _("Shown everywhere.")
        if not shown:
            return _("Not shown anywhere.")
        return _("Shown only %(where)s.", where=all_of(shown))


def make(render: Renderer, files: Sequence[PreviewedFile], summary: Message) -> File:
    """The file `preview.html`, which needs no other file. `summary` sums up the reports."""
    style = render("digest/colours.css") + render("preview/preview.css")
    html = render(
        "preview/preview.html", files=files, summary=summary, say=render.words.say, style=style,
        policy=inline_policy(style),
    )  # fmt: skip
    return File("preview.html", html.encode("utf-8", "backslashreplace"))


def markdown_summary(files: Sequence[PreviewedFile], language: str, words: Messages) -> str:
    """The same in Markdown for the summary of a CI job, as far as there is room.

    `language` is that of the site, and `words` are ours in it.
    """
    title = words.gettext("Preview")
    pieces = [f"\n### {title}\n"]
    size = _RESERVE
    if not files:
        none = words.gettext("This change does not affect any story.")
        pieces.append(f"\n{none}\n")
    for number, file in enumerate(files):
        piece = "".join(_section(file, language, words))
        size += len(piece.encode("utf-8", "replace"))
        if size > MOST_BYTES // 2:
            more = words.ngettext(
                "%(num)s more file is on the page.",
                "%(num)s more files are on the page.",
                len(files) - number,
            )
            pieces.append(f"\n{more}\n")
            break
        pieces.append(piece)
    return "".join(pieces)


def _section(file: PreviewedFile, language: str, words: Messages) -> Iterator[str]:
    yield f"\n#### {code_span(file.path)}\n\n{words.say(file.outcome)}\n"
    channels_by_text: dict[str, list[str]] = {}
    for view in file.views:
        if view.story:
            text = as_text(view.story, language, words).rstrip("\n")
            channels_by_text.setdefault(text, []).append(words.say(view.where))
        for note in view.notes:
            shown = code_span(words.say(note))
            line = (
                _("%(where)s: %(note)s", where=view.where, note=shown)
                if view.story
                else _("not shown %(where)s: %(note)s", where=view.where, note=shown)
            )
            yield f"\n- {words.say(line)}"
    if any(view.notes for view in file.views):
        yield "\n"
    for text, channels in channels_by_text.items():
        heading = join_list(channels, words.lang)
        yield f"\n**{heading[:1].upper()}{heading[1:]}**\n\n{code_block(text)}\n"
