"""What an export of staff changes in people.yml and teams.yml: joiners, leavers, moves, new names.

Nothing here widens what somebody wished: `named`, `show_as`, `also_show`, `channels` and `withdrawn` are never
written, who is new has said nothing yet, and who comes back after having left is only pointed out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.adopt.entries import EntryChanges
from generator.adopt.staff import Employee, namesakes
from generator.intake.configuration import file_of
from generator.languages.message import Message, all_of, any_of
from generator.languages.message import gettext as _
from generator.model import Person, Settings, ShowAs, Team
from generator.model.ids import LONGEST, id_like
from generator.text.folding import words

Key = tuple[str, ...]


class ImportRefused(Exception):
    """The rows cannot be told apart, or say what cannot be meant: one sentence, without a full stop."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class PeoplePlan:
    """What is to be written, and what it means in words."""

    people: EntryChanges = field(default_factory=lambda: EntryChanges(file_of("people")))
    teams: EntryChanges = field(default_factory=lambda: EntryChanges(file_of("teams")))
    joiners: list[str] = field(default_factory=list)
    leavers: list[str] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    present: int = 0
    """How many people of people.yml were there before, and had not left."""


def plan_import(
    staff: Iterable[Employee], settings: Settings, today: dt.date, *, partial: bool = False
) -> PeoplePlan:
    """Work out what an export changes.

    Args:
        staff: The rows.
        settings: The configuration as it is.
        today: The day from which new numbers of teams count, and on which leavers without a day left.
        partial: Whether people who are not in the export stay as they are.

    Raises:
        ImportRefused: Two rows cannot be told apart, or a row could mean several people.
    """
    rows = tuple(staff)
    for one, other in namesakes(rows):
        raise ImportRefused(
            _(
                'rows %(one)s and %(other)s are both "%(name)s", and nothing tells them apart: add '
                "a column with user names or e-mail addresses",
                one=str(one.row),
                other=str(other.row),
                name=other.name,
            )
        )
    return _Planner(settings, today, PeoplePlan()).plan(rows, partial=partial)


