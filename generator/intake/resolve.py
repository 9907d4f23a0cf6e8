"""What people type for people, teams and themes → the ids that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model import ANONYMOUS, TEAM, Person, Settings, Theme
from generator.source.lookup import PeopleLookup
from generator.text.names import fold, words

_SEVERAL = re.compile(r"\s*[,;&\n]\s*|\s+(?:and|y|و)\s+")
_NOBODY = {"anonymous", "anonym", "nobody", "somebody", "someone", "n/a", "unknown", "-"}


def parts(text: str) -> list[str]:
    """Several names in one answer: commas, semicolons, lines, and the word between the last two."""
    return [part for part in (p.strip(" @[]\"'") for p in _SEVERAL.split(text)) if part]


def exactly(text: str, settings: Settings) -> str:
    """The id of the one who is meant; else the text as it is."""
    wanted = text.strip().removeprefix("@")
    if fold(wanted) in _NOBODY:
        return ANONYMOUS
    return PeopleLookup(settings.people, settings.teams).who(wanted) or wanted


def matching(text: str, settings: Settings) -> list[str]:
    """The ids that may be meant by part of a name, the best first; just one when it is clear."""
    if (one := exactly(text, settings)) != text.strip() or one in settings.people:
        return [one]
    wanted = words(text.removeprefix(TEAM))
    found = [*_people(wanted, settings.people)]
    teams = ((f"{TEAM}{id_}", words(f"{team.name} {id_}")) for id_, team in settings.teams.items())
    return [*found, *(ref for ref, known in teams if _fits(wanted, known))]


def themes(text: str, known: Mapping[str, Theme]) -> list[str]:
    """The themes that may be meant by part of a title or of an id."""
    slug = "-".join(words(text))
    if slug in known:
        return [slug]
    wanted = words(text)
    same = [id_ for id_, theme in known.items() if words(theme.title) == wanted]
    return same or [
        id_ for id_, theme in known.items() if _fits(wanted, words(f"{theme.title} {id_}"))
    ]


def label(ref: str, settings: Settings) -> str:
    """An id with the name behind it, for choosing."""
    if ref in settings.people:
        person = settings.people[ref]
        team = settings.teams.get(person.team)
        return f"{ref}  {person.name}{f', {team.name}' if team else ''}"
    if (id_ := ref.removeprefix(TEAM)) in settings.teams:
        return f"{ref}  the team {settings.teams[id_].name}"
    return ref


def _people(wanted: list[str], people: Mapping[str, Person]) -> Iterator[str]:
    for id_, person in people.items():
        if _fits(wanted, words(f"{person.name} {person.first} {id_}")):
            yield id_


def _fits(wanted: list[str], known: list[str]) -> bool:
    """Whether every word that was typed begins one that is known."""
    return bool(wanted) and all(any(k.startswith(word) for k in known) for word in wanted)
