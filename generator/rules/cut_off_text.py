"""A # in a text begins a comment, which authors who write about issue #42 do not expect.

S145 (warning): a text cut off by a #

    A text ends at a #, because a # starts a comment in YAML.

    Why: A title such as "The belt of #4" would become "The belt of".

    Remedy: Put the whole value in single quotes. If it is a comment, put a space after the #.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: The belt of #4
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: 'The belt of #4'
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import yaml_span

CODES = codes(__doc__)
CUT_OFF = CODES["S145"]

CUT = re.compile(
    r"^(?P<before>[ \t]*(?P<name>title|summary|ask|outcome|text|alt):[ \t]+)"
    r"(?P<value>[^\s'\"|>\[{#&*!@`%].*?[ \t](?P<note>#[^\s#](?:.*\S)?))[ \t]*$",
    re.MULTILINE,
)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    path, text = story.origin.path, story.origin.text
    if " #" not in text and "\t#" not in text:
        return
    span = yaml_span(path, text)
    if span is None:
        return
    values = {line.strip() for said in story.prose.values() for line in said.split("\n")}
    for match in CUT.finditer(text, *span):
        kept = match["value"][: match.start("note") - match.start("value")].strip()
        if kept not in values:  # part of a longer text, in which a # begins no comment
            continue
        line = text.count("\n", 0, match.start()) + 1
        column = match.start("note") - match.start() + 1
        yield CUT_OFF(
            Location(path, line, column, line, column + len(match["note"])),
            _('"%(name)s" ends here, because a # starts a comment', name=match["name"]),
            _(
                "If it belongs to the text, put the whole value in single quotes. If it is a "
                "comment, put a space after the #."
            ),
        )
