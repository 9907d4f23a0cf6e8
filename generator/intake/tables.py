"""Read a survey's export as rows of answers by field. Cells are data, never formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from generator.intake.columns import Columns, Sender, find_columns, is_stamp, missing_columns
from generator.intake.encodings import EncodingError, Reading, read_text
from generator.intake.fields import form_fields
from generator.intake.rows import ZIP, Line, TableError, sheet_rows, text_rows
from generator.languages.message import Message, all_of, listed, ngettext
from generator.languages.message import gettext as _
from generator.text.dates import find_day
from generator.text.folding import words

MOST_ROWS = 20_000
_SUBHEADERS = {
    *("response", "open ended response", "antwort", "offene antwort", "respuesta", "respuesta abierta"),
    *("réponse", "réponse ouverte", "resposta", "resposta aberta", "risposta", "risposta aperta"),
    *("antwoord", "open antwoord", "svar", "öppet svar", "odpowiedź", "ответ"),
}  # fmt: skip
"""What SurveyMonkey writes below the header, in each column with an answer."""
_IMPORT_ID = '{"ImportId":'
"""How each cell begins in the third of the three rows that Qualtrics writes before the answers."""


class Doubt(NamedTuple):
    """Why something is not written. A question can be answered without changing the file."""

    reason: Message
    hint: Message
    is_question: bool = False


class Row(NamedTuple):
    """One answer of the survey. `number` counts as a spreadsheet does: the header is row 1."""

    number: int
    answers: Mapping[str, str]
    doubt: Doubt | None = None


class Table(NamedTuple):
    """`columns` holds the letter and header of each field's column."""

    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    notes: tuple[Message, ...]
    unclear: tuple[str, ...] = ()
    """The columns of which it is not known who in them helped: who sends, who is sent to."""


