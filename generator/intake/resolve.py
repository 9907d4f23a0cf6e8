"""Find the ids of the people, teams and themes that somebody typed by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import ANONYMOUS, TEAM, Settings, Theme
from generator.source.lookup import is_nobody, lookup_of
from generator.text.folding import words

_SMALL = re.compile(r"[a-z]+")
_SEVERAL = re.compile(r"\s*[,;&\n]\s*|\s+(?:and|y|و)\s+")


def split_list(text: str) -> list[str]:
    """The parts of an answer with commas, semicolons, lines, or a word between the last two."""
    return [part for part in (p.strip(" @[]\"'") for p in _SEVERAL.split(text)) if part]


def person_id(text: str, settings: Settings) -> str:
    """The id of the person or team that is meant; the text itself if that is not clear."""
    name = text.strip().removeprefix("@")
    if found := lookup_of(settings).find(name):
        return found
    return ANONYMOUS if is_nobody(name) or name == "-" else name


def people_ids(text: str, settings: Settings) -> list[str]:
    """The ids of everyone in an answer, which may be one name with the last name first."""
    found = lookup_of(settings).read_list(text)
    return list(dict.fromkeys(person_id(part, settings) for part in found))


def matching_people(text: str, settings: Settings) -> list[str]:
    """The ids that part of a name may mean; only one if that is clear."""
    if (one := person_id(text, settings)) != text.strip() or one in settings.people:
        return [one]
    wanted = words(text.removeprefix(TEAM))
    names = {id_: f"{p.name} {p.first} {id_}" for id_, p in settings.people.items()}
    names |= {f"{TEAM}{id_}": f"{team.name} {id_}" for id_, team in settings.teams.items()}
    return [id_ for id_, name in names.items() if _matches(wanted, words(name))]


def is_unknown(text: str, settings: Settings) -> bool:
    """Whether a text is the id of no person and no team, and does not stand for nobody either."""
    return not lookup_of(settings).knows(text)


def as_name(text: str) -> str:
    """A name that is kept as text: a first name in small letters must not be read as somebody's id."""
    return text.capitalize() if _SMALL.fullmatch(text) else text


def matching_themes(text: str, themes: Mapping[str, Theme]) -> list[str]:
    """The themes that part of a title or of an id may mean."""
    return matching_titles(text, {id_: theme.title for id_, theme in themes.items()})


def matching_titles(text: str, titles: Mapping[str, str]) -> list[str]:
    """The ids that part of a title or of an id may mean."""
    wanted = words(text)
    slug = "-".join(wanted)
    if slug in titles:
        return [slug]
    same = [id_ for id_, title in titles.items() if words(title) == wanted]
    return same or [
        id_ for id_, title in titles.items() if _matches(wanted, words(f"{title} {id_}"))
    ]


def label(ref: str, settings: Settings) -> str:
    """A person with their team, or a team, for choosing; with the id where two are called the same."""
    called = _called(ref, settings)
    same = [id_ for id_ in settings.people if id_ != ref and _called(id_, settings) == called]
    return f"{called} ({ref})" if same else called


def _called(ref: str, settings: Settings) -> str:
    if ref in settings.people:
        person = settings.people[ref]
        team = settings.teams.get(person.team)
        return f"{person.name}, {team.name}" if team else person.name
    if (id_ := ref.removeprefix(TEAM)) in settings.teams:
        return settings.teams[id_].name
    return ref


def _matches(wanted: list[str], known: list[str]) -> bool:
    """Whether every typed word begins a known one."""
    return bool(wanted) and all(any(k.startswith(word) for k in known) for word in wanted)
