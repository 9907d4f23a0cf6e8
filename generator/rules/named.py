"""Stories that a page names by their ids: whether they are there for its readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.diagnostics.diagnostic import did_you_mean
from generator.model import Channel
from generator.record import Record

HERE = frozenset({Channel.SITE, Channel.ONBOARDING})
"""Where stories of onboarding pages and scenarios are read."""


def missing(
    id_: str,
    records: Mapping[str, Record],
    today: dt.date,
    channels: frozenset[Channel] = HERE,
) -> tuple[str, str] | None:
    """Why a story is not shown where a page names it, and what to do; None if it is.

    What a colleague's wish withholds is not said here: S130 says it, of the story.
    """
    record = records.get(id_)
    if record is None:
        return (
            f'there is no story "{id_}"',
            did_you_mean(id_, records) + "An id is a story's file name without its ending.",
        )
    story = record.meta
    if story.withdrawn and story.withdrawn <= today:
        return f'the story "{id_}" was taken back on {story.withdrawn}', "name another"
    if story.channels is not None and not channels <= set(story.channels):
        kept = ", ".join(sorted(channels - set(story.channels)))
        return (
            f'the story "{id_}" is not to be shown here: its channels leave out {kept}',
            "name another",
        )
    return None
