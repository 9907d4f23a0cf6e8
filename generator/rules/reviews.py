"""Decisions of a quarter's meeting have possible dates, are followed up, and name nobody.

C130 (warning): an impossible date in a review

    A meeting, or the day on which something was done, is in the future; or a decision was due or done before the
    meeting.

    Why: The next meeting begins with what came of the decisions.

    Remedy: Correct the date. A decision is due, and done, after its meeting.

    Bad: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: The benches swap a visit., done: 2026-10-01}]

    Good: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: The benches swap a visit., done: 2026-10-20}]

C131 (warning): a decision that is overdue

    Something that was decided is still open after its due date.

    Why: If decisions are forgotten, nobody comes to the next meeting.

    Remedy: Add "done:" with the day, or a later "due:", or take it out.

    Bad: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: The benches swap a visit., due: 2026-11-01}]

    Good: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: The benches swap a visit., due: 2026-11-01, done: 2026-10-20}]

C132 (warning): a decision that names someone

    A decision mentions or names a person.

    Why: The review is passed round, and nobody was asked for their consent. Such decisions are left out
    of it.

    Remedy: Write the team or the practice. Agree in the meeting who does it.

    Bad: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: Maria Okafor swaps a visit.}]

    Good: site_config/reviews/2026-Q3.yml

        date: 2026-10-08
        decisions: [{text: The bench swaps a visit.}]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.consent.redactor import names_somebody
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Decision, Review
from generator.record import Library
from generator.source.parser import locate
from generator.text.names import NameIndex, names_of

CODES = codes(__doc__)
IMPOSSIBLE_DAY = CODES["C130"]
OVERDUE = CODES["C131"]
NAMES_SOMEBODY = CODES["C132"]


def check(library: Library) -> Iterator[Diagnostic]:
    names = names_of(library.settings)
    for review in library.settings.reviews.values():
        if review.date > library.today:
            yield IMPOSSIBLE_DAY(
                locate(review, "date"),
                _(
                    "%(day)s is in the future (today is %(today)s)",
                    day=review.date,
                    today=library.today,
                ),
                _("write the day on which you met"),
            )
        for number, decision in enumerate(review.decisions):
            yield from _days(review, number, decision, library.today)
            yield from _names(review, number, decision, names)


def _days(review: Review, number: int, decision: Decision, today: dt.date) -> Iterator[Diagnostic]:
    keys = ("decisions", number)
    if decision.done and decision.done > today:
        yield IMPOSSIBLE_DAY(
            locate(review, *keys, "done"),
            _("%(day)s is in the future (today is %(today)s)", day=decision.done, today=today),
            _("write the day on which it was done"),
        )
    for field, day in (("due", decision.due), ("done", decision.done)):
        if day and day < review.date:
            yield IMPOSSIBLE_DAY(
                locate(review, *keys, field),
                _("%(day)s is before the meeting on %(meeting)s", day=day, meeting=review.date),
                _("correct one of the two days"),
            )
    if decision.due and review.date <= decision.due < today and not decision.done:
        yield OVERDUE(
            locate(review, *keys),
            _("this was due on %(day)s, and is not done", day=decision.due),
            _('add "done:" with the day, write a later "due:", or delete it'),
        )


def _names(
    review: Review, number: int, decision: Decision, names: NameIndex
) -> Iterator[Diagnostic]:
    for field, text in (("text", decision.text), ("outcome", decision.outcome)):
        if names_somebody(text, names):
            yield NAMES_SOMEBODY(
                locate(review, "decisions", number, field),
                _("this names someone, so the review leaves it out"),
                _("write the team or the practice instead of the name"),
            )
