"""Somebody gives and somebody else receives."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import ANONYMOUS, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """S112 when the only giver is the only receiver. Two anonymous people are two people."""
    givers, receivers = set(story.givers), set(story.receivers)
    if len(givers) == 1 and givers == receivers and givers != {ANONYMOUS}:
        yield code("S112")(
            locate(story, "receivers"),
            f'"{story.givers[0]}" is both the giver and the only receiver',
            "name who received; a story needs two",
        )
