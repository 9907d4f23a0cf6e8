"""The day of the build."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.model import Settings


def today(settings: Settings, given: str | None = None) -> dt.date:
    """The day that was given, else of SOURCE_DATE_EPOCH (UTC), else `as_of` of site.yml, else the
    organisation's own calendar day. Raises ValueError for a day that is none.
    """
    if given:
        return dt.date.fromisoformat(given)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    if settings.site.as_of:
        return settings.site.as_of
    try:
        zone: dt.tzinfo = ZoneInfo(settings.site.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()
