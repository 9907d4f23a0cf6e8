"""A day that stands still in site.yml is not forgotten there.

C135 (warning): the site's date is fixed, and long past

    `as_of` in site.yml builds the site as if it were always that day, and that day is more than a month
    ago.

    Why: Later stories are errors (S109), nothing new reaches the newsletter, and a consent that someone
    withdrew after that day still counts. Most often, the line came with the sample.

    Remedy: Remove the line. To look at another day once, use --today. If the site no longer gets new
    stories, the line is right: check it with the same day, as in --today 2026-11-20.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.source.parser import locate

CODES = codes(__doc__)
OLD_DAY = CODES["C135"]
_A_MONTH = dt.timedelta(days=31)


def check_day(settings: Settings, today: dt.date, now: dt.date) -> Iterator[Diagnostic]:
    """Report a day in site.yml that a build took, `today`, and that is long past `now`, by the clock."""
    as_of = settings.site.as_of
    if as_of is not None and as_of == today and now - as_of > _A_MONTH:
        yield OLD_DAY(
            locate(settings.site, "as_of"),
            _(
                "the site is built as if it were %(day)s, but today is %(today)s",
                day=as_of,
                today=now,
            ),
            _("remove the line, unless the site no longer gets new stories"),
        )
