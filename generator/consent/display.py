"""Who is who in one text: the display form of each person, team and anonymous colleague."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from generator.consent.permissions import is_always_named, is_withdrawn
from generator.consent.phrases import UnnamedPhrases, opens_sentence, unnamed_phrases
from generator.consent.scan import filled
from generator.edition import ShownPerson, ShownTeam
from generator.model import ANONYMOUS, TEAM, Channel, Mark, Person, Settings, ShowAs
from generator.text import typography
from generator.text.markdown import literal
from generator.text.names import NameIndex, names_of


@dataclass
class Directory:
    """Everyone who can appear in a text, and what all channels know about them."""

    settings: Settings
    today: dt.date
    _named: dict[str, ShownPerson] = field(default_factory=dict)
    _large: dict[tuple[str, dt.date], bool] = field(default_factory=dict)
    teams: Mapping[str, ShownTeam] = field(init=False)
    """The teams that may be shown: those whose name does not reveal someone unnamed."""
    roles: Mapping[str, str] = field(init=False)
    """The roles of people, except for roles that reveal a name."""
    gone: frozenset[str] = field(init=False)
    """The ids of people who have left."""
    names: NameIndex = field(init=False)
    _numbers: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        people = self.settings.people
        refs = [*people, *(f"{TEAM}{slug}" for slug in self.settings.teams)]
        self._numbers = {ref: number for number, ref in enumerate(refs)}
        names = self.names = names_of(self.settings)
        named = named_everywhere(self.settings, self.today)
        self.teams = {
            slug: ShownTeam(
                slug, self.printed(team.name), team.department and self.printed(team.department)
            )
            for slug, team in self.settings.teams.items()
            if names_only(names, named, slug, team.name, team.department)
        }
        self.gone = frozenset(
            id_ for id_, person in people.items() if person.left and person.left <= self.today
        )
        self.roles = {
            id_: self.printed(person.role)
            for id_, person in people.items()
            if person.role and names_only(names, frozenset(), person.role)
        }

    def person_key(self, who: str) -> int:
        """A number for someone that says nothing about them and is the same in every process."""
        number = self._numbers.get(who)
        if number is None:  # an anonymous person, who is in one story only
            number = -1 - int.from_bytes(blake2b(who.encode(), digest_size=8).digest())
        return number

    def named(self, id_: str) -> ShownPerson:
        """A person by their full name or their first name, as they chose."""
        shown = self._named.get(id_)
        if shown is None:
            person = self.settings.people[id_]
            name = self.printed(person.name if person.show_as is ShowAs.FULL else person.first)
            team = person.team if person.team in self.teams else None
            shown = self._named[id_] = ShownPerson(self.person_key(id_), name, True, team)
        return shown

    def printed(self, text: str) -> str:
        """A text of the organisation, typeset."""
        return typography.text(text, self.settings.site.language)

    def team_of(self, person: Person, day: dt.date) -> str | None:
        """The slug of a person's team, if it had enough members on a day and has them today."""
        slug = person.team
        if slug not in self.teams:
            return None
        large = self._large.get((slug, day))
        if large is None:
            large = self._large[slug, day] = is_large_team(self.settings, slug, day, self.today)
        return slug if large else None


def is_large_team(settings: Settings, slug: str, *days: dt.date) -> bool:
    """Whether a team had at least `privacy.k` members on each of some days."""
    team = settings.teams[slug]
    return all(team.size(day) >= settings.site.privacy.k for day in days)


def named_everywhere(settings: Settings, today: dt.date) -> frozenset[str]:
    """The ids of people whose full name may be in texts that all channels share."""
    return frozenset(
        id_
        for id_, person in settings.people.items()
        if person.show_as is ShowAs.FULL
        and not is_withdrawn(person, today)
        and is_always_named(person, frozenset(Channel))
    )


def names_only(names: NameIndex, named: frozenset[str], *texts: str | None) -> bool:
    """Whether texts spell the full names of nobody except `named`."""
    return names.spelled("\n".join(filter(None, texts))) <= named


