"""A yes is written into a story, and every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from generator.source.editor import CannotEdit, Editor, plain, read, rewritten
from generator.source.nodes import data


def with_consent(path: str, raw: bytes, ids: Iterable[str]) -> bytes:
    """A story's file with ids added to its consent. Raises CannotEdit."""
    for id_ in ids:
        document = read(path, plain(raw))
        assert document.root is not None
        before = data(document.root)
        given = before.get("consent") or []
        given = [given] if isinstance(given, str) else given
        if id_ in given:
            continue
        raw = rewritten(raw, [Editor(document).with_item("consent", id_)])
        after = read(path, plain(raw))
        if after.root is None or after.body != document.body:
            raise CannotEdit(path)
        if data(after.root) != {**before, "consent": [*given, id_]}:
            raise CannotEdit(path)
    return raw
