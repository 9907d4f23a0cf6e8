"""The weave of the front page: the units, and the newest story told between each two of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.pulse.projection import PublicStory
from generator.pulse.units import Units


class Thread(NamedTuple):
    """The newest story between two units, which are indices: who helped, and who was helped."""

    giver: int
    receiver: int
    story: PublicStory


def threads_between(stories: Iterable[PublicStory], units: Units) -> tuple[Thread, ...]:
    """One thread for each pair of units that a story tells of, in the order of the units.

    Args:
        stories: The public stories, newest first.
        units: The units of the pulse.
    """
    newest: dict[frozenset[int], Thread] = {}
    for story in stories:
        receivers = units.among(story.receivers)
        for giver in units.among(story.givers):
            for receiver in receivers:
                if giver != receiver:
                    pair = frozenset((giver, receiver))
                    newest.setdefault(pair, Thread(giver, receiver, story))
    return tuple(sorted(newest.values(), key=lambda thread: thread[:2]))
