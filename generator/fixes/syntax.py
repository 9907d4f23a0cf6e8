"""What keeps YAML from being read, where it is clear how it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate
from generator.fixes.quotes import FIELD, parted
from generator.model import ID, Story, fields_of
from generator.source.editor import Change
from generator.source.parser import complaint
from generator.source.syntax_errors import quoted

_AT_ONCE = 12
_GLUED = re.compile(r"([a-z_]+):(?=[^\s:/])")
_NAMES = fields_of(Story)
_PEOPLE = re.compile(r"[ \t]*(givers|receivers|consent|by):[ \t]*(.*)")
_AT = re.compile(rf"(?:(?<=[\s\[,])|^)@({ID})(?=[ \t]*(?:[,\]]|$|[ \t]#))")


def mend(case: FixCandidate) -> Iterator[Change]:
    """P103, P111 and P112: what libyaml says, mended as the diagnostic says, where it is certain."""
    if not case.has("P103", "P111", "P112"):
        return
    lines = list(case.yaml_lines())
    codes: dict[int, str] = {}
    guessed: set[int] = set()
    mended = [line for _, line in lines]
    for _ in range(_AT_ONCE):
        said = complaint(case.path, "\n".join(mended))
        if said is None or said.mended is None:
            break
        number = said.diagnostic.location.line - 1
        codes.setdefault(number, said.diagnostic.code)
        guessed |= set() if said.certain else {number}
        mended = said.mended.split("\n")
    for number, ((at, before), after) in enumerate(zip(lines, mended, strict=True)):
        if (
            number not in guessed
            and before != after
            and (better := _as_typed(before, after)) is not None
        ):
            yield Change(at, at + len(before), better, codes.get(number, "P103"))


def glued(case: FixCandidate) -> Iterator[Change]:
    """P103 and P111: no space behind the colon of a field."""
    for at, line in case.yaml_lines() if case.has("P103", "P111") else ():
        match = _GLUED.match(line)
        if match and match[1] in _NAMES:
            yield Change(at + match.end(), at + match.end(), " ", "P111")


def ids(case: FixCandidate) -> Iterator[Change]:
    """P112: @ before an id in a field that is for ids alone."""
    within = False
    for at, line in case.yaml_lines() if case.has("P112") else ():
        field = _PEOPLE.match(line)
        if field:
            within = not field[2] or field[2].startswith("[")
        if field or (within and re.match(r"[ \t]*(?:-|@|[\w-]+,)", line)):
            for match in _AT.finditer(line):
                start = at + match.start()
                yield Change(start, start + 1, "", "P112")
        elif line.strip() and not line.lstrip().startswith("#"):
            within = False


def _as_typed(before: str, after: str) -> str | None:
    """The mended line with a comment kept as one; nothing where another mend is as likely."""
    field = FIELD.match(before)
    if field is None or not after.startswith(f"{field['before']}'"):
        return after
    value, note = parted(field["value"])
    if value[0] in "|>":
        return None  # a text that should begin on the next line
    return f"{field['before']}{quoted(_unquoted(value))}{note}" if note else after


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] in "\"'" and text[0] == text[-1]:
        return text[1:-1].replace('\\"', '"')
    return text
