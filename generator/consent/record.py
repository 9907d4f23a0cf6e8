"""Records that people agreed to a story, in the story's file."""

from __future__ import annotations

from collections.abc import Iterable

from generator.source.editor import Editor
from generator.source.nodes import to_data


def with_consent(path: str, raw: bytes, ids: Iterable[str]) -> bytes:
    """A story's file with ids added to its consent, and every other byte as it was.

    Raises:
        EditError: The file is written in a way that cannot be changed safely.
    """
    for id_ in ids:
        editor = Editor.of_file(path, raw)
        fields = to_data(editor.root)
        consent = fields.get("consent") or []
        consent = [consent] if isinstance(consent, str) else consent
        if id_ not in consent:
            expected = {**fields, "consent": [*consent, id_]}
            raw = editor.edit(raw, editor.add_item("consent", id_), expected)
    return raw
