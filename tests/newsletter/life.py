"""Newsletters lived through month by month, without files: stories, editions, records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.texts import TextRedactor
from generator.edition import Edition, ShownChoices, ShownPerson, ShownStory, ShownTeam
from generator.model import Channel, Kind, Limits, Newsletter, Sent, Settings, Site, Theme
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.newsletter.issues import Issues
from generator.newsletter.record import path_of, record
from generator.source.field_codes import CONFIGURATION
from generator.source.parser import parse_yaml
from generator.source.validate import validate

SITE = Site(name="Told at the bench", url="https://stories.bench.example/")
NOBODY = Permissions.of(Settings(SITE), (), dt.date(2026, 1, 1))
THEMES = {slug: Theme(title=slug, text=slug) for slug in ("asking", "listening", "mending")}
TEAMS = {slug: ShownTeam(slug, slug, "west") for slug in ("bench", "office", "yard")}
MONTHS = [dt.date(2026, month, 28) for month in range(1, 7)]
"""The days on which an issue goes out."""


@dataclass(frozen=True)
class Merged:
    """A story, and the month in which it came."""

    story: ShownStory
    month: int


def edition(
    stories: Iterable[ShownStory],
    today: dt.date,
    sent: Mapping[str, Sent] | None = None,
    *,
    gone: frozenset[str] = frozenset(),
    choices: Mapping[str, ShownChoices] | None = None,
    limits: Limits | None = None,
    look_back: int = 3,
) -> Edition:
    """The newsletter's edition of some stories, those that are gone left out."""
    there = sorted(
        (s for s in stories if s.id not in gone), key=lambda s: (-s.date.toordinal(), s.id)
    )
    ids = {story.id for story in there}
    directory = Directory(Settings(SITE, sent=sent or {}), today)
    texts = TextRedactor(directory, NOBODY, ids)
    return Edition(
        frozenset({Channel.NEWSLETTER}),
        today,
        SITE,
        Newsletter(limits=limits or Limits(), look_back=look_back),
        THEMES,
        {},
        TEAMS,
        tuple(there),
        (),
        choices or {},
        {},
        {},
        {},
        sent=texts.sent(gone),
    )


def read_back(period: Period, text: str) -> Sent:
    """A record as the reader takes it."""
    file, problems = parse_yaml(path_of(period), text)
    made, found = validate(Sent, file, CONFIGURATION)
    assert made is not None, [*problems, *found]
    return made


def send(made: Edition, period: Period, known: Sent | None = None) -> Sent:
    """Record an issue, as `digest --sent` does."""
    text = record(IssuePlans(made).of(period), made.today, known)
    if text is None:
        assert known is not None
        return known
    return read_back(period, text)


def issues(made: Edition) -> Issues:
    return Issues(made)


@st.composite
def stories(draw: st.DrawFn, smallest: int = 0, largest: int = 24) -> list[Merged]:
    """Stories of half a year, most of them merged when they happened and some late."""
    found = []
    for number in range(draw(st.integers(smallest, largest))):
        happened = draw(st.integers(1, len(MONTHS)))
        late = draw(st.sampled_from((0, 0, 0, 1, 2)))
        full = draw(st.booleans())
        story = ShownStory(
            f"s{number}",
            dt.date(2026, happened, draw(st.integers(1, 28))),
            draw(st.sampled_from(Kind)),
            f"Story {number}",
            "?",
            draw(people()),
            draw(people()),
            (draw(st.sampled_from(tuple(THEMES))),),
            "?" * draw(st.sampled_from((40, 900))),
            ask="Could you hold the lamp for one hour?" if draw(st.booleans()) else None,
            outcome="It held." if full else None,
        )
        found.append(Merged(story, min(happened + late, len(MONTHS))))
    return found


def people() -> st.SearchStrategy[tuple[ShownPerson, ...]]:
    """One or two of nine people, three of them unnamed."""
    teams = tuple(TEAMS)
    everybody = [ShownPerson(n if n % 3 else None, f"P{n}", teams[n // 3]) for n in range(9)]
    return st.lists(st.sampled_from(everybody), min_size=1, max_size=2, unique=True).map(tuple)


def merged(some: Iterable[Merged], month: int) -> list[ShownStory]:
    """What is there at the end of a month."""
    return [one.story for one in some if one.month <= month]
