"""THE gate: Library + channels → Edition. Nothing passes that somebody did not agree to.

A person is named where they said yes, or where they are to be asked and the story lists their
consent. Elsewhere they are a colleague. A story that cannot be told like that is not there at
all. When in doubt the gate closes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from generator.consent.decision import is_tombstone, judge
from generator.consent.display import Players
from generator.consent.permissions import Rights
from generator.consent.phrases import forms
from generator.consent.practices import Together
from generator.consent.redact import tell
from generator.consent.texts import Texts, without_addresses
from generator.edition import Edition, ShownStory
from generator.model import Channel, Library, Outline, Settings, Story
from generator.system import pool
from generator.text.names import NameIndex, names_of

S = TypeVar("S", bound=Story | Outline)
Passed = ShownStory | bool
"""What passes of a story: the story as it is told, True for its tombstone, False for nothing."""


class Passage:
    """The gate for single stories: what passes of each in several editions. Those that show it
    alike share what they show.
    """

    def __init__(
        self, settings: Settings, today: dt.date, editions: Iterable[Iterable[Channel]]
    ) -> None:
        self.editions = tuple(dict.fromkeys(map(frozenset, editions)))
        self._players = Players(settings, today)
        self._rights = [Rights.of(settings, channels, today) for channels in self.editions]

    def __call__(self, story: Story) -> tuple[Passed, ...]:
        told: dict[frozenset[str], ShownStory] = {}
        passed: list[Passed] = []
        for rights in self._rights:
            verdict = judge(story, rights)
            if not verdict.shown:
                passed.append(is_tombstone(verdict))
                continue
            known = told.get(verdict.named)
            if known is None:
                known = told[verdict.named] = tell(story, verdict.named, self._players)
            passed.append(known)
        return tuple(passed)


@dataclass(frozen=True, slots=True)
class _There(Container[str]):
    """Ids of the stories that may be shown with some rights."""

    stories: Mapping[str, Story | Outline]
    rights: Rights

    def __contains__(self, id_: object) -> bool:
        story = self.stories.get(str(id_))
        return story is not None and judge(story, self.rights).shown


@dataclass
class Gate:
    """The gate of one library.

    Where its stories are outlines, `passed` holds what passes of each, by id, and `editions`
    says in which.
    """

    library: Library
    editions: tuple[frozenset[Channel], ...] = ()
    passed: Mapping[str, tuple[Passed, ...]] = field(default_factory=dict)

    @cached_property
    def players(self) -> Players:
        return Players(self.library.settings, self.library.today)

    @property
    def names(self) -> NameIndex:
        return names_of(self.library.settings)

    @cached_property
    def _stories(self) -> list[Story | Outline]:
        return newest_first(self.library.stories)

    def rights(self, *channels: Channel) -> Rights:
        return Rights.of(self.library.settings, channels, self.library.today)

    def _through(self, channels: frozenset[Channel]) -> list[Passed]:
        """What passes of each story, newest first."""
        if self.editions:
            number = self.editions.index(channels)  # of an outline nothing else can be told
            return [self.passed[story.id][number] for story in self._stories]
        passage = Passage(self.library.settings, self.library.today, [channels])

        def passed(share: Sequence[Story]) -> list[Passed]:
            return [passage(story)[0] for story in share]

        stories = newest_first(self.library.whole)
        return [one for share in pool.spread(passed, stories) for one in share]

    def edition(self, *channels: Channel) -> Edition:
        """What may be shown on every one of `channels`."""
        library = self.library
        rights = self.rights(*channels)
        passed = self._through(rights.channels)
        stories = [one for one in passed if isinstance(one, ShownStory)]
        tombstones = [
            story.id for story, one in zip(self._stories, passed, strict=True) if one is True
        ]
        there = {story.id for story in stories}
        hidden = {story.id for story in self._stories} - there - set(tombstones)
        texts = Texts(library.settings, rights, self.names, self.players, there, hidden)
        themes = texts.themes
        together = Together(self.players, rights, self.names, there, hidden, themes)
        shown = without_links(without_gaps(stories, there), hidden)
        if len(themes) < len(library.settings.themes):
            shown = [s._replace(themes=tuple(t for t in s.themes if t in themes)) for s in shown]
        return Edition(
            rights.channels,
            library.today,
            texts.site(),
            texts.newsletter(),
            themes,
            texts.norms(),
            self.players.teams,
            tuple(shown),
            texts.guides(),
            texts.choices(),
            texts.scenarios(),
            texts.glossary(),
            texts.phrases(),
            tuple(sorted(tombstones)),
            texts.sent(self._gone),
            people=self._nameable(rights),
            practices=together.practices(),
            seasons=together.seasons(),
            helpers=together.helpers(),
        )

    def there(self, *channels: Channel) -> Container[str]:
        """Ids of the stories that may be shown on all of some channels: each is judged when it is
        asked for.
        """
        return _There(self.library.by_id, self.rights(*channels))

    def themes(self, *channels: Channel) -> frozenset[str]:
        """Slugs of the themes that may be shown on all of some channels."""
        rights = self.rights(*channels)
        texts = Texts(self.library.settings, rights, self.names, self.players, (), ())
        return frozenset(texts.themes)

    @cached_property
    def _gone(self) -> frozenset[str]:
        """Stories that went out, and may not be in the newsletter any more."""
        there = self.there(Channel.NEWSLETTER)
        told = (id_ for sent in self.library.settings.sent.values() for id_ in sent.stories)
        return frozenset(id_ for id_ in told if id_ not in there)

    def shown(self, *channels: Channel) -> set[str]:
        """A line for each story that may be shown, with the people named in it, and one for each
        person who may be named anywhere. A line that goes is something that was taken back.
        """
        rights = self.rights(*channels)
        verdicts = ((story, judge(story, rights)) for story in self._stories)
        stories = {
            f"{story.id} {who}" for story, v in verdicts if v.shown for who in ("", *v.named)
        }
        welcome = rights.free - rights.unwelcome
        together = Together(self.players, rights, self.names)
        return stories | together.lines() | {f"{id_} {id_ in rights.full}" for id_ in welcome}

    def _nameable(self, rights: Rights) -> dict[str, str]:
        """Those whom any story here may call by their full name."""
        people = self.library.settings.people
        ids = (rights.free & rights.full) - rights.unwelcome
        return {id_: person.name for id_, person in people.items() if id_ in ids}

    def telling(self, story: Story, named: frozenset[str]) -> ShownStory:
        """A story with some people named and the others not, whether or not it may be shown."""
        return tell(story, named, self.players)

    def somebody(self, story: Story) -> str:
        """How a story speaks of somebody who is not named, and has no other part in it."""
        return forms(story.lang or self.library.settings.site.language).of_colleague(0, None)


def newest_first(stories: Iterable[S]) -> list[S]:
    """Stories or outlines of them; those of one day in the order of their ids."""
    by_id = sorted(stories, key=attrgetter("id"))
    return sorted(by_id, key=attrgetter("date"), reverse=True)


def gate(library: Library, *channels: Channel) -> Edition:
    """The edition of a library for one channel, or for what several channels all may show."""
    return Gate(library).edition(*channels)


def without_gaps(stories: Iterable[ShownStory], there: set[str]) -> list[ShownStory]:
    """A thread never points at a story that is not there."""
    return [
        story._replace(continues=None)
        if story.continues is not None and story.continues not in there
        else story
        for story in stories
    ]


def without_links(stories: list[ShownStory], hidden: set[str]) -> list[ShownStory]:
    """No story holds the address of one that is hidden."""
    if not hidden:
        return stories
    return [
        story._replace(
            body=without_addresses(story.body, hidden),
            title=without_addresses(story.title, hidden),
            summary=without_addresses(story.summary, hidden),
            ask=story.ask and without_addresses(story.ask, hidden),
            outcome=story.outcome and without_addresses(story.outcome, hidden),
            quote=story.quote
            and story.quote._replace(text=without_addresses(story.quote.text, hidden)),
            image=story.image
            and story.image._replace(alt=without_addresses(story.image.alt, hidden)),
        )
        if story.addresses
        else story
        for story in stories
    ]
