"""What travels from stage to stage: one record for each story, and the library of all of them.

A record is small, so that it can be handed from one process to another. The story itself, with
its texts, stays where it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.diagnostics.diagnostic import Location
from generator.edition import Redacted
from generator.model import Channel, Mark, Settings, StoryMeta

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
    """People of whose names one word appears alone, written as a name: the given name…"""
    family: frozenset[str] = frozenset()
    """…or the family name."""
    people: frozenset[str] = frozenset()
    """Everyone in the story, mentions included. Teams and anonymous people have no id."""
    marks: Mapping[str, tuple[Mark, ...]] = {}
    """The mentions in each text: the fields of prose, `body`, and `lead`."""
    lead: str = ""
    """The first paragraph as plain text, where title or summary are taken from it."""
    source: frozenset[str] = frozenset()
    """People whom the file names in other places, such as comments."""
    signs: frozenset[str] = frozenset()
    """Words that may touch a sensitive matter. See consent/sensitive.py."""
    terms: frozenset[str] = frozenset()
    """Words of the glossary that the story uses."""

    def without_texts(self) -> Scan:
        """The scan as a record keeps it: what only redaction needs is left out."""
        return self._replace(marks={}, lead="")


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
