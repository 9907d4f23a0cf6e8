"""The checks. A rule yields what is wrong; it never raises, prints or changes anything.

A story rule looks at one story alone, so that many stories can be checked at once. A library
rule needs them all. To add a rule: one file here, one line below, one test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Story
from generator.record import Library, Scan
from generator.rules import (
    choices,
    consent,
    dates,
    hashes,
    learning,
    mentions,
    never,
    palette,
    pictures,
    practices,
    prose,
    references,
    roles,
    scenarios,
    sensitive,
    terms,
    texts,
    themes,
    threads,
    twice,
    unused,
    wishes,
    words,
)
from generator.rules.context import RuleContext

StoryRule = Callable[[Story, Scan, RuleContext], Iterator[Diagnostic]]
LibraryRule = Callable[[Library], Iterator[Diagnostic]]

STORY_RULES: tuple[StoryRule, ...] = (
    references.check,
    dates.check,
    roles.check,
    words.check,
    prose.check,
    pictures.check,
    never.check,
    mentions.check,
    hashes.check,
    twice.check,
    sensitive.check,
    consent.check,
)
LIBRARY_RULES: tuple[LibraryRule, ...] = (
    threads.check,
    texts.check,
    choices.check,
    practices.check,
    scenarios.check,
    terms.check,
    never.check_texts,
    themes.check,
    wishes.check,
    learning.check,
    unused.check,
    palette.check,
)
