"""What is told of a practice has happened, and what was left to do gets done.

G109 (error): a date in the future

    A session that has happened, or something that was done, has a date in the future.

    Why: Sessions record what has happened.

    Remedy: Write the day on which it happened. Put future meetings in "dates".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-12-24
            challenge: The belt slipped.

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.

G145 (warning): a follow-up that is overdue

    Something that was due after a session has not been done.

    Why: Help that was promised and forgotten is worse than none.

    Remedy: Add "done:" with the day, write a later "due:", or delete it.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01}]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01, done: 2026-11-02}]

G146 (warning): a session names a missing story

    A session names a story that does not exist or may not be shown.

    Why: It would be missing from the practice's page.

    Remedy: Write the story's id: its file name without folder and extension.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            stories: [the-huor]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            stories: [the-hour]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Channel, Practice, Session, Settings
from generator.record import Library
from generator.rules.practice_people import unknown_person
from generator.rules.story_ids import why_not_shown
from generator.source.field_codes import GUIDES
from generator.source.parser import locate

CODES = codes(__doc__)
FUTURE_DATE = CODES["G109"]
OVERDUE = CODES["G145"]
NO_SUCH_STORY = CODES["G146"]


def check(library: Library) -> Iterator[Diagnostic]:
    settings, today = library.settings, library.today
    for practice in settings.practices:
        for number, session in enumerate(practice.sessions):
            yield from _session(practice, number, session, settings, today)
            for index, id_ in enumerate(session.stories):
                if why := why_not_shown(id_, library, frozenset({Channel.SITE})):
                    place = locate(practice, "sessions", number, "stories", index)
                    yield NO_SUCH_STORY(place, *why)


def _session(
    practice: Practice, number: int, session: Session, settings: Settings, today: dt.date
) -> Iterator[Diagnostic]:
    keys = ("sessions", number)
    if session.date > today:
        yield FUTURE_DATE(
            locate(practice, *keys, "date"),
            _("%(day)s is in the future (today is %(today)s)", day=session.date, today=today),
            _('sessions are for what has happened; put future meetings in "dates"'),
        )
    for index, follow_up in enumerate(session.follow_ups):
        item = (*keys, "follow_ups", index)
        if follow_up.who:
            yield from unknown_person(practice, (*item, "who"), follow_up.who, settings)
        if follow_up.due and session.date <= follow_up.due < today and not follow_up.done:
            yield OVERDUE(
                locate(practice, *item),
                _("this was due on %(day)s, and is not done", day=follow_up.due),
                _('add "done:" with the day, write a later "due:", or delete it'),
            )
        for word, day in (("due", follow_up.due), ("done", follow_up.done)):
            if day and day < session.date:
                yield GUIDES.malformed(
                    locate(practice, *item, word),
                    _(
                        "%(day)s is before the session on %(session)s",
                        day=day,
                        session=session.date,
                    ),
                    _("correct one of the two days"),
                )
        if follow_up.done and follow_up.done > today:
            yield FUTURE_DATE(
                locate(practice, *item, "done"),
                _("%(day)s is in the future (today is %(today)s)", day=follow_up.done, today=today),
                _("write the day on which it was done"),
            )
