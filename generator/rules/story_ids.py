"""Stories that a page or an editor names by their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from generator.diagnostics.diagnostic import did_you_mean
from generator.model import Channel
from generator.record import Record

ONBOARDING_PAGES = frozenset({Channel.SITE, Channel.ONBOARDING})
"""The channels of a story on an onboarding page or in a scenario."""


def unknown_story_hint(id_: str, known: Iterable[str]) -> str:
    """The hint for an id that is no story's."""
    return did_you_mean(id_, known) + "An id is a story's file name without its ending."


def why_not_shown(
    id_: str,
    records: Mapping[str, Record],
    today: dt.date,
    channels: frozenset[Channel] = ONBOARDING_PAGES,
) -> tuple[str, str] | None:
    """The message and the hint if a page names a story that its readers do not see; otherwise None.

    A story that a colleague's wish withholds counts as shown: S130 reports it.
    """
    record = records.get(id_)
    if record is None:
        return f'there is no story "{id_}"', unknown_story_hint(id_, records)
    story = record.meta
    if story.withdrawn and story.withdrawn <= today:
        return f'the story "{id_}" was taken back on {story.withdrawn}', "name another"
    if story.channels is not None and not channels <= set(story.channels):
        left_out = ", ".join(sorted(channels - set(story.channels)))
        message = f'the story "{id_}" is not to be shown here: its channels leave out {left_out}'
        return message, "name another"
    return None
