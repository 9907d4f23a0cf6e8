"""A code for a story as it is now, so that an answer can say which text it is about."""

from __future__ import annotations

import hashlib
import json

from generator.source.editor import Editor
from generator.source.nodes import to_data

ANSWERS = ("consent", "declined")
"""Fields that hold answers: the code stays the same when one is recorded."""
_LENGTH = 12


def fingerprint(path: str, raw: bytes) -> str:
    """Twelve hexadecimal digits for everything in a story's file but the answers to it.

    Raises:
        EditError: The file cannot be read as a story.
    """
    document = Editor.of_file(path, raw).document
    assert document.root is not None
    fields = {name: value for name, value in to_data(document.root).items() if name not in ANSWERS}
    told = json.dumps([path, fields, document.body], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]
