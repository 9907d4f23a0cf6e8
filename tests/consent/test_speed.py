"""The gate is linear and a small part of a build."""

from __future__ import annotations

import time

import pytest

from generator.consent.gate import Gate, Passage
from generator.model import Channel, Library
from generator.pipeline import build
from tests.conftest import Organisation

EDITIONS = [
    (Channel.SITE,),
    (Channel.SITE, Channel.ONBOARDING),
    (Channel.SITE, Channel.NEWSLETTER),
    (Channel.NEWSLETTER,),
    (Channel.TOWNHALL,),
]


def _seconds(library: Library) -> float:
    start = time.process_time()
    passage = Passage(library.settings, library.today, EDITIONS)
    passed = {story.id: passage(story) for story in library.whole}
    gate = Gate(library, passage.editions, passed)
    for channels in EDITIONS:
        gate.edition(*channels)
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
    made, problems = build(organisation.root, lambda _: organisation.today)
    reading = time.process_time() - start
    assert made, problems
    library = made.checked.library
    half = Library(library.settings, library.today, library.stories[:2000])
    whole = min(_seconds(library) for _ in range(3))
    part = min(_seconds(half) for _ in range(3))
    assert whole < 3 * part
    assert whole < reading
