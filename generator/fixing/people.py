"""Names where ids belong: a full name, or a first name that only one person has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.consent.names import words
from generator.fixing.case import Case, Known, values
from generator.fixing.cleaned import bare, cleaned
from generator.model import ANONYMOUS, TEAM
from generator.reading.edit import Change
from generator.reading.nodes import Scalar

_SEVERAL = re.compile(r"\s*[,;&+]\s*|\s+(?:and|y|und|et|e)\s+")
_TEAM = re.compile(r"team\s*[:/ ]\s*(.+)|(?:the\s+)?(.+?)\s+team", re.IGNORECASE)
_FIELDS = (("givers",), ("receivers",), ("consent",), ("quote", "by"))


def mend(case: Case) -> Iterator[Change]:
    """S103 and S105: somebody who is named by other than their id, and can be no one else."""
    for keys in _FIELDS:
        only_people, listed = keys == ("consent",), len(keys) == 1
        for value in values(case, *keys):
            if _known(value.text, case.known, only_people=only_people):
                continue
            meant = who(value.text, case.known, only_people=only_people)
            if meant is not None:
                yield case.editor.replaced(value, meant, "S105")
            elif listed and isinstance(case.editor.node(*keys), Scalar):
                parts = _SEVERAL.split(cleaned(value.text))
                several = [who(part, case.known, only_people=only_people) for part in parts if part]
                if len(several) > 1 and None not in several:
                    unique = dict.fromkeys(id_ for id_ in several if id_)
                    yield case.editor.replaced(value, f"[{', '.join(unique)}]", "S103")


def who(text: str, known: Known, *, only_people: bool = False) -> str | None:
    """The id of the one who is meant, or None when it could be somebody else."""
    text = cleaned(cleaned(text).removeprefix("@"))
    if _known(text, known, only_people=only_people):
        return text
    name = tuple(words(text))
    if not name:
        return None
    full = known.full.get(name, frozenset())
    if len(full) == 1 and len(name) > 1:
        return next(iter(full))
    same = {*full, *known.first.get(name, ()), *known.ids.get(bare(text), ())}
    if not only_people:
        same |= _teams(text, known)
        if name == (ANONYMOUS,):
            same.add(ANONYMOUS)
    return same.pop() if len(same) == 1 else None


def _known(text: str, known: Known, *, only_people: bool) -> bool:
    settings = known.settings
    if text in settings.people:
        return True
    team = text.startswith(TEAM) and text.removeprefix(TEAM) in settings.teams
    return not only_people and (team or text == ANONYMOUS)


def _teams(text: str, known: Known) -> set[str]:
    """Teams that a text names, with the word team or without."""
    match = _TEAM.fullmatch(text)
    wanted = {bare(text), bare(match[1] or match[2]) if match else ""} - {""}
    return {
        f"{TEAM}{id_}"
        for id_, team in known.settings.teams.items()
        if wanted & {bare(id_), bare(team.name)}
    }
