"""Write a file of site_config/ with a comment on each field, made from its declaration."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from generator.intake.configuration import ConfigurationFile
from generator.intake.fields import Field
from generator.source.yaml_text import double_quoted

_WIDTH = 90
_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./&-]+)*", re.ASCII)
"""Texts that YAML reads as texts without quotation marks, whoever reads them."""
NO_TEXT = re.compile("true|false|yes|no|on|off|null|y|n", re.IGNORECASE)
"""Words that readers of YAML take for something else than a text."""
_BARE = ("day", "flag", "number", "choice", "id")


def one_entry(file: ConfigurationFile, values: Mapping[str, Any], modeline: str = "") -> str:
    """A file that is one entry: each field with its comment, those without a value commented out."""
    lines = [*_modeline(modeline), *_comment(file.about)]
    for field in file.fields:
        if field.name == "body":
            continue
        lines += ["", *_comment(_about(field))]
        if field.name in values:
            lines += _field(field, values[field.name])
        else:
            lines += [f"# {line}" for line in _sample(field)]
    return "\n".join(lines) + "\n"


def many_entries(
    file: ConfigurationFile,
    entries: Mapping[str, Mapping[str, Any]],
    modeline: str = "",
    note: str = "",
) -> str:
    """A file of entries by their ids: a comment on all fields, and the entries below it.

    Without entries, there is a commented example. `note` is one more comment.
    """
    lines = [*_modeline(modeline), *_comment(file.about), "#"]
    lines.append(f"# Each entry begins with {file.by}. Its fields:")
    width = max(len(field.name) for field in file.fields) + 2
    for field in file.fields:
        lines += _comment(_about(field), f"#   {field.name:{width}}", f"#   {'':{width}}")
    lines += ["#", *_comment(note)] if note else []
    if not entries:
        sample = [f"  {line}" for f in file.fields if f.required for line in _sample(f)]
        lines += ["#", *(f"# {line}" for line in (f"{_example_key(file)}:", *sample))]
    lines += entry_lines(file, entries)
    return "\n".join(lines) + "\n"


def entry_lines(file: ConfigurationFile, entries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Entries as lines of YAML, their fields in the order of the declaration."""
    lines = []
    for id_, values in entries.items():
        lines.append(f"{id_}:")
        lines += [
            f"  {line}"
            for field in file.fields
            if field.name in values
            for line in _field(field, values[field.name])
        ]
    return lines


def scalar(value: object) -> str:
    """A value on one line, in quotes unless every reader of YAML takes it for the same text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if isinstance(value, int) or (_PLAIN.fullmatch(text) and not NO_TEXT.fullmatch(text)):
        return text
    return double_quoted(text)


def _modeline(schema: str) -> list[str]:
    """The comment by which editors find a schema."""
    return [f"# yaml-language-server: $schema={schema}"] if schema else []


def _comment(text: str, first: str = "# ", then: str = "# ") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _about(field: Field) -> str:
    """What a field means, what it may hold, and what holds without it."""
    parts = [field.description]
    if field.choices and not all(choice in field.description for choice in field.choices):
        parts.append(f"One of: {', '.join(field.choices)}.")
    if field.required:
        parts.append("Required.")
    elif field.default and not _says_default(field):
        parts.append(f"Default: {field.default}")
    return " ".join(parts)


def _says_default(field: Field) -> bool:
    return (field.shape == "flag" and field.default == "no") or "Without it" in field.description


def _field(field: Field, value: Any) -> list[str]:
    """A field with its value as lines of YAML."""
    if isinstance(value, Mapping):
        parts = {part.name: part for part in field.parts}
        inner = [line for name, each in value.items() for line in _field(parts[name], each)]
        return [f"{field.name}:", *(f"  {line}" for line in inner)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [f"{field.name}: [{', '.join(_value(field, each) for each in value)}]"]
    return [f"{field.name}: {_value(field, value)}"]


def _value(field: Field, value: object) -> str:
    is_bare = field.shape in _BARE or field.alone
    return str(value) if is_bare and isinstance(value, str) else scalar(value)


def _sample(field: Field) -> list[str]:
    """A field with an example, to be taken out of its comment."""
    if field.shape in ("group", "entries") and not field.example:
        inner = [
            f"{line}{'' if at else f'  # {part.description}'}"
            for part in field.parts
            for at, line in enumerate(_sample(part))
        ]
        if field.many:
            inner = [f"{'  ' if at else '- '}{line}" for at, line in enumerate(inner)]
        if field.shape == "entries":
            inner = ["first:", *(f"  {line}" for line in inner)]
        return [f"{field.name}:", *(f"  {line}" for line in inner)]
    example = field.example or field.default or _STAND_IN.get(field.shape, "…")
    is_bare = field.alone or field.shape in (*_BARE, "moment", "group", "entries")
    value = example if is_bare else scalar(example)
    in_list = field.many and not value.startswith("[") and not field.alone
    return [f"{field.name}: {f'[{value}]' if in_list else value}"]


_STAND_IN = {"day": "2026-10-14", "flag": "yes", "number": "1", "id": "an-id"}
"""What stands for a value of a shape, where the declaration has no example."""


def _example_key(file: ConfigurationFile) -> str:
    return {"glossary": "kettle", "phrases": "stuck"}.get(file.name, "first")
