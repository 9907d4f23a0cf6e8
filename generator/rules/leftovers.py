"""Marks of other programs that are no Markdown here, and would be printed as they were typed.

S150 (advice): markup for another program

    The story contains markup that Obsidian, Logseq, Notion, Google Docs, a chat program or a
    documentation theme understands, but that is printed here as typed: [[a link]], ==a highlight==,
    :tada:, !!! note, a property. Or it contains an Obsidian comment (%% … %%), which is not printed.

    Why: Readers would see the markup. And the author of a comment should know that it stays in the file.

    Remedy: Write it in Markdown: **bold**, [words](https://…), > for a quotation, the emoji itself. Put
    characters that you mean literally between backquotes.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed ==an hour== :tada:, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed **an hour** 🎉, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Message, gettext
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.parser import locate_in
from generator.text import markdown

CODES = codes(__doc__)
LEFTOVER = CODES["S150"]


class _Kind(NamedTuple):
    signs: tuple[str, ...]
    """One of them is in every text in which the pattern is found."""
    pattern: str
    what: str
    hint: Message


_KINDS = (
    _Kind(
        ("%%",),
        r"(?<![\w%])%%(?!%)[^\n]*",
        noted('"%(text)s" is an Obsidian comment, and is not printed'),
        _("delete it, because anyone who can read the file can read it"),
    ),
    _Kind(
        ("[[",),
        r"!?\[\[[^\[\]\n]{1,200}\]\]",
        noted('"%(text)s" is an Obsidian or Logseq link, and is printed as typed'),
        _("write only the words, or [words](https://…)"),
    ),
    _Kind(
        ("==",),
        r"(?<![\w=])==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?![\w=])",
        noted('"%(text)s" is an Obsidian highlight, and is printed as typed'),
        _("write **words** to emphasise them"),
    ),
    _Kind(
        (":",),
        r":(?<![\w:/]:)(?=[a-z0-9_+-]*[a-z+])[a-z0-9_+-]{2,40}:(?![\w:])",
        noted('"%(text)s" is an emoji code from a chat, and is printed as typed'),
        _("type the emoji itself, such as 🎉, or leave it out"),
    ),
    _Kind(
        ("!!!", "???"),
        r"^ {0,3}(?:!!!|\?\?\?\+?) ?[a-z][\w-]*[^\n]*",
        noted('"%(text)s" is a box from a documentation theme, and is printed as typed'),
        _("write a quotation that begins with > [!NOTE]"),
    ),
    _Kind(
        ("[!",),
        r"^ {0,3}> ?\[!(?!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$)[\w-]+\][+-]?[^\n]*",
        noted('"%(text)s" is an Obsidian box, and is printed as typed'),
        _("write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION] on a line of its own"),
    ),
    _Kind(
        (":: ", "((", "{{", "- TODO ", "- DOING ", "- DONE ", "- LATER ", "- NOW "),
        r"^[ \t]*(?:- )?[a-z][a-z-]{1,30}:: [^\n]*|\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)|\{\{[a-z][^{}\n]{0,80}\}\}"
        r"|^[ \t]*- (?:TODO|DOING|DONE|LATER|NOW) ",
        noted('"%(text)s" is a Logseq property, block or task, and is printed as typed'),
        _("write it in words; a list of tasks has - [ ] and - [x]"),
    ),
    _Kind(
        (" ", "%20"),
        r"(?:%20| )[0-9a-f]{32}(?=\.md|\.html|[)\s]|$)",
        noted('"%(text)s" is the number that Notion adds to the name of a page'),
        _("delete it"),
    ),
    _Kind(
        ("[", "{#"),
        r"(?<=[^\W\d_]{2})\[[a-z]\](?![(\[:])|!\[\]\[image\d+\]|^\[image\d+\]:[^\n]{0,80}|(?<=\S) \{#[\w.-]+\}[ \t]*$",
        noted('"%(text)s" is left over from a comment, a picture or a heading in Google Docs'),
        _("delete it"),
    ),
)
_ANY = re.compile("|".join(f"({kind.pattern})" for kind in _KINDS), re.MULTILINE)
_SIGNS = frozenset(sign for kind in _KINDS for sign in kind.signs)
_FOLLOWED = {
    ":": r":(?=[0-9_-]*[a-z+])[a-z0-9_+-]{2,40}:",
    " ": " [0-9a-f]{32}",
    "[": r"\[(?:[a-z]\](?<=[^\W\d_]{2}\[[a-z]\])|\]\[image|image)",
}
"""Signs that are common in ordinary text, each with a pattern that every leftover with it matches."""
_FIRST_LOOK = [
    *((sign, None) for sign in sorted(_SIGNS - _FOLLOWED.keys())),
    *((sign, re.compile(pattern)) for sign, pattern in _FOLLOWED.items()),
]
_HTML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report each kind of mark once, at its first place."""
    text = story.markdown
    if not _may_have_some(text):
        return
    comments = [match.span() for match in _HTML_COMMENT.finditer(text)]
    first: dict[_Kind, re.Match[str]] = {}
    for match in markdown.outside_code(_ANY, text):
        assert match.lastindex is not None
        if not any(start <= match.start() < end for start, end in comments):
            first.setdefault(_KINDS[match.lastindex - 1], match)
    before = len(story.body.rstrip()) - len(text)

    def describe(found: tuple[_Kind, re.Match[str]]) -> Diagnostic:
        kind, match = found
        excerpt = markdown.shorten(match[0].strip(), 40)
        place = locate_in(story, "body", offset=before + match.start(), length=len(match[0]))
        return LEFTOVER(place, gettext(kind.what, text=excerpt), kind.hint)

    yield from first_problems(list(first.items()), describe)


def _may_have_some(text: str) -> bool:
    """A quick test whether a text may have leftovers. The full search takes several times as long."""
    for sign, pattern in _FIRST_LOOK:
        if sign in text and (pattern is None or pattern.search(text)):
            return True
    return False
