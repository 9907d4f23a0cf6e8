"""What every output works with: an edition, its stories grouped, its issues, and the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from generator.edition import Edition
from generator.languages.messages import Messages
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import UpcomingMeeting, Wanted
from generator.newsletter.issues import Issues
from generator.outputs.grouping import Groups, group
from generator.pulse.cards import Card, cards
from generator.pulse.measures import Pulse, pulse_of
from generator.pulse.projection import project
from generator.pulse.weave import Thread, threads_between
from generator.rendering.templates import Renderer
from generator.text.glossary import Glossary

_WEEKS_AHEAD = 4
"""How far ahead an issue announces meetings."""
_DAYS_WANTED = 31
"""For how many days an issue says who is looked for: an old one would ask for what has been found."""


class _Counted(NamedTuple):
    """The pulse, and what else is counted from the public stories."""

    pulse: Pulse
    cards: tuple[Card, ...]
    threads: tuple[Thread, ...]


@dataclass(frozen=True)
class OutputContext:
    """One edition, laid out for printing."""

    root: Path
    edition: Edition
    render: Renderer
    issues: Issues
    glossary: Glossary

    @property
    def words(self) -> Messages:
        """Our own words, in the organisation's language."""
        return self.render.words

    @cached_property
    def groups(self) -> Groups:
        """The stories of the edition, grouped. Not every edition is printed in groups."""
        return group(self.edition)

    @property
    def pulse(self) -> Pulse:
        """What the stories of the edition say in numbers."""
        return self._counted.pulse

    @property
    def cards(self) -> tuple[Card, ...]:
        """What nobody has told yet, as the pulse says it this month."""
        return self._counted.cards

    @property
    def threads(self) -> tuple[Thread, ...]:
        """The newest story between each two units of the pulse."""
        return self._counted.threads

    @cached_property
    def _counted(self) -> _Counted:
        """Counted together, so that the record of all stories can be freed."""
        record = project(self.edition)
        pulse = pulse_of(record)
        return _Counted(pulse, cards(record, pulse), threads_between(record.stories, pulse.units))

    @property
    def base(self) -> str:
        """The site's address, with a slash at its end."""
        return base_address(self.edition)


def lay_out(root: Path, edition: Edition, plans: Callable[[], IssuePlans]) -> OutputContext:
    """Lay out what an edition shows; `plans` says which stories each issue holds."""
    organisation = edition.site.organisation
    return OutputContext(
        root,
        edition,
        Renderer(root, edition),
        Issues(edition, plans, partial(_coming, edition), partial(_wanted, edition)),
        Glossary(edition.glossary, [organisation] if organisation else []),
    )


def base_address(edition: Edition) -> str:
    """The site's address, with a slash at its end."""
    return edition.site.url.rstrip("/") + "/"


def _coming(edition: Edition, day: dt.date) -> tuple[UpcomingMeeting, ...]:
    """The next meeting of each practice in the weeks after a day."""
    ahead = dt.timedelta(weeks=_WEEKS_AHEAD)
    if day > dt.date.max - ahead:
        return ()
    found: dict[str, UpcomingMeeting] = {}
    for meeting, practice in edition.coming(day):
        if not dt.timedelta() < meeting.start.date() - day <= ahead:
            continue
        href = f"{base_address(edition)}practices/{practice.id}/"
        found.setdefault(
            practice.id,
            UpcomingMeeting(practice.title, meeting.start, meeting.end, meeting.where, href),
        )
    return tuple(found.values())


def _wanted(edition: Edition, day: dt.date) -> tuple[Wanted, ...]:
    """The practices that look for somebody to run them, in an issue of a day that is not long ago."""
    if (edition.today - day).days > _DAYS_WANTED:
        return ()
    base = base_address(edition)
    return tuple(
        Wanted(practice.title, f"{base}practices/{practice.id}/", practice.contact)
        for practice in edition.practices
        if practice.seeks_lead and not practice.has_ended(edition.today)
    )
