"""The rows of a table: of a text with separated values, or of a spreadsheet.

A quotation mark that is not closed does not take later rows with it: the row that it is in has a fault,
and the next line is the next row.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from typing import Literal, NamedTuple

from generator.languages.message import Message, all_of, listed
from generator.languages.message import gettext as _
from generator.text.clean import unix_lines

_SIGN = re.compile(r"\"?sep=([,;\t|])\"?\n", re.IGNORECASE)
"""A line that spreadsheets write for themselves."""
_DELIMITERS = ",;\t|"
_MOST_LINES = 100
"""No cell has more lines."""
_MOST_UNPACKED = 64 * 1024 * 1024
_UNCLOSED = _("a quotation mark opens in it, but does not close where the row ends")
ZIP = b"PK\x03\x04"
"""How a spreadsheet begins."""


class TableError(Exception):
    """A file that cannot be read as a table, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class Line(NamedTuple):
    """One row. `fault` says why its cells cannot be trusted."""

    cells: list[str]
    fault: Message | Literal[""] = ""


def text_rows(text: str, is_row: Callable[[list[str]], bool]) -> Iterator[Line]:
    """The rows of a text, separated by the sign that separates the first of them into most cells.

    `is_row` says whether cells look like a row: it is asked about lines within a cell.
    """
    text = unix_lines(text)
    said = _SIGN.match(text)
    lines = [f"{line}\n" for line in text[said.end() if said else 0 :].split("\n")]
    sign = said[1] if said else max(_DELIMITERS, key=lambda sign: len(_cells(lines, sign)))
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            yield Line(line[:-1].split(sign) if line != "\n" else [])
            at += 1
            continue
        closes = line.count('"') % 2 == 0
        row, used = _row(lines[at : at + (1 if closes else _MOST_LINES)], sign)
        within = lines[at + 1 : at + used]
        if row is None or any(is_row(_cells([inner], sign)) for inner in within if sign in inner):
            yield Line(_cells([line], sign), _UNCLOSED)
            at += 1
        else:
            yield Line(row)
            at += used


def sheet_rows(raw: bytes, sheet: str | None = None) -> tuple[list[list[str]], str]:
    """The rows of a sheet of an .xlsx file, and the sheet's name. Formulas count as their results.

    Raises TableError with a reason.
    """
    if find_spec("openpyxl") is None:
        raise TableError(
            _(
                "it is a spreadsheet; install %(package)s, or save it as CSV UTF-8",
                package="reciprocity[sheets]",
            )
        )
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types, and is an extra

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise TableError(_("it is too large once unpacked; save it as CSV UTF-8"))
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        found = {name: list(_sheet(book[name])) for name in book.sheetnames if name in book}
    except TableError:
        raise
    except Exception:  # openpyxl raises whatever it stumbles over
        raise TableError(_("it cannot be opened as a spreadsheet; save it as CSV UTF-8")) from None
    full = [name for name, rows in found.items() if len(rows) > 1]
    if sheet is not None and sheet not in found:
        raise TableError(
            _(
                'it has no sheet "%(name)s"; its sheets are %(names)s',
                name=sheet,
                names=all_of(found),
            )
        )
    if sheet is None and len(full) > 1:
        raise TableError(
            _("it has several sheets (%(names)s); say which with --sheet", names=listed(full))
        )
    name = sheet or next(iter(full or found), "")
    return found.get(name, []), name


def _sheet(sheet: object) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]  # openpyxl has no types
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    """A cell as text: days as ISO writes them, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row(lines: list[str], sign: str) -> tuple[list[str] | None, int]:
    """The first row of some lines and how many it takes; None if a quotation mark is out of place."""
    reader = csv.reader(lines, delimiter=sign, strict=True)
    try:
        return next(reader), reader.line_num
    except (csv.Error, StopIteration):
        return None, 1


def _cells(lines: list[str], sign: str) -> list[str]:
    """The cells of the first row, whatever its quotation marks are."""
    with suppress(csv.Error):
        return next(csv.reader(lines[:_MOST_LINES], delimiter=sign), [])
    return []
