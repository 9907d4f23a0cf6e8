"""What the choices of a field are called where people choose, instead of the words that a file has."""

from __future__ import annotations

from collections.abc import Mapping

from generator.languages.messages import Messages
from generator.rendering.changes import changes
from generator.rendering.kinds import kinds


def choice_titles(path: str, words: Messages) -> Mapping[str, str]:
    """The title of each value of a field, in a language; none if nothing is to be chosen."""
    if path == "kind":
        return {kind.value: about.title for kind, about in kinds(words).items()}
    if path == "changed":
        return {change.value: about.title for change, about in changes(words).items()}
    return {}
