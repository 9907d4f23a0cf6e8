"""Find who is meant by a name where an id belongs: a full name, or an unambiguous first name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from generator.diagnostics.diagnostic import closest
from generator.model import ANONYMOUS, TEAM, Person, Settings, Team
from generator.model.ids import id_like
from generator.text.clean import cleaned, letters_and_digits
from generator.text.names import fold, words

Key = TypeVar("Key")

_SEVERAL = re.compile(r"\s*[,;&+/]\s*|\s+(?:and|y|und|et|e|og|och|en|و)\s+")
_LISTED = re.compile(r"\s+-?|^-")
"""What separates ids that were written one below the other."""
_TEAM = re.compile(r"team\s*[:/ ]\s*(.+)|(?:the\s+)?(.+?)\s+team", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:<[^<>]*>|\([^()]*\)|\[[^\[\]]*\])\s*$")
"""What mail programs put after a name: an address, a department."""
_ADDRESS = re.compile(r"([\w.+-]+)@[\w.-]+")
_LINKED = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]* ){0,3}[^\W\d_][\w'’-]*")
_LONGEST = 1_000
"""Longer values are not names or lists of names."""
_OURSELVES = {"i", "me", "myself", "ich", "yo", "moi"}
_ALL = {"all", "everyone", "everybody", "us", "we", "team", "todos", "alle", "tous"}
_NOBODY = {
    *("nobody", "none", "noone", "na", "unknown", "anonym", "anonimo", "anonyme"),
    *("somebody", "someone"),
}


@dataclass(frozen=True)
class PeopleLookup:
    """The people and teams who can be named in a story."""

    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)

    def find(self, text: str, *, only_people: bool = False) -> str | None:
        """The id of the person or team that a text means; None if it may mean several or none."""
        if len(text) > _LONGEST:
            return None
        text = cleaned(cleaned(text).removeprefix("@"))
        if self.knows(text, only_people=only_people):
            return text
        if linked := _LINKED.fullmatch(text):
            text = linked[1]
        text = _ADDRESS.sub(r"\1", _ASIDE.sub("", text)).rstrip(" ,;.")
        name = tuple(words(text))
        if not name:
            return None
        full = self._full_names.get(name, set())
        if len(full) == 1 and len(name) > 1:
            return next(iter(full))
        same = (
            full
            | self._short_names.get(name, set())
            | self._bare_ids.get(letters_and_digits(text), set())
        )
        if not only_people:
            same |= self._teams_named(text)
            if name == (ANONYMOUS,):
                same.add(ANONYMOUS)
        return same.pop() if len(same) == 1 else None

    def find_all(self, text: str, *, only_people: bool = False) -> list[str]:
        """The ids that one text lists; none unless each of them is clear."""
        if len(text) > _LONGEST:
            return []
        text = cleaned(text).strip("()")
        found = [self.find(part, only_people=only_people) for part in _SEVERAL.split(text) if part]
        if len(found) < 2 or None in found:
            ids = [part for part in _LISTED.split(text) if part]
            known = all(self.knows(id_, only_people=only_people) for id_ in ids)
            return ids if len(ids) > 1 and known else []
        return list(dict.fromkeys(id_ for id_ in found if id_))

    def hint(self, text: str, *, listed: bool) -> str:
        """What to type in place of a name, or an empty string."""
        if one := self.find(text):
            return f"write {one}"
        if listed and (some := self.find_all(text)):
            return f"several go into brackets: [{', '.join(some)}]"
        return pronoun_hint(text, self.teams)

    def suggestion(self, text: str) -> str:
        """The start of a hint with the id of a similar name, or an empty string."""
        if len(text) > _LONGEST:
            return ""
        wanted = words(_ASIDE.sub("", cleaned(text)))
        last = {id_ for id_, person in self.people.items() if wanted == words(person.name)[-1:]}
        if len(last) == 1:
            return f'did you mean "{last.pop()}"? '
        names = {fold(person.name): id_ for id_, person in self.people.items()}
        id_ = names.get(closest(" ".join(wanted), names)) if wanted else None
        return f'did you mean "{id_}"? ' if id_ else ""

    def new_person_line(self, name: str) -> str:
        """The line for people.yml that adds a new colleague, if a text looks like a name."""
        name = _ASIDE.sub("", cleaned(name[:_LONGEST])).removeprefix("@")
        parts = id_like(name).split("-")
        id_ = parts[0] if parts[0] not in self.people else "-".join(parts)
        if not id_ or not _NAME.fullmatch(name):
            return ""
        shown = name if len(name.split()) > 1 else "Full Name"
        team = next(iter(self.teams), "ID")
        return f'{id_}: {{name: "{shown}", team: {team}, named: ask}}'

    def knows(self, text: str, *, only_people: bool = False) -> bool:
        """Whether a text is a valid id: of a person or, unless `only_people`, of a team or nobody."""
        team = text.startswith(TEAM) and text.removeprefix(TEAM) in self.teams
        return text in self.people or (not only_people and (team or text == ANONYMOUS))

    @cached_property
    def _full_names(self) -> Mapping[tuple[str, ...], set[str]]:
        """Ids by full name, also with the last name first: Okafor, Maria."""
        names = [(tuple(words(person.name)), id_) for id_, person in self.people.items()]
        return _index([*names, *((name[-1:] + name[:-1], id_) for name, id_ in names)])

    @cached_property
    def _short_names(self) -> Mapping[tuple[str, ...], set[str]]:
        """Ids by first name, and by the first word of the name."""
        return _index(
            (name, id_)
            for id_, person in self.people.items()
            for name in (tuple(words(person.first)), tuple(words(person.name)[:1]))
        )

    @cached_property
    def _bare_ids(self) -> Mapping[str, set[str]]:
        """Ids by their letters and digits alone."""
        return _index((letters_and_digits(id_), id_) for id_ in self.people)

    def _teams_named(self, text: str) -> set[str]:
        """The teams that a text names, with or without the word team."""
        match = _TEAM.fullmatch(text)
        wanted = {
            letters_and_digits(text),
            letters_and_digits(match[1] or match[2]) if match else "",
        } - {""}
        return {
            f"{TEAM}{id_}"
            for id_, team in self.teams.items()
            if wanted & {letters_and_digits(id_), letters_and_digits(team.name)}
        }


@lru_cache(maxsize=1)
def lookup_of(settings: Settings) -> PeopleLookup:
    """Everyone in an organisation."""
    return PeopleLookup(settings.people, settings.teams)


def is_nobody(text: str) -> bool:
    """Whether a text says that nobody is to be named."""
    return letters_and_digits(text) in _NOBODY


def pronoun_hint(text: str, teams: Iterable[str]) -> str:
    """What to type in place of a pronoun or the like, or an empty string."""
    word = letters_and_digits(text)
    if word in _OURSELVES:
        return "write your own id, as it stands in site_config/people.yml"
    if word in _ALL:
        return f"write the id of each, or of a team, such as {TEAM}{next(iter(teams), 'ID')}"
    if is_nobody(text):
        return f"write {ANONYMOUS} if nobody is to be named"
    return ""


def _index(pairs: Iterable[tuple[Key, str]]) -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = {}
    for key, id_ in pairs:
        found.setdefault(key, set()).add(id_)
    return found
