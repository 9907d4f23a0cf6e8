"""Values → the text of a story's file, which reads back as what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from generator.intake.fields import fields
from generator.model import CONTROL, ID, TEAM

Value = str | Sequence[str] | Mapping[str, str]
Values = Mapping[str, Value]
"""What was typed, by the names of the fields. Nothing typed is nothing there."""
Format = Literal["md", "yml"]

SCHEMA = "schema/story.json"
MODELINE = f"# yaml-language-server: $schema=../../{SCHEMA}\n"
"""For editors: a story lies in stories/YYYY/."""
_PLAIN = re.compile(rf"(?!null$)(?:{TEAM})?{ID}")


def text_of(values: Values, form: Format = "md") -> str:
    """The text of a file: front matter and Markdown, or YAML alone."""
    parts = []
    for name in fields():
        value = values.get(name)
        if not value or name == "body":
            continue
        if isinstance(value, Mapping):
            inner = ", ".join(f"{part}: {_quoted(clean(said))}" for part, said in value.items())
            parts.append(f"{name}: {{{inner}}}\n")
        elif isinstance(value, str):
            parts.append(f"{name}: {_scalar(clean(value))}\n")
        else:
            items = [_scalar(clean(one)) for one in value]
            several = f"[{', '.join(items)}]"
            parts.append(f"{name}: {items[0] if len(items) == 1 else several}\n")
    body = values.get("body", "")
    assert isinstance(body, str)
    body = clean(body)
    if form == "md":
        return f"---\n{''.join(parts)}---\n{body}\n"
    return f"{MODELINE}{''.join(parts)}" + (f"body: {_block(body)}\n" if body else "")


def clean(text: str) -> str:
    """A text as a story can hold it: Unix line ends, nothing invisible, no space around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return CONTROL.sub(" ", text).strip()


def _scalar(text: str) -> str:
    """A value after a field's name or in a list, in quotes wherever YAML might see more in it."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    if "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _block(text: str) -> str:
    """A long text, as it is and indented."""
    return "|\n" + "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