@dataclass
class _Planner:
    settings: Settings
    today: dt.date
    made: PeoplePlan

    def plan(self, rows: tuple[Employee, ...], *, partial: bool) -> PeoplePlan:
        people = self.settings.people
        self.made.present = sum(not _has_left(p, self.today) for p in people.values())
        self._team_ids = self._teams_of(rows)
        matched = self._matched(rows)
        self._taken = set(people)
        self._names = {_key(person.name) for person in people.values()}
        matched_ids = frozenset(matched.values())
        for row in rows:
            id_ = matched.get(row.row)
            if id_ is None:
                self._join(row)
            else:
                self._update(id_, people[id_], row)
        for id_, person in people.items():
            if (
                not partial
                and id_ not in matched_ids
                and person.left is None
                and not person.withdrawn
            ):
                self._leave(id_, person, self.today)
        self._count(rows, partial=partial)
        self.made.notes += self._alike()
        return self.made

    def _alike(self) -> Iterator[Message]:
        """Who would leave and join at once, under a longer or a shorter name."""
        gone = {id_: set(_key(self.settings.people[id_].name)) for id_ in self.made.people.values
                if "left" in self.made.people.values[id_]}  # fmt: skip
        by_word: dict[str, list[str]] = defaultdict(list)
        for id_, name in gone.items():
            for word in name:
                by_word[word].append(id_)
        for new, values in self.made.people.new.items():
            name = set(_key(str(values["name"])))
            for id_ in dict.fromkeys(id_ for word in sorted(name) for id_ in by_word[word]):
                if len(name & gone[id_]) > 1 and (name <= gone[id_] or gone[id_] <= name):
                    yield _(
                        "%(old)s (%(name)s) and %(new)s (%(other)s) may be the same person: if so, "
                        "first add the new name to `also_written` of %(old)s",
                        old=id_,
                        name=self.settings.people[id_].name,
                        new=new,
                        other=str(values["name"]),
                    )

    def _matched(self, rows: tuple[Employee, ...]) -> dict[int, str]:
        """The id of each row's person, by an id, an address of mail, or the name."""
        people = self.settings.people
        by_email = {mail.casefold(): id_ for id_, p in people.items() for mail in p.emails}
        by_name: dict[Key, list[str]] = defaultdict(list)
        for id_, person in people.items():
            for key in {_key(name) for name in person.writings}:
                by_name[key].append(id_)
        rows_of: dict[str, int] = {}
        rest: list[Employee] = []
        for row in rows:
            own = row.id if row.id in people else id_like(row.id)
            id_ = own if own in people else by_email.get(row.email, "")
            if id_:
                self._claim(rows_of, row, id_)
            else:
                rest.append(row)
        for row in rest:
            candidates = [id_ for id_ in by_name[_key(row.name)] if id_ not in rows_of]
            in_team = [id_ for id_ in candidates if people[id_].team == self._team_ids[row.team]]
            if len(candidates) > 1 and len(in_team) != 1:
                raise ImportRefused(
                    _(
                        'row %(row)s, "%(name)s", could be %(ids)s: add a column with ids, or add '
                        "the person's address to `emails` in people.yml",
                        row=str(row.row),
                        name=row.name,
                        ids=any_of(candidates),
                    )
                )
            if candidates:
                self._claim(rows_of, row, (in_team if len(candidates) > 1 else candidates)[0])
        return {row: id_ for id_, row in rows_of.items()}

    @staticmethod
    def _claim(rows_of: dict[str, int], row: Employee, id_: str) -> None:
        if id_ in rows_of:
            raise ImportRefused(
                _(
                    "rows %(one)s and %(other)s are both %(id)s: remove one of them",
                    one=str(rows_of[id_]),
                    other=str(row.row),
                    id=id_,
                )
            )
        rows_of[id_] = row.row

    def _teams_of(self, rows: tuple[Employee, ...]) -> dict[str, str]:
        """The id of each team in the rows, for a merged one that of its successor; new ones are noted to be
        written.
        """
        teams = self.settings.teams
        known = {_key(team.name): id_ for id_, team in teams.items()}
        ids: dict[str, str] = {}
        for row in rows:
            if row.team in ids:
                continue
            id_ = row.team if row.team in teams else known.get(_key(row.team), "")
            if not id_:
                id_ = _free(id_like(row.team) or "team", {*teams, *self.made.teams.new})
                known[_key(row.team)] = id_
                department = {"department": row.department} if row.department else {}
                self.made.teams.new[id_] = {"name": row.team, **department}
            ids[row.team] = self._successor(id_)
        return ids

    def _successor(self, id_: str) -> str:
        """The team that a team became part of, or the team itself."""
        passed = {id_}
        while (team := self.settings.teams.get(id_)) and team.merged_into:
            id_ = team.merged_into
            if id_ in passed:  # a circle, which the checker reports
                break
            passed.add(id_)
        return id_

    def _join(self, row: Employee) -> None:
        if row.left and row.left <= self.today:
            return  # came and went between two exports, or long ago
        id_ = _free(id_like(row.id) or self._short_id(row), self._taken)
        self._taken.add(id_)
        has_namesake = _key(row.name) in self._names
        self._names.add(_key(row.name))
        values: dict[str, Any] = {"name": row.name}
        if row.first_name and row.first_name != row.name.split()[0]:
            values["first_name"] = row.first_name
        if row.email and has_namesake:
            values["emails"] = [row.email]
        values["team"] = self._team_ids[row.team]
        values |= {name: text for name, text in _details(row) if text}
        values |= {
            name: str(day) for name, day in (("joined", row.joined), ("left", row.left)) if day
        }
        self.made.people.new[id_] = values
        self.made.joiners.append(f"{id_} ({row.name}, {row.team})")

    def _short_id(self, row: Employee) -> str:
        return id_like(row.name) or id_like(row.email.partition("@")[0]) or "person"

    def _update(self, id_: str, person: Person, row: Employee) -> None:
        if person.withdrawn and person.withdrawn <= self.today:
            return  # nothing more is noted about somebody who is to be shown nowhere
        team = self._team_ids[row.team]
        if person.team != team:
            self.made.people.set(id_, "team", team)
            self.made.moves.append(f"{id_} ({person.team} → {team})")
        if _key(row.name) not in map(_key, person.writings):
            self.made.people.set(id_, "name", row.name)
            self.made.people.set(id_, "former_names", [*person.former_names, person.name])
            if person.first_name and row.first_name and person.first_name != row.first_name:
                self.made.people.set(id_, "first_name", row.first_name)
            self.made.renamed.append(f"{id_} ({person.name} → {row.name})")
        for name, text in _details(row):
            if name == "role" and person.show_as is ShowAs.ROLE:
                continue  # who is shown by a role chooses it
            if text and getattr(person, name) is None:
                self.made.people.set(id_, name, text)
        if row.joined and person.joined is None:
            self.made.people.set(id_, "joined", str(row.joined))
        if row.left:
            if person.left != row.left:
                self._leave(id_, person, row.left)
        elif person.left and person.left <= self.today:
            self.made.notes.append(
                _(
                    "%(id)s left on %(day)s and is in the file again: if they are back, remove "
                    "`left` yourself once they have told you their wishes",
                    id=id_,
                    day=person.left,
                )
            )

    def _leave(self, id_: str, person: Person, day: dt.date) -> None:
        self.made.people.set(id_, "left", str(day))
        self.made.leavers.append(f"{id_} ({person.name}, {day})")

    def _count(self, rows: Iterable[Employee], *, partial: bool) -> None:
        """The numbers of people of the teams, from today on. A partial file gives those of new teams alone."""
        counts = Counter(
            self._team_ids[row.team] for row in rows if not (row.left and row.left <= self.today)
        )
        for id_, values in self.made.teams.new.items():
            self.made.teams.new[id_] = {**values, "headcount": [self._figure(counts[id_])]}
        if partial:
            return
        for id_, team in self.settings.teams.items():
            if team.size(self.today) != counts[id_]:
                figures = [*self._earlier(team), self._figure(counts[id_])]
                self.made.teams.set(id_, "headcount", figures)

    def _figure(self, count: int) -> Mapping[str, str]:
        return {"from": str(self.today), "count": str(count)}

    def _earlier(self, team: Team) -> Iterator[Mapping[str, str]]:
        for figure in team.headcount:
            if figure.since < self.today:
                yield {"from": str(figure.since), "count": str(figure.count)}


