"""Changes to a file of entries by their ids, such as people.yml, that leave every other byte as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.adopt.commented import NO_TEXT
from generator.intake.configuration import ConfigurationFile
from generator.source.editor import Change, EditError, Editor, change_file
from generator.source.nodes import Mapping as MappingNode
from generator.source.nodes import to_data
from generator.source.yaml_text import double_quoted

Values = Mapping[str, Any]
"""Fields of an entry, as they are read from a file: texts, lists of texts, groups."""


@dataclass
class EntryChanges:
    """What is to become of a file: fields that get a value, and new entries, which come at its end."""

    file: ConfigurationFile
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    """New values by entry and field."""
    new: dict[str, Values] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"site_config/{self.file.path}"

    def set(self, id_: str, name: str, value: Any) -> None:
        self.values.setdefault(id_, {})[name] = value

    def apply(self, raw: bytes) -> bytes:
        """The bytes of the file with the changes.

        Raises:
            EditError: The file is written in a way that cannot be changed safely.
        """
        editor = Editor.of_file(self.path, raw)
        changes = self.changes(editor)
        if self.new:
            changes.append(self._appended(editor))
        edited = change_file(raw, changes)
        if to_data(Editor.of_file(self.path, edited).root) != self._expected(editor):
            raise EditError(self.path)
        return edited

    def changes(self, editor: Editor) -> list[Change]:
        """The changes to entries that are there. Raises EditError."""
        return [
            _with_value(editor, id_, name, value)
            for id_, values in self.values.items()
            for name, value in values.items()
        ]

    def _expected(self, editor: Editor) -> dict[str, Any]:
        data: dict[str, Any] = to_data(editor.root)
        for id_, values in self.values.items():
            data[id_] = {**data[id_], **values}
        return data | {id_: dict(values) for id_, values in self.new.items()}

    def _appended(self, editor: Editor) -> Change:
        text = editor.document.text
        if editor.root.entries and text[editor.at(editor.root.start)] == "{":
            raise EditError(self.path)
        lines = "".join(
            f"{id_}:\n" + "".join(f"  {name}: {_inline(value)}\n" for name, value in values.items())
            for id_, values in self.new.items()
        )
        return Change(
            len(text), len(text), lines if text.endswith("\n") or not text else f"\n{lines}"
        )


def _with_value(editor: Editor, id_: str, name: str, value: Any) -> Change:
    """A field of an entry with a value: in place of the one it has, or after its last field."""
    entry = editor.node(id_)
    if not isinstance(entry, MappingNode) or not entry.entries:
        raise EditError(id_)
    text = _inline(value)
    if (old := editor.node(id_, name)) is not None:
        return editor.replace(old, text)
    (key, last) = list(entry.entries.values())[-1]
    end = editor.span(last)[1]
    if editor.source(entry).startswith("{"):
        return Change(end, end, f", {name}: {text}")
    source = editor.document.text
    line_end = source.find("\n", end)
    at = len(source) if line_end < 0 else line_end
    return Change(at, at, f"\n{' ' * key.start[1]}{name}: {text}")


def _inline(value: Any) -> str:
    """A value on one line, in quotes where another reader of YAML could take it for something else."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_inline(each)}" for name, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_inline, value)) + "]"
    plain = value.replace("-", "").replace(" ", "")
    is_plain = plain.isascii() and plain.isalnum() and value == value.strip()
    is_plain = is_plain and value[0] != "-" and not NO_TEXT.fullmatch(value)
    return value if is_plain else double_quoted(value)
