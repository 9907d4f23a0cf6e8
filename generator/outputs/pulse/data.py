"""The pulse for other programs: JSON, and CSV in long form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.outputs.pulse.figures import Figure, Measure
from generator.outputs.pulse.tables import Table
from generator.pulse.measures import Pulse

VERSION = 1
"""Increased when a field is removed or changes its meaning, not when one is added."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""


def json_text(pulse: Pulse, measures: Iterable[Measure], tables: Mapping[str, Table]) -> str:
    """The file `pulse.json`."""
    window = pulse.window
    data = {
        "version": VERSION,
        "as_of": pulse.today.isoformat(),
        "window": {"first_day": window.start.isoformat(), "last_day": window.end.isoformat()},
        "basis": pulse.units.basis if pulse.has_units else None,
        "metrics": [_metric(measure) for measure in measures],
        "tables": {
            table.id: {
                "title": table.title,
                "columns": list(table.columns),
                "rows": [list(row) for row in table.rows],
            }
            for table in tables.values()
        },
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


def _metric(measure: Measure) -> dict[str, Any]:
    first, *others = measure.figures or (None,)
    return {
        "id": measure.id,
        "question": measure.text.question,
        **_numbers(first),
        "formula": measure.text.formula,
        "bias": measure.text.bias,
        "more": [_numbers(figure) for figure in others],
    }


def _numbers(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {"label": None, "numerator": None, "denominator": None, "by_chance": None}
    return {
        "label": figure.label,
        "numerator": figure.part,
        "denominator": figure.whole,
        "by_chance": None if figure.by_chance is None else round(figure.by_chance, 1),
    }


def csv_text(measures: Iterable[Measure], tables: Mapping[str, Table]) -> str:
    """The file `pulse.csv`: a line for each number, with its table, row and column (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("table", "row", "column", "value"))
    for measure in measures:
        for figure in measure.figures:
            _write(writer, (measure.id, figure.label, "numerator", figure.part))
            if figure.whole is not None:
                _write(writer, (measure.id, figure.label, "denominator", figure.whole))
    for table in tables.values():
        for row in table.rows:
            for column, value in zip(table.columns[1:], row[1:], strict=True):
                _write(writer, (table.id, row[0], column, value))
    return out.getvalue()


def _write(writer: Any, cells: Sequence[str | int]) -> None:
    writer.writerow([_defused(cell) if isinstance(cell, str) else cell for cell in cells])


def _defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe makes it a text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
