"""Replace names with ids: full names, and first names that only one person has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate, simple_values
from generator.model import Story
from generator.model.roles import Holds, paths_of
from generator.source.editor import Change
from generator.source.nodes import Scalar


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """S103 and S105: a name that can only mean one person or team.

    A name that the note for the editors speaks of stays: its author says that it may mean another.
    """
    lookup = candidate.references.lookup
    note = candidate.editor.node("for_editors") if candidate.is_parsed else None
    asked = note.text if isinstance(note, Scalar) else ""
    for keys in paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS):
        only_people, listed = keys in paths_of(Story, Holds.PERSONS), len(keys) == 1
        for value in simple_values(candidate, *keys):
            if lookup.knows(value.text, only_people=only_people) or value.text in asked:
                continue
            meant = lookup.find(value.text, only_people=only_people)
            if meant is not None:
                yield candidate.editor.replace(value, meant, "S105")
            elif listed and isinstance(candidate.editor.node(*keys), Scalar):
                some = lookup.find_all(value.text, only_people=only_people)
                if some:
                    yield candidate.editor.replace(value, f"[{', '.join(some)}]", "S103")
