"""The day of the build."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.model import Settings


def today(settings: Settings) -> dt.date:
    """The day in SOURCE_DATE_EPOCH (UTC), else `as_of` in site.yml, else the current day in the
    organisation's time zone.

    Raises:
        ValueError, OverflowError, OSError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return settings.site.as_of or now(settings)


def now(settings: Settings) -> dt.date:
    """The current day in the organisation's time zone, whatever its configuration says."""
    try:
        zone: dt.tzinfo = ZoneInfo(settings.site.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()
