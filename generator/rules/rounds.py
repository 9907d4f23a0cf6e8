"""A round of mentoring pairs: two people each, and no mentor with more than they have room for.

G141 (error): not a pair

    In a mentoring round, a pair is the same person twice, or someone has two mentors at the same time.

    Why: A pair is two people who have time for each other.

    Remedy: Name someone else, or delete one of the pairs.

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

G148 (warning): a mentor without room

    A mentor has more learners in a round than they have room for.

    Why: People who give more than they have stop giving.

    Remedy: Ask them. How many learners they have room for is "gives" under "mentoring" in
    site_config/people.yml.

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

G153 (advice): a small number is announced

    The announced number of people in a round is below ten.

    Why: The pulse shows this number. In a small group, readers may guess who takes part.

    Remedy: Leave "announced" out, or ask the participants whether they mind.

    Bad: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        announced: 6

    Good: site_config/practices/pairs/2026-10.yml

        starts: 2026-10-01
        ends: 2027-03-31
        announced: 14
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.model import Round, Settings
from generator.record import Library
from generator.rules.practice_people import HAS_LEFT, last_day, unknown_person
from generator.source.field_codes import GUIDES
from generator.source.parser import locate

CODES = codes(__doc__)
NOT_A_PAIR = CODES["G141"]
NO_ROOM = CODES["G148"]
FEW_ANNOUNCED = CODES["G153"]
_FEW = 10
"""An announced number below this is small enough to guess who takes part."""


def check(library: Library) -> Iterator[Diagnostic]:
    for season in library.settings.rounds:
        yield from _round(season, library.settings, library.today)


def _round(season: Round, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    if season.ends <= season.starts:
        yield GUIDES.malformed(
            locate(season, "ends"),
            _(
                "the round ends on %(end)s, but starts on %(start)s",
                end=season.ends,
                start=season.starts,
            ),
            _("write a later day"),
        )
    if season.announced is not None and season.announced < _FEW:
        yield FEW_ANNOUNCED(
            locate(season, "announced"),
            _(
                "%(number)s is a small number, so readers may guess who takes part",
                number=season.announced,
            ),
            _("leave it out, or ask the participants first (advised below %(few)s)", few=_FEW),
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
                    _("%(id)s is in this round, but left on %(day)s", id=id_, day=last),
                    _("delete the pair, and ask the other person whether they want a new one"),
                )
        if pair.learner == pair.mentor or pair.learner in learners:
            yield NOT_A_PAIR(
                locate(season, *keys, "learner"),
                _("%(id)s is their own mentor in this round", id=pair.learner)
                if pair.learner == pair.mentor
                else _("%(id)s has two mentors in this round", id=pair.learner),
                _("a pair is two people, and each learns from one mentor at a time"),
            )
        learners.add(pair.learner)
        person = settings.people.get(pair.mentor)
        room = person.mentoring.gives if person and person.mentoring else 0
        if person and learners_of[pair.mentor] > room:
            yield NO_ROOM(
                locate(season, *keys, "mentor"),
                ngettext(
                    "%(id)s has %(num)s learner in this round, but room for %(room)s",
                    "%(id)s has %(num)s learners in this round, but room for %(room)s",
                    learners_of[pair.mentor],
                    id=pair.mentor,
                    room=room,
                ),
                _(
                    'ask them; how many they have room for is "gives" under "mentoring" in site_config/people.yml'
                ),
            )
