"""Practices and rounds of mentoring pairs: who is in them, their dates, and what they left to do.

G109 (error): a date in the future

    A session that has happened, or something that was done, is of a day to come.

    Why: What is told of a practice is what came of it.

    Remedy: Write the day on which it happened. A meeting to come belongs into "dates".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-12-24
            challenge: The belt slipped.

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.

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

G142 (warning): somebody who left is in a practice or a round

    Somebody who leads a practice, belongs to it, or is in a round of pairs that runs, has left.

    Why: Who wants to join would write to nobody.

    Remedy: Ask somebody else and write their id, or take the id out.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes, left: 2026-09-30}
        sam: {name: Sam Lee, team: bench, named: yes}

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}

G143 (warning): more members than places

    A practice has more members than places.

    Why: Either the number is old, or the circle is too large to hear everybody.

    Remedy: Write a larger capacity, or begin a second circle.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        members: [maria, sam]
        capacity: 1

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        members: [maria, sam]
        capacity: 6

G144 (warning): a practice without a date to come

    A practice has no date to come.

    Why: Who wants to join would not know when to be there.

    Remedy: Add the next dates, or the day it came to its end as "ended".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-10-01 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

G145 (warning): a follow-up that is overdue

    Something that was to be done after a session is open, and its day has passed.

    Why: Help that was promised and forgotten is worse than none.

    Remedy: Add "done:" with the day, or a later "due:", or take it out.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01}]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01, done: 2026-11-02}]

G146 (warning): a session names a story that is not there

    A session names a story that is not there.

    Why: The page of the practice would be without it.

    Remedy: Write the story's id: its file name without folder and ending.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            stories: [the-huor]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        sessions:
          - date: 2026-10-29
            challenge: The belt slipped.
            stories: [the-hour]

G147 (warning): calendars need icalendar

    Practices have dates, and the library that writes calendars is not installed.

    Why: The site is built without calendars to subscribe to.

    Remedy: Install the extra: pip install "reciprocity[calendar]".

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: []
        ended: 2026-10-01

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

G149 (warning): a date that stands twice

    A practice has the same date and time twice.

    Why: It would stand twice in the calendar. Most often one of the two was meant to be another
    day.

    Remedy: Correct one of the two, or delete it.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15, 2026-12-03 10:15]

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15, 2026-12-10 10:15]

G150 (advice): a lead whose name is not on the page

    Somebody leads a practice and is "a colleague" on its page, since they did not say yes to it.

    Why: Whoever would like to come along does not see whom to write to.

    Remedy: Ask them for a yes to the page, and write their id under "consent". Or say under "join"
    how to come along without a name.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [noor]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [noor]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2026-12-03 10:15]
        consent: [noor]

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.media import calendar
from generator.model import Channel, Entry, Named, Practice, Round, Session, Settings
from generator.record import Library
from generator.rules.named import missing
from generator.rules.references import unknown
from generator.source.parser import locate


def check(library: Library) -> Iterator[Diagnostic]:
    """What is wrong with practices and rounds, and what somebody should look at.

    Nothing that only time does is an error: a lead leaves, a date passes, and the site stays.
    """
    settings, today = library.settings, library.today
    for practice in settings.practices:
        yield from _people(practice, settings, today)
        yield from _dates(practice, settings, today)
        for number, session in enumerate(practice.sessions):
            yield from _session(practice, number, session, settings, today)
            for index, id_ in enumerate(session.stories):
                if why := missing(id_, library.by_id, today, frozenset({Channel.SITE})):
                    place = locate(practice, "sessions", number, "stories", index)
                    yield code("G146")(place, *why)
    for season in settings.rounds:
        yield from _round(season, settings, today)
    dated = [practice for practice in settings.practices if practice.dates]
    if dated and not calendar.available():
        yield code("G147")(
            Location(dated[0].origin.path),
            "calendars to subscribe to are not made, since icalendar is not installed",
            "install reciprocity[calendar]",
        )


def _people(practice: Practice, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    for field in ("lead", "members", "consent"):
        for index, id_ in enumerate(getattr(practice, field)):
            yield from _nobody(practice, (field, index), id_, settings)
    for field, what in (("lead", "leads"), ("members", "belongs to")):
        for index, id_ in enumerate(getattr(practice, field)):
            last = _last_day(id_, settings)
            if last and last <= today and not practice.ended:
                yield code("G142")(
                    locate(practice, field, index),
                    f"{id_} {what} this practice, and left on {last}",
                    "ask somebody else, and write their id here"
                    if field == "lead"
                    else "take the id out",
                )
    named = {*practice.consent} | {
        id_ for id_, p in settings.people.items() if p.named.on(Channel.SITE) is Named.YES
    }
    for index, id_ in enumerate(practice.lead):
        if id_ in settings.people and id_ not in named and not practice.ended:
            asked = settings.people[id_].named.on(Channel.SITE) is Named.ASK
            yield code("G150")(
                locate(practice, "lead", index),
                f'{id_} leads this practice, and is "a colleague" on its page',
                f'ask for a yes to the page, and write the id under "consent": [{id_}]'
                if asked
                else 'let "join" say how to come along without a name',
            )
    if practice.capacity is not None and len(set(practice.members)) > practice.capacity:
        yield code("G143")(
            locate(practice, "capacity"),
            f"there are {len(set(practice.members))} members, and places for {practice.capacity}",
            "write a larger capacity, or begin a second circle",
        )


def _dates(practice: Practice, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    name = practice.time_zone or settings.site.time_zone
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, which is said where it stands
        return
    seen: set[dt.datetime] = set()
    for index, meeting in enumerate(practice.dates):
        if meeting.start in seen:
            yield code("G149")(
                locate(practice, "dates", index),
                f"{meeting.start:%Y-%m-%d %H:%M} stands twice",
                "correct one of the two, or delete it",
            )
        seen.add(meeting.start)
        moment = meeting.start.replace(tzinfo=zone)
        if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != meeting.start:
            yield code("G", "08")(
                locate(practice, "dates", index),
                f"there is no {meeting.start:%H:%M} on {meeting.start:%Y-%m-%d} in {name}: "
                "the clocks go forward",
                "write an hour later",
            )
    if practice.ended and practice.ended <= today:
        return
    if not any(meeting.start.date() >= today for meeting in practice.dates):
        last = max((meeting.start.date() for meeting in practice.dates), default=None)
        yield code("G144")(
            locate(practice, "dates") if practice.dates else Location(practice.origin.path),
            f"the last date was {last}, and there is none to come"
            if last
            else "the practice has no dates",
            'add the next ones to "dates", or the day it came to its end as "ended"',
        )


def _session(
    practice: Practice, number: int, session: Session, settings: Settings, today: dt.date
) -> Iterator[Diagnostic]:
    at = ("sessions", number)
    if session.date > today:
        yield code("G", "09")(
            locate(practice, *at, "date"),
            f"{session.date} is in the future (today is {today})",
            'write what has happened; a meeting to come belongs into "dates"',
        )
    for index, follow_up in enumerate(session.follow_ups):
        here = (*at, "follow_ups", index)
        if follow_up.who:
            yield from _nobody(practice, (*here, "who"), follow_up.who, settings)
        if follow_up.due and session.date <= follow_up.due < today and not follow_up.done:
            yield code("G145")(
                locate(practice, *here),
                f"this was to be done by {follow_up.due}, and is open",
                'add "done:" with the day, or a later "due:", or take it out',
            )
        for word, day in (("due", follow_up.due), ("done", follow_up.done)):
            if day and day < session.date:
                yield code("G", "03")(
                    locate(practice, *here, word),
                    f"{day} is before the session that left it to be done, {session.date}",
                    "correct one of the two days",
                )
        if follow_up.done and follow_up.done > today:
            yield code("G", "09")(
                locate(practice, *here, "done"),
                f"{follow_up.done} is in the future (today is {today})",
                "write the day on which it was done",
            )


def _round(season: Round, settings: Settings, today: dt.date) -> Iterator[Diagnostic]:
    if season.ends <= season.starts:
        yield code("G", "03")(
            locate(season, "ends"),
            f"it ends on {season.ends}, and starts on {season.starts}",
            "write a later day",
        )
    learners: set[str] = set()
    given = Counter(pair.mentor for pair in season.pairs)
    for index, pair in enumerate(season.pairs):
        at = ("pairs", index)
        yield from _nobody(season, (*at, "learner"), pair.learner, settings)
        yield from _nobody(season, (*at, "mentor"), pair.mentor, settings)
        for field in ("learner", "mentor"):
            id_ = getattr(pair, field)
            last = _last_day(id_, settings)
            if last and last <= today <= season.ends:
                yield code("G142")(
                    locate(season, *at, field),
                    f"{id_} is in this round, and left on {last}",
                    "take the pair out, and ask the other whether they would like another",
                )
        if pair.learner == pair.mentor or pair.learner in learners:
            what = "is their own mentor" if pair.learner == pair.mentor else "has two mentors"
            yield code("G141")(
                locate(season, *at, "learner"),
                f"{pair.learner} {what} in this round",
                "a pair is two people, and everybody learns from one at a time",
            )
        learners.add(pair.learner)
        person = settings.people.get(pair.mentor)
        room = person.mentoring.gives if person and person.mentoring else 0
        if person and given[pair.mentor] > room:
            yield code("G148")(
                locate(season, *at, "mentor"),
                f"{pair.mentor} has {given[pair.mentor]} in this round, and room for {room}",
                'ask them; their room is "gives" in "mentoring" in site_config/people.yml',
            )


def _last_day(id_: str, settings: Settings) -> dt.date | None:
    """The day on which somebody left, or took their name back."""
    person = settings.people.get(id_)
    return min(filter(None, (person.left, person.withdrawn)), default=None) if person else None


def _nobody(
    entry: Entry, keys: tuple[str | int, ...], id_: str, settings: Settings
) -> Iterator[Diagnostic]:
    if id_ not in settings.people:
        message, hint = unknown(id_, settings)
        yield code("G", "05")(locate(entry, *keys), message, hint)