@dataclass
class DisplayNames:
    """The people of one text, each with one display form, numbered in order of appearance.

    `owner` is the id of the story or practice that the text belongs to.
    """

    directory: Directory
    owner: str
    lang: str
    phrases: UnnamedPhrases
    named: frozenset[str]
    day: dt.date
    _shown: dict[str, ShownPerson] = field(default_factory=dict)
    _ordinals: dict[str | None, int] = field(default_factory=dict)
    _roles: set[str] = field(default_factory=set)
    _anonymous: int = 0

    @classmethod
    def of(
        cls, directory: Directory, owner: str, lang: str | None, named: frozenset[str], day: dt.date
    ) -> DisplayNames:
        lang = lang or directory.settings.site.language
        return cls(directory, owner, lang, unnamed_phrases(lang), named, day)

    def shown(self, ref: str) -> ShownPerson:
        """The display form of a person, a team or an anonymous colleague.

        Each call for an anonymous colleague means another person.
        """
        if ref == ANONYMOUS:
            self._anonymous += 1
            return self._unnamed(f"{ANONYMOUS} {self.owner} {self._anonymous}", None)
        shown = self._shown.get(ref)
        if shown is None:
            shown = self._shown[ref] = self._display_form(ref)
        return shown

    def _display_form(self, ref: str) -> ShownPerson:
        directory = self.directory
        if ref.startswith(TEAM):
            team = directory.teams.get(ref.removeprefix(TEAM))
            if team is None:
                return self._unnamed(ref, None)
            return ShownPerson(directory.person_key(ref), team.name, True, team.slug, True)
        person = directory.settings.people.get(ref)
        if person is None:
            return self._unnamed(ref, None)
        if ref in self.named:
            if person.show_as is not ShowAs.ROLE:
                return directory.named(ref)
            role = directory.roles.get(ref)
            if role is not None and role not in self._roles:
                self._roles.add(role)
                text = self.phrases.role.format(role=role)
                return ShownPerson(
                    directory.person_key(ref), text, False, directory.team_of(person, self.day)
                )
        return self._unnamed(ref, directory.team_of(person, self.day))

    def _unnamed(self, who: str, team: str | None) -> ShownPerson:
        ordinal = self._ordinals.get(team, 0)
        self._ordinals[team] = ordinal + 1
        name = self.directory.teams[team].name if team else None
        return ShownPerson(
            self.directory.person_key(who), self.phrases.of_colleague(ordinal, name), False, team
        )

    def plain(self, text: str, marks: tuple[Mark, ...]) -> str:
        """A plain text, typeset, with each mention replaced by what may be shown."""
        return self.set(self.words(text, marks))

    def set(self, text: str) -> str:
        """A plain text, typeset."""
        return typography.text(text, self.lang)

    def words(self, text: str, marks: tuple[Mark, ...]) -> str:
        """A plain text as it was typed, with each mention replaced by what may be shown.

        A person who is shown by their full name has it at the first mention, and their first name
        at later ones, unless someone else in the text has the same first name.
        """
        return self._replaced(text, marks, str) if marks else text

    def markdown(self, text: str, marks: tuple[Mark, ...]) -> str:
        """Markdown with each mention replaced by what may be shown."""
        return self._replaced(text, marks, _literal) if marks else text

    def _replaced(self, text: str, marks: tuple[Mark, ...], escape: Callable[[str], str]) -> str:
        later_names: dict[str, str] = {}

        def name_of(mark: Mark) -> str:
            if mark.person in later_names:
                return escape(later_names[mark.person])
            shown = self.shown(mark.person)
            if shown.named:
                later_names[mark.person] = self._first_name(mark.person, marks) or shown.text
            elif self.phrases.capitals and opens_sentence(text, mark):
                return escape(shown.text[0].upper() + shown.text[1:])
            return escape(shown.text)

        return filled(text, marks, name_of)

    def _first_name(self, id_: str, marks: tuple[Mark, ...]) -> str | None:
        """A person's first name, if no one else whom the text mentions has the same."""
        people = self.directory.settings.people
        first = people[id_].first
        others = {mark.person for mark in marks} - {id_}
        return None if any(o in people and people[o].first == first for o in others) else first


_literal = lru_cache(4096)(literal)
