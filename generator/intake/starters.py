"""The starters of `reciprocity new`: stories to fill in, with questions as comments.

A starter is a file in templates/new/. Its first comment is its purpose; the comments above fields
and in the body are the questions. The checker refuses an unfilled starter, since its fields are
empty and comments are not prose. Comments that stay in the body are not printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.intake.writing import MODELINE, Format
from generator.rendering.templates import template_folders
from generator.source.yaml_text import block

_FOLDER = "new"
_LINE = re.compile(r"(?:# (?P<said>.*)|(?P<name>\w+):(?: (?P<value>.+))?)")
_QUESTION = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)


class Starter(NamedTuple):
    """One starter: its purpose, the values it sets, and its questions."""

    name: str
    text: str
    purpose: str
    values: Mapping[str, str]
    hints: Mapping[str, str]
    questions: tuple[str, ...]

    def blank(self, form: Format) -> str:
        """The file to fill in."""
        if form == "md":
            return self.text
        front, body = _halves(self.text)
        return f"{MODELINE}{front}body: {block(body.strip())}\n"


def starters(root: Path) -> dict[str, Starter]:
    """The starters by name; the organisation's own replace ours."""
    files: dict[str, Path] = {}
    for folder in reversed(template_folders(root)):
        files |= {path.stem: path for path in sorted((folder / _FOLDER).glob("*.md"))}
    return {name: _read(name, path.read_text("utf-8")) for name, path in sorted(files.items())}


def _read(name: str, text: str) -> Starter:
    front, body = _halves(text)
    purpose, waiting = "", ""
    values: dict[str, str] = {}
    hints: dict[str, str] = {}
    for line in front.splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        if match["said"] is not None:
            purpose, waiting = (purpose, match["said"]) if purpose else (match["said"], "")
            continue
        if match["value"]:
            values[match["name"]] = match["value"]
        if waiting:
            hints[match["name"]] = waiting
        waiting = ""
    return Starter(name, text, purpose, values, hints, tuple(_QUESTION.findall(body)))


def _halves(text: str) -> tuple[str, str]:
    """The front matter and the body."""
    parts = text.split("---\n", 2)
    return (parts[1], parts[2]) if len(parts) == 3 else ("", text)
