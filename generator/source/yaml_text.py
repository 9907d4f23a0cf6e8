"""YAML as text: a field on one line, and values in quotes and blocks."""

from __future__ import annotations

import re

FIELD = re.compile(r"(?P<before>\s*(?:- +)*(?P<name>[\w-]+):[ \t]+)(?P<value>\S(?:.*\S)?)[ \t]*$")
ITEM = re.compile(r"(?P<before>\s*(?:- +)+)(?P<value>\S(?:.*\S)?)[ \t]*$")


def single_quoted(text: str) -> str:
    """A text without line breaks as a scalar in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    """Any text as a scalar in double quotes on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def unquoted(value: str) -> str:
    """A value without the quotation marks around it."""
    if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1]:
        return value[1:-1].replace('\\"', '"')
    return value


def block(text: str) -> str:
    """A text of several lines as an indented block."""
    return "|\n" + "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def split_comment(value: str) -> tuple[str, str]:
    """A value, and the space and comment after it."""
    comment = re.search(r"[ \t]#[ \t]", value)
    words = value[: comment.start()].rstrip() if comment else value
    return words, value[len(words) :]
