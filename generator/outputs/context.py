"""What every output works with: the edition, its groups, and the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.edition import Edition
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import Coming
from generator.newsletter.issues import Issues
from generator.outputs.grouping import Groups, group
from generator.outputs.selection import Relatives
from generator.rendering.templates import Renderer
from generator.text.glossary import Glossary

_WEEKS = 4
"""So far ahead an issue says what is coming."""


@dataclass(frozen=True)
class OutputContext:
    """One edition laid out for printing."""

    root: Path
    edition: Edition
    render: Renderer
    plans: Callable[[], IssuePlans] | None = None
    """What each issue of the newsletter holds; without them, what this edition alone would."""

    @cached_property
    def groups(self) -> Groups:
        return group(self.edition)

    @cached_property
    def glossary(self) -> Glossary:
        name = self.edition.site.organisation
        return Glossary(self.edition.glossary, [name] if name else [])

    @cached_property
    def issues(self) -> Issues:
        return Issues(self.edition, self.plans() if self.plans else None, self._diary)

    def _diary(self, day: dt.date) -> tuple[Coming, ...]:
        """The next meeting of each practice in the weeks after a day."""
        if day > dt.date.max - dt.timedelta(weeks=_WEEKS):
            return ()
        found: dict[str, Coming] = {}
        for meeting, practice in self.edition.coming(day):
            if not dt.timedelta() < meeting.start.date() - day <= dt.timedelta(weeks=_WEEKS):
                continue
            how = ", ".join(filter(None, (f"{meeting.start:%H:%M}", meeting.where)))
            href = f"{self.base}practices/{practice.id}/"
            found.setdefault(practice.id, Coming(practice.title, meeting.start.date(), how, href))
        return tuple(found.values())

    @cached_property
    def relatives(self) -> Relatives:
        return Relatives(self.edition.stories)

    @property
    def base(self) -> str:
        """The site's address, with a slash at its end."""
        return self.edition.site.url.rstrip("/") + "/"
