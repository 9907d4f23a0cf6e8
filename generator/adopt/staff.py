"""Rows of an export from a personnel system: who works here, in which team, since when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.intake.encodings import EncodingError, read_text
from generator.intake.rows import ZIP, TableError, sheet_rows, text_rows
from generator.intake.writing import sanitized
from generator.languages.message import gettext as _
from generator.model.mailbox import mailbox
from generator.text.dates import Order, find_day, order_in
from generator.text.folding import words

HEADERS: Mapping[str, str] = {
    "id": "id username user login account kürzel usuario identifiant",
    "name": "name|full name|display name|employee|employee name|mitarbeiter|mitarbeiterin|vollständiger name|"
    "nombre|nombre completo|nom complet|navn|fullt navn|氏名|الاسم",
    "first": "first name|given name|firstname|vorname|nombre de pila|prénom|fornavn|名",
    "last": "last name|surname|family name|lastname|nachname|familienname|apellido|apellidos|nom|"
    "nom de famille|etternavn|姓",
    "team": "team|group|unit|org unit|gruppe|einheit|equipo|grupo|équipe|lag|チーム|الفريق",
    "department": "department|division|abteilung|bereich|departamento|département|service|avdeling|部署|القسم",
    "role": "role|job title|title|position|job|funktion|stelle|puesto|cargo|poste|fonction|stilling|役職|الوظيفة",
    "place": "place|location|office|site|workplace|work location|standort|arbeitsort|lugar|sede|centro de trabajo|"
    "lieu|lieu de travail|sted|arbeidssted|勤務地|مكان العمل",
    "joined": "joined|start date|hire date|date of hire|entry date|eintritt|eintrittsdatum|fecha de alta|"
    "fecha de ingreso|date d entrée|date d embauche|startdato|入社日",
    "left": "left|end date|termination date|leaving date|last day|austritt|austrittsdatum|fecha de baja|"
    "date de sortie|sluttdato|退職日",
    "email": "email|e mail|mail|email address|work email|e mail adresse|correo|correo electrónico|courriel|"
    "adresse mail|e post|メール|البريد الإلكتروني",
}
"""The headers by which a column is known, by what it holds."""
COLUMNS = tuple(HEADERS)
_KNOWN = {
    " ".join(words(header)): column
    for column, headers in HEADERS.items()
    for header in (headers.split("|") if "|" in headers else headers.split())
}


class Employee(NamedTuple):
    """One row. What the file does not say is empty."""

    row: int
    """As a spreadsheet counts: the header is row 1."""
    name: str
    team: str
    department: str = ""
    id: str = ""
    first_name: str = ""
    role: str = ""
    place: str = ""
    joined: dt.date | None = None
    left: dt.date | None = None
    email: str = ""


class Staff(NamedTuple):
    """The rows of a file, and what was understood of its columns."""

    people: tuple[Employee, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]


def read_staff(raw: bytes, chosen: Mapping[str, str], encoding: str | None = None) -> Staff:
    """The staff in a table: separated values or a spreadsheet.

    Args:
        raw: The bytes of the file.
        chosen: What a column holds (one of COLUMNS), by its header, where that is not known.
        encoding: The encoding of a text; without it, it is recognised.

    Raises:
        TableError: It cannot be used as a whole: with a reason and the row.
    """
    rows = _rows(raw, encoding)
    header = next(rows, (1, []))[1]
    if not any(header):
        raise TableError(_("it has no header that says what its columns contain"))
    places = _places(header, chosen)
    found = list(rows)
    order = order_in(
        row[places[column]]
        for column in ("joined", "left")
        if column in places
        for __, row in found
        if places[column] < len(row)
    )
    people = tuple(
        _employee(number, _cells(row, places), order)
        for number, row in found
        if any(map(str.strip, row))
    )
    if not people:
        raise TableError(_("it has no rows below its header"))
    used = {header[place]: column for column, place in places.items()}
    return Staff(people, used, tuple(cell for cell in header if cell and cell not in used))


def _rows(raw: bytes, encoding: str | None) -> Iterator[tuple[int, list[str]]]:
    if raw.startswith(ZIP):
        rows, __ = sheet_rows(raw)
        yield from enumerate(rows, 1)
        return
    try:
        text = read_text(raw, encoding).text
    except EncodingError as error:
        raise TableError(_("%(reason)s", reason=str(error))) from None
    for number, line in enumerate(text_rows(text, lambda _: False), 1):
        if line.fault:
            raise TableError(_("row %(row)s: %(fault)s", row=str(number), fault=line.fault))
        yield number, line.cells


def _places(header: list[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what."""
    for name in chosen:
        if name not in header:
            raise TableError(
                _(
                    'it has no column "%(name)s"; its columns are %(columns)s',
                    name=name,
                    columns=", ".join(header),
                )
            )
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        column = chosen.get(cell) or _KNOWN.get(" ".join(words(cell)))
        if column:
            if column in places and cell not in chosen:
                continue
            places[column] = place
    has_name = "name" in places or {"first", "last"} <= places.keys()
    if not has_name or not places.keys() & {"team", "department"}:
        option = f'--column "{header[0] if header else "Who"}={"team" if has_name else "name"}"'
        columns = ", ".join(header)
        raise TableError(
            _(
                "it is not clear which column has the teams (%(columns)s): say which with %(option)s",
                columns=columns,
                option=option,
            )
            if has_name
            else _(
                "it is not clear which column has the names (%(columns)s): say which with %(option)s",
                columns=columns,
                option=option,
            )
        )
    return places


def _cells(row: list[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        column: sanitized(" ".join(row[place].split())) if place < len(row) else ""
        for column, place in places.items()
    }


def _employee(number: int, cells: Mapping[str, str], order: Order | None) -> Employee:
    name = cells.get("name", "") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    if match := re.fullmatch(r"([^,]+), ?([^,]+)", name):  # Okafor, Maria
        name = f"{match[2]} {match[1]}"
    team = cells.get("team") or cells.get("department", "")
    for value, what in ((name, "name"), (team, "team")):
        if not value:
            raise TableError(_("row %(row)s has no %(what)s", row=str(number), what=what))
        if len(value) > 160:
            raise TableError(
                _(
                    "row %(row)s: the %(what)s is longer than 160 characters",
                    row=str(number),
                    what=what,
                )
            )
    email = cells.get("email", "")
    return Employee(
        number,
        name,
        team,
        cells.get("department", "") if cells.get("team") else "",
        cells.get("id", ""),
        cells.get("first", ""),
        cells.get("role", ""),
        cells.get("place", ""),
        _day(number, cells.get("joined", ""), order),
        _day(number, cells.get("left", ""), order),
        email.casefold() if mailbox(email) else "",
    )


def _day(number: int, text: str, order: Order | None) -> dt.date | None:
    if not text:
        return None
    day = find_day(text, order)
    if day is None:
        raise TableError(
            _(
                'row %(row)s: "%(text)s" is not a day; write it as in 2026-10-14',
                row=str(number),
                text=text,
            )
        )
    return day


def namesakes(people: Iterable[Employee]) -> Iterator[tuple[Employee, Employee]]:
    """Pairs of rows with the same name that neither an id nor an address of mail tells apart."""
    seen: dict[tuple[str, ...], list[Employee]] = {}
    for person in people:
        key = tuple(sorted(words(person.name)))
        for other in seen.get(key, ()):
            if not ((person.id and other.id) or (person.email and other.email)):
                yield other, person
        seen.setdefault(key, []).append(person)