def read_table(
    raw: bytes,
    chosen: Mapping[str, str],
    *,
    sender: Sender | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Table:
    """A table from its bytes.

    Args:
        raw: A text with separated values, or a spreadsheet (.xlsx).
        chosen: Fields by the header of their column ("" for a column to leave out).
        sender: What those in a column such as From did.
        encoding: The encoding of the text; without it, it is recognised.
        sheet: The sheet of a spreadsheet.

    Raises TableError with a reason.
    """
    notes: list[Message] = []
    reading = Reading("", "utf-8")
    width = 0

    def is_row(cells: list[str]) -> bool:
        """Whether a line within a cell is a row: as many cells, and a day where rows have one."""
        at = columns.places.get("date") if columns else None
        return len(cells) == width and (
            not any(cell[:1] == " " for cell in cells)
            if at is None
            else find_day(cells[at], "dmy") is not None or find_day(cells[at], "mdy") is not None
        )

    columns: Columns | None = None
    if raw.startswith(ZIP):
        rows, name = sheet_rows(raw, sheet)
        lines: Iterator[Line] = map(Line, rows)
        notes.append(_('this is the sheet "%(name)s"', name=name))
    else:
        try:
            reading = read_text(raw, encoding)
        except EncodingError as error:
            raise TableError(error.reason) from None
        lines = text_rows(reading.text, is_row)
        if reading.encoding != "utf-8":
            notes.append(
                _("read as %(encoding)s", encoding=reading.encoding)
                if encoding
                else _(
                    "read as %(encoding)s; please check accents and quotation marks",
                    encoding=reading.encoding,
                )
            )
    header = next(lines, Line([])).cells
    width = len(header)
    if len([cell for cell in header if cell.strip()]) < 2:
        raise TableError(_("its first row does not have the names of several columns"))
    first = [next(lines, Line([])) for _ in range(2)]
    names: Sequence[Sequence[str]] = [(cell,) for cell in header]
    skipped = 0
    if any(cell.startswith(_IMPORT_ID) for cell in first[1].cells):
        names = [pair[::-1] for pair in zip(header, _padded(first[0].cells, width), strict=True)]
        skipped = 2
    elif _is_subheader(first[0].cells):
        skipped = 1
    if skipped:
        notes.append(
            ngettext(
                "row 2 belongs to the header",
                "rows 2 and 3 belong to the header",
                skipped,
            )
        )
    if missing := missing_columns(names, chosen):
        raise TableError(
            _(
                'it has no column "%(name)s"; its columns are %(names)s',
                name=missing[0],
                names=all_of(header),
            )
        )
    columns = find_columns(names, chosen, sender)
    if not columns.places and not columns.unclear:
        raise TableError(
            _(
                "its columns are not recognised (%(names)s); say which is which, for example "
                "--map '%(name)s=date'",
                names=listed(header),
                name=header[0].strip(),
            )
        )
    shown = [f'{_letter(at)} ("{_shown(names[at])}")' for at in range(width)]
    places = columns.places
    given = {path: shown[places[path]] for path, _ in form_fields() if path in places}
    used = {*columns.places.values(), *columns.unclear}
    left = tuple(_shown(names[at]) for at in range(width) if at not in used)
    notes += _notes(columns, left)
    found = tuple(_rows(_chain(first[skipped:], lines), skipped + 2, width, columns, reading))
    return Table(found, given, left, tuple(notes), tuple(shown[at] for at in columns.unclear))


def _notes(columns: Columns, left: Sequence[str]) -> Iterator[Message]:
    """What to look at: fields without a column."""
    example = next((c for c in left if c.strip() and not is_stamp(c)), "Column")
    for path, field in form_fields():
        missing = path not in columns.places and not (
            columns.unclear and path in ("givers", "receivers")
        )
        if missing and (path == "body" or (field.required and "." not in path)):
            yield _(
                "no column for %(field)s; say which, for example --map '%(name)s=%(field)s'",
                field=path,
                name=example,
            )


def _rows(
    lines: Iterable[Line], start: int, width: int, columns: Columns, reading: Reading
) -> Iterator[Row]:
    for number, (cells, fault) in enumerate(lines, start):
        if number - start >= MOST_ROWS:
            raise TableError(_("it has more than %(most)s rows; split it", most=MOST_ROWS))
        if not any(cell.strip() for cell in cells):
            continue
        answers = {path: cells[at] for path, at in columns.places.items() if at < len(cells)}
        yield Row(number, answers, _doubt(cells, fault, width, reading))


def _doubt(
    cells: Sequence[str], fault: Message | Literal[""], width: int, reading: Reading
) -> Doubt | None:
    """Why a row is not written as it is."""
    if fault:
        return Doubt(fault, _("close it, or double it if it is part of the text"))
    if any(cell.strip() for cell in cells[width:]):
        return Doubt(
            _(
                "it has %(cells)s cells, but the header has %(width)s",
                cells=len(cells),
                width=width,
            ),
            _("put quotation marks around the text that contains the separator"),
        )
    if reading.rivals and not all(map(str.isascii, cells)):
        return encoding_doubt(reading)
    return None


def encoding_doubt(reading: Reading) -> Doubt:
    """The question which encoding a text has."""
    examples = listed(f'{name}: "{example}"' for name, example in reading.rivals)
    return Doubt(
        _("its encoding is not certain (%(examples)s)", examples=examples),
        _("say which is right, for example --encoding %(encoding)s", encoding=reading.encoding),
        is_question=True,
    )


def _is_subheader(cells: Sequence[str]) -> bool:
    """Whether a row has nothing but what SurveyMonkey writes below the header."""
    said = [" ".join(words(cell)) for cell in cells if cell.strip()]
    return any(cell in _SUBHEADERS for cell in said) and not any(
        cell[:1].isdigit() for cell in said
    )


def _chain(first: Iterable[Line], rest: Iterable[Line]) -> Iterator[Line]:
    yield from first
    yield from rest


def _padded(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[:width]


def _shown(names: Sequence[str]) -> str:
    return next((" ".join(name.split()) for name in names if name.strip()), "")


def _letter(at: int) -> str:
    """The name of a column in spreadsheets: A, B, … Z, AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
