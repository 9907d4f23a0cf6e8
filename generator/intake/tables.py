"""Read a survey's export as rows of answers by field. Cells are data, never formulas."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from generator.intake.fields import form_fields
from generator.text.clean import unix_lines
from generator.text.names import words

SYNONYMS: Mapping[str, str] = {
    "date": "date|when|day|when was it|happened on|date of the event|fecha|cuándo|datum|wann",
    "givers": "giver|from|helper|mentor|who helped|who gave|who helped you|thanks to|kudos to|to whom do you say thank you|nominee|colleague|quién ayudó|quién dio|wer hat geholfen|wer half|qui a aidé",
    "receivers": "receiver|to|mentee|who was helped|who received|your name|name|submitted by|nominator|respondent|a quién|quién recibió|wem|wem wurde geholfen|qui a été aidé",
    "body": "text|story|what happened|message|description|comment|details|tell us what happened|your story|kudos|qué pasó|historia|was ist passiert|geschichte|que s est il passé",
    "ask": "question|what did they ask|what was asked|the ask",
    "outcome": "result|impact|what changed|effect",
    "title": "headline|subject",
    "kind": "type|category",
    "themes": "theme|value|values|tags|tag",
    "summary": "in short|short version",
    "quote.text": "quote|what was said",
    "quote.by": "said by|who said it|quote by",
    "continues": "follows|paid forward from",
    "lang": "language",
}
"""Names of columns, besides a field's name and its question in our forms."""
_FALLBACK = (
    "timestamp",
    "submitted",
    "start time",
    "completion time",
    "created",
    "submission date",
)
"""Columns with the time of the answer, used if no column has the date of the story."""
_SIGN = re.compile(r"sep=([,;\t|])\n")
_DELIMITERS = ",;\t|"
MOST_ROWS = 5_000


class TableError(Exception):
    """A file that cannot be read as a table, with the reason."""


class Row(NamedTuple):
    """One answer of the survey. `number` counts as a spreadsheet does: the header is row 1."""

    number: int
    answers: Mapping[str, str]


class Table(NamedTuple):
    """`columns` holds the letter and header of each field's column."""

    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    notes: tuple[str, ...]


def read_table(raw: bytes, chosen: Mapping[str, str]) -> Table:
    """A table from its bytes. `chosen` maps headers to fields ("" for a column to leave out).

    Raises TableError with a reason.
    """
    text, *notes = _decoded(raw)
    lines = _lines(text)
    header = next(lines, [])
    if len([cell for cell in header if cell.strip()]) < 2:
        raise TableError("its first row does not hold the names of several columns")
    columns, unused, unknown = _mapped(header, chosen)
    if unknown:
        raise TableError(f'it has no column "{unknown[0]}"; its columns are {", ".join(header)}')
    if not columns:
        raise TableError(
            f"none of its columns is known ({', '.join(header)}); say which is which, as in "
            f"--map '{header[0].strip()}=date'"
        )
    rows = []
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS:
            raise TableError(f"it has more than {MOST_ROWS:,} rows; split it")
        if any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                notes.append(
                    f"row {number} has more cells than the header; what is beyond is left out"
                )
            answers = {path: cells[at] for path, at in columns.items() if at < len(cells)}
            rows.append(Row(number, answers))
    named: dict[str, str] = {}
    left = tuple(header[at] for at in unused)
    free = (c.strip() for c in left if c.strip() and " ".join(words(c)) not in _FALLBACK)
    example = next(free, "Column")
    for path, field in form_fields():
        if path in columns:
            at = columns[path]
            named[path] = f'{_letter(at)} ("{header[at].strip()}")'
        elif path == "body" or (field.required and "." not in path):
            notes.append(f"no column is {path}: say which, as in --map '{example}={path}'")
    return Table(tuple(rows), named, left, tuple(notes))


def _decoded(raw: bytes) -> list[str]:
    """The text of an export, in UTF-8 or what older office programs write; then notes about it."""
    encodings = {
        "utf-8-sig": [],
        "cp1252": ["it is not UTF-8; read as Windows-1252: look at accents and quotation marks"],
    }
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = {"utf-16": ["it is UTF-16; read as that"]}
    for encoding, notes in encodings.items():
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if "\0" in text:
                raise TableError("it is not text; export it as CSV")
            return [text, *notes]
    raise TableError("its encoding is not known; save it as CSV UTF-8")


def _lines(text: str) -> Iterator[list[str]]:
    """The rows, separated by the character that separates the first of them into most cells."""
    text = unix_lines(text)
    if said := _SIGN.match(text):  # a line that spreadsheets write for themselves
        yield from csv.reader(_split(text[said.end() :]), delimiter=said[1])
        return
    best = max(
        _DELIMITERS, key=lambda sign: len(next(csv.reader(_split(text), delimiter=sign), []))
    )
    try:
        yield from csv.reader(_split(text), delimiter=best)
    except csv.Error as error:
        raise TableError(f"it cannot be taken apart into rows: {error}") from error


def _split(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")]


def _mapped(
    header: list[str], chosen: Mapping[str, str]
) -> tuple[dict[str, int], list[int], list[str]]:
    """The column of each field, the unused columns, and the chosen columns that do not exist."""
    names = [" ".join(words(cell)) for cell in header]
    wanted = {" ".join(words(column)): path for column, path in chosen.items()}
    unknown = [column for column in chosen if " ".join(words(column)) not in names]
    columns: dict[str, int] = {}
    for at, name in enumerate(names):
        if wanted.get(name):
            columns[wanted[name]] = at
    for path, field in form_fields():
        if path in columns:
            continue
        known = [path, path.replace(".", " "), field.title, *SYNONYMS.get(path, "").split("|")]
        for alias in map(" ".join, map(words, known)):
            free = [
                at
                for at, name in enumerate(names)
                if name == alias and name not in wanted and at not in columns.values()
            ]
            if free:
                columns[path] = free[0]
                break
    if "date" not in columns:
        late = [at for at, n in enumerate(names) if n in _FALLBACK and n not in wanted]
        columns |= {"date": late[0]} if late else {}
    used = set(columns.values())
    return columns, [at for at in range(len(header)) if at not in used], unknown


def _letter(at: int) -> str:
    """The name of a column in spreadsheets: A, B, … Z, AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
