r"""Prose is words: no raw HTML, no unsafe link, no picture.

S118 (error): raw HTML in prose

    The story contains HTML tags.

    Why: Raw HTML could bring scripts, trackers or a broken page, and e-mails, slides and feeds
    cannot show it.

    Remedy: Use Markdown: **bold**, lists with hyphens, > for quotes. Write a plain < as \<.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed <b>an hour</b>, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed **an hour**, and @sam went home.

S119 (error): an unsafe link in prose

    A link begins neither with https:// nor with mailto:.

    Why: Other links lead to scripts, to files on one computer, or nowhere.

    Remedy: Write the whole address, beginning with https://. For a person, write the id with an @:
    [my mentor](@maria).

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The [drawing](files/belt.pdf) helped.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The [drawing](https://drawings.example.com/belt.pdf) helped.

S123 (error): a picture in the prose

    There is a picture in the text.

    Why: A story has one picture, in the field "image", with a description for people who cannot see it.
    From there it also gets into e-mails and slides; from the text it would not.

    Remedy: Put the picture in the folder of the story, and name it in "image" with "file" and
    "alt".

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The belt:

        ![belt](belt.jpg)

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        The belt was blue, and two sizes too short.

S125 (error): a mention within a mention

    There is a mention inside the words of another mention.

    Why: One piece of text can stand for one person only.

    Remedy: Mention one of the two outside the brackets.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        [My mentor @maria](@maria) stayed.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        [My mentor](@maria) stayed.

S146 (warning): prose that is nested too deeply

    Lists, quotations or emphasis are nested hundreds of levels deep.

    Why: Nobody can see so many levels, and such a page takes long to open. It is shown as plain
    paragraphs.

    Remedy: Remove the characters; usually a line of > or * came with text that was pasted.

    Bad: stories/2026/the-belt.md (… is ">" 600 times)

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        … @maria stayed.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        > @maria stayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Code, Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model import Entry, Story
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.files import CONTROL_CHARACTER
from generator.source.parser import MERGE_CONFLICT, locate_in
from generator.text import markdown

CODES = codes(__doc__)
RAW_HTML = CODES["S118"]
UNSAFE_LINK = CODES["S119"]
PICTURE_IN_PROSE = CODES["S123"]
NESTED_MENTION = CODES["S125"]
TOO_DEEPLY_NESTED = CODES["S146"]

_CODES = {
    "html": (RAW_HTML, noted("the story contains HTML: %(text)s"), ""),
    "link": (UNSAFE_LINK, noted('"%(text)s" is not a safe link'), ""),
    "picture": (
        PICTURE_IN_PROSE,
        noted("there is a picture in the text"),
        _(
            'put it in the folder of the story, and name it in the field "image" with "file" and "alt"'
        ),
    ),
    "control": (
        CONTROL_CHARACTER,
        noted("%(text)s stands for an invisible control character"),
        _("delete it"),
    ),
    "conflict": (
        MERGE_CONFLICT,
        noted("git could not merge two versions here"),
        _("keep the lines that are right, and delete the others with <<<<<<<, ======= and >>>>>>>"),
    ),
    "deep": (
        TOO_DEEPLY_NESTED,
        noted("lists, quotations or emphasis are nested hundreds of levels deep"),
        _("remove the nesting; until then it is shown as plain paragraphs"),
    ),
    "label": (
        NESTED_MENTION,
        noted("%(text)s is mentioned inside the label of another mention"),
        _("mention one of the two outside the brackets"),
    ),
}
LIKE = {
    **dict.fromkeys(("b", "strong"), _("write **words** for bold")),
    **dict.fromkeys(("i", "em"), _("write *words* for italics")),
    **dict.fromkeys(
        ("p", "div", "br", "span"), _("delete the tags; an empty line starts a new paragraph")
    ),
    **dict.fromkeys(("ul", "ol", "li"), _('begin each entry of a list with "- "')),
    **dict.fromkeys(("h1", "h2", "h3", "h4"), _('begin a heading with "## "')),
    "a": _("write a link as [words](https://example.com/)"),
    "img": _(
        'put the picture in the folder of the story, and name it in the field "image" with "file" '
        'and "alt"'
    ),
}
"""What to write in Markdown instead of an HTML element."""


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report raw HTML, unsafe links, pictures, control characters, merge conflicts and deep nesting."""
    found = markdown.faults(story.markdown)  # the same text in which mentions are found
    if not found:
        return
    before = len(story.body.rstrip()) - len(story.markdown)

    def describe(fault: markdown.Fault) -> Diagnostic:
        code, message, hint = _CODES[fault.kind]
        if fault.kind == "link" and not fault.excerpt:
            message = noted("the link has no address")
        place = locate_in(
            story, "body", offset=before + fault.start, length=fault.end - fault.start
        )
        hint = hint or (_link(fault.excerpt) if fault.kind == "link" else _html(fault.excerpt))
        return code(place, _(message, text=fault.excerpt.partition("\n")[0]), hint)

    yield from first_problems(found, describe)


def unsafe_markdown(entry: Entry, field: str, text: str, code: Code) -> Iterator[Diagnostic]:
    """Report every fault in a Markdown text of the organisation."""
    for fault in markdown.faults(text):
        yield code(
            locate_in(entry, field, offset=fault.start, length=fault.end - fault.start),
            _('"%(field)s" contains "%(text)s"', field=field, text=fault.excerpt),
            _("use Markdown, and links that begin with https:// or mailto:"),
        )


def _link(address: str) -> Message:
    if address.startswith("www."):
        return _("write %(text)s", text=f"https://{address}")
    if address.startswith("http://"):
        secure = f"https://{address.removeprefix('http://')}"
        return _("write %(link)s, if the page has that address too", link=secure)
    if re.match(r"file:|[a-zA-Z]:[\\/]|\\", address):
        return _("This is a place on your own computer. Say where it is, or link to https://.")
    return _("links must begin with https:// or mailto:")


def _html(tag: str) -> Message:
    found = re.match(r"</?([a-zA-Z][a-zA-Z0-9]*)[\s/>]", tag)
    return LIKE.get(
        found[1].lower() if found else "",
        _("Use Markdown. For a plain <, write \\< or put the words in `backquotes`."),
    )
