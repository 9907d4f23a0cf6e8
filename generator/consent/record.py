"""A yes is written into a story, and every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from generator.source.editor import (
    EditError,
    Editor,
    change_file,
    normalized_text,
    parse_for_editing,
)
from generator.source.nodes import to_data


def with_consent(path: str, raw: bytes, ids: Iterable[str]) -> bytes:
    """A story's file with ids added to its consent. Raises EditError."""
    for id_ in ids:
        document = parse_for_editing(path, normalized_text(raw))
        assert document.root is not None
        before = to_data(document.root)
        given = before.get("consent") or []
        given = [given] if isinstance(given, str) else given
        if id_ in given:
            continue
        raw = change_file(raw, [Editor(document).add_item("consent", id_)])
        after = parse_for_editing(path, normalized_text(raw))
        if after.root is None or after.body != document.body:
            raise EditError(path)
        if to_data(after.root) != {**before, "consent": [*given, id_]}:
            raise EditError(path)
    return raw
