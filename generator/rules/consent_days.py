"""A yes was given on a day that can be: not before what it is about, and not in the future.

S149 (warning): a consent with an impossible date

    Under "consent" or "declined", the field "on" has a date in the future, or one before the story
    happened.

    Why: The date is there so that anyone can find out later when they said it. A wrong one is useless.

    Remedy: Write the day on which they said it, or leave the field out.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        consent: {person: sam, on: 2025-10-16}
        ---
        @maria stayed an hour with @sam.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        consent: {person: sam, on: 2026-10-16}
        ---
        @maria stayed an hour with @sam.

G151 (warning): a consent with a date in the future

    The field "on" under the consent of a practice has a date in the future.

    Why: The date is there so that anyone can find out later when they said it. A wrong one is useless.

    Remedy: Write the day on which they said it, or leave the field out.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        consent: [{person: maria, on: 2027-10-16}]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        consent: [{person: maria, on: 2026-10-16}]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import Consent, Story
from generator.record import Library, Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

CODES = codes(__doc__)
CONSENT_OF_A_STORY = CODES["S149"]
CONSENT_OF_A_PRACTICE = CODES["G151"]
_HINT = _("write the day on which they said it, or leave it out")


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report days more than a day ahead (time zones allow one), or before the story's."""
    for name, index, answer in _answers(story):
        if answer.on and (message := _to_come(answer, name, context.today)):
            yield CONSENT_OF_A_STORY(locate(story, name, index, "on"), message, _HINT)
        if answer.on and answer.on < story.date:
            yield CONSENT_OF_A_STORY(
                locate(story, name, index, "on"),
                _before_the_story(answer, name),
                _HINT,
            )


def check_practices(library: Library) -> Iterator[Diagnostic]:
    for practice in library.settings.practices:
        for index, answer in enumerate(practice.consent):
            if message := _to_come(answer, "consent", library.today):
                yield CONSENT_OF_A_PRACTICE(
                    locate(practice, "consent", index, "on"), message, _HINT
                )


def _answers(story: Story) -> Iterator[tuple[str, int, Consent]]:
    """Each yes and no, with its field and its place there."""
    for name, answers in (("consent", story.consent), ("declined", story.declined)):
        for index, answer in enumerate(answers):
            yield name, index, answer


def _before_the_story(answer: Consent, name: str) -> Message:
    """What is wrong with an answer of a day before the story's."""
    id_, day = answer.person, answer.on
    if name == "declined":
        return _("%(id)s said no on %(day)s, before the story happened", id=id_, day=day)
    return _("%(id)s said yes on %(day)s, before the story happened", id=id_, day=day)


def _to_come(answer: Consent, name: str, today: dt.date) -> Message | None:
    """What is wrong with an answer of a day to come, or None."""
    id_, day = answer.person, answer.on
    if day is None or (day - today).days <= 1:
        return None
    if name == "declined":
        return _("%(id)s said no on %(day)s, which is in the future", id=id_, day=day)
    return _("%(id)s said yes on %(day)s, which is in the future", id=id_, day=day)
