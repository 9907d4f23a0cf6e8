"""One person's portfolio, for their own development talk: what they gave and received, as stories tell it.

The person is named in it, whatever they wished for elsewhere. Everybody else is shown as on the site, and a
story that the site withholds because of somebody else, its author included, is not in it. It holds no score, average or comparison.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generator.consent.display import Directory
from generator.consent.gate import story_disclosures, without_links
from generator.consent.permissions import Permissions
from generator.consent.redact import redact_story
from generator.consent.texts import TextRedactor
from generator.edition import Edition, ShownPerson, ShownStory
from generator.model import (
    Channel,
    Kind,
    Named,
    NamingWishes,
    Pair,
    Person,
    Settings,
    ShowAs,
    Story,
    without_repeats,
)
from generator.record import Library, Record, Scan

_ONE_YEAR = dt.timedelta(days=365)


class PortfolioStory(NamedTuple):
    """A story that the person has a part in, or that continues one."""

    story: ShownStory
    others: tuple[ShownPerson, ...]
    """Those who did the same in it: gave, or received."""
    on_site: bool


class SeasonTogether(NamedTuple):
    """A season of a mentoring pair. It does not say with whom."""

    starts: dt.date
    ends: dt.date
    mentored: bool
    """Whether the person was the mentor; else they learned."""
    topic: str | None
    met: int | None
    """How often the two met, as one of them typed it."""


class Tally(NamedTuple):
    """A practice, and on how many days."""

    title: str
    days: int


class Portfolio(NamedTuple):
    """Everything that the portfolio says. Stories are newest first."""

    name: str
    since: dt.date
    until: dt.date
    gave: tuple[PortfolioStory, ...]
    received: tuple[PortfolioStory, ...]
    passed_on: tuple[PortfolioStory, ...]
    """Stories of others on the site that continue one in which the person gave."""
    kinds: Mapping[Kind, int]
    """What they gave."""
    to_other_teams: int
    """The stories in which they gave whose page tells of somebody in another team as helped."""
    held: tuple[Tally, ...]
    """Sessions written down of the practices that they look after."""
    attended: tuple[Tally, ...]
    """Days on which they came to a practice, by their own note."""
    seasons: tuple[SeasonTogether, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        told = (self.gave, self.received, self.passed_on, self.held, self.attended, self.seasons)
        return not any(told)


def default_since(until: dt.date) -> dt.date:
    """The first day of a portfolio that ends on `until`, unless another is wanted: a year before."""
    return max(until, dt.date.min + _ONE_YEAR) - _ONE_YEAR


def has_part(id_: str, record: Record) -> bool:
    """Whether somebody gave or received in a story."""
    return id_ in record.meta.givers or id_ in record.meta.receivers


def portfolio_of(
    id_: str,
    library: Library,
    on_site: Edition,
    stories: Iterable[tuple[Story, Scan]],
    since: dt.date,
    until: dt.date,
    without: Collection[str] = (),
) -> Portfolio:
    """The portfolio of somebody.

    Args:
        id_: The person.
        library: All records.
        on_site: What the site shows.
        stories: The stories in which they gave or received, with their texts.
        since: The first day.
        until: The last day.
        without: The ids of stories that they want to leave out.
    """
    settings = library.settings
    public = {story.id: story for story in on_site.stories}
    hidden = {record.id for record in library.records} - public.keys() - on_site.tombstones.keys()
    told = [
        (story, shown)
        for story, shown in _redacted(id_, library, stories, hidden)
        if story.id not in without
    ]
    ever_gave = {story.id for story, _ in told if id_ in story.givers}
    redacted = [each for each in told if since <= each[0].date <= until]
    redacted.sort(key=lambda each: (each[0].date, each[0].id), reverse=True)
    gave = tuple(
        PortfolioStory(shown, _others(id_, story.givers, shown.givers), shown.id in public)
        for story, shown in redacted
        if id_ in story.givers
    )
    received = tuple(
        PortfolioStory(shown, _others(id_, story.receivers, shown.receivers), shown.id in public)
        for story, shown in redacted
        if id_ in story.receivers
    )
    taking_part = {record.id for record in library.records if has_part(id_, record)}
    passed_on = tuple(
        PortfolioStory(story, (), on_site=True)
        for story in on_site.stories
        if story.continues in ever_gave
        and story.id not in taking_part
        and story.id not in without
        and since <= story.date <= until
    )
    kinds = Counter(each.story.kind for each in gave)
    team = settings.people[id_].team
    titles = {practice.id: practice.title for practice in on_site.practices}
    return Portfolio(
        settings.people[id_].name,
        since,
        until,
        gave,
        received,
        passed_on,
        {kind: kinds[kind] for kind in Kind if kinds[kind]},
        sum(_tells_other_team(each.story, team) for each in gave),
        tuple(_held(id_, settings, titles, since, until)),
        tuple(_attended(settings.people[id_], titles, since, until)),
        tuple(_seasons(id_, library, since, until)),
    )


def portfolio_disclosures(id_: str, library: Library) -> set[str]:
    """What portfolios of somebody may show of whom, in lines that stay the same from day to day.

    Each begins with the id of a story. See `gate.disclosures`.
    """
    public = Permissions.of(library.settings, [Channel.SITE], library.today)
    own = Permissions.of(_with_own_yes(id_, library.settings), [Channel.SITE], library.today)
    parts = [record for record in library.records if has_part(id_, record)]
    found = (*story_disclosures(library.records, public), *story_disclosures(parts, own))
    return {f"{story} {line}" for story, line in found}


def shown_in(portfolio: Portfolio, disclosures: Iterable[str]) -> set[str]:
    """Those of some disclosures that are of stories in a portfolio."""
    told = (*portfolio.gave, *portfolio.received, *portfolio.passed_on)
    stories = {each.story.id for each in told}
    return {line for line in disclosures if line.partition(" ")[0] in stories}


def _with_own_yes(id_: str, settings: Settings) -> Settings:
    """The settings, with a yes of one person to their full name everywhere."""
    yes = NamingWishes(**{channel.value: Named.YES for channel in Channel})
    own = {"named": yes, "channels": None, "show_as": ShowAs.FULL, "left": None}
    people = {**settings.people, id_: settings.people[id_].model_copy(update=own)}
    return replace(settings, people=people)


def _redacted(
    id_: str, library: Library, stories: Iterable[tuple[Story, Scan]], hidden: set[str]
) -> Iterator[tuple[Story, ShownStory]]:
    """The stories that may be told to somebody, with themselves named and all others as on the site.

    The addresses of `hidden` stories are in none of them.
    """
    settings = _with_own_yes(id_, library.settings)
    permissions = Permissions.of(settings, [Channel.SITE], library.today)
    directory = Directory(settings, library.today)
    for story, scan in stories:
        (shown,) = redact_story(story, scan, [permissions], directory)
        if isinstance(shown, ShownStory):
            (told,) = without_links([shown], hidden)
            yield story, told


def _others(
    id_: str, ids: tuple[str, ...], shown: tuple[ShownPerson, ...]
) -> tuple[ShownPerson, ...]:
    """The others among those who did the same, as they are shown. Both are in one order."""
    return tuple(who for each, who in zip(without_repeats(ids), shown, strict=True) if each != id_)


def _tells_other_team(story: ShownStory, team: str) -> bool:
    return any(who.team and who.team != team for who in story.receivers)


def _held(
    id_: str, settings: Settings, titles: Mapping[str, str], since: dt.date, until: dt.date
) -> Iterator[Tally]:
    for practice in settings.practices:
        if id_ in practice.lead and practice.id in titles:
            days = {s.date for s in practice.sessions if since <= s.date <= until}
            if days:
                yield Tally(titles[practice.id], len(days))


def _attended(
    person: Person, titles: Mapping[str, str], since: dt.date, until: dt.date
) -> Iterator[Tally]:
    days: dict[str, set[dt.date]] = {}
    for note in person.attended:
        if note.practice in titles:
            noted = days.setdefault(note.practice, set())
            noted.update(day for day in note.days if since <= day <= until)
    yield from (Tally(titles[practice], len(each)) for practice, each in days.items() if each)


def _seasons(
    id_: str, library: Library, since: dt.date, until: dt.date
) -> Iterator[SeasonTogether]:
    """The seasons of the pairs that somebody was in, newest first. No topic names the other."""
    for each in reversed(library.settings.rounds):
        if not each.confirmed or each.starts > until or each.ends < since:
            continue
        for pair in each.pairs:
            if id_ in (pair.learner, pair.mentor):
                topic = _topic(pair, library)
                yield SeasonTogether(each.starts, each.ends, id_ == pair.mentor, topic, pair.met)


def _topic(pair: Pair, library: Library) -> str | None:
    """The topic of a pair with nobody named in it; None if it would reveal one of the two."""
    directory = Directory(library.settings, library.today)
    permissions = Permissions.of(library.settings, [Channel.SITE], library.today).naming_nobody()
    texts = TextRedactor(directory, permissions)
    return texts.naming_nobody(pair.topic, {pair.learner, pair.mentor})
