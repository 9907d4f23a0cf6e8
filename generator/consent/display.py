"""Who is who in one text: the display form of each person, team and anonymous colleague."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from generator.consent.candidates import Candidates
from generator.consent.permissions import Permissions
from generator.consent.phrases import opens_sentence
from generator.consent.scan import filled
from generator.edition import ShownDetails, ShownPerson, ShownTeam
from generator.languages import main_code
from generator.languages.language import Catalog, UnnamedPhrases
from generator.languages.unnamed import unnamed_phrases
from generator.model import ANONYMOUS, TEAM, AlsoShow, Channel, Mark, Person, Settings, ShowAs
from generator.text import typography
from generator.text.markdown import literal
from generator.text.names import NameIndex, names_of
from generator.text.unspaced import has_unspaced


class Naming(NamedTuple):
    """How the people of one text appear: texts with the same naming read the same.

    `named` are the ids of those who may be named, `teams` the slugs of the teams that may be told
    for somebody unnamed.
    """

    named: frozenset[str]
    teams: frozenset[str]


@dataclass
class Directory:
    """Everyone who can appear in a text, and what all channels know about them."""

    settings: Settings
    today: dt.date
    _named: dict[tuple[str, str], ShownPerson] = field(default_factory=dict)
    _phrases: dict[str, UnnamedPhrases] = field(default_factory=dict)
    _candidates: Candidates = field(init=False)
    wording: Mapping[str, Catalog] = field(init=False)
    """The organisation's own words in place of ours, except for those that reveal a name."""
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
        self._candidates = Candidates(self.settings, self.today)
        refs = [*people, *(f"{TEAM}{slug}" for slug in self.settings.teams)]
        self._numbers = {ref: number for number, ref in enumerate(refs)}
        names = self.names = names_of(self.settings)
        named = named_everywhere(self.settings, self.today)
        self.wording = {
            code: catalog._replace(
                texts={
                    key: forms
                    for key, forms in catalog.texts.items()
                    if names_only(names, named, *forms)
                }
            )
            for code, catalog in self.settings.wording.items()
        }
        self.teams = {
            slug: ShownTeam(
                slug,
                self.printed(team.name),
                team.department and self.printed(team.department),
                tuple((figure.since, figure.count) for figure in team.headcount),
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

    def details(self, id_: str) -> ShownDetails | None:
        """What a person lets stories say beside their name. None if it is nothing, and once they have left."""
        person = self.settings.people[id_]
        if id_ in self.gone:
            return None
        wishes, place = person.also_show, person.place
        if place and not names_only(self.names, frozenset(), place):
            place = None
        found = ShownDetails(
            self.roles.get(id_) if AlsoShow.ROLE in wishes else None,
            self.printed(place) if place and AlsoShow.PLACE in wishes else None,
            person.joined.year if person.joined and AlsoShow.SINCE in wishes else None,
        )
        return found if any(found) else None

    def person_key(self, ref: str) -> int:
        """A number for a named person or a team: it says nothing about them, in every process."""
        return self._numbers[ref]

    def named(self, id_: str, lang: str | None = None) -> ShownPerson:
        """A person by their full name or their first name, as they chose.

        `lang` is the BCP 47 language of the text; without it, the text is in the site's.
        """
        site = self.settings.site.language
        key = id_, lang or site
        shown = self._named.get(key)
        if shown is None:
            person = self.settings.people[id_]
            here, there = (self._name(person, tag) for tag in (lang or site, site))
            team = person.team if person.team in self.teams else None
            shown = self._named[key] = ShownPerson(
                self.person_key(id_), here, team, in_site_script=None if here == there else there
            )
        return shown

    def _name(self, person: Person, lang: str) -> str:
        name = person.named_in(lang)
        if person.show_as is ShowAs.FULL:
            return self.printed(name.name)
        is_clear = name.first_name or not (has_unspaced(name.name) or name.first == name.name)
        return self.printed(name.first if is_clear else person.first)

    def phrases(self, lang: str) -> UnnamedPhrases:
        """What people are called who are not named, in a BCP 47 language."""
        if lang not in self._phrases:
            self._phrases[lang] = unnamed_phrases(lang, self.wording)
        return self._phrases[lang]

    def printed(self, text: str) -> str:
        """A text of the organisation, typeset."""
        return typography.text(text, self.settings.site.language)

    def naming(
        self,
        people: frozenset[str],
        named: frozenset[str],
        day: dt.date,
        permissions: Permissions,
        spelled: frozenset[str] = frozenset(),
    ) -> Naming:
        """How the people of a text appear on the channels of `permissions`.

        Args:
            people: Everyone in the text.
            named: Those who may be named.
            day: The day that the text tells of.
            permissions: Who may be named on the channels.
            spelled: Others whose names the text spells, with their leave.
        """
        unnamed = people - (named & permissions.by_first_name)
        by_id = self.settings.people
        teams = {by_id[id_].team for id_ in unnamed if id_ in by_id}.intersection(self.teams)
        enough = self._candidates.are_enough
        return Naming(
            named,
            frozenset([t for t in teams if enough(t, day, permissions, named | spelled)]),
        )


def named_everywhere(settings: Settings, today: dt.date) -> frozenset[str]:
    """The ids of people whose full name may be in texts that all channels share."""
    everywhere = Permissions.of(settings, Channel, today)
    return everywhere.named_anywhere & everywhere.by_full_name


def names_only(names: NameIndex, named: frozenset[str], *texts: str | None) -> bool:
    """Whether texts spell the full names of nobody except `named`, and no name from before."""
    text = "\n".join(filter(None, texts))
    return names.spelled(text) <= named and not (names.former and names.former.spelled(text))


@dataclass
class DisplayNames:
    """The people of one text, each with one display form, numbered in order of appearance."""

    directory: Directory
    lang: str
    phrases: UnnamedPhrases
    naming: Naming
    _shown: dict[str, ShownPerson] = field(default_factory=dict)
    _ordinals: dict[str | None, int] = field(default_factory=dict)
    _unnamed_as: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    """The number and the name of the team of those who are called a colleague, by id."""
    _roles: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, directory: Directory, lang: str | None, naming: Naming) -> DisplayNames:
        lang = lang or directory.settings.site.language
        return cls(directory, lang, directory.phrases(lang), naming)

    @property
    def _is_site_language(self) -> bool:
        """Whether roles, which are in the site's language, are in that of the text."""
        return main_code(self.lang) == main_code(self.directory.settings.site.language)

    @property
    def named(self) -> frozenset[str]:
        """The ids of those who may be named."""
        return self.naming.named

    def shown(self, ref: str) -> ShownPerson:
        """The display form of a person, a team or an anonymous colleague.

        Each call for an anonymous colleague means another person.
        """
        if ref == ANONYMOUS:
            return self._unnamed(ref, None)
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
            return ShownPerson(directory.person_key(ref), team.name, team.slug, True)
        person = directory.settings.people.get(ref)
        if person is None:
            return self._unnamed(ref, None)
        team_told = person.team if person.team in self.naming.teams else None
        if ref in self.named:
            if person.show_as is not ShowAs.ROLE:
                return directory.named(ref, self.lang)
            role = directory.roles.get(ref) if self._is_site_language else None
            if role is not None and role.casefold() not in self._roles:
                self._roles.add(role.casefold())
                return ShownPerson(None, self.phrases.role.format(role=role), team_told)
        return self._unnamed(ref, team_told)

    def _unnamed(self, ref: str, team: str | None) -> ShownPerson:
        name = self.directory.teams[team].name if team else None
        ordinal = self._ordinals.get(name, 0)  # two teams may have one name
        self._ordinals[name] = ordinal + 1
        self._unnamed_as[ref] = ordinal, name
        return ShownPerson(None, self.phrases.of_colleague(ordinal, name), team)

    def name_any_of(self, ids: Collection[str]) -> bool:
        """Whether one of some people has been shown by their name."""
        return any(shown.named and ref in ids for ref, shown in self._shown.items())

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
                return escape(shown.text)
            words = shown.text
            if mark.person in self._unnamed_as:
                before = text[max(0, mark.start - _LOOK_BACK) : mark.start]
                words = self.phrases.of_colleague(*self._unnamed_as[mark.person], before)
            if self.phrases.capitals and opens_sentence(text, mark):
                words = words[0].upper() + words[1:]
            return escape(words)

        return filled(text, marks, name_of)

    def _first_name(self, id_: str, marks: tuple[Mark, ...]) -> str | None:
        """A person's first name, if no one else whom the text mentions by name has the same."""
        people = self.directory.settings.people
        first = people[id_].named_in(self.lang).first
        others = self.named.intersection([mark.person for mark in marks]) - {id_}
        by_name = (people[o] for o in others if people[o].show_as is not ShowAs.ROLE)
        is_shared = any(other.named_in(self.lang).first == first for other in by_name)
        return None if is_shared else first


_LOOK_BACK = 40
"""The number of characters before a mention that show which form it takes."""
_literal = lru_cache(4096)(literal)
