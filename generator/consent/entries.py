"""Change fields of one entry of a file such as people.yml, and leave every other byte as it is."""

from __future__ import annotations

from collections.abc import Mapping

from generator.source.editor import Change, EditError, Editor
from generator.source.nodes import Mapping as MappingNode
from generator.source.nodes import to_data


def with_fields(path: str, raw: bytes, entry: str, fields: Mapping[str, object]) -> bytes:
    """A file in which an entry has these values: texts of plain words, lists or mappings of them.

    Raises:
        EditError: The file is written in a way that cannot be changed safely.
    """
    for name, value in fields.items():
        editor = Editor.of_file(path, raw)
        node = editor.node(entry)
        if not isinstance(node, MappingNode) or not node.entries:
            raise EditError(path)
        data = to_data(editor.root)
        if data[entry].get(name) == value:
            continue
        change = _change(editor, node, name, _flow(value))
        expected = {**data, entry: {**data[entry], name: value or []}}
        raw = editor.edit(raw, change, expected)
    return raw


def _change(editor: Editor, node: MappingNode, name: str, text: str) -> Change:
    if name in node.entries:
        return editor.replace(node.entries[name][1], text)
    last = list(node.entries.values())[-1][1]
    end = editor.span(last)[1]
    if editor.source(node).startswith("{"):
        return Change(end, end, f", {name}: {text}")
    first = next(iter(node.entries.values()))[0]
    source = editor.document.text
    line = source.find("\n", end)
    at = len(source) if line < 0 else line
    return Change(at, at, f"\n{' ' * first.start[1]}{name}: {text}")


def _flow(value: object) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {word}" for key, word in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return str(value)
