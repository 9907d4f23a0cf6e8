"""What every output works with: an edition, its stories grouped, its issues, and the templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from generator.edition import Edition
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import UpcomingMeeting
from generator.newsletter.issues import Issues
from generator.outputs.grouping import Groups, group
from generator.rendering.templates import Renderer
from generator.text.glossary import Glossary

_WEEKS_AHEAD = 4
"""How far ahead an issue announces meetings."""


@dataclass(frozen=True)
class OutputContext:
    """One edition, laid out for printing."""

    root: Path
    edition: Edition
    render: Renderer
    groups: Groups
    issues: Issues
    glossary: Glossary

    @property
    def base(self) -> str:
        """The site's address, with a slash at its end."""
        return base_address(self.edition)


def lay_out(root: Path, edition: Edition, plans: IssuePlans) -> OutputContext:
    """Group and select what an edition shows; `plans` say which stories each issue holds."""
    organisation = edition.site.organisation
    return OutputContext(
        root,
        edition,
        Renderer(root, edition),
        group(edition),
        Issues(edition, plans, lambda day: _coming(edition, day)),
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
        how = ", ".join(filter(None, (f"{meeting.start:%H:%M}", meeting.where)))
        href = f"{base_address(edition)}practices/{practice.id}/"
        found.setdefault(
            practice.id, UpcomingMeeting(practice.title, meeting.start.date(), how, href)
        )
    return tuple(found.values())
