"""The starters of `reciprocity new`: stories to be filled in, with their questions as comments.

A starter is a file of templates/new/. Its first comment says what it is for; the comments above
fields, and those in the body, are the questions. A starter that is not filled in is no story: the
checker refuses empty fields, and comments are no prose. Those that stay in the body are not printed.
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
    """One starter: what it is for, what it sets already, and what it asks."""

    name: str
    text: str
    purpose: str
    values: Mapping[str, str]
    hints: Mapping[str, str]
    questions: tuple[str, ...]

    def blank(self, form: Format) -> str:
        """The file to fill in by hand."""
        if form == "md":
            return self.text
        front, body = _halves(self.text)
        return f"{MODELINE}{front}body: {block(body.strip())}\n"


def starters(root: Path) -> dict[str, Starter]:
    """Every starter by its name; the organisation's own take the place of ours."""
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
    """What stands between the two fences, and what follows them."""
    parts = text.split("---\n", 2)
    return (parts[1], parts[2]) if len(parts) == 3 else ("", text)
