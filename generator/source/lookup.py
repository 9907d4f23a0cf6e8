"""Find who is meant by a name where an id belongs: a full name, or an unambiguous first name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

from generator.diagnostics.diagnostic import closest
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import ANONYMOUS, TEAM, Person, Settings, Team
from generator.model.ids import id_like
from generator.source.typed_words import BOTH, EVERYBODY, NOBODY, OURSELVES
from generator.text.clean import cleaned, letters_and_digits
from generator.text.folding import fold, words
from generator.text.unspaced import has_unspaced

Key = TypeVar("Key")

_SEVERAL = re.compile(rf"\s*[,;&+/|\n、，；]\s*|\s+(?:{'|'.join(BOTH)})\s+", re.IGNORECASE)
_STRONG = re.compile(r"\s*[;|\n；]\s*")
"""What stands between people only, and not between their last and first names."""
_LISTED = re.compile(r"\s+-?|^-")
"""What separates ids that were written one below the other."""
_TEAM = re.compile(r"team\s*[:/ ]\s*(.+)|(?:the\s+)?(.+?)\s+team", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:<[^<>]*>|\([^()]*\)|\[[^\[\]]*\])\s*$")
"""What mail programs put after a name: an address, a department."""
_ADDRESS = re.compile(r"([\w.+-]+)@[\w.-]+")
_HIDDEN_ADDRESS = re.compile(r"(?:\d+[+-])?([\w.-]+)@users\.noreply\.[\w.-]+", re.ASCII)
"""An address that stands for an account of GitHub or GitLab."""
_LINKED = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]* ){0,3}[^\W\d_][\w'’-]*")
_LONGEST = 1_000
"""Longer values are not names or lists of names."""


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
        if (address := _ADDRESS.search(text)) and address[0].casefold() in self._emails:
            return self._emails[address[0].casefold()]
        if linked := _LINKED.fullmatch(text):
            text = linked[1]
        text = _ADDRESS.sub(r"\1", _ASIDE.sub("", text)).rstrip(" ,;.")
        name = tuple(words(text))
        if not name:
            return None
        solid = self._unspaced_names.get(letters_and_digits(text), set())
        full = self._full_names.get(name, set()) | solid
        if len(full) == 1 and (len(name) > 1 or solid):
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

    def find_account(self, name: str, email: str) -> str | None:
        """The id of the person whom a commit names, by what is certain; None if nothing is.

        That is an address of `emails`, the account in an address that GitHub or GitLab gives to those
        who hide theirs, or a full name of several words.
        """
        if by_email := self._emails.get(email.casefold()):
            return by_email
        hidden = _HIDDEN_ADDRESS.fullmatch(email)
        if hidden and (by_handle := self.find_handle(hidden[1])):
            return by_handle
        found = tuple(words(name[:_LONGEST]))
        full = self._full_names.get(found, set()) if len(found) > 1 else set()
        full = full | self._unspaced_names.get(letters_and_digits(name[:_LONGEST]), set())
        return next(iter(full)) if len(full) == 1 else None

    def find_handle(self, handle: str) -> str | None:
        """The id of the person who has an account; None if nobody has it, or two."""
        return self._handles.get(handle.casefold())

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

    def read_list(self, text: str) -> list[str]:
        """What one answer lists: ids where it is clear who is meant, and else what was typed.

        "Okafor, Maria" is one person, and "Maria, Sam" are two; what may be either stays as it is.
        """
        found: list[str] = []
        for part in filter(None, _STRONG.split(text.strip(" \n"))):
            pieces = [piece for p in _SEVERAL.split(part) if (piece := p.strip(" @[]\"'"))]
            ids = [self.find(piece) for piece in pieces]
            one = self.find(part) if len(pieces) > 1 else None
            if one and None in ids:
                found.append(one)
            elif one:
                found.append(part)
            else:
                found += [id_ or piece for id_, piece in zip(ids, pieces, strict=True)]
        return list(dict.fromkeys(found))

    def hint(self, text: str, *, listed: bool) -> Message | Literal[""]:
        """What to type in place of a name, or an empty string."""
        if one := self.find(text):
            return _("write %(text)s", text=one)
        if listed and (some := self.find_all(text)):
            return in_brackets(some)
        return pronoun_hint(text, self.teams)

    def may_mean(self, text: str) -> list[str]:
        """The ids of all whom a name may mean, if it is the first or the full name of several."""
        if len(text) > _LONGEST:
            return []
        name = tuple(words(_ASIDE.sub("", cleaned(text))))
        found = self._full_names.get(name, set()) | self._short_names.get(name, set())
        return sorted(found) if len(found) > 1 else []

    def suggestion(self, text: str) -> Message | Literal[""]:
        """A sentence with the id of a similar name, or an empty string."""
        if len(text) > _LONGEST:
            return ""
        wanted = words(_ASIDE.sub("", cleaned(text)))
        last = {
            id_
            for id_, person in self.people.items()
            if any(wanted == words(name.name)[-1:] for name in person.names)
        }
        if len(last) == 1:
            return _('Did you mean "%(word)s"?', word=last.pop())
        names = {
            fold(name.name): id_ for id_, person in self.people.items() for name in person.names
        }
        id_ = names.get(closest(" ".join(wanted), names)) if wanted else None
        return _('Did you mean "%(word)s"?', word=id_) if id_ else ""

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
        names = [
            (tuple(words(written)), id_)
            for id_, person in self.people.items()
            for written in person.writings
        ]
        return _index([*names, *((name[-1:] + name[:-1], id_) for name, id_ in names)])

    @cached_property
    def _unspaced_names(self) -> Mapping[str, set[str]]:
        """Ids by full name in scripts that need no space, in either order: 田中太郎."""
        return _index(
            ("".join(name), id_)
            for name, ids in self._full_names.items()
            if has_unspaced("".join(name))
            for id_ in ids
        )

    @cached_property
    def _emails(self) -> Mapping[str, str]:
        """Ids by the addresses that people.yml gives them, in lower case, unless two have the same."""
        found = _index(
            (email.casefold(), id_) for id_, p in self.people.items() for email in p.emails
        )
        return {email: next(iter(ids)) for email, ids in found.items() if len(ids) == 1}

    @cached_property
    def _handles(self) -> Mapping[str, str]:
        """Ids by the accounts that people.yml gives them, unless two have the same."""
        found = _index((p.forge.casefold(), id_) for id_, p in self.people.items() if p.forge)
        return {handle: next(iter(ids)) for handle, ids in found.items() if len(ids) == 1}

    @cached_property
    def _short_names(self) -> Mapping[tuple[str, ...], set[str]]:
        """Ids by first name, and by the first word of the name."""
        return _index(
            (name, id_)
            for id_, person in self.people.items()
            for written in person.names
            for name in (tuple(words(written.first)), tuple(words(written.name)[:1]))
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
    return letters_and_digits(text) in NOBODY


def in_brackets(ids: Iterable[str]) -> Message:
    """What to type for a list."""
    return _("put several in brackets: %(text)s", text=f"[{', '.join(ids)}]")


def pronoun_hint(text: str, teams: Iterable[str]) -> Message | Literal[""]:
    """What to type in place of a pronoun or the like, or an empty string."""
    word = letters_and_digits(text)
    if word in OURSELVES:
        return _("write your own id from site_config/people.yml")
    if word in EVERYBODY:
        team = f"{TEAM}{next(iter(teams), 'ID')}"
        return _("write each person's id, or the team's, for example %(team)s", team=team)
    if is_nobody(text):
        return _("write anonymous if nobody is to be named")
    return ""


def _index(pairs: Iterable[tuple[Key, str]]) -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = {}
    for key, id_ in pairs:
        found.setdefault(key, set()).add(id_)
    return found
