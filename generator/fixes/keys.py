"""Fix field names with wrong case, a plural or a typing mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from generator.fixes.candidate import FixCandidate
from generator.model import Story, fields_of
from generator.model.roles import groups_of
from generator.source.editor import Change
from generator.source.nodes import Mapping
from generator.text.clean import letters_and_digits, same_word

_NEAR = 0.8
"""How similar two names must be for one to be a misspelling of the other."""


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """S101: an unknown field that can only be one of those still missing."""
    root = candidate.document.root
    if not candidate.is_parsed or root is None:
        return
    names = set(fields_of(Story)) - ({"body"} if candidate.is_markdown else set())
    yield from _in(candidate, root, names)
    for name, model in groups_of(Story).items():
        inner = candidate.editor.node(name)
        if isinstance(inner, Mapping):
            yield from _in(candidate, inner, set(fields_of(model)))


def _in(candidate: FixCandidate, group: Mapping, names: Collection[str]) -> Iterator[Change]:
    free = [name for name in names if name not in group.entries]
    meant = {
        key: found
        for key in group.entries
        if key not in names
        and len(key) <= 40
        and not key.startswith(("//", "<!--"))  # a note, as other languages have it
        and (found := _meant(key, free))
    }
    for key, name in meant.items():
        typed = group.entries[key][0]
        source = candidate.editor.source(typed)
        if list(meant.values()).count(name) == 1 and source.strip("\"'") == key:
            yield candidate.editor.replace(typed, name, "S101")


def _meant(key: str, free: Collection[str]) -> str | None:
    if same := same_word(key, dict.fromkeys(free, "")):
        return same
    wanted = letters_and_digits(key)
    near = [
        n for n in free if SequenceMatcher(None, wanted, letters_and_digits(n)).ratio() >= _NEAR
    ]
    return near[0] if wanted and len(near) == 1 else None
