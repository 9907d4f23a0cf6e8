"""Where help may not arrive: figures for the people lead, in which nobody is named.

They are made from all stories, so they are private. Each is about at least five people or says only "fewer
than five". What they leave out is in `counted.py`; the window is that of the pulse.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.consent.redactor import mentioned_in
from generator.edition import ShownStory
from generator.model import FollowUp, Practice, Settings
from generator.private.counted import Counted, counted
from generator.pulse.measures import Share, is_overdue
from generator.pulse.window import Window, window_of
from generator.record import Library, Record

FEW = 5
"""Smaller numbers are not told: they would speak of single people."""
LOAD_FROM = 10
"""The number of givers from which on the load of the busiest tenth is told."""
_HALF_A_YEAR = 6
_ASKED_AGAIN_AFTER = 3
"""For how many full months a story may be without an outcome before its author is asked."""


class Newcomers(NamedTuple):
    """People who joined within the window, and those whom a story tells of as helped since."""

    told: Share
    days: int | None
    """Days from joining to the first such story, for half of them; None while half of them have none, or
    where too few do."""


class Leaders(NamedTuple):
    """How often those who lead others received."""

    people: Share
    """Those who lead others, of everybody."""
    fewest: int
    """How many received within the window: of those who lead or of all others, whichever is smaller."""
    receiving: Share
    """Their parts as receivers, of everybody's. In a story with two who received there are two parts."""


class Load(NamedTuple):
    """What the busiest tenth of those who gave in half a year have given. It is load, not merit."""

    givers: int
    giving: Share
    """Their parts as givers, of everybody's."""


class AskAgain(NamedTuple):
    """A story on the site without an outcome, and its file."""

    story: ShownStory
    path: str


class Gaps(NamedTuple):
    """Everything that the people lead is told. Shares are of people, unless said otherwise."""

    today: dt.date
    window: Window
    people: int
    stories: int
    newcomers: Newcomers
    leaders: Leaders
    gave_and_received: Share
    in_no_story: Share
    load: Load | None
    """None where fewer than ten gave."""
    without_mentor: Share
    """Those who seek somebody to learn from and are in no pair, of all who seek."""
    overdue: int
    """Follow-ups of practices whose day has passed."""
    not_on_site: Share
    """Stories that another channel shows and the site does not, of all that count."""
    ask_again: tuple[AskAgain, ...]
    """Stories of the month three months ago without an outcome, oldest first."""


def gaps_of(library: Library, on_site: Iterable[ShownStory]) -> Gaps:
    """The gaps of a library.

    Args:
        library: All records.
        on_site: The stories as the site shows them.
    """
    today, count = library.today, counted(library)
    window = window_of(today)
    told = [record for record in count.stories if record.meta.date in window]
    gave = {id_ for record in told for id_ in count.givers(record)}
    received = {id_ for record in told for id_ in count.receivers(record)}
    everybody = len(count.people)
    stories = {story.id: story for story in on_site}
    return Gaps(
        today,
        window,
        everybody,
        len(told),
        _newcomers(count, window),
        _leaders(count, told),
        Share(len(gave & received), everybody),
        Share(everybody - len(gave | received), everybody),
        _load(count, window),
        _without_mentor(count, library.settings, today),
        sum(1 for _ in _overdue(count, library.settings.practices, today)),
        Share(sum(record.id not in stories for record in count.stories), len(count.stories)),
        tuple(
            AskAgain(stories[record.id], record.meta.path)
            for record in count.stories
            if record.id in stories
            and _is_to_be_asked(record.meta.date, window)
            and not stories[record.id].outcome
        ),
    )


def _newcomers(count: Counted, window: Window) -> Newcomers:
    joined = {id_: p.joined for id_, p in count.people.items() if p.joined and p.joined in window}
    first: dict[str, dt.date] = {}
    for record in count.stories:  # oldest first
        for id_ in count.receivers(record) & joined.keys():
            if record.meta.date >= joined[id_]:
                first.setdefault(id_, record.meta.date)
    days = sorted((day - joined[id_]).days for id_, day in first.items())
    half = (len(joined) + 1) // 2
    enough = len(days) >= max(FEW, half)
    return Newcomers(Share(len(days), len(joined)), days[half - 1] if enough else None)


def _leaders(count: Counted, told: Iterable[Record]) -> Leaders:
    leading = {id_ for id_, person in count.people.items() if person.leads}
    parts = [id_ for record in told for id_ in count.receivers(record)]
    theirs = [id_ for id_ in parts if id_ in leading]
    people = Share(len(leading), len(count.people))
    fewest = min(len(set(theirs)), len(set(parts) - leading))
    return Leaders(people, fewest, Share(len(theirs), len(parts)))


def _load(count: Counted, window: Window) -> Load | None:
    months = window.months[-_HALF_A_YEAR:]
    parts = Counter(
        id_
        for record in count.stories
        if any(record.meta.date in month for month in months)
        for id_ in count.givers(record)
    )
    if len(parts) < LOAD_FROM:
        return None
    busiest = sorted(parts.values(), reverse=True)[: len(parts) // 10]
    return Load(len(parts), Share(sum(busiest), parts.total()))


def _without_mentor(count: Counted, settings: Settings, today: dt.date) -> Share:
    seeking = {
        id_
        for id_, person in count.people.items()
        if person.mentoring and person.mentoring.seeks and person.bandwidth != "paused"
    }
    learning = {
        pair.learner
        for each in settings.rounds
        if each.confirmed and each.ends >= today
        for pair in each.pairs
    }
    return Share(len(seeking - learning), len(seeking))


def _overdue(count: Counted, practices: Iterable[Practice], today: dt.date) -> Iterator[FollowUp]:
    for practice in practices:
        for session in practice.sessions:
            for each in session.follow_ups:
                concerned = {*mentioned_in({"text": each.text}), *filter(None, [each.who])}
                if concerned.isdisjoint(count.excluded) and is_overdue(each.due, each.done, today):
                    yield each


def _is_to_be_asked(day: dt.date, window: Window) -> bool:
    months = window.months[-_ASKED_AGAIN_AFTER:]
    return len(months) == _ASKED_AGAIN_AFTER and day in months[0]
