"""Practices, and people who can be asked, as some channels may show them.

A lead is named where they said yes, or where they are to be asked and the practice lists their
consent; elsewhere they are a colleague. Who does not want to be here at all is not. A practice or
a session that cannot be told like that is not there. The pairs of a season are nobody's business:
only its first and last day are told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator.consent.display import Directory, DisplayNames
from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, scan_texts
from generator.consent.texts import without_addresses
from generator.edition import (
    ShownFollowUp,
    ShownHelper,
    ShownMeeting,
    ShownPractice,
    ShownSeason,
    ShownSession,
)
from generator.model import Mark, Person, Practice, Session, ShowAs
from generator.text.names import NameIndex


@dataclass(frozen=True)
class PracticeRedactor:
    """What colleagues do together, on some channels. `there` are the ids of the stories shown,
    `hidden` of those whose addresses nobody may learn; `themes` are those shown.
    """

    directory: Directory
    permissions: Permissions
    names: NameIndex
    there: Collection[str] = ()
    hidden: Collection[str] = ()
    themes: Collection[str] = ()

    def practices(self) -> tuple[ShownPractice, ...]:
        """The practices, in the order of their titles."""
        shown = [
            made for each in self.directory.settings.practices if (made := self._practice(each))
        ]
        return tuple(sorted(shown, key=lambda practice: (practice.title.casefold(), practice.id)))

    def seasons(self) -> tuple[ShownSeason, ...]:
        """The seasons of mentoring pairs that somebody confirmed, oldest first."""
        rounds = self.directory.settings.rounds
        return tuple(ShownSeason(each.starts, each.ends) for each in rounds if each.confirmed)

    def helpers(self) -> tuple[ShownHelper, ...]:
        """Who can be asked, in the order of their names. Whoever cannot be shown is not there."""
        people = self.directory.settings.people.items()
        shown = [made for id_, person in people if (made := self._helper(id_, person))]
        return tuple(sorted(shown, key=lambda helper: (helper.who.text.casefold(), helper.topics)))

    def lines(self) -> set[str]:
        """A line for each practice with everybody who may be named in it, and one for each person
        who can be asked. A line that goes is something that was taken back.
        """
        settings = self.directory.settings
        practices = {
            f"practices/{practice.id} {who}"
            for practice in settings.practices
            for who in ("", *(people_of(practice) & self._named(practice)))
        }
        return practices | {
            f"ask/{id_} {topic}"
            for id_, person in settings.people.items()
            if (helper := self._helper(id_, person))
            for topic in helper.topics
        }

    def _named(self, practice: Practice) -> frozenset[str]:
        permissions = self.permissions
        asked = permissions.with_consent & frozenset(practice.consent)
        return (permissions.always_named | asked) - permissions.opted_out

    def _helper(self, id_: str, person: Person) -> ShownHelper | None:
        permissions = self.permissions
        free = permissions.named_anywhere
        if (
            not person.offers
            or person.bandwidth == "paused"
            or id_ not in free
            or (person.left and person.left < permissions.today)
            or (person.show_as is ShowAs.ROLE and id_ not in self.directory.roles)
        ):
            return None

        def kept(*texts: str | None) -> tuple[str, ...]:
            safe = (t for t in texts if t and self._safe({"text": t}, {}, free, {id_}))
            return tuple(map(self.directory.printed, safe))

        topics = kept(*person.offers)
        who = self._cast("", frozenset({id_})).shown(id_)
        if not topics:
            return None
        return ShownHelper(
            who,
            topics,
            next(iter(kept(person.response_time)), None),
            next(iter(kept(person.hours)), None),
            person.bandwidth,
            kept(*person.boundaries),
        )

    def _practice(self, practice: Practice) -> ShownPractice | None:
        named = self._named(practice)
        texts = texts_of(practice)
        marks = marks_of(texts)
        people = people_of(practice)
        if not self._safe(texts, marks, named, people):
            return None
        cast = self._cast(practice.id, named)

        def plain(name: str) -> str:
            return self._plain(cast, texts[name], marks.get(name, ()))

        leads = tuple(cast.shown(id_) for id_ in practice.lead if self._may_lead(id_))
        told = {*practice.lead, *practice.members, *people, *practice.consent}
        open_ = told <= named & self.permissions.by_full_name and self._safe(
            {"text": practice.origin.text}, {}, named, people
        )
        zone = ZoneInfo(practice.time_zone or self.directory.settings.site.time_zone)
        title, where = plain("title"), plain("where") if practice.where else None
        what, for_, cadence, join = (plain(n) for n in ("what", "for", "cadence", "join"))
        capacity = practice.capacity
        return ShownPractice(
            practice.id,
            title,
            practice.kind.value,
            what,
            for_,
            leads,
            cadence,
            join,
            where,
            capacity,
            max(0, capacity - len(practice.members)) if capacity and practice.members else None,
            tuple(slug for slug in dict.fromkeys(practice.themes) if slug in self.themes),
            tuple(self._meetings(practice, cast, marks, where, zone)),
            tuple(self._sessions(practice, cast, named, people)),
            practice.ended,
            practice.origin.path if open_ else None,
        )

    def _may_lead(self, id_: str) -> bool:
        """Whether somebody still leads a practice here: they work here, and want to be told of."""
        person = self.directory.settings.people.get(id_)
        if person is None or id_ in self.permissions.opted_out:
            return False
        last = min(filter(None, (person.left, person.withdrawn)), default=None)
        return last is None or last >= self.permissions.today

    def _meetings(
        self,
        practice: Practice,
        cast: DisplayNames,
        marks: Mapping[str, tuple[Mark, ...]],
        where: str | None,
        zone: ZoneInfo,
    ) -> Iterator[ShownMeeting]:
        seen: set[dt.datetime] = set()
        for number, meeting in sorted(enumerate(practice.dates), key=lambda each: each[1].start):
            if meeting.start in seen:
                continue
            seen.add(meeting.start)
            place = meeting.where and self._plain(
                cast, meeting.where, marks.get(f"where {number}", ())
            )
            start = meeting.start.replace(tzinfo=zone)
            minutes = meeting.minutes or practice.minutes
            # Hours pass on every clock alike: the end is found where no clock is changed.
            end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)
            yield ShownMeeting(start, end, place or where)

    def _sessions(
        self, practice: Practice, cast: DisplayNames, named: frozenset[str], people: frozenset[str]
    ) -> Iterator[ShownSession]:
        """The sessions that can be told, newest first."""
        for session in sorted(practice.sessions, key=lambda each: each.date, reverse=True):
            texts = texts_of_session(session)
            marks = marks_of(texts)
            if session.date > self.permissions.today or not self._safe(texts, marks, named, people):
                continue
            told = {
                name: self._plain(cast, text, marks.get(name, ())) for name, text in texts.items()
            }
            yield ShownSession(
                session.date,
                told["challenge"],
                tuple(told[f"idea {n}"] for n in range(len(session.ideas))),
                told.get("outcome"),
                tuple(
                    ShownFollowUp(
                        told[f"follow-up {n}"],
                        cast.shown(each.who) if each.who in named else None,
                        each.due,
                        each.done,
                    )
                    for n, each in enumerate(session.follow_ups)
                ),
                tuple(id_ for id_ in dict.fromkeys(session.stories) if id_ in self.there),
            )

    def _plain(self, cast: DisplayNames, text: str, marks: tuple[Mark, ...]) -> str:
        return without_addresses(cast.plain(text, marks), self.hidden)

    def _cast(self, owner: str, named: frozenset[str]) -> DisplayNames:
        return DisplayNames.of(self.directory, owner, None, named, self.permissions.today)

    def _safe(
        self,
        texts: Mapping[str, str],
        marks: Mapping[str, tuple[Mark, ...]],
        named: frozenset[str],
        people: Collection[str],
    ) -> bool:
        """Whether texts tell of nobody, other than by a mention, who is not shown by that name."""
        told = scan_texts(texts, marks, self.names, people)
        full, given = named & self.permissions.by_full_name, named & self.permissions.by_first_name
        return (
            told.spelled <= full
            and told.literal <= given
            and told.given & set(people) <= given
            and told.family & set(people) <= full
        )


def texts_of(practice: Practice) -> dict[str, str]:
    """Every text of a practice but its sessions', by a name."""
    texts: dict[str, str | None] = {
        "id": practice.id,
        "title": practice.title,
        "what": practice.what,
        "for": practice.for_,
        "cadence": practice.cadence,
        "join": practice.join,
        "where": practice.where,
        **{f"where {n}": meeting.where for n, meeting in enumerate(practice.dates)},
    }
    return {name: text for name, text in texts.items() if text}


def texts_of_session(session: Session) -> dict[str, str]:
    """Every text of a session, by a name."""
    texts: dict[str, str | None] = {
        "challenge": session.challenge,
        **{f"idea {n}": idea for n, idea in enumerate(session.ideas)},
        "outcome": session.outcome,
        **{f"follow-up {n}": each.text for n, each in enumerate(session.follow_ups)},
    }
    return {name: text for name, text in texts.items() if text}


def people_of(practice: Practice) -> frozenset[str]:
    """Everybody who has a part in a practice, mentions included."""
    texts = [texts_of(practice), *(texts_of_session(session) for session in practice.sessions)]
    mentioned = {mark.person for each in texts for some in marks_of(each).values() for mark in some}
    followed = {f.who for session in practice.sessions for f in session.follow_ups if f.who}
    return frozenset({*practice.lead, *practice.members, *mentioned, *followed})
