"""What keeps YAML from being read, where it is clear how it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixing.case import Case
from generator.fixing.cleaned import QUOTES
from generator.model import ID, Story, fields_of
from generator.reading.edit import Change
from generator.reading.source import complaint, yaml_span
from generator.rules.hashes import CUT

_FIELD = re.compile(
    r"(?P<before>[ \t]*(?:- +)*(?P<name>[\w-]+):[ \t]+)(?P<value>\S(?:.*\S)?)[ \t]*$"
)
_GLUED = re.compile(r"([a-z_]+):(?=[^\s:/])")
_NAMES = fields_of(Story)
_AT_ONCE = 12
_CURLY = "“”„‟‘’‚‛«»"
_PEOPLE = re.compile(r"[ \t]*(givers|receivers|consent|by):[ \t]*(.*)")
_AT = re.compile(rf"(?:(?<=[\s\[,])|^)@({ID})(?=[ \t]*(?:[,\]]|$|[ \t]#))")
_PROSE = ("title", "summary", "ask", "outcome", "text", "alt", "body")


def mend(case: Case) -> Iterator[Change]:
    """P103 and P112: what libyaml says, mended as the diagnostic says."""
    found = _yaml(case)
    if found is None or not any(d.code in ("P103", "P112") for d in case.problems):
        return
    at, text = found
    codes: dict[int, str] = {}
    mended = text.split("\n")
    for _ in range(_AT_ONCE):
        said = complaint(case.path, "\n".join(mended))
        if said is None or said.mended is None:
            break
        codes.setdefault(said.diagnostic.location.line - 1, said.diagnostic.code)
        mended = said.mended.split("\n")
    for number, (before, after) in enumerate(zip(text.split("\n"), mended, strict=True)):
        if before != after and (better := _as_typed(before, after)) is not None:
            yield Change(at, at + len(before), better, codes.get(number, "P103"))
        at += len(before) + 1


def _as_typed(before: str, after: str) -> str | None:
    """The mended line with a comment kept as one; nothing where another mend is as likely."""
    field = _FIELD.match(before)
    if field is None or not after.startswith(f"{field['before']}'"):
        return after
    value, note = _parted(field["value"])
    if value[0] in "|>":
        return None  # a text that should begin on the next line
    return f"{field['before']}{quoted(_unquoted(value))}{note}" if note else after


def _parted(value: str) -> tuple[str, str]:
    """A value, and the comment behind it."""
    note = re.search(r"[ \t]#[ \t]", value)
    words = value[: note.start()].rstrip() if note else value
    return words, value[len(words) :]


def glued(case: Case) -> Iterator[Change]:
    """P103 and P111: no space behind the colon of a field."""
    found = _yaml(case)
    if found is None or not any(d.code in ("P103", "P111") for d in case.problems):
        return
    at, text = found
    for line in text.split("\n"):
        match = _GLUED.match(line)
        if match and match[1] in _NAMES:
            yield Change(at + match.end(1) + 1, at + match.end(1) + 1, " ", "P111")
        at += len(line) + 1


def curly_quotes(case: Case) -> Iterator[Change]:
    """P103 and P112: typographic quotation marks, where YAML wants straight ones."""
    for at, line in _flagged(case):
        field = _FIELD.match(line)
        value = _parted(field["value"])[0] if field else ""
        if field is None or len(value) < 3:
            continue
        ends = value[0], value[-1]
        if all(end in QUOTES for end in ends) and any(end in _CURLY for end in ends):
            start = at + field.start("value")
            yield Change(start, start + len(value), quoted(value[1:-1]), "P112")


def ids(case: Case) -> Iterator[Change]:
    """P112: @ before an id in a field that is for ids alone."""
    found = _yaml(case)
    if found is None or not any(d.code == "P112" for d in case.problems):
        return
    at, text = found
    within = False
    for line in text.split("\n"):
        field = _PEOPLE.match(line)
        if field:
            within = not field[2] or field[2].startswith("[")
        if field or (within and re.match(r"[ \t]*(?:-|@|[\w-]+,)", line)):
            for match in _AT.finditer(line):
                start = at + match.start()
                yield Change(start, start + 1, "", "P112")
        elif line.strip() and not line.lstrip().startswith("#"):
            within = False
        at += len(line) + 1


def marks(case: Case) -> Iterator[Change]:
    """P107 and P108: a text that begins with &, * or !, which YAML takes for something else."""
    for at, line in _flagged(case, ("P107", "P108")):
        field = _FIELD.match(line)
        if field and field["name"] in _PROSE and field["value"][0] in "&*!":
            start = at + field.start("value")
            value = _parted(field["value"])[0]
            yield Change(start, start + len(value), quoted(value), "P107")


def hashes(case: Case) -> Iterator[Change]:
    """S145: a number behind a # is no comment: the whole text goes into quotes."""
    for at, line in _flagged(case, ("S145",)):
        match = CUT.match(line)
        if match and re.match(r"#[0-9]+\b", match["note"]):
            start = at + match.start("value")
            yield Change(start, start + len(match["value"]), quoted(match["value"]), "S145")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] in "\"'" and text[0] == text[-1]:
        return text[1:-1].replace('\\"', '"')
    return text


def _yaml(case: Case) -> tuple[int, str] | None:
    """The YAML of a story, and where it begins."""
    span = yaml_span(case.path, case.text)
    return (span[0], case.text[slice(*span)]) if span else None


def _flagged(case: Case, codes: tuple[str, ...] = ("P103", "P112")) -> Iterator[tuple[int, str]]:
    """The lines that problems of form are about, each with its offset."""
    wanted = {d.location.line for d in case.problems if d.code in codes}
    at = 0
    for number, line in enumerate(case.text.split("\n") if wanted else (), 1):
        if number in wanted:
            yield at, line
        at += len(line) + 1