def people_problems(settings: Settings, today: dt.date) -> Iterator[Message]:
    """What somebody who looks after people.yml should look at, a sentence each."""
    yield from _doubles(settings.people)
    for id_, person in settings.people.items():
        if not _has_left(person, today) or person.withdrawn:
            continue
        still = [name for name in ("offers", "mentoring") if getattr(person, name)]
        still += ["bandwidth: open"] if person.bandwidth == "open" else []
        if still:
            yield _(
                "%(id)s left on %(day)s, but still has %(fields)s",
                id=id_,
                day=person.left,
                fields=all_of(still),
            )
    inhabited = {p.team for p in settings.people.values() if not _has_left(p, today)}
    for id_, team in settings.teams.items():
        if id_ not in inhabited and not team.merged_into:
            yield _('the team "%(id)s" (%(name)s) has no people', id=id_, name=team.name)


def _doubles(people: Mapping[str, Person]) -> Iterator[Message]:
    by_name: dict[Key, list[str]] = defaultdict(list)
    by_email: dict[str, list[str]] = defaultdict(list)
    for id_, person in people.items():
        for key in {_key(name) for name in person.writings}:
            by_name[key].append(id_)
        for mail in {mail.casefold() for mail in person.emails}:
            by_email[mail].append(id_)
    for ids in by_name.values():
        own = [{mail.casefold() for mail in people[id_].emails} for id_ in ids]
        if len(ids) > 1 and not all(own):
            yield _(
                '%(ids)s have the same name, "%(name)s": if they are the same person, delete one of '
                "the entries; if not, give each of them `emails` to tell them apart",
                ids=all_of(ids),
                name=people[ids[0]].name,
            )
    for mail, ids in by_email.items():
        if len(ids) > 1:
            yield _("%(ids)s have the same address, %(mail)s", ids=all_of(ids), mail=mail)


def _details(row: Employee) -> tuple[tuple[str, str], ...]:
    """What a row says of the work of a person. It is shown only if their wishes let it."""
    return ("role", row.role), ("place", row.place)


def _has_left(person: Person, today: dt.date) -> bool:
    return person.left is not None and person.left <= today


def _key(name: str) -> Key:
    """A name for comparison, whatever the order of its words."""
    return tuple(sorted(words(name)))


def _free(id_: str, taken: set[str]) -> str:
    """An id that nobody has: with a number, if somebody has it."""
    number = 2
    found = id_
    while found in taken:
        found = f"{id_[: LONGEST - 6].rstrip('-')}-{number}"
        number += 1
    return found
