"""Practices, and people who can be asked, as some channels may show them.

A lead is named where they said yes, or where they are to be asked and the practice lists their
consent; elsewhere they are a colleague. People who have opted out are left out. So is a practice or
a session that cannot be shown without a name. Pairs are private: of a season, only the first and
last day are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator.consent.display import DisplayNames
from generator.consent.redactor import Redactor, mentioned_in
from generator.edition import (
    ShownFollowUp,
    ShownHelper,
    ShownMeeting,
    ShownPractice,
    ShownReach,
    ShownSeason,
    ShownSession,
)
from generator.model import Meeting, Person, Practice, Reach, Session, ShowAs
from generator.model.mailbox import mailbox


@dataclass(frozen=True)
class PracticeRedactor(Redactor):
    """Redacts practices. `themes` are the slugs of the themes shown."""

    themes: Collection[str] = ()

    def practices(self) -> tuple[ShownPractice, ...]:
        """The practices, in the order of their titles."""
        practices = self.directory.settings.practices
        shown = [redacted for each in practices if (redacted := self._practice(each))]
        return tuple(sorted(shown, key=lambda practice: (practice.title.casefold(), practice.id)))

    def seasons(self) -> tuple[ShownSeason, ...]:
        """The confirmed seasons of mentoring pairs, oldest first."""
        rounds = self.directory.settings.rounds
        return tuple(
            ShownSeason(each.starts, each.ends, each.announced) for each in rounds if each.confirmed
        )

    def helpers(self) -> tuple[ShownHelper, ...]:
        """Who can be asked and may be shown, in the order of their names."""
        people = self.directory.settings.people.items()
        shown = [helper for id_, person in people if (helper := self.helper(id_, person))]
        return tuple(sorted(shown, key=_as_printed))

    def disclosures(self) -> set[str]:
        """What is shown of whom, as lines that stay the same from build to build.

        There is one for each practice with each person who may be named in it, and one for each
        topic of each person who can be asked, and each way to reach them. See `gate.disclosures`.
        """
        settings = self.directory.settings
        practices = {
            f"practices/{practice.id} {who and f'{who} {self.permissions.form_of(who)}'}"
            for practice in settings.practices
            for who in ("", *(people_of(practice) & self.nameable(practice)))
        }
        return practices | {
            f"ask/{id_} {topic}"
            for id_, person in settings.people.items()
            if (helper := self.helper(id_, person))
            for topic in (*helper.topics, *filter(None, helper.reach))
        }

    def nameable(self, practice: Practice) -> frozenset[str]:
        """Everyone who may be named in a practice."""
        permissions = self.permissions
        consenting = permissions.with_consent.intersection(practice.consenting)
        return (permissions.always_named | consenting) - permissions.opted_out

    def helper(self, id_: str, person: Person) -> ShownHelper | None:
        """Somebody who can be asked, or None unless they may be shown."""
        permissions = self.permissions
        named = permissions.named_anywhere
        if (
            not person.offers
            or person.bandwidth == "paused"
            or id_ not in named
            or (person.left and person.left < permissions.today)
            or (person.show_as is ShowAs.ROLE and id_ not in self.directory.roles)
        ):
            return None

        def safe(*texts: str | None) -> tuple[str, ...]:
            return tuple(
                self.directory.printed(text)
                for text in texts
                if text and self._is_safe({"text": text}, {}, named, {id_})
            )

        def address(text: str | None) -> str | None:
            return (
                text
                if text and self._is_safe({"text": text, "id": text}, {}, named, {id_})
                else None
            )

        topics = safe(*person.offers)
        if not topics:
            return None
        reach = person.reach or Reach()
        mail = mailbox(reach.mail) if reach.mail else None
        return ShownHelper(
            self._display_names(frozenset({id_}), {id_}).shown(id_),
            topics,
            next(iter(safe(person.response_time)), None),
            next(iter(safe(person.hours)), None),
            person.bandwidth,
            safe(*person.boundaries),
            ShownReach(
                address(mail.address if mail else None),
                address(reach.chat),
                address(reach.phone),
                next(iter(safe(reach.in_person)), None),
            ),
        )

    def _practice(self, practice: Practice) -> ShownPractice | None:
        """A practice with its mentions replaced, or None if it reveals a name."""
        named, people = self.nameable(practice), people_of(practice)
        names = self._display_names(named, people)
        leads = tuple(names.shown(id_) for id_ in practice.lead if self.may_lead(id_))
        texts = self.redacted(texts_of(practice), names, people)
        if not texts:
            return None
        sessions = tuple(self._sessions(practice, names, people))
        shown = [*texts.values(), *(lead.text for lead in leads), *_texts_shown(sessions)]
        capacity, members = practice.capacity, len(practice.members)
        return ShownPractice(
            practice.id,
            texts["title"],
            practice.kind.value,
            texts["what"],
            texts["for"],
            leads,
            texts["cadence"],
            texts["join"],
            texts.get("where"),
            capacity,
            max(0, capacity - members) if capacity and members else None,
            tuple(slug for slug in dict.fromkeys(practice.themes) if slug in self.themes),
            tuple(self._meetings(practice, texts)),
            sessions,
            practice.ended,
            _address(practice.contact),
            practice.looking_for == "lead",
            self._source(practice.origin, "", shown, named, people.union(practice.consenting)),
        )

    def may_lead(self, id_: str) -> bool:
        """Whether a lead still works here, and has not opted out."""
        person = self.directory.settings.people.get(id_)
        if person is None or id_ in self.permissions.opted_out:
            return False
        last = min(filter(None, (person.left, person.withdrawn)), default=None)
        return last is None or last >= self.permissions.today

    def _meetings(self, practice: Practice, texts: Mapping[str, str]) -> Iterator[ShownMeeting]:
        """The meetings in their order, the first of those that start at the same time."""
        zone = ZoneInfo(practice.time_zone or self.directory.settings.site.time_zone)
        starts: set[dt.datetime] = set()
        for number, meeting in enumerate(_in_order(practice.dates)):
            if meeting.start in starts:
                continue
            starts.add(meeting.start)
            start = meeting.start.replace(tzinfo=zone)
            minutes = meeting.minutes or practice.minutes
            # An hour has the same length on every clock: in UTC, no clock is changed meanwhile.
            end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)
            yield ShownMeeting(start, end, texts.get(f"where {number}", texts.get("where")))

    def _sessions(
        self, practice: Practice, names: DisplayNames, people: frozenset[str]
    ) -> Iterator[ShownSession]:
        """The sessions that reveal no name, newest first."""
        past = [session for session in practice.sessions if session.date <= self.permissions.today]
        for session in sorted(past, key=lambda each: each.date, reverse=True):
            texts = self.redacted(texts_of_session(session), names, people)
            if texts:
                yield ShownSession(
                    session.date,
                    texts["challenge"],
                    tuple(texts[f"idea {n}"] for n in range(len(session.ideas))),
                    texts.get("outcome"),
                    tuple(
                        ShownFollowUp(
                            texts[f"follow-up {n}"],
                            names.shown(each.who) if each.who in names.named else None,
                            each.due,
                            each.done,
                        )
                        for n, each in enumerate(session.follow_ups)
                    ),
                    self._shown_ids(dict.fromkeys(session.stories)),
                    session.came,
                )


def texts_of(practice: Practice) -> dict[str, str | None]:
    """Every text of a practice but those of its sessions, by field, as a page shows them."""
    return {
        "id": practice.id,
        "title": practice.title,
        "where": practice.where,
        "what": practice.what,
        "for": practice.for_,
        "cadence": practice.cadence,
        "join": practice.join,
        "contact": practice.contact,
        **{f"where {n}": meeting.where for n, meeting in enumerate(_in_order(practice.dates))},
    }


def texts_of_session(session: Session) -> dict[str, str | None]:
    """Every text of a session, by field."""
    return {
        "challenge": session.challenge,
        **{f"idea {n}": idea for n, idea in enumerate(session.ideas)},
        "outcome": session.outcome,
        **{f"follow-up {n}": each.text for n, each in enumerate(session.follow_ups)},
    }


def _texts_shown(sessions: Iterable[ShownSession]) -> Iterator[str]:
    """Every text of some sessions, with the names in them."""
    for session in sessions:
        yield session.challenge
        yield from session.ideas
        yield session.outcome or ""
        for task in session.follow_ups:
            yield task.text
            yield task.who.text if task.who else ""


def _address(contact: str | None) -> str | None:
    """An address alone, without the name that may come with it, and not typeset as a text is."""
    found = mailbox(contact) if contact else None
    return found and found.address


def people_of(practice: Practice) -> frozenset[str]:
    """The ids of everyone who has a part in a practice or is mentioned in it."""
    texts = [texts_of(practice), *map(texts_of_session, practice.sessions)]
    owing = {each.who for session in practice.sessions for each in session.follow_ups if each.who}
    return frozenset({*practice.lead, *practice.members, *owing}.union(*map(mentioned_in, texts)))


def _as_printed(helper: ShownHelper) -> tuple[str, tuple[str, ...], str]:
    """A key by which the order of people.yml decides nothing that a page shows."""
    printed = (helper.who.text, helper.who.team, *helper[2:])
    return helper.who.text.casefold(), helper.topics, repr(printed)


def _in_order(meetings: Collection[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda meeting: meeting.start)
