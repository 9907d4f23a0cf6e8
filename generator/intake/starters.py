"""The starters of `reciprocity new`: stories to fill in, with questions as comments.

A starter is a file in generator/languages/en/starters/, or of the organisation in
site_config/templates/new/. Its first comment is its purpose; the comments above fields
and in the body are the questions. The checker refuses an unfilled starter, since its fields are
empty and comments are not prose. Comments that stay in the body are not printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from generator import languages
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake.writing import Format
from generator.source.code_folders import TEMPLATES
from generator.source.files import STORY_BYTES, read_file
from generator.source.yaml_text import block
from generator.system.inside import entries_below

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
        return f"{front}body: {block(body.strip())}\n"


def starters(
    root: Path, problems: list[Diagnostic], lang: str = languages.SOURCE
) -> dict[str, Starter]:
    """The starters by name; the organisation's own replace ours. Appends to `problems`.

    Ours are in a language, and each that it does not have is in English.
    """
    found: dict[str, Starter] = {}
    for base, folder in (
        (languages.FOLDER / languages.SOURCE, "starters"),
        (languages.FOLDER / languages.main_code(lang), "starters"),
        (root, f"{TEMPLATES}/new"),
    ):
        for path, _ in entries_below(base, folder):
            if path.endswith(".md") and (text := read_file(base, path, STORY_BYTES, problems)):
                name = PurePath(path).stem
                found[name] = _read(name, text)
    return dict(sorted(found.items()))


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
