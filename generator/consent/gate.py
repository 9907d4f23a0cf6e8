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

from generator.consent.decision import decide, is_tombstone
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.phrases import unnamed_phrases
from generator.consent.practices import PracticeRedactor
from generator.consent.redact import redact
from generator.consent.texts import TextRedactor, without_addresses
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
        self._players = Directory(settings, today)
        self._rights = [Permissions.of(settings, channels, today) for channels in self.editions]

    def __call__(self, story: Story) -> tuple[Passed, ...]:
        told: dict[frozenset[str], ShownStory] = {}
        passed: list[Passed] = []
        for permissions in self._rights:
            decision = decide(story, permissions)
            if not decision.shown:
                passed.append(is_tombstone(decision))
                continue
            known = told.get(decision.named)
            if known is None:
                known = told[decision.named] = redact(story, decision.named, self._players)
            passed.append(known)
        return tuple(passed)


@dataclass(frozen=True, slots=True)
class _There(Container[str]):
    """Ids of the stories that may be shown with some rights."""

    stories: Mapping[str, Story | Outline]
    permissions: Permissions

    def __contains__(self, id_: object) -> bool:
        story = self.stories.get(str(id_))
        return story is not None and decide(story, self.permissions).shown


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
    def directory(self) -> Directory:
        return Directory(self.library.settings, self.library.today)

    @property
    def names(self) -> NameIndex:
        return names_of(self.library.settings)

    @cached_property
    def _stories(self) -> list[Story | Outline]:
        return newest_first(self.library.stories)

    def permissions(self, *channels: Channel) -> Permissions:
        return Permissions.of(self.library.settings, channels, self.library.today)

    def _through(self, channels: frozenset[Channel]) -> list[Passed]:
        """What passes of each story, newest first."""
        if self.editions:
            number = self.editions.index(channels)  # of an outline nothing else can be told
            return [self.passed[story.id][number] for story in self._stories]
        passage = Passage(self.library.settings, self.library.today, [channels])

        def passed(share: Sequence[Story]) -> list[Passed]:
            return [passage(story)[0] for story in share]

        stories = newest_first(self.library.whole)
        return [one for share in pool.parallel_map(passed, stories) for one in share]

    def edition(self, *channels: Channel) -> Edition:
        """What may be shown on every one of `channels`."""
        library = self.library
        permissions = self.permissions(*channels)
        passed = self._through(permissions.channels)
        stories = [one for one in passed if isinstance(one, ShownStory)]
        tombstones = [
            story.id for story, one in zip(self._stories, passed, strict=True) if one is True
        ]
        there = {story.id for story in stories}
        hidden = {story.id for story in self._stories} - there - set(tombstones)
        texts = TextRedactor(
            library.settings, permissions, self.names, self.directory, there, hidden
        )
        themes = texts.themes
        together = PracticeRedactor(self.directory, permissions, self.names, there, hidden, themes)
        shown = without_links(without_gaps(stories, there), hidden)
        if len(themes) < len(library.settings.themes):
            shown = [s._replace(themes=tuple(t for t in s.themes if t in themes)) for s in shown]
        return Edition(
            permissions.channels,
            library.today,
            texts.site(),
            texts.newsletter(),
            themes,
            texts.norms(),
            self.directory.teams,
            tuple(shown),
            texts.guides(),
            texts.choices(),
            texts.scenarios(),
            texts.glossary(),
            texts.phrases(),
            tuple(sorted(tombstones)),
            texts.sent(self._gone),
            people=self._nameable(permissions),
            practices=together.practices(),
            seasons=together.seasons(),
            helpers=together.helpers(),
        )

    def there(self, *channels: Channel) -> Container[str]:
        """Ids of the stories that may be shown on all of some channels: each is judged when it is
        asked for.
        """
        return _There(self.library.by_id, self.permissions(*channels))

    def themes(self, *channels: Channel) -> frozenset[str]:
        """Slugs of the themes that may be shown on all of some channels."""
        permissions = self.permissions(*channels)
        texts = TextRedactor(self.library.settings, permissions, self.names, self.directory, (), ())
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
        permissions = self.permissions(*channels)
        verdicts = ((story, decide(story, permissions)) for story in self._stories)
        stories = {
            f"{story.id} {who}" for story, v in verdicts if v.shown for who in ("", *v.named)
        }
        welcome = permissions.free - permissions.opted_out
        together = PracticeRedactor(self.directory, permissions, self.names)
        return stories | together.lines() | {f"{id_} {id_ in permissions.full}" for id_ in welcome}

    def _nameable(self, permissions: Permissions) -> dict[str, str]:
        """Those whom any story here may call by their full name."""
        people = self.library.settings.people
        ids = (permissions.free & permissions.full) - permissions.opted_out
        return {id_: person.name for id_, person in people.items() if id_ in ids}

    def telling(self, story: Story, named: frozenset[str]) -> ShownStory:
        """A story with some people named and the others not, whether or not it may be shown."""
        return redact(story, named, self.directory)

    def somebody(self, story: Story) -> str:
        """How a story speaks of somebody who is not named, and has no other part in it."""
        return unnamed_phrases(story.lang or self.library.settings.site.language).of_colleague(
            0, None
        )


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
