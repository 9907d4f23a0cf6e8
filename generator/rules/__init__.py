"""The checks. A rule yields what is wrong; it never raises, prints or changes anything.

A story rule looks at one story alone, so that many stories can be checked at once. A library
rule needs them all. A rule's module is its manual: the docstring declares the codes that it reports,
as `generator.diagnostics.manual` describes. To add a rule: one file here, one line below, one test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Story
from generator.record import Library, Scan
from generator.rules import (
    attendance,
    choices,
    coaching,
    consent,
    consent_days,
    consent_without_effect,
    corrections,
    cut_off_text,
    dates,
    days_to_come,
    editors_note,
    guide_stories,
    keeping,
    language,
    large_pictures,
    learning,
    leftovers,
    listed_twice,
    mentions,
    moves,
    never,
    no_prose,
    palette,
    pictures,
    practice_dates,
    practice_people,
    practice_sessions,
    prose,
    references,
    repeated_title,
    reviews,
    roles,
    rounds,
    scenarios,
    sensitive,
    terms,
    text_markup,
    text_mentions,
    text_names,
    themes,
    threads,
    unused,
    wishes,
    withdrawal,
)
from generator.rules.context import RuleContext

StoryRule = Callable[[Story, Scan, RuleContext], Iterator[Diagnostic]]
LibraryRule = Callable[[Library], Iterator[Diagnostic]]

STORY_RULES: tuple[StoryRule, ...] = (
    references.check,
    dates.check,
    roles.check,
    no_prose.check,
    prose.check,
    pictures.check,
    large_pictures.check,
    never.check,
    mentions.check,
    cut_off_text.check,
    listed_twice.check,
    sensitive.check,
    repeated_title.check,
    consent.check,
    consent_without_effect.check,
    consent_days.check,
    corrections.check,
    withdrawal.check,
    keeping.check,
    leftovers.check,
    editors_note.check,
    coaching.check,
)
LIBRARY_RULES: tuple[LibraryRule, ...] = (
    threads.check,
    text_mentions.check,
    text_names.check,
    text_markup.check,
    guide_stories.check,
    choices.check,
    practice_people.check,
    consent_days.check_practices,
    practice_dates.check,
    practice_sessions.check,
    rounds.check,
    attendance.check,
    reviews.check,
    scenarios.check,
    terms.check,
    never.check_texts,
    themes.check,
    wishes.check,
    days_to_come.check,
    moves.check,
    learning.check,
    unused.check,
    palette.check,
    language.check,
)
