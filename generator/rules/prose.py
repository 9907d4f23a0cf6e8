r"""Prose is words: no raw HTML, no unsafe link, no picture.

S118 (error): raw HTML in prose

    HTML tags stand in the story.

    Why: Raw HTML could bring scripts, trackers or a broken page; and mails, slides and feeds show
    none of it.

    Remedy: Use Markdown: **bold**, lists with hyphens, > for quotes. A < that is only a < is
    written \<.

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

    Remedy: Write the whole address, with https:// in front. An id of a person goes into the
    brackets with an @: [my mentor](@maria).

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

    A picture stands in the prose.

    Why: A story has one picture, in the field "image", with a text for those who do not see it.
    From there it gets into mails and slides; from the prose it would not.

    Remedy: Put the picture beside the story, and name it in "image" with "file" and "alt".

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

    A mention stands inside the words of another mention.

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

    Why: No reader sees such levels, and a page made of them takes long to open. It is printed as
    plain paragraphs.

    Remedy: Take out the signs; usually a line of > or * came along when text was pasted.

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
from generator.model import Entry, Story
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.files import CONTROL_CHARACTER
from generator.source.parser import MERGE_CONFLICT, document
from generator.text import markdown

CODES = codes(__doc__)
RAW_HTML = CODES["S118"]
UNSAFE_LINK = CODES["S119"]
PICTURE_IN_PROSE = CODES["S123"]
NESTED_MENTION = CODES["S125"]
TOO_DEEPLY_NESTED = CODES["S146"]

_CODES = {
    "html": (RAW_HTML, "HTML stands in the story: {}", ""),
    "link": (UNSAFE_LINK, 'the link goes to "{}"', ""),
    "picture": (
        PICTURE_IN_PROSE,
        "a picture stands in the prose",
        'put it beside the story and name it in the field "image", with its alt text',
    ),
    "control": (
        CONTROL_CHARACTER,
        "an invisible control character is written as {}",
        "delete it",
    ),
    "conflict": (
        MERGE_CONFLICT,
        "git left two versions here, and nobody chose one",
        "keep the lines that are right, and delete the others with <<<<<<<, ======= and >>>>>>>",
    ),
    "deep": (
        TOO_DEEPLY_NESTED,
        "lists, quotations or emphasis are nested hundreds of levels deep",
        "take out the markers that nobody would see; until then it is printed as plain paragraphs",
    ),
    "label": (
        NESTED_MENTION,
        "{} is mentioned inside the label of another mention",
        "mention one of the two outside the brackets",
    ),
}
LIKE = {
    **dict.fromkeys(("b", "strong"), "write **words** for bold words"),
    **dict.fromkeys(("i", "em"), "write *words* for words in italics"),
    **dict.fromkeys(
        ("p", "div", "br", "span"), "delete the tags; an empty line begins a paragraph"
    ),
    **dict.fromkeys(("ul", "ol", "li"), 'begin each entry of a list with "- "'),
    **dict.fromkeys(("h1", "h2", "h3", "h4"), 'begin a heading with "## "'),
    "a": "write a link as [its words](https://example.com/)",
    "img": 'put the picture beside the story and name it in the field "image", with its alt text',
}
"""What to write in Markdown instead of an HTML element."""


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report raw HTML, unsafe links, pictures, control characters, merge conflicts and deep nesting."""
    found = markdown.faults(story.markdown)  # the same text in which mentions are found
    if not found:
        return
    source = document(story)
    before = len(story.body.rstrip()) - len(story.markdown)

    def describe(fault: markdown.Fault) -> Diagnostic:
        code, message, hint = _CODES[fault.kind]
        if fault.kind == "link" and not fault.excerpt:
            message = "the link goes nowhere"
        place = source.locate_in(
            "body", offset=before + fault.start, length=fault.end - fault.start
        )
        hint = hint or (_link(fault.excerpt) if fault.kind == "link" else _html(fault.excerpt))
        return code(place, message.format(fault.excerpt.partition("\n")[0]), hint)

    yield from first_problems(found, describe)


def unsafe_markdown(entry: Entry, field: str, text: str, code: Code) -> Iterator[Diagnostic]:
    """Report every fault in a Markdown text of the organisation."""
    for fault in markdown.faults(text):
        yield code(
            document(entry).locate_in(field, offset=fault.start, length=fault.end - fault.start),
            f'the {field} holds "{fault.excerpt}"',
            "write it in Markdown, with links that begin with https:// or mailto:",
        )


def _link(address: str) -> str:
    if address.startswith("www."):
        return f"write https://{address}"
    if address.startswith("http://"):
        return f"write https://{address.removeprefix('http://')}, if the page is there too"
    if re.match(r"file:|[a-zA-Z]:[\\/]|\\", address):
        return "only your computer knows this place: say in words where it is, or link to https://"
    return "links begin with https:// or mailto:"


def _html(tag: str) -> str:
    found = re.match(r"</?([a-zA-Z][a-zA-Z0-9]*)[\s/>]", tag)
    return LIKE.get(
        found[1].lower() if found else "",
        "use Markdown; for a < that is only a <, write \\< or put the words in `backquotes`",
    )
