"""A round of mentoring pairs: two people each, and no mentor with more than they have room for.

G141 (error): a pair that is none

    A pair of a mentoring round is one person twice, or somebody learns from two at a time.

    Why: A pair is two people who have time for each other.

    Remedy: Write somebody else, or leave one of the pairs out.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, mentoring: {gives: 1}}
        sam: {name: Sam Lee, team: bench, named: yes}

    Bad: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        pairs: [{learner: maria, mentor: maria}]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, mentoring: {gives: 1}}
        sam: {name: Sam Lee, team: bench, named: yes}

    Good: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        pairs: [{learner: sam, mentor: maria}]

G148 (warning): a mentor with more than they have room for

    A mentor has more people in a round than they said they have room for.

    Why: Whoever gives more than they have will stop giving.

    Remedy: Ask them. Their room is "gives" under "mentoring" in site_config/people.yml.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, mentoring: {gives: 0}}
        sam: {name: Sam Lee, team: bench, named: yes}

    Bad: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        pairs: [{learner: sam, mentor: maria}]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, mentoring: {gives: 1}}
        sam: {name: Sam Lee, team: bench, named: yes}

    Good: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        pairs: [{learner: sam, mentor: maria}]
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Round, Settings
from generator.record import Library
from generator.rules.practice_people import HAS_LEFT, last_day, unknown_person
from generator.source.field_codes import GUIDES
from generator.source.parser import locate

CODES = codes(__doc__)
NOT_A_PAIR = CODES["G141"]
NO_ROOM = CODES["G148"]


def check(library: Library) -> Iterator[Diagnostic]:
    for season in library.settings.rounds:
        yield from _round(season, library.settings, library.today)


def _round(season: Round, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    if season.ends <= season.starts:
        yield GUIDES.malformed(
            locate(season, "ends"),
            f"it ends on {season.ends}, and starts on {season.starts}",
            "write a later day",
        )
    learners: set[str] = set()
    learners_of = Counter(pair.mentor for pair in season.pairs)
    for index, pair in enumerate(season.pairs):
        keys = ("pairs", index)
        yield from unknown_person(season, (*keys, "learner"), pair.learner, settings)
        yield from unknown_person(season, (*keys, "mentor"), pair.mentor, settings)
        for field in ("learner", "mentor"):
            id_ = getattr(pair, field)
            last = last_day(id_, settings)
            if last and last <= today <= season.ends:
                yield HAS_LEFT(
                    locate(season, *keys, field),
                    f"{id_} is in this round, and left on {last}",
                    "take the pair out, and ask the other whether they would like another",
                )
        if pair.learner == pair.mentor or pair.learner in learners:
            what = "is their own mentor" if pair.learner == pair.mentor else "has two mentors"
            yield NOT_A_PAIR(
                locate(season, *keys, "learner"),
                f"{pair.learner} {what} in this round",
                "a pair is two people, and everybody learns from one at a time",
            )
        learners.add(pair.learner)
        person = settings.people.get(pair.mentor)
        room = person.mentoring.gives if person and person.mentoring else 0
        if person and learners_of[pair.mentor] > room:
            yield NO_ROOM(
                locate(season, *keys, "mentor"),
                f"{pair.mentor} has {learners_of[pair.mentor]} in this round, and room for {room}",
                'ask them; their room is "gives" in "mentoring" in site_config/people.yml',
            )
