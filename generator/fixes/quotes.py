"""Quote texts that YAML would misread, and replace typographic quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate
from generator.model import Story
from generator.model.roles import Holds, paths_of
from generator.rules.cut_off_text import CUT
from generator.source.editor import Change
from generator.source.yaml_text import FIELD, single_quoted, split_comment
from generator.text.clean import QUOTES

_CURLY = "“”„‟‘’‚‛«»"
_PROSE = {path[-1] for path in paths_of(Story, Holds.PROSE)}


def curly_quotes(candidate: FixCandidate) -> Iterator[Change]:
    """P103 and P112: typographic quotation marks around a value."""
    for at, line in candidate.flagged_lines("P103", "P112"):
        field = FIELD.match(line)
        value = split_comment(field["value"])[0] if field else ""
        if field is None or len(value) < 3:
            continue
        ends = value[0], value[-1]
        if all(end in QUOTES for end in ends) and any(end in _CURLY for end in ends):
            start = at + field.start("value")
            yield Change(start, start + len(value), single_quoted(value[1:-1]), "P112")


def indicators(candidate: FixCandidate) -> Iterator[Change]:
    """P107 and P108: a text that begins with &, * or !, which mean something in YAML."""
    for at, line in candidate.flagged_lines("P107", "P108"):
        field = FIELD.match(line)
        if field and field["name"] in _PROSE and field["value"][0] in "&*!":
            start = at + field.start("value")
            value = split_comment(field["value"])[0]
            yield Change(start, start + len(value), single_quoted(value), "P107")


def hashes(candidate: FixCandidate) -> Iterator[Change]:
    """S145: a # with a number, which is not meant as a comment."""
    for at, line in candidate.flagged_lines("S145"):
        match = CUT.match(line)
        if match and re.match(r"#[0-9]+\b", match["note"]):
            start = at + match.start("value")
            yield Change(start, start + len(match["value"]), single_quoted(match["value"]), "S145")
