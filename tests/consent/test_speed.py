"""The gate is linear and a small part of a build."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace

import pytest

from generator.consent.display import Directory
from generator.consent.gate import edition_of
from generator.consent.permissions import Permissions
from generator.consent.redact import redact_story
from generator.model import Channel, Story
from generator.pipeline import load, reread
from generator.record import Library, Scan
from tests.conftest import Organisation

EDITIONS = [
    (Channel.SITE,),
    (Channel.SITE, Channel.ONBOARDING),
    (Channel.SITE, Channel.NEWSLETTER),
    (Channel.NEWSLETTER,),
    (Channel.TOWNHALL,),
]


def _seconds(library: Library, whole: Mapping[str, tuple[Story, Scan]]) -> float:
    start = time.process_time()
    permissions = [Permissions.of(library.settings, some, library.today) for some in EDITIONS]
    directory = Directory(library.settings, library.today)
    records = tuple(
        record._replace(redacted=redact_story(*whole[record.id], permissions, directory))
        for record in library.records
    )
    redacted = replace(library, records=records, editions=tuple(map(frozenset, EDITIONS)))
    for channels in redacted.editions:
        edition_of(redacted, channels)
    return time.process_time() - start


@pytest.mark.slow
def test_the_gate_is_linear_and_small(organisation: Organisation) -> None:
    for number in range(4000):
        organisation.story(
            f"story-{number}",
            "@ana asked @cem, and @dora stayed an hour with @bo.\n\n" * 6,
            date=f"2026-{number % 10 + 1:02}-{number % 27 + 1:02}",
            givers="[ana, eli]",
        )
    start = time.process_time()
    library, problems = load(organisation.root, lambda _: organisation.today)
    reading = time.process_time() - start
    assert library, problems
    half = Library(library.settings, library.today, library.records[:2000])
    stories = {r.id: reread(organisation.root, library, r) for r in library.records}
    whole = min(_seconds(library, stories) for _ in range(3))
    part = min(_seconds(half, stories) for _ in range(3))
    assert whole < 3 * part
    if sys.gettrace() is None:  # coverage slows Python down, and not what reads YAML
        assert whole < reading
