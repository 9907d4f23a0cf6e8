"""Several small acts, one in a line: `maria > sam: read my draft before noon`."""

from __future__ import annotations

import datetime as dt
import re

from generator.intake import resolve
from generator.intake.writing import Value
from generator.languages.message import Message, any_of
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.text.dates import parse_day

FORM = _("maria > sam: read my draft before noon")
"""A line as it is written. A day may come first."""
_ARROW = r"(?:[-=]*>|→)"
_LINE = re.compile(
    rf"(?:(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|today|yesterday)[,:]?\s+)?"
    rf"(?P<givers>[^>→:]+?)\s*{_ARROW}\s*(?P<receivers>[^>→:]+?)\s*:\s*(?P<text>\S.*)",
    re.IGNORECASE,
)


class SmallActError(ValueError):
    """A line that is no small act. Its message says why, and what to type."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def small_act(line: str, settings: Settings, today: dt.date) -> dict[str, Value]:
    """The values of the story that a line tells, with the ids of those who are meant.

    Without a day in it, there is no date.

    Raises:
        SmallActError: The line has another form, or a part of a name could mean several people.
    """
    match = _LINE.fullmatch(line.strip())
    people = (
        [_people(text, settings) for text in match.group("givers", "receivers")] if match else []
    )
    if match is None or not all(people):
        raise SmallActError(
            _(
                "write who helped, >, who was helped, a colon, and what happened: %(form)s",
                form=FORM,
            )
        )
    day = {"date": _day(match["day"], today).isoformat()} if match["day"] else {}
    return {
        **day,
        "givers": people[0],
        "receivers": people[1],
        "body": match["text"],
    }


def _day(text: str, today: dt.date) -> dt.date:
    days_ago = {"today": 0, "yesterday": 1}.get(text.casefold())
    if days_ago is not None:
        return today - dt.timedelta(days_ago)
    day = parse_day(text)
    if day is None:
        raise SmallActError(_("%(text)s is not a date; write it as in 2026-10-14", text=text))
    return day


def _people(text: str, settings: Settings) -> list[str]:
    found = []
    for part in resolve.split_list(text):
        ids = resolve.matching_people(part, settings)
        if len(ids) > 1:
            raise SmallActError(
                _("%(name)s could be %(ids)s; write one of these", name=part, ids=any_of(ids))
            )
        found.append(ids[0] if ids else part)
    return list(dict.fromkeys(found))
