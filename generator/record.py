"""What travels from stage to stage: one record for each story, and the library of all of them.

A record is small, so that it can be handed from one process to another. The story itself, with
its texts, stays where it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from generator.diagnostics.diagnostic import Location
from generator.edition import Redacted, ShownStory, StoryWithStoredBody
from generator.model import Channel, Mark, Settings, StoryMeta

T = TypeVar("T")

Channels = frozenset[Channel]
"""An edition's channels: what it shows may be read on every one of them."""


class Scan(NamedTuple):
    """What a story's texts say about people: sets of ids, unless noted otherwise."""

    mentions: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    """People whose full name is somewhere in the prose, the id or the picture's file name."""
    literal: frozenset[str] = frozenset()
    """People whose id follows an @ that is no mention: in code, or in another case."""
    given: frozenset[str] = frozenset()
    """People in the story of whose names one word appears alone: the given name…"""
    family: frozenset[str] = frozenset()
    """…or the family name."""
    former: frozenset[str] = frozenset()
    """People whom the texts call by a name that they no longer have."""
    others: tuple[str, ...] = ()
    """Words that are written as names of people who are not in the story, folded."""
    people: frozenset[str] = frozenset()
    """Everyone in the story, mentions included. Teams and anonymous people have no id."""
    marks: Mapping[str, tuple[Mark, ...]] = {}
    """The mentions in each text: the fields of prose, `body`, and `lead`."""
    lead: str = ""
    """The first paragraph as plain text, where title or summary are taken from it."""
    source: frozenset[str] = frozenset()
    """People whom the file names in places that no page shows, or of whom one word of a name appears
    that means nobody in the story."""
    signs: frozenset[str] = frozenset()
    """Words that may touch a sensitive matter. See consent/sensitive.py."""
    terms: frozenset[str] = frozenset()
    """Words of the glossary that the story uses."""


class Record(NamedTuple):
    """One story after the stages that look at it alone: read, scanned, checked and redacted."""

    meta: StoryMeta
    scan: Scan
    continues_at: Location | None = None
    """Where the file says which story this one continues."""
    redacted: tuple[Redacted, ...] = ()
    """The story as each edition may show it, in the order of `Library.editions`."""

    @property
    def id(self) -> str:
        return self.meta.id


class Common:
    """Makes records that have one object for what many stories have in common: ids, people, themes.

    It pays twice: the objects are in memory once, and go from one process to another once. Of very
    many stories, the bodies are written to a temporary file.
    """

    def __init__(self, *, are_bodies_stored: bool = False) -> None:
        self._are_bodies_stored = are_bodies_stored
        self._known: dict[Any, Any] = {}

    def record(
        self,
        meta: StoryMeta,
        scan: Scan,
        continues_at: Location | None,
        redacted: Iterable[Redacted],
    ) -> Record:
        """A record; what only redaction and the rules of one story need of the scan is left out."""
        one, ids, some = self._one, self._ids, self._some
        return Record(
            meta._replace(
                date=one(meta.date),
                givers=ids(meta.givers),
                receivers=ids(meta.receivers),
                themes=ids(meta.themes),
                consent=ids(meta.consent),
                declined=ids(meta.declined),
            ),
            Scan(
                spelled=some(scan.spelled),
                literal=some(scan.literal),
                given=some(scan.given),
                family=some(scan.family),
                former=some(scan.former),
                others=ids(scan.others),
                people=some(scan.people),
                source=some(scan.source),
                terms=some(scan.terms),
            ),
            continues_at,
            self._redacted(tuple(redacted)),
        )

    def _redacted(self, redacted: tuple[Redacted, ...]) -> tuple[Redacted, ...]:
        stories = {id(each): each for each in redacted if isinstance(each, ShownStory)}
        shown = {key: self._shown(story) for key, story in stories.items()}
        return tuple([shown.get(id(each), each) for each in redacted])

    def _shown(self, story: ShownStory) -> ShownStory:
        one = self._one
        if self._are_bodies_stored:
            story = StoryWithStoredBody.of(story)
        return story._replace(
            date=one(story.date),
            givers=one(tuple([one(person) for person in story.givers])),
            receivers=one(tuple([one(person) for person in story.receivers])),
            themes=self._ids(story.themes),
            lang=one(story.lang),
        )

    def _ids(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return self._one(tuple([self._one(value) for value in values]))

    def _some(self, values: frozenset[str]) -> frozenset[str]:
        return self._one(frozenset([self._one(value) for value in values]) if values else values)

    def _one(self, value: T) -> T:
        known: T = self._known.setdefault(value, value)
        return known


def _by_date(record: Record) -> tuple[dt.date, str]:
    return record.meta.date, record.meta.id


@dataclass(frozen=True)
class Library:
    """The records of an organisation, oldest first, with its settings and the day of the build."""

    settings: Settings
    today: dt.date
    records: tuple[Record, ...] = ()
    editions: tuple[Channels, ...] = ()
    """The editions that the records are redacted for."""
    misnamed: Mapping[str, str] = field(default_factory=dict)
    """Files whose names cannot be ids, by the id that each would have."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "records", tuple(sorted(self.records, key=_by_date)))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The records by the ids of their stories, oldest first."""
        return {record.meta.id: record for record in self.records}

    @cached_property
    def newest_first(self) -> tuple[Record, ...]:
        """The records, newest first; stories of one day in the order of their ids."""
        by_id = sorted(self.records, key=lambda record: record.meta.id)
        return tuple(sorted(by_id, key=lambda record: record.meta.date, reverse=True))
