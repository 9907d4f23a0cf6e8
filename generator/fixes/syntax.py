"""Apply the parser's own fixes of YAML that it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate
from generator.model import ID, Story, fields_of
from generator.source.editor import Change
from generator.source.yaml_text import FIELD, single_quoted, split_comment, unquoted

_GLUED = re.compile(r"([a-z_]+):(?=[^\s:/])")
_NAMES = fields_of(Story)
_MENTION = re.compile(rf"(?<!\w)@({ID})")


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """P103, P111 and P112: the fixes of the parser, where they are certain."""
    document = candidate.document
    if document.text != candidate.text:  # control characters, which are fixed first
        return
    lines = list(candidate.yaml_lines())
    codes: dict[int, str] = {}
    guessed: set[int] = set()
    fixed = [line for _, line in lines]
    for problem in document.syntax_problems:
        if problem.fixed is None:
            break
        number = problem.diagnostic.location.line - document.first_line - 1
        codes.setdefault(number, problem.diagnostic.code)
        if not problem.certain:
            guessed.add(number)
        fixed = problem.fixed.split("\n")
    for number, ((at, before), after) in enumerate(zip(lines, fixed, strict=True)):
        if number not in guessed and before != after:
            better = _with_comment(before, after)
            if better is not None:
                yield Change(at, at + len(before), better, codes.get(number, "P103"))


def missing_spaces(candidate: FixCandidate) -> Iterator[Change]:
    """P103 and P111: no space after the colon of a field."""
    for at, line in candidate.yaml_lines() if candidate.has("P103", "P111") else ():
        match = _GLUED.match(line)
        if match and match[1] in _NAMES:
            yield Change(at + match.end(), at + match.end(), " ", "P111")


def _with_comment(before: str, after: str) -> str | None:
    """The fixed line with its comment still a comment; None where another fix is as likely."""
    if after == _MENTION.sub(r"\1 ", before):  # the parser keeps the columns of what follows
        return _MENTION.sub(r"\1", before)
    field = FIELD.match(before)
    if field is None or not after.startswith(f"{field['before']}'"):
        return after
    value, comment = split_comment(field["value"])
    if value[0] in "|>":
        return None  # a text that should begin on the next line
    return f"{field['before']}{single_quoted(unquoted(value))}{comment}" if comment else after
