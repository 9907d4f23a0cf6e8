"""Write the values of a story as the text of its file, which reads back the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from generator.intake.fields import fields
from generator.model import CONTROL, ID, TEAM
from generator.source.yaml_text import block, double_quoted, single_quoted
from generator.text.clean import unix_lines

Value = str | Sequence[str] | Mapping[str, str]
Values = Mapping[str, Value]
"""What was typed, by field name. Empty fields are left out."""
Format = Literal["md", "yml"]

_PLAIN = re.compile(rf"(?!null$)(?:{TEAM})?{ID}")


def story_text(values: Values, form: Format = "md") -> str:
    """The text of a file: front matter and Markdown, or YAML alone."""
    parts = []
    for name in fields():
        value = values.get(name)
        if not value or name == "body":
            continue
        if isinstance(value, Mapping):
            inner = ", ".join(f"{part}: {_quoted(sanitized(said))}" for part, said in value.items())
            parts.append(f"{name}: {{{inner}}}\n")
        elif isinstance(value, str):
            parts.append(f"{name}: {_scalar(sanitized(value))}\n")
        else:
            items = [_scalar(sanitized(one)) for one in value]
            several = f"[{', '.join(items)}]"
            parts.append(f"{name}: {items[0] if len(items) == 1 else several}\n")
    body = values.get("body", "")
    assert isinstance(body, str)
    body = sanitized(body)
    if form == "md":
        return f"---\n{''.join(parts)}---\n{body}\n"
    return "".join(parts) + (f"body: {block(body)}\n" if body else "")


def sanitized(text: str) -> str:
    """A text as a story can hold it: Unix line ends, no control characters, no space around it."""
    return CONTROL.sub(" ", unix_lines(text).encode("utf-8", "replace").decode()).strip()


def _scalar(text: str) -> str:
    """A value of a field or list, in quotes unless it is an id."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return double_quoted(text) if "\n" in text else single_quoted(text)
